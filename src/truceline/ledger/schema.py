"""Which version of the schema a ledger has, and how it is brought up to this one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from truceline.errors import CaseError, Problem
from truceline.ledger import chain, migrating, postgres, sqlite
from truceline.ledger.address import Address, Server
from truceline.ledger.connection import reading, told, writing

HEAD = "0008"
"""The version of the schema this truceline reads and writes."""

_MADE_BY = {"signers": "0002", "links": "0003", "tombstones": "0005"}
"""Table -> the version that made it: one that is there before tells that the noted version was changed."""

VERSIONS = migrating.ENVIRONMENT / "versions"


def create(engine: Engine, address: Address) -> None:
    """Make the tables in a new file, or in a new schema of a database; CaseError if it is taken."""
    with making(engine, address) as connection:
        chain.begin(connection)


@contextmanager
def making(engine: Engine, address: Address) -> Iterator[Connection]:
    """A transaction that makes the tables; what else is done in it is there with them or not at all."""
    if isinstance(address, Path):
        with told(address):
            sqlite.write_ahead(engine)
    with writing(engine, address) as connection:
        if not isinstance(address, Path):
            postgres.make_schema(connection, address.case)
        upgrade(connection)
        yield connection


def bring_up_to_date(engine: Engine, address: Address) -> None:
    """Migrate an older ledger; CaseError for one of a newer truceline, or for no ledger at all."""
    with reading(engine, address) as connection:
        found = _version(connection, address)
    if found == HEAD:
        return
    if found > HEAD:
        message = f"the ledger has schema {found}, made by a newer truceline; this one knows up to {HEAD}"
        raise CaseError(Problem(str(address), 0, "schema", message))
    with writing(engine, address) as connection:
        # Another process may have migrated it while this one waited for the lock.
        found = _version(connection, address)
        if found == HEAD:
            return
        if not _is_of(connection, found):
            message = f"it says that it has schema {found or 'none'}, and its tables are not of that one"
            raise CaseError(Problem(str(address), 0, "schema", message))
        _make(connection)


def _is_of(connection: Connection, version: str) -> bool:
    """Whether there is such a version, and no table is there that only a later one made."""
    if version not in {file.name[1:5] for file in VERSIONS.glob("v*_*.py")}:
        return False
    later = (table for table, made_by in _MADE_BY.items() if made_by > version)
    return not any(map(inspect(connection).has_table, later))


def _make(connection: Connection) -> None:
    """Bring the schema up to this version, and begin the chain where there is none yet."""
    upgrade(connection)
    if not chain.is_begun(connection):
        chain.begin(connection)


def _version(connection: Connection, address: Address) -> str:
    """The revision noted in the ledger; revisions are numbers of four digits, so they sort."""
    if not inspect(connection).has_table("alembic_version"):
        missing = isinstance(address, Server) and not postgres.has_schema(connection, address.case)
        told = "there is no such case in this database" if missing else "it is no truceline ledger"
        raise CaseError(Problem(str(address), 0, "schema", told))
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def upgrade(connection: Connection) -> None:
    """Run, in this transaction, the migrations that are missing."""
    migrating.upgrade(connection, VERSIONS, HEAD)
