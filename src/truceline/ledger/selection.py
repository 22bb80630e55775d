"""An `EvidenceQuery` as SQL: bound parameters only, and the same set as `matches` in memory.

Each part of a query is a selection of its own that an index can serve, and the claims are their union:
of a million claims those that could matter are found without reading the others. One condition with
`OR` in it means the same, and makes both databases read every claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true, union

from truceline.evidence.claim import Kind
from truceline.evidence.query import Box, EvidenceQuery
from truceline.ledger.tables import NO_EVENT, claim_norms, claim_parties, claims

Condition = ColumnElement[bool]


def where(query: EvidenceQuery) -> Condition:
    """The condition on `claims` that keeps what the query matches."""
    chosen = _chosen(query)
    if query.known_at is None:
        return chosen
    return and_(claims.c.recorded_at <= query.known_at, chosen)


def _chosen(query: EvidenceQuery) -> Condition:
    parts = list(_parts(query))
    if any(part is None for part in parts):
        return true()
    return claims.c.seq.in_(union(*(part for part in parts if part is not None)))


def _parts(query: EvidenceQuery) -> Iterator[Select[tuple[int]] | None]:
    """The selections whose union a query is; None: everything."""
    yield from _narrowed(query)
    for other in query.besides:
        if other.known_at is None:
            yield from _parts(other)
        else:
            yield select(claims.c.seq).where(where(other))


def _narrowed(query: EvidenceQuery) -> Iterator[Select[tuple[int]] | None]:
    """What fits the fields of the query itself."""
    narrow = [*_words(query), *_named(query)]
    if query.last is not None:
        narrow.append(or_(claims.c.first_day.is_(None), claims.c.first_day <= query.last))
    if query.first is None:
        yield select(claims.c.seq).where(and_(*narrow)) if narrow else None
        return
    # Apart: an end that is open, and one that is known, are two places in the index of days.
    for ends in (claims.c.last_day >= query.first, claims.c.last_day.is_(None)):
        yield select(claims.c.seq).where(and_(ends, *narrow))


def _words(query: EvidenceQuery) -> Iterator[Condition]:
    if query.kinds:
        yield claims.c.kind.in_(sorted(query.kinds))
        if Kind.EVENT not in query.kinds:
            yield NO_EVENT
    if query.acts:
        yield claims.c.act.in_(sorted(query.acts))
    if query.events:
        yield claims.c.event.in_(sorted(query.events))
    if query.about_state:
        yield claims.c.state_of > ""  # not null, as a range that an index serves
    if query.bbox is not None:
        yield touching(query.bbox)


def _named(query: EvidenceQuery) -> Iterator[Condition]:
    of_claim = claim_norms.c.claim == claims.c.seq
    if query.parties:
        wanted = claim_parties.c.party.in_(sorted(query.parties))
        yield exists().where(claim_parties.c.claim == claims.c.seq, wanted)
    if query.norms:
        yield exists().where(of_claim, claim_norms.c.norm.in_(sorted(query.norms)))
    if query.about_norm:
        yield claims.c.seq.in_(select(claim_norms.c.claim))


def touching(box: Box) -> Condition:
    """Whether a claim may touch a box; one that may be anywhere does."""
    west, south, east, north = box
    c = claims.c
    return or_(
        c.west.is_(None),
        and_(c.west <= east, c.east >= west, c.south <= north, c.north >= south),
    )
