"""Reading claims back: in the order they were entered, each with its status as decided by then."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from truceline.evidence.claim import Claim, Status
from truceline.evidence.query import EvidenceQuery
from truceline.ledger.review import Review, Standing
from truceline.ledger.rows import claim_from
from truceline.ledger.selection import Condition, where
from truceline.ledger.tables import claims, entries

_AT_ONCE = 1000
# Below eight digits the beginning of an id is more likely a label, or not unique for long.
_SHORTEST_BEGINNING = 8


def position_of(connection: Connection) -> int:
    """The number of the last entry; 0 in a new ledger."""
    return int(connection.execute(select(func.max(entries.c.position))).scalar() or 0)


def selected(connection: Connection, query: EvidenceQuery, position: int) -> Iterator[Claim]:
    """The claims of a query that were entered by a position, streamed."""
    review = Review.at(connection, position, query.known_at)
    return _claims(connection, where(query) & (claims.c.entry <= position), review)


def named(connection: Connection, name: str) -> Claim | None:
    """The one claim with this label, id or beginning of an id; None when it is not exactly one."""
    found_by = (claims.c.claim_id == name) | (claims.c.label == name)
    if len(name) >= _SHORTEST_BEGINNING:
        found_by |= claims.c.claim_id.startswith(name, autoescape=True)
    seqs = connection.execute(select(claims.c.seq).where(found_by).limit(2)).scalars().all()
    if len(seqs) != 1:
        return None
    review = Review.at(connection, position_of(connection), None)
    return next(_claims(connection, claims.c.seq == seqs[0], review))


def _claims(connection: Connection, condition: Condition, review: Review) -> Iterator[Claim]:
    c = claims.c
    columns = (c.claim_id, c.content, c.recorded_at, c.status, c.decided_by, c.decided_at)
    query = select(*columns).where(condition).order_by(c.seq)
    found = connection.execute(query, execution_options={"yield_per": _AT_ONCE})
    for claim_id, content, recorded_at, status, by, at in found:
        standing = review.standing(claim_id, Standing(Status(status), by, at))
        yield claim_from(claim_id, content, recorded_at, standing)
