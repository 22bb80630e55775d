"""Whose places are told to whom: points of what is restricted or under embargo are not for every reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from truceline.assess.result import RegisterEntry
from truceline.evidence.claim import Claim
from truceline.web.visit import Visit


def is_open(claim: Claim) -> bool:
    """Whether its place is for every reader, as on the map: public, and under no embargo."""
    today = datetime.now(UTC).date()
    return claim.sensitivity == "public" and not (claim.embargo_until and claim.embargo_until >= today)


def placed(visit: Visit, entries: Sequence[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """Entries of the register; for whoever may not read secrets without points that rest on nothing open."""
    if visit.sees_secrets:
        return tuple(entries)
    claims = visit.held.claims(dict.fromkeys(one.claim_id for each in entries for one in each.claims))
    opened = {claim_id for claim_id, claim in claims.items() if is_open(claim)}
    return tuple(
        one if any(each.claim_id in opened for each in one.claims) else _pointless(one) for one in entries
    )


def _pointless(one: RegisterEntry) -> RegisterEntry:
    return one.model_copy(update={"lat": None, "lon": None, "radius_km": None})
