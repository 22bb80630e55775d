"""A table read in the order of its entries: each entry's rows once, a block at a time in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Select

from truceline.ledger.lines import BLOCK

Row = Sequence[Any]
_MOST = 20


class Walk:
    """The rows of a query that is ordered by its first column, the entry they belong to."""

    def __init__(self, connection: Connection, query: Select[Any], at_once: int = BLOCK) -> None:
        self._rows = _rows(connection, query, at_once)
        self._next: Row | None = next(self._rows, None)
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
            yield self._block(self._next, position)

    def one(self, position: int) -> Row | None:
        """The one row of an entry, if there is one."""
        return next((row for block in self.of(position) for row in block), None)

    def end(self) -> None:
        """Whatever is left belongs to no entry."""
        while self._next is not None:
            self._stray(self._next)

    def _block(self, first: Row, position: int) -> list[Row]:
        block = [first]
        self._next = None
        for row in self._rows:
            if row[0] != position or len(block) == BLOCK:
                self._next = row
                break
            block.append(row)
        self.count += len(block)
        return block

    def _stray(self, row: Row) -> None:
        self.strays += 1
        if len(self.astray) < _MOST:
            self.astray.append(row)
        self._next = next(self._rows, None)


def _rows(connection: Connection, query: Select[Any], at_once: int) -> Iterator[Row]:
    """The rows of a query, never many in memory."""
    if connection.dialect.name == "sqlite":
        # Its cursor streams by itself, and to make a row of SQLAlchemy's takes as long as to read it.
        with closing(connection.execute(query)) as found:
            while rows := found.cursor.fetchmany(at_once):
                yield from rows
        return
    for rows in connection.execute(query, execution_options={"yield_per": at_once}).partitions():
        yield from rows


def _is_before(entry: object, position: int) -> bool:
    """Whether an entry sorts before a position; texts, which SQLite takes anywhere, sort after numbers."""
    return entry is None or (isinstance(entry, int | float) and entry < position)
