"""PostgreSQL: many people's ledgers on one server, each case in a schema of its own.

Writers of a case go one after another, by an advisory lock that PostgreSQL lets go of with the
transaction, however that ends. Readers see one unchanging view and wait for nobody.
"""

from __future__ import annotations

import re
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, text

from truceline.errors import CaseError, Problem
from truceline.extras import require_extra
from truceline.ledger.address import Server

if TYPE_CHECKING:
    import psycopg

OLDEST = 150_000
"""The oldest server that is supported, as PostgreSQL numbers itself."""

# "trce" as a number: advisory locks of one database share one space of numbers.
_LOCK = 0x74726365
_CONNECT_S = 10

_BUSY = "another process is writing to it; try again when that has finished"
_GONE = "the server went away; what was not confirmed may be missing: look, then try again"
_TOLD = {
    "08": _GONE,
    "25006": "the database is read-only (a standby, perhaps); nothing was written",
    "3F000": "there is no such case in this database",
    "40": "another process was in the way; try again",
    "42501": "the user has no right to do that; ask the database's owner (see share-a-ledger)",
    "42P06": "there is such a case in this database already",
    "53100": "the server's disk is full; nothing was written",
    "53200": "the server has no memory left; nothing was written",
    "53300": "the server takes no more connections; try again later",
    "55P03": _BUSY,
    "57014": "the server called it off (its own time limit); nothing was written",
    "57P": _GONE,
    "58": "the server's disk could not be read or written; nothing was written",
    "XX001": "the server's files are damaged; restore the database from a copy",
    "XX002": "the server's files are damaged; restore the database from a copy",
}
_GIVEN = {
    "22003": "a number is larger than any that is kept; nothing was written",
    "22021": "a text holds a character that PostgreSQL cannot keep (a NUL); nothing was written",
    "22P05": "a text holds a character that the database's encoding lacks; it must be UTF8",
}
"""What somebody gave that no database of this kind can hold: theirs to mend, and no fault of the place."""
# libpq gives no code for a connection that failed, only words, in the server's language.
_REFUSED = (
    (
        r"password|authentication|pg_hba|role .* does not exist",
        "the server refused the user or the password (PGPASSFILE, PGPASSWORD)",
    ),
    (r"database .* does not exist", "there is no such database on the server"),
    (r"too many|remaining connection slots", _TOLD["53300"]),
    (r"starting up|shutting down", "the server is starting up or shutting down; try again"),
)
_UNREACHED = "the server cannot be reached; check host, port and whether it runs"
# What a socket reports when the other end is gone; psycopg gives no code for it.
_LOST = r"connection (is |was )?(lost|closed)|closed the connection|terminating connection|EOF|reset by"


def engine(server: Server, *, patience_s: float) -> Engine:
    """An engine for one case on a server; InputError where psycopg is not installed.

    Connections are kept for the next transaction: making one costs more than an append. Each is
    looked at before it is used again, so a server that was restarted in between goes unnoticed.
    """
    require_extra("server", str(server), ("psycopg",))
    import psycopg  # noqa: PLC0415 - an optional extra, which a ledger in a file does without

    def dial() -> psycopg.Connection[Any]:
        return psycopg.connect(
            server.url,
            autocommit=True,
            connect_timeout=_CONNECT_S,
            fallback_application_name="truceline",
            client_encoding="UTF8",
        )

    def prepare(connection: psycopg.Connection[Any], _record: object) -> None:
        if connection.info.server_version < OLDEST:
            told = f"the server is older than PostgreSQL {OLDEST // 10_000}"
            raise CaseError(Problem(str(server), 0, "ledger", told))
        connection.execute(_settings(server, patience_s))

    made = create_engine(
        "postgresql+psycopg://",
        creator=dial,
        pool_pre_ping=True,
        pool_size=2,
        max_overflow=30,
        hide_parameters=True,
    )
    # First of all listeners: SQLAlchemy asks for the search path when it first connects.
    event.listen(made, "connect", prepare, insert=True)
    event.listen(made, "begin", _begin)
    return made


