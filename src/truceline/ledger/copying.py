"""A whole ledger into a new one, in either database: all of it or nothing, and held against the first.

The source is read in one unchanging view, so others may go on writing. Everything is copied as it
stands, the chain with it: a copy verifies against the same checkpoints.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, Table, select

from truceline.errors import CaseError, Problem
from truceline.ledger import schema
from truceline.ledger.address import Address
from truceline.ledger.connection import connect
from truceline.ledger.documents import Shelf, shelf_of
from truceline.ledger.inserting import insert_rows
from truceline.ledger.retrieval import position_of
from truceline.ledger.tables import documents, metadata
from truceline.ledger.tombstones import withdrawn_documents

_AT_ONCE = 1000
_DIGESTS = 2**256


class Copied(NamedTuple):
    """What a copy holds, after it was compared with the ledger it is a copy of."""

    position: int
    rows: int
    """Rows of all tables."""
    documents: int


class _Sum(NamedTuple):
    """Rows of a table whatever their order, which two databases do not agree about: number and digest."""

    rows: int = 0
    digest: int = 0


def copied(source: Connection, shelf: Shelf, target: Address) -> Copied:
    """Copy what the connection sees to a place where nothing is yet; CaseError if it cannot be whole."""
    with _building(target) as building, _emptied(building) as engine, schema.making(engine, building) as made:
        kept = _documents(source, shelf, made, shelf_of(target))
        rows = copied_rows(source, made, metadata.sorted_tables, target)
        return Copied(position_of(made), rows, kept)


def copied_rows(source: Connection, target: Connection, tables: Sequence[Table], place: Address) -> int:
    """Copy the rows of tables into empty ones of the same names, and compare; how many there were.

    `place` is the target's, for the CaseError where a copy is not what was copied.
    """
    sums = [(table, _table(source, target, table)) for table in tables]
    for table, total in sums:
        if _sum_of(target, table) != total:
            told = f"the copy of {table.name} is not what was copied; nothing was kept"
            raise CaseError(Problem(str(place), 0, "copy", told))
    return sum(total.rows for _, total in sums)


def _table(source: Connection, target: Connection, table: Table) -> _Sum:
    total = _Sum()
    for rows in _chunks(source, table):
        total = _added(total, rows)
        insert_rows(target, table, [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])
    return total


def _sum_of(connection: Connection, table: Table) -> _Sum:
    total = _Sum()
    for rows in _chunks(connection, table):
        total = _added(total, rows)
    return total


def _chunks(connection: Connection, table: Table) -> Iterator[list[tuple[object, ...]]]:
    # By number where there is one, so that a file is written from its beginning to its end.
    query = select(table).order_by(table.primary_key.columns.values()[0])
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as found:
        for rows in found.partitions():
            yield [tuple(row) for row in rows]


def _added(total: _Sum, rows: list[tuple[object, ...]]) -> _Sum:
    """Digests of rows are added up: no order, and one that is missing, changed or doubled is seen."""
    digests = sum(int.from_bytes(hashlib.sha256(repr(row).encode()).digest()) for row in rows)
    return _Sum(total.rows + len(rows), (total.digest + digests) % _DIGESTS)


def _documents(source: Connection, shelf: Shelf, target: Connection, other: Shelf) -> int:
    """Copy the bytes of every document, each held against its digest as it is taken and as it is kept."""
    gone = withdrawn_documents(source)
    found = source.execute(select(documents.c.sha256).order_by(documents.c.entry)).scalars()
    names = [sha256 for sha256 in found if sha256 not in gone]
    for sha256 in names:
        other.put(target, shelf.get(source, sha256))
        other.get(target, sha256)
    return len(names)


@contextmanager
def _building(target: Address) -> Iterator[Address]:
    """Where the copy is made: on a server in its transaction, a file under another name until it is whole."""
    if not isinstance(target, Path):
        yield target
        return
    if target.exists():
        raise CaseError(Problem(str(target), 0, "ledger", "it exists already"))
    aside = target.with_name(f".{target.name}-copying")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _remove(aside)
        try:
            yield aside
            aside.replace(target)
        finally:
            _remove(aside)
    except OSError as error:
        message = f"the copy cannot be made there: {error.strerror or error}"
        raise CaseError(Problem(str(target), 0, "ledger", message)) from error


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


@contextmanager
def _emptied(address: Address) -> Iterator[Engine]:
    """An engine whose connections are closed at the end, so that a file is whole by itself."""
    engine = connect(address, create=True)
    try:
        yield engine
    finally:
        engine.dispose()
