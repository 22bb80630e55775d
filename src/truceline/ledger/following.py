"""Whether what claims are selected by follows from what they say: a bent column would hide a claim."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, func, select

from truceline.core.canonical import digest_bytes
from truceline.evidence.columns import Columns, Content, columns_of, norms_in, parsed, parties_in
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.lines import raw
from truceline.ledger.tables import claim_norms, claim_parties, claims
from truceline.ledger.walk import Row

CLAIM_COLUMNS = tuple(raw(claims.c[name]) for name in ("content", *Columns._fields))
"""What is read of a claim besides its line."""

_NUMBER, _ID, _CONTENT = 1, 2, 7
_NAMED: tuple[tuple[Table, str, Callable[[Content], list[str]]], ...] = (
    (claim_parties, "party", parties_in),
    (claim_norms, "norm", norms_in),
)


class Following:
    """Checks claims a block at a time against the content that each column is made from.

    Of those whose words were withdrawn the content is what was left, which is held against their tombstones.
    """

    def __init__(self, connection: Connection, withdrawn: Container[str]) -> None:
        self._connection = connection
        self._withdrawn = withdrawn
        self._found = dict.fromkeys((table.name for table, _, _ in _NAMED), 0)

    def faults(self, position: int, block: Sequence[Row]) -> Iterator[Fault]:
        """What is wrong with the claims of a block, all of one entry."""
        contents: dict[int, Content] = {}
        for row in block:
            content = parsed(row[_CONTENT]) if isinstance(row[_CONTENT], str) else None
            if content is None or not self._is_entered(row):
                told = "its content is not the one that its id is the SHA-256 of"
                yield Fault(FaultKind.EDITED, position, claims.name, str(row[_ID]), told)
            if content is not None:
                contents[row[_NUMBER]] = content
                yield from _unfounded(position, row, content)
        ids = {row[_NUMBER]: str(row[_ID]) for row in block}
        for table, column, names in _NAMED:
            yield from self._misnamed(position, ids, contents, table.c[column], names)

    def _is_entered(self, row: Row) -> bool:
        """Whether the content is the one that was entered, or a tombstone answers for it."""
        return row[_ID] in self._withdrawn or digest_bytes(row[_CONTENT].encode()) == row[_ID]

    @property
    def counts(self) -> dict[str, int]:
        """Parties and norms looked at, by table."""
        return dict(self._found)

    def astray(self) -> Iterator[Fault]:
        """Parties and norms that belong to no claim at all, once all claims were seen."""
        for table, column, _ in _NAMED:
            total = self._connection.execute(select(func.count()).select_from(table)).scalar()
            if total == self._found[table.name]:
                continue
            lost = select(raw(table.c.claim), raw(table.c[column])).where(
                table.c.claim.not_in(select(claims.c.seq))
            )
            for claim, name in self._connection.execute(lost.limit(20)):
                told = f"{name!r} is named for a claim {claim!r} that is not there"
                yield Fault(FaultKind.INSERTED, None, table.name, str(claim), told)

    def _misnamed(
        self,
        position: int,
        ids: dict[int, str],
        contents: dict[int, Content],
        column: Any,
        names: Callable[[Content], list[str]],
    ) -> Iterator[Fault]:
        """Parties or norms that a content names and the table does not, and the reverse."""
        table = column.table
        number = table.c.claim
        query = select(raw(number), raw(column)).where(number.between(min(ids), max(ids)))
        found = {(claim, name) for claim, name in self._connection.execute(query).all() if claim in ids}
        self._found[table.name] += len(found)
        due = {(number, name) for number, content in contents.items() for name in _named(names, content)}
        if found == due:
            return
        for number_, name in sorted(due - found, key=str):
            told = f"{column.name} {name!r} is missing, by which the claim is found"
            yield Fault(FaultKind.UNFOUNDED, position, table.name, ids[number_], told)
        for number_, name in sorted(found - due, key=str):
            told = f"{column.name} {name!r} does not follow from what the claim says"
            yield Fault(FaultKind.UNFOUNDED, position, table.name, ids[number_], told)


def _unfounded(position: int, row: Row, content: Content) -> Iterator[Fault]:
    try:
        due: Sequence[Any] = columns_of(content)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        told = "its content is no claim's"
        yield Fault(FaultKind.UNFOUNDED, position, claims.name, str(row[_ID]), told)
        return
    found = tuple(row[_CONTENT + 1 :])
    if found == due:
        return
    for name, is_, should in zip(Columns._fields, found, due, strict=True):
        plain = is_.isoformat() if isinstance(is_, date) else is_
        if plain != should:
            told = f"{name} is {plain!r}, and {should!r} follows from what the claim says"
            yield Fault(FaultKind.UNFOUNDED, position, claims.name, str(row[_ID]), told)


def _named(names: Callable[[Content], list[str]], content: Content) -> Iterable[str]:
    try:
        return names(content)
    except (KeyError, TypeError, AttributeError):
        return ()  # told already: no claim's content