def telling(error: BaseException | None) -> str | None:
    """What a person can do about an error of PostgreSQL; None where it is a bug of ours."""
    code: str | None = getattr(error, "sqlstate", None)
    if code is not None:
        return next((words for start, words in _TOLD.items() if code.startswith(start)), None)
    words, kind = str(error), type(error)
    if not kind.__module__.startswith("psycopg"):
        return None
    if kind.__name__ != "OperationalError":
        return None
    if re.search(_LOST, words, re.IGNORECASE) and "connection failed" not in words:
        return _GONE
    found = (text for pattern, text in _REFUSED if re.search(pattern, words))
    return next(found, _UNREACHED)


def unfit(error: BaseException | None) -> str | None:
    """Why PostgreSQL cannot hold or look for what somebody gave; None where that is not what is wrong."""
    code: str | None = getattr(error, "sqlstate", None)
    if code is not None:
        return _GIVEN.get(code)
    kind = type(error)
    holds_nul = kind.__module__.startswith("psycopg") and kind.__name__ == "DataError" and "NUL" in str(error)
    return _GIVEN["22021"] if holds_nul else None


def make_schema(connection: Connection, case: str) -> None:
    """Make the schema of a new case; the database refuses one that is there."""
    connection.exec_driver_sql(f'CREATE SCHEMA "{case}"')


def has_schema(connection: Connection, case: str) -> bool:
    """Whether the database has a schema of that name that this user may see."""
    # The catalogue itself: what to_regnamespace remembers from before we waited for our turn may be old.
    found = connection.execute(text("SELECT 1 FROM pg_namespace WHERE nspname = :case"), {"case": case})
    return found.scalar() is not None


def drop_schema(connection: Connection, case: str) -> None:
    """Remove a case and everything in it: for one that was only just made and came to nothing."""
    connection.exec_driver_sql(f'DROP SCHEMA "{case}" CASCADE')


def take_turn(connection: Connection, name: str) -> None:
    """Wait for a lock of this name within the case; it goes with the transaction, however that ends."""
    lock = text("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || :name, :lock))")
    connection.execute(lock, {"name": f":{name}", "lock": _LOCK})


def purge(engine: Engine, patience_s: float) -> str | None:
    """Write the tables anew without what was taken out of them; what is in the way, if so.

    Rows that were changed stay in a table's file until then, and a transaction that began before keeps
    them even so: we wait for it. What the server's own log and its backups hold is out of our reach.
    """
    notices: list[str] = []
    with closing(engine.raw_connection()) as raw:
        driver = raw.driver_connection
        assert driver is not None
        driver.add_notice_handler(lambda told: notices.append(told.severity_nonlocalized or ""))
        deadline = time.monotonic() + patience_s
        while driver.execute(_OLDER).fetchone()[0]:
            if time.monotonic() > deadline:
                return "another transaction has been open since before, and keeps the words for itself"
            time.sleep(_LOOK_S)
        for table in _WORDY:
            driver.execute(f'VACUUM (FULL) "{table}"')
    return "only the owner of the tables can write them anew" if "WARNING" in notices else None


_WORDY = ("claims", "issues", "decisions", "documents", "entries", "papers")
_LOOK_S = 0.05
# Transactions of this database that may still see rows as they were before the last tombstone.
_OLDER = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND age(backend_xmin) >= (SELECT min(age(xmin)) FROM tombstones)
"""


def _settings(server: Server, patience_s: float) -> str:
    """What holds for a session. A case's name is letters, digits and underscores, so it needs no escaping.

    synchronous_commit: a receipt that was given must survive a power cut, whatever the server's habit.
    """
    return (
        f'SET search_path TO "{server.case}"; '
        f"SET lock_timeout TO {max(1, round(patience_s * 1000))}; "
        "SET synchronous_commit TO on; "
        "SET timezone TO 'UTC'"
    )


def _begin(connection: Connection) -> None:
    if not connection.get_execution_options().get("truceline_writes", False):
        connection.exec_driver_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return
    # READ COMMITTED: what the writer before us committed while we waited for the lock is then seen.
    connection.exec_driver_sql("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
    # The schema's own number, so that cases do not wait for each other; 0 while it is being made.
    schema = "coalesce(to_regnamespace(quote_ident(current_schema()))::oid, 0)::bigint"
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK}::bigint << 32 | {schema})")
