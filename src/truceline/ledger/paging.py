"""Claims page by page, chosen by the database: each page begins after the last claim of the one before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, or_, select

from truceline.evidence.claim import Claim, Status
from truceline.ledger.review import Review, Standing
from truceline.ledger.rows import claim_from
from truceline.ledger.selection import Condition
from truceline.ledger.tables import claim_norms, claims, decisions

_AT_ONCE = 200


@dataclass(frozen=True)
class Wanted:
    """Which claims; what is null narrows nothing."""

    document: str | None = None
    """SHA-256 of the document that they rest on."""
    source: str | None = None
    norm: str | None = None
    status: Status | None = None
    """As it stands at the position, and as far as known."""
    known_at: datetime | None = None
    last: date | None = None
    """The day on which they began at the latest; those without a day are kept."""
    after: int = 0
    """The number of the claim that went before."""


class Numbered(NamedTuple):
    """A claim, and the number by which the next page begins after it."""

    number: int
    claim: Claim


def paged(connection: Connection, wanted: Wanted, position: int) -> Iterator[Numbered]:
    """The claims wanted, as entered by a position, in the order they were entered, streamed."""
    c = claims.c
    review = Review.at(connection, position, wanted.known_at)
    columns = (c.seq, c.claim_id, c.content, c.recorded_at, c.status, c.decided_by, c.decided_at)
    query = select(*columns).where(c.seq > wanted.after, c.entry + 0 <= position, *_conditions(wanted))
    with connection.execute(query.order_by(c.seq), execution_options={"yield_per": _AT_ONCE}) as found:
        for seq, claim_id, content, recorded_at, status, by, at in found:
            standing = review.standing(claim_id, Standing(Status(status), by, at))
            if wanted.status in (None, standing.status):
                yield Numbered(seq, claim_from(claim_id, content, recorded_at, standing))


def _conditions(wanted: Wanted) -> Iterator[Condition]:
    c = claims.c
    if wanted.document is not None:
        yield c.document == wanted.document
    if wanted.source is not None:
        yield c.source == wanted.source
    if wanted.norm is not None:
        its = select(claim_norms.c.claim).where(claim_norms.c.norm == wanted.norm)
        yield c.seq.in_(its)
    if wanted.known_at is not None:
        yield c.recorded_at <= wanted.known_at
    if wanted.last is not None:
        yield or_(c.first_day.is_(None), c.first_day <= wanted.last)
    if wanted.status is not None:
        yield _may_stand(wanted.status)


def _may_stand(status: Status) -> Condition:
    """Whether a claim entered with a status or was touched since; what it came to is looked at one by one."""
    c, other = claims.c, claims.alias()
    touched = [c.seq.in_(select(decisions.c.claim))]
    if status is Status.SUPERSEDED:
        touched.append(c.claim_id.in_(select(other.c.supersedes).where(other.c.supersedes > "")))
    return or_(c.status == status.value, *touched)
