"""Claims that counted and were then corrected or taken back: by which entry, by whom and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Literal, NamedTuple

from sqlalchemy import Connection, select

from truceline.evidence.claim import Status
from truceline.ledger.tables import claims, decisions, entries

_TAKEN_BACK = {Status.REJECTED: "rejected", Status.WITHDRAWN: "withdrawn"}


class Retraction(NamedTuple):
    """A claim that counted until an entry changed that."""

    position: int
    entered_at: datetime
    what: Literal["corrected", "rejected", "withdrawn"]
    claim_id: str
    replaced_by: str | None
    """The id of the correction, for a claim that was corrected."""
    by: str | None
    why: str


def retractions(connection: Connection, since: int = 0) -> list[Retraction]:
    """What was corrected or taken back by entries after a position, in order; a first rejection is none."""
    found = [*_corrected(connection, since), *_taken_back(connection, since)]
    return sorted(found, key=attrgetter("position"))


def _corrected(connection: Connection, since: int) -> Iterator[Retraction]:
    c, e = claims.c, entries.c
    query = (
        select(c.entry, e.entered_at, c.supersedes, c.claim_id, e.by, decisions.c.why)
        .join(entries, c.entry == e.position)
        .outerjoin(decisions, (decisions.c.claim == c.seq) & (decisions.c.entry == c.entry))
        .where(c.supersedes.is_not(None), c.entry > since)
        .order_by(c.seq, decisions.c.seq)
    )
    told: set[str] = set()
    for entry, entered_at, corrected, claim_id, by, why in connection.execute(query):
        if claim_id not in told:
            told.add(claim_id)
            yield Retraction(entry, entered_at, "corrected", corrected, claim_id, by, why or "")


def _taken_back(connection: Connection, since: int) -> Iterator[Retraction]:
    """Decisions that end the standing of an accepted claim."""
    d, e = decisions.c, entries.c
    statuses = [status.value for status in _TAKEN_BACK]
    query = (
        select(
            d.seq, d.entry, e.entered_at, d.claim, claims.c.claim_id, claims.c.status, d.status, d.by, d.why
        )
        .join(claims, d.claim == claims.c.seq)
        .join(entries, d.entry == e.position)
        .where(d.entry > since, d.status.in_(statuses), claims.c.entry < d.entry)
        .order_by(d.seq)
    )
    for seq, entry, entered_at, claim, claim_id, entered, status, by, why in connection.execute(query).all():
        before = select(d.status).where(d.claim == claim, d.seq < seq).order_by(d.seq.desc()).limit(1)
        if (connection.execute(before).scalar() or entered) == Status.ACCEPTED:
            yield Retraction(entry, entered_at, Status(status).value, claim_id, None, by, why)  # type: ignore[arg-type]
