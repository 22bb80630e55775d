"""Whether what claims are selected by follows from what they say: a bent column would hide a claim."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, func, select

from truceline.evidence.columns import Columns
from truceline.ledger.contents import told_by
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.lines import raw
from truceline.ledger.tables import claim_norms, claim_parties, claims
from truceline.ledger.walk import Row

CLAIM_COLUMNS = tuple(raw(claims.c[name]) for name in ("content", *Columns._fields))
"""What is read of a claim besides its line."""

_NUMBER, _ID = 1, 2
_NAMED = (claim_parties.c.party, claim_norms.c.norm)
_AHEAD = 10_000
"""Claims that are looked up beyond those asked for, as they are asked for next."""


class _Named:
    """What claims name in one table, looked up some thousands of claims at a time."""

    def __init__(self, connection: Connection, column: Column[Any]) -> None:
        self.column = column
        self.count = 0
        """Rows given out."""
        self._connection = connection
        self._covered = range(0)
        self._by_claim: dict[int, set[str]] = {}

    def of(self, numbers: Sequence[int]) -> set[tuple[int, str]]:
        """The rows of claims, by number."""
        first, last = min(numbers), max(numbers)
        if first not in self._covered or last not in self._covered:
            self._look_up(first, last + _AHEAD)
        known = self._by_claim.keys() & numbers if self._by_claim else ()
        found = {(claim, name) for claim in known for name in self._by_claim[claim]}
        self.count += len(found)
        return found

    def _look_up(self, first: int, last: int) -> None:
        number = self.column.table.c.claim
        query = select(raw(number), raw(self.column)).where(number.between(first, last))
        self._covered, self._by_claim = range(first, last + 1), {}
        for claim, name in self._connection.execute(query):
            self._by_claim.setdefault(claim, set()).add(name)


class Following:
    """Checks claims a block at a time against the content that each column is made from.

    Of those whose words were withdrawn the content is what was left, which is held against their tombstones.
    """

    def __init__(self, connection: Connection, withdrawn: Container[str]) -> None:
        self._connection = connection
        self._withdrawn = withdrawn
        self._named = tuple(_Named(connection, column) for column in _NAMED)

    @property
    def counts(self) -> dict[str, int]:
        """Parties and norms looked at, by table."""
        return {named.column.table.name: named.count for named in self._named}

    def faults(self, position: int, block: Sequence[Row]) -> Iterator[Fault]:
        """What is wrong with the claims of a block, all of one entry."""
        told = told_by(position, block, self._withdrawn)
        yield from told.faults
        numbers = [row[_NUMBER] for row in block]
        for named, due in zip(self._named, (told.parties, told.norms), strict=True):
            found = named.of(numbers)
            if found != due:
                ids = {row[_NUMBER]: str(row[_ID]) for row in block}
                yield from _misnamed(position, ids, named.column, found, due)

    def astray(self) -> Iterator[Fault]:
        """Parties and norms that belong to no claim at all, once all claims were seen."""
        for named in self._named:
            column, table = named.column, named.column.table
            total = self._connection.execute(select(func.count()).select_from(table)).scalar()
            if total == named.count:
                continue
            lost = select(raw(table.c.claim), raw(column)).where(table.c.claim.not_in(select(claims.c.seq)))
            for claim, name in self._connection.execute(lost.limit(20)):
                told = f"{name!r} is named for a claim {claim!r} that is not there"
                yield Fault(FaultKind.INSERTED, None, table.name, str(claim), told)


def _misnamed(
    position: int,
    ids: Mapping[int, str],
    column: Column[Any],
    found: set[tuple[int, str]],
    due: set[tuple[int, str]],
) -> Iterator[Fault]:
    """Parties or norms that a content names and the table does not, and the reverse."""
    table = column.table.name
    for number, name in sorted(due - found, key=str):
        told = f"{column.name} {name!r} is missing, by which the claim is found"
        yield Fault(FaultKind.UNFOUNDED, position, table, ids[number], told)
    for number, name in sorted(found - due, key=str):
        told = f"{column.name} {name!r} does not follow from what the claim says"
        yield Fault(FaultKind.UNFOUNDED, position, table, ids[number], told)
