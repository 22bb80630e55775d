"""Connections to a ledger file: pragmas, the two sorts of transaction, errors a person can mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.exc import DBAPIError

from truceline.errors import CaseError, Problem

PATIENCE_S = 30.0
"""How long a writer waits for another process to finish, seconds."""

_TOLD = {
    "SQLITE_BUSY": "another process is writing to it; try again when that has finished",
    "SQLITE_LOCKED": "another process is writing to it; try again when that has finished",
    "SQLITE_FULL": "the disk is full; nothing was written",
    "SQLITE_IOERR": "the disk could not be read or written; nothing was written",
    "SQLITE_READONLY": "it cannot be written to; check the permissions of the case folder",
    "SQLITE_CANTOPEN": "it cannot be opened or made; check the folder and its permissions",
    "SQLITE_NOTADB": "it is no ledger (not an SQLite file)",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a copy",
}


def connect(path: Path, *, create: bool = False, patience_s: float = PATIENCE_S) -> Engine:
    """An engine for one ledger file; without `create` a missing file is an error, not a new ledger.

    Connections are not pooled, so no handle outlives its transaction: a case folder can be moved
    between two of them, and another process is never kept waiting by an idle one.
    """

    def dial() -> sqlite3.Connection:
        mode = "rwc" if create else "rw"
        uri = f"file:{quote(str(path))}?mode={mode}"
        return sqlite3.connect(uri, uri=True, timeout=patience_s, isolation_level=None)

    engine = create_engine("sqlite://", creator=dial, poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """A read transaction: one unchanging view, which blocks no writer."""
    with told(path), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """A write transaction: all of it is kept or nothing, and writers go one after another."""
    with (
        told(path),
        engine.execution_options(truceline_writes=True).begin() as connection,
    ):
        yield connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what the database cannot do into a CaseError; a broken invariant stays a bug."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        name: str = getattr(cause, "sqlite_errorname", None) or ""
        message = next((text for code, text in _TOLD.items() if name.startswith(code)), None)
        if message is None:
            raise
        raise CaseError(Problem(str(path), 0, "ledger", message)) from error


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # synchronous=FULL: a receipt that was given must survive a power cut.
    for pragma in ("foreign_keys=ON", "recursive_triggers=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that turns into a write can fail at once with SQLITE_BUSY, however
    # long the timeout; taking the lock at the start makes it wait its turn.
    writes = connection.get_execution_options().get("truceline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
