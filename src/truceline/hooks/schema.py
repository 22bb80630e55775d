"""Where hooks are kept beside accounts, and how that is made and brought up to this version."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from truceline.errors import CaseError, Problem
from truceline.ledger import postgres, sqlite
from truceline.ledger.address import Address, Server
from truceline.ledger.connection import reading, told, writing
from truceline.ledger.migrating import upgrade

HEAD = "0001"
"""The version of the schema this truceline reads and writes."""
FILE = "hooks.sqlite"
_SCHEMA = "_hooks"
_OWNER_ONLY = 0o600
_VERSIONS = Path(__file__).parent / "migrations" / "versions"


def place_beside(accounts: Address) -> Address:
    """A file beside that of the accounts, or a schema of its own beside theirs on a server."""
    if isinstance(accounts, Path):
        return accounts.parent / FILE
    return Server(accounts.url, f"{accounts.case}{_SCHEMA}")


def settle(engine: Engine, address: Address) -> None:
    """Make the tables, or bring them up to date; CaseError for those of a newer truceline."""
    if isinstance(address, Path):
        with told(address):
            sqlite.write_ahead(engine)
            address.chmod(_OWNER_ONLY)
    with reading(engine, address) as connection:
        there = inspect(connection).has_table("alembic_version")
        version = (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() if there else ""
        )
    found = str(version or "")
    if found > HEAD:
        message = f"the hooks have schema {found}, made by a newer truceline; this one knows up to {HEAD}"
        raise CaseError(Problem(str(address), 0, "schema", message))
    if found < HEAD:
        with writing(engine, address) as connection:
            if not isinstance(address, Path) and not postgres.has_schema(connection, address.case):
                postgres.make_schema(connection, address.case)
            upgrade(connection, _VERSIONS, HEAD)
