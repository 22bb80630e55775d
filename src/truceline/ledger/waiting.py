"""The pile: claims that wait for a decision, chosen and counted by the database.

What stands as proposed is few among many, or many themselves: of a hundred thousand only a page is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, exists, func, or_, select, union

from truceline.evidence.claim import Claim, Status
from truceline.ledger.review import Standing
from truceline.ledger.rows import claim_from
from truceline.ledger.tables import (
    NO_DOCUMENT,
    OPENED,
    claim_norms,
    claim_parties,
    claims,
    decisions,
    entries,
)

Condition = ColumnElement[bool]
_AT_ONCE = 500
_RESERVED = ("restricted", "secret")
_LIVE = (Status.PROPOSED.value, Status.ACCEPTED.value)


@dataclass(frozen=True)
class Wanted:
    """Which waiting claims are asked for; what is null or empty does not narrow."""

    document: str | None = None
    """SHA-256; empty: those of no document."""
    source: str = ""
    norm: str = ""
    party: str = ""
    act: str = ""
    bears: bool | None = None
    """Whether they bear on some promise."""


class Heap(NamedTuple):
    """The waiting claims of one document (null: of none)."""

    document: str | None
    claims: int
    bearing: int
    """Those that bear on a promise."""
    last: int
    """Number of the one that was entered last."""


class Lying(NamedTuple):
    """A claim in the pile: its number in the ledger and its id."""

    seq: int
    claim_id: str


class Choices(NamedTuple):
    """What the pile can be narrowed to."""

    sources: tuple[str, ...]
    acts: tuple[str, ...]


class Made(NamedTuple):
    """Who brought a claim, and how: the kind of its entry's origin."""

    kind: str
    by: str | None
    seq: int
    """The claim's number in the ledger."""


class Waiting:
    """The pile of one ledger."""

    def __init__(self, opened: Callable[[], AbstractContextManager[Connection]]) -> None:
        """`opened` gives a connection to read with."""
        self._opened = opened

    def heaps(self, wanted: Wanted) -> list[Heap]:
        """The waiting claims by document: what bears on a promise first, then what came last."""
        c = claims.c
        bearing = func.sum(case((_bears(), 1), else_=0))
        columns = (c.document, func.count(), bearing, func.max(c.seq))
        query = select(*columns).where(_waiting(wanted)).group_by(c.document)
        with self._opened() as connection:
            found = [Heap(row[0], row[1], int(row[2]), row[3]) for row in connection.execute(query)]
        return sorted(found, key=lambda one: (one.bearing == 0, -one.last))

    def pile(self, wanted: Wanted, after: int = 0, most: int | None = None) -> list[Lying]:
        """The next waiting claims, in the order they were entered; without `most`, all that follow."""
        c = claims.c
        chosen = _waiting(wanted) & (c.seq > after)
        query = select(c.seq, c.claim_id).where(chosen).order_by(c.seq).limit(most)
        with self._opened() as connection:
            return [Lying(row.seq, row.claim_id) for row in connection.execute(query)]

    def number(self, wanted: Wanted) -> int:
        """How many wait."""
        query = select(func.count()).select_from(claims).where(_waiting(wanted))
        with self._opened() as connection:
            return int(connection.execute(query).scalar() or 0)

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """Claims as they stand now, in the order asked for, without a look at what others were decided."""
        wanted = list(ids)
        found: dict[str, Claim] = {}
        with self._opened() as connection:
            for first in range(0, len(wanted), _AT_ONCE):
                for claim_id, standing, content, recorded_at in _rows(
                    connection, wanted[first : first + _AT_ONCE]
                ):
                    found[claim_id] = claim_from(claim_id, content, recorded_at, standing)
        return {one: found[one] for one in wanted if one in found}

    def reserved(self, document: str) -> list[Claim]:
        """The claims of a document that are not public, however they stand."""
        c = claims.c
        # Within words of a claim a quotation mark is written with a stroke before it.
        said = (c.content.contains(f'"sensitivity":"{one}"', autoescape=True) for one in _RESERVED)
        query = select(c.claim_id).where(c.document == document, or_(*said)).order_by(c.seq)
        with self._opened() as connection:
            found = list(connection.execute(query).scalars())
        return list(self.claims(found).values())

    def makers(self, ids: Iterable[str]) -> dict[str, Made]:
        """Who brought each claim."""
        columns = (claims.c.claim_id, claims.c.seq, entries.c.kind, entries.c.by)
        query = select(*columns).join(entries, claims.c.entry == entries.c.position)
        wanted = list(ids)
        made: dict[str, Made] = {}
        with self._opened() as connection:
            for first in range(0, len(wanted), _AT_ONCE):
                some = claims.c.claim_id.in_(wanted[first : first + _AT_ONCE])
                made |= {
                    row.claim_id: Made(row.kind, row.by, row.seq)
                    for row in connection.execute(query.where(some))
                }
        return made

    def choices(self) -> Choices:
        """The sources and the acts of all that waits."""
        c = claims.c
        where = _waiting(Wanted())
        found = (select(column).where(where).distinct().order_by(column) for column in (c.source, c.act))
        with self._opened() as connection:
            told = [tuple(str(one) for one in connection.execute(query).scalars() if one) for query in found]
        return Choices(*told)


