"""The steps of a reviewer: what somebody decided last, and what would take it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from truceline.evidence.claim import Status
from truceline.ledger.deciding import DECISION, UNDONE, Verdict
from truceline.ledger.tables import claims, decisions, entries

_LOOKED_AT = 500
"""So many of one's own entries are looked through; nobody undoes what is further back."""


@dataclass(frozen=True)
class Step:
    """One entry of somebody's decisions, and the further decisions that would take it back."""

    entry: int
    back: tuple[Verdict, ...]


def last_step(connection: Connection, by: str, kind: str, document: str | None) -> Step | None:
    """The last step that somebody took on claims of a document (null: of none) and has not taken back.

    `kind` is what the origin of corrections is called. The verdicts expect that claims stand as the step
    left them: whatever was decided since by somebody else stays.
    """
    query = (
        select(entries.c.position)
        .where(entries.c.by == by, (entries.c.what == DECISION) | (entries.c.kind == kind))
        .order_by(entries.c.position.desc())
        .limit(_LOOKED_AT)
    )
    taken_back = 0
    for (position,) in connection.execute(query).all():
        made, decided = _brought(connection, position)
        if {one.document for one in (*made, *decided)} != {document}:
            continue
        if any(one.why == UNDONE for one in decided):
            taken_back += 1
        elif taken_back:
            taken_back -= 1
        else:
            return Step(position, tuple(_back(connection, made, decided, by)))
    return None


def _brought(connection: Connection, position: int) -> tuple[list[Any], list[Any]]:
    """The claims that an entry brought, and the decisions."""
    d, c = decisions.c, claims.c
    made = select(c.seq, c.claim_id, c.status, c.document).where(c.entry == position)
    columns = (d.seq, d.claim, d.status, d.why, c.claim_id, c.document, c.status.label("entered"))
    decided = select(*columns).join(claims, d.claim == c.seq).where(d.entry == position)
    return list(connection.execute(made).all()), list(connection.execute(decided).all())


def _back(connection: Connection, made: list[Any], decided: list[Any], by: str) -> Iterator[Verdict]:
    """What was made is withdrawn, what was decided stands as before; each expected as the entry left it."""
    left = {one.claim: one.status for one in decided}
    for one in made:
        expected = Status(left.pop(one.seq, one.status))
        yield Verdict(one.claim_id, Status.WITHDRAWN, by, UNDONE, expected)
    d = decisions.c
    for one in decided:
        if one.claim in left:
            earlier = select(d.status).where(d.claim == one.claim, d.seq < one.seq)
            before = connection.execute(earlier.order_by(d.seq.desc()).limit(1)).scalar()
            status = Status(before or one.entered)
            yield Verdict(one.claim_id, status, by, UNDONE, Status(one.status))
