"""A claim as a row and back: canonical content whole, and the columns it is selected by."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Claim
from truceline.evidence.query import extent, norms_of, parties_of
from truceline.ledger.entry import Register, standing_before
from truceline.ledger.review import Standing

Row = dict[str, Any]


def row_of(claim: Claim, register: Register) -> Row:
    """The row of a claim, without its `seq` and `entry`; `content` hashes to `claim_id`."""
    content = claim.content()
    recorded_at = register.recorded_at(claim)
    west, south, east, north = extent(claim) or (None, None, None, None)
    status = standing_before(claim, recorded_at)
    decided = status is claim.status
    return {
        "claim_id": digest_bytes(content),
        "label": claim.label,
        "kind": str(claim.kind),
        "act": str(claim.act),
        "event": claim.event,
        "state_of": claim.state.of if claim.state else None,
        "first_day": claim.time.start,
        "last_day": claim.time.end,
        "west": west,
        "south": south,
        "east": east,
        "north": north,
        "recorded_at": recorded_at,
        "status": str(status),
        "decided_by": claim.decided_by if decided else None,
        "decided_at": claim.decided_at if decided else None,
        "supersedes": claim.supersedes,
        "source": claim.source.id,
        "document": claim.evidence.document,
        "content": content.decode(),
    }


def parties_rows(seq: int, claim: Claim) -> list[Row]:
    """The rows that let a claim be found by party."""
    named = parties_of(claim)
    return [{"claim": seq, "party": party} for party in sorted(named)] if named else []


def norms_rows(seq: int, claim: Claim) -> list[Row]:
    """The rows that let a claim be found by norm."""
    named = norms_of(claim)
    return [{"claim": seq, "norm": norm} for norm in sorted(named)] if named else []


def late_decision(claim: Claim, row: Row) -> Row | None:
    """The decision a claim brought along that was taken after it was recorded."""
    if row["status"] == claim.status:
        return None
    return {
        "status": claim.status.value,
        "at": claim.decided_at,
        "by": claim.decided_by or "",
        "why": "decided before it was entered",
    }


def claim_from(
    claim_id: str,
    content: str,
    recorded_at: datetime,
    standing: Standing,
) -> Claim:
    """The claim of a row, with its bookkeeping as it stands in a frame.

    The bookkeeping is spliced into the stored JSON, so that a claim is validated in one pass.
    """
    status, by, at = standing
    kept = f'"claim_id":"{claim_id}","recorded_at":"{recorded_at.isoformat()}","status":"{status}"'
    if by is not None:
        kept += f',"decided_by":{json.dumps(by)}'
    if at is not None:
        kept += f',"decided_at":"{at.isoformat()}"'
    return Claim.model_validate_json(f"{content[:-1]},{kept}}}")