def standings(connection: Connection, ids: Iterable[str]) -> dict[str, Standing]:
    """Where claims stand now, and by whom; those that are held."""
    return {claim_id: standing for claim_id, standing, *_ in _rows(connection, list(ids))}


def _rows(connection: Connection, ids: list[str]) -> Iterator[tuple[str, Standing, str, Any]]:
    c = claims.c
    by, at = (_last(decisions.c[name], claims) for name in ("by", "at"))
    columns = (c.claim_id, c.content, c.recorded_at, _decided(claims), by, at, c.decided_by, c.decided_at)
    query = select(*columns, _overtaken()).where(c.claim_id.in_(ids))
    for claim_id, content, recorded_at, status, who, when, own, own_at, overtaken in connection.execute(
        query
    ):
        is_gone = overtaken and status in _LIVE
        standing = (
            Standing(Status.SUPERSEDED, None, recorded_at)
            if is_gone
            else Standing(Status(status), who or own, when or own_at)
        )
        yield claim_id, standing, content, recorded_at


def _waiting(wanted: Wanted) -> Condition:
    c = claims.c
    # Entered as proposed, or set back to it; each by an index of its own.
    opened = select(c.seq).where(OPENED, *_narrowed(wanted))
    back = select(decisions.c.claim).where(decisions.c.status == Status.PROPOSED.value)
    back = back.join(claims, decisions.c.claim == c.seq).where(*_narrowed(wanted))
    ids = union(opened, back).subquery()
    return and_(c.seq.in_(select(ids.c[0])), _decided(claims) == Status.PROPOSED.value, ~_overtaken())


def _narrowed(wanted: Wanted) -> Iterator[Condition]:
    c = claims.c
    if wanted.document is not None:
        yield c.document == wanted.document if wanted.document else NO_DOCUMENT
    if wanted.source:
        yield c.source == wanted.source
    if wanted.act:
        yield c.act == wanted.act
    if wanted.norm:
        yield exists().where(claim_norms.c.claim == c.seq, claim_norms.c.norm == wanted.norm)
    if wanted.party:
        yield exists().where(claim_parties.c.claim == c.seq, claim_parties.c.party == wanted.party)
    if wanted.bears is not None:
        yield _bears() if wanted.bears else ~_bears()


def _bears() -> Condition:
    return exists().where(claim_norms.c.claim == claims.c.seq)


def _last(column: ColumnElement[Any], of: Any) -> ColumnElement[Any]:
    """What the last decision on a claim says."""
    d = decisions.alias()
    told = d.c[column.name]
    query = select(told).where(d.c.claim == of.c.seq).order_by(d.c.at.desc(), d.c.seq.desc()).limit(1)
    return query.scalar_subquery()


def _decided(of: Any) -> ColumnElement[Any]:
    """The status of a claim by decisions on itself."""
    return func.coalesce(_last(decisions.c.status, of), of.c.status)


def _overtaken() -> Condition:
    """Whether an accepted correction has taken its place."""
    other = claims.alias()
    accepted = _decided(other) == Status.ACCEPTED.value
    return exists().where(other.c.supersedes == claims.c.claim_id, accepted)
