"""An `EvidenceQuery` as SQL: bound parameters only, and the same set as `matches` in memory."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, exists, or_, true

from truceline.evidence.query import Box, EvidenceQuery
from truceline.ledger.tables import claim_norms, claim_parties, claims

Condition = ColumnElement[bool]


def where(query: EvidenceQuery) -> Condition:
    """The condition on `claims` that keeps what the query matches."""
    chosen = or_(_narrowed(query), *(where(other) for other in query.besides))
    if query.known_at is None:
        return chosen
    return and_(claims.c.recorded_at <= query.known_at, chosen)


def _narrowed(query: EvidenceQuery) -> Condition:
    return and_(true(), *_times(query), *_words(query), *_named(query))


def _times(query: EvidenceQuery) -> Iterator[Condition]:
    if query.last is not None:
        yield or_(claims.c.first_day.is_(None), claims.c.first_day <= query.last)
    if query.first is not None:
        yield or_(claims.c.last_day.is_(None), claims.c.last_day >= query.first)


def _words(query: EvidenceQuery) -> Iterator[Condition]:
    if query.kinds:
        yield claims.c.kind.in_(sorted(query.kinds))
    if query.acts:
        yield claims.c.act.in_(sorted(query.acts))
    if query.events:
        yield claims.c.event.in_(sorted(query.events))
    if query.about_state:
        yield claims.c.state_of.is_not(None)
    if query.bbox is not None:
        yield _touching(query.bbox)


def _named(query: EvidenceQuery) -> Iterator[Condition]:
    of_claim = claim_norms.c.claim == claims.c.seq
    if query.parties:
        wanted = claim_parties.c.party.in_(sorted(query.parties))
        yield exists().where(claim_parties.c.claim == claims.c.seq, wanted)
    if query.norms:
        yield exists().where(of_claim, claim_norms.c.norm.in_(sorted(query.norms)))
    if query.about_norm:
        yield exists().where(of_claim)


def _touching(box: Box) -> Condition:
    west, south, east, north = box
    c = claims.c
    return or_(
        c.west.is_(None),
        and_(c.west <= east, c.east >= west, c.south <= north, c.north >= south),
    )
