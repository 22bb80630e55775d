"""SQLite: a ledger in one file, in write-ahead mode, for one machine."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from truceline.ledger import looking

VERSION = sqlite3.sqlite_version
"""Of the library that is used."""
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
_LARGE = 16 << 20
"""Bytes of a file from which on a process of its own is worth its start."""


def engine(path: Path, *, create: bool, patience_s: float) -> Engine:
    """An engine for one file; without `create` a missing file is an error, not a new ledger.

    One connection is kept for the next transaction: closing the last one writes the whole log back into
    the file, which takes longer than an append. An idle one keeps nobody waiting.
    """

    def dial() -> sqlite3.Connection:
        return sqlite3.connect(
            _uri(path, "rwc" if create else "rw"),
            uri=True,
            timeout=patience_s,
            isolation_level=None,
            check_same_thread=False,
        )

    made = create_engine("sqlite://", creator=dial, poolclass=QueuePool, pool_size=1, hide_parameters=True)
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", _begin)
    return made


def write_ahead(engine: Engine) -> None:
    """Put a new file into write-ahead mode: readers never wait for a writer."""
    with closing(engine.raw_connection()) as raw:
        raw.cursor().execute("PRAGMA journal_mode=WAL")


def purge(engine: Engine) -> str | None:
    """Write the file anew without what was taken out of it, and empty its log; what is in the way, if so.

    Pages that a row moved out of, and the log, hold old words until then.
    """
    with closing(engine.raw_connection()) as raw:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        (busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return "another process reads it, and needs the log in which the words still stand" if busy else None


@contextmanager
def looking_through(path: Path, most: int) -> Iterator[Callable[[], list[str]]]:
    """What is wrong with pages and indexes, looked for meanwhile; at most so many things.

    A process of its own looks through a large file (`looking`). Where none can be had, or it did not come
    to its end, we look ourselves without mapping the file: slower, and we can say what could not be read.
    """
    process = _begun(path, most) if path.stat().st_size >= _LARGE else None
    if process is None:
        yield lambda: looking.looked_through(_uri(path, "rw"), most, mapped=0)
        return

    def found() -> list[str]:
        said, _ = process.communicate()
        if process.returncode:
            return looking.looked_through(_uri(path, "rw"), most, mapped=0)
        return [str(told) for told in json.loads(said)]

    with process:
        try:
            yield found
        finally:
            process.kill()


def _begun(path: Path, most: int) -> subprocess.Popen[bytes] | None:
    command = [sys.executable, "-IS", looking.__file__, _uri(path, "rw"), str(most)]
    nothing, pipe = subprocess.DEVNULL, subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=nothing, stdout=pipe, stderr=nothing)  # noqa: S603 - our own program
    except OSError:
        return None


def looked_over(connection: Connection, most: int) -> list[str]:
    """What is wrong with pages alone, at most so many things: a fraction of the time of `looked_through`."""
    found = connection.exec_driver_sql(f"PRAGMA quick_check({most})").scalars().all()
    return [str(told) for told in found if told != "ok"]


def telling(error: BaseException | None) -> str | None:
    """What a person can do about an error of SQLite; None where it is a bug of ours."""
    name: str = getattr(error, "sqlite_errorname", None) or ""
    return next((text for code, text in _TOLD.items() if name.startswith(code)), None)


def _uri(path: Path, mode: str) -> str:
    return f"file:{quote(str(path))}?mode={mode}"


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # synchronous=FULL: a receipt that was given must survive a power cut.
    # cache_size: 64 MiB, taken as needed; the index of a million digests is met in no order at all.
    for pragma in ("foreign_keys=ON", "recursive_triggers=ON", "synchronous=FULL", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A deferred transaction that turns into a write can fail at once with SQLITE_BUSY, however
    # long the timeout; taking the lock at the start makes it wait its turn.
    writes = connection.get_execution_options().get("truceline_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
