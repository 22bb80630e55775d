"""A table read in the order of its entries: each entry's rows once, a block at a time in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import takewhile
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Select

from truceline.ledger.lines import BLOCK

Row = Sequence[Any]
_MOST = 20
_ENTRY = itemgetter(0)


class Walk:
    """The rows of a query that is ordered by its first column, the entry they belong to."""

    def __init__(self, connection: Connection, query: Select[Any], at_once: int = BLOCK) -> None:
        self._lots = _lots(connection, query, at_once)
        self._lot: Sequence[Row] = ()
        self._at = 0
        self._next: Row | None = self._following()
        self.count = 0
        """Rows given out."""
        self.astray: list[Row] = []
        """The first rows that belong to no entry that was asked for."""
        self.strays = 0
        """How many there are of them."""

    def of(self, position: int) -> Iterator[list[Row]]:
        """The rows of an entry, at most a block at once; entries are asked for in ascending order."""
        while self._next is not None and _is_before(self._next[0], position):
            self._stray(self._next)
        while self._next is not None and self._next[0] == position:
            yield self._block(position)

    def one(self, position: int) -> Row | None:
        """The one row of an entry, if there is one."""
        return next((row for block in self.of(position) for row in block), None)

    def end(self) -> None:
        """Whatever is left belongs to no entry."""
        while self._next is not None:
            self._stray(self._next)

    def _block(self, position: int) -> list[Row]:
        block: list[Row] = []
        while self._next is not None and self._next[0] == position and len(block) < BLOCK:
            part = self._lot[self._at : self._at + BLOCK - len(block)]
            if set(map(_ENTRY, part)) != {position}:
                part = list(takewhile(lambda row: row[0] == position, part))
            block += part
            self._at += len(part)
            self._next = self._following()
        self.count += len(block)
        return block

    def _stray(self, row: Row) -> None:
        self.strays += 1
        if len(self.astray) < _MOST:
            self.astray.append(row)
        self._at += 1
        self._next = self._following()

    def _following(self) -> Row | None:
        """The row that comes next, out of the lot at hand or the next one."""
        while self._at >= len(self._lot):
            lot = next(self._lots, None)
            if lot is None:
                return None
            self._lot, self._at = lot, 0
        return self._lot[self._at]


def _lots(connection: Connection, query: Select[Any], at_once: int) -> Iterator[Sequence[Row]]:
    """The rows of a query, so many at once, never many in memory."""
    if connection.dialect.name == "sqlite":
        # Its cursor streams by itself, and to make a row of SQLAlchemy's takes as long as to read it.
        with closing(connection.execute(query)) as found:
            while rows := found.cursor.fetchmany(at_once):
                yield rows
        return
    yield from connection.execute(query, execution_options={"yield_per": at_once}).partitions()


def _is_before(entry: object, position: int) -> bool:
    """Whether an entry sorts before a position; texts, which SQLite takes anywhere, sort after numbers."""
    return entry is None or (isinstance(entry, int | float) and entry < position)
