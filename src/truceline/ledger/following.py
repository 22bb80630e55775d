"""Whether what claims are selected by follows from what they say: a bent column would hide a claim."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Iterator, Sequence
from contextlib import ExitStack
from typing import Any, Self

from sqlalchemy import Connection, func, select

from truceline.evidence.columns import Columns
from truceline.ledger.contents import Block, Reading, Told
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.lines import raw
from truceline.ledger.tables import claim_norms, claim_parties, claims
from truceline.ledger.walk import Row

CLAIM_COLUMNS = tuple(raw(claims.c[name]) for name in ("content", *Columns._fields))
"""What is read of a claim besides its line."""

_NUMBER, _ID = 1, 2
_NAMED = (claim_parties.c.party, claim_norms.c.norm)


class Following:
    """Checks claims a block at a time against the content that each column is made from.

    Of those whose words were withdrawn the content is what was left, which is held against their tombstones.
    """

    def __init__(self, connection: Connection, withdrawn: Container[str]) -> None:
        self._connection = connection
        self._withdrawn = withdrawn
        self._found = dict.fromkeys((column.table.name for column in _NAMED), 0)
        self._reading = Reading()
        self._taken: deque[tuple[int, dict[int, str]]] = deque()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self._reading)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def take(self, position: int, block: Sequence[Row]) -> Iterator[Fault]:
        """Begin with the claims of a block, all of one entry; faults of those begun before."""
        self._taken.append((position, {row[_NUMBER]: str(row[_ID]) for row in block}))
        withdrawn = frozenset(row[_ID] for row in block if row[_ID] in self._withdrawn)
        for told in self._reading.read(Block(position, [tuple(row) for row in block], withdrawn)):
            yield from self._faults(told)

    def rest(self) -> Iterator[Fault]:
        """Faults of the claims that were begun with and not yet told of."""
        for told in self._reading.rest():
            yield from self._faults(told)

    def _faults(self, told: Told) -> Iterator[Fault]:
        position, ids = self._taken.popleft()
        yield from told.faults
        for column, due in zip(_NAMED, (told.parties, told.norms), strict=True):
            yield from self._misnamed(position, ids, column, due)

    @property
    def counts(self) -> dict[str, int]:
        """Parties and norms looked at, by table."""
        return dict(self._found)

    def astray(self) -> Iterator[Fault]:
        """Parties and norms that belong to no claim at all, once all claims were seen."""
        for column in _NAMED:
            table = column.table
            total = self._connection.execute(select(func.count()).select_from(table)).scalar()
            if total == self._found[table.name]:
                continue
            lost = select(raw(table.c.claim), raw(column)).where(table.c.claim.not_in(select(claims.c.seq)))
            for claim, name in self._connection.execute(lost.limit(20)):
                told = f"{name!r} is named for a claim {claim!r} that is not there"
                yield Fault(FaultKind.INSERTED, None, table.name, str(claim), told)

    def _misnamed(
        self, position: int, ids: dict[int, str], column: Any, due: set[tuple[int, str]]
    ) -> Iterator[Fault]:
        """Parties or norms that a content names and the table does not, and the reverse."""
        table = column.table
        number = table.c.claim
        query = select(raw(number), raw(column)).where(number.between(min(ids), max(ids)))
        found = {(claim, name) for claim, name in self._connection.execute(query).all() if claim in ids}
        self._found[table.name] += len(found)
        if found == due:
            return
        for number_, name in sorted(due - found, key=str):
            told = f"{column.name} {name!r} is missing, by which the claim is found"
            yield Fault(FaultKind.UNFOUNDED, position, table.name, ids[number_], told)
        for number_, name in sorted(found - due, key=str):
            told = f"{column.name} {name!r} does not follow from what the claim says"
            yield Fault(FaultKind.UNFOUNDED, position, table.name, ids[number_], told)
