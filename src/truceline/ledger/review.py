"""Where every claim stands in review at one point of the ledger and of its knowledge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, Select, select

from truceline.evidence.claim import Status
from truceline.ledger.tables import claims, decisions

_LIVE = frozenset({Status.PROPOSED, Status.ACCEPTED})


@dataclass(frozen=True)
class Decision:
    """What somebody decided about a claim, when and why."""

    status: Status
    at: datetime
    by: str
    why: str
    position: int = 0
    """The entry that brought it."""


class Standing(NamedTuple):
    """The status of a claim, who gave it and when (null: it came with the claim)."""

    status: Status
    by: str | None
    at: datetime | None


@dataclass(frozen=True)
class Review:
    """The last decision on each claim, and the claims that an accepted correction has overtaken."""

    decided: dict[str, Decision]
    overtaken: dict[str, datetime]

    @classmethod
    def at(cls, connection: Connection, position: int, known_at: datetime | None) -> Review:
        """The review as far as the ledger had come, and as far as was known then."""
        decided = _decided(connection, position, known_at)
        return cls(decided, _overtaken(connection, position, known_at, decided))

    def standing(self, claim_id: str, entered: Standing) -> Standing:
        """Where the claim stands that entered with this standing."""
        standing = entered
        if decision := self.decided.get(claim_id):
            standing = Standing(decision.status, decision.by, decision.at)
        if standing.status in _LIVE and (since := self.overtaken.get(claim_id)):
            return Standing(Status.SUPERSEDED, None, since)
        return standing


def _decided(connection: Connection, position: int, known_at: datetime | None) -> dict[str, Decision]:
    c = decisions.c
    query = (
        select(claims.c.claim_id, c.status, c.at, c.by, c.why)
        .join(claims, c.claim == claims.c.seq)
        .where(c.entry <= position)
        .order_by(c.at, c.seq)
    )
    if known_at is not None:
        query = query.where(c.at <= known_at)
    # Ordered by time, so the last decision on a claim is the one that stays.
    return {
        row.claim_id: Decision(Status(row.status), row.at, row.by, row.why)
        for row in connection.execute(query)
    }


def _overtaken(
    connection: Connection,
    position: int,
    known_at: datetime | None,
    decided: dict[str, Decision],
) -> dict[str, datetime]:
    """Superseded claims and since when; a correction that is not accepted overtakes nothing."""
    overtaken: dict[str, datetime] = {}
    for row in connection.execute(_corrections(position, known_at)):
        decision = decided.get(row.claim_id)
        status = decision.status if decision else Status(row.status)
        if status is Status.ACCEPTED:
            since = overtaken.get(row.supersedes, row.recorded_at)
            overtaken[row.supersedes] = min(since, row.recorded_at)
    return overtaken


def _corrections(position: int, known_at: datetime | None) -> Select[tuple[str, str, str, datetime]]:
    c = claims.c
    query = select(c.claim_id, c.supersedes, c.status, c.recorded_at).where(
        # Whatever is not null; said as a range, for which both databases take the index. Of two indexes
        # SQLite takes that of the entries, and reads every claim: a sum is looked up in none.
        c.supersedes > "",
        c.entry + 0 <= position,
    )
    return query if known_at is None else query.where(c.recorded_at <= known_at)
