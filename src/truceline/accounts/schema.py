"""Where accounts are kept, and how that is made and brought up to this version."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from truceline.errors import CaseError, Problem
from truceline.ledger import postgres, sqlite
from truceline.ledger.address import Address, Server
from truceline.ledger.connection import connect, reading, told, writing
from truceline.ledger.migrating import upgrade

HEAD = "0002"
"""The version of the schema this truceline reads and writes."""

FILE = "accounts.sqlite"
_OWNER_ONLY = 0o600
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def create(address: Address) -> None:
    """Make the tables in a new file, or in a schema of a database; another process may do so at once."""
    if isinstance(address, Path):
        _create_file(address)
        return
    engine = connect(address)
    try:
        _create_schema(engine, address)
    finally:
        engine.dispose()


def bring_up_to_date(engine: Engine, address: Address) -> None:
    """Migrate older tables; CaseError for those of a newer truceline, or for none at all."""
    with reading(engine, address) as connection:
        found = _version(connection, address)
    if found > HEAD:
        message = f"the accounts have schema {found}, made by a newer truceline; this one knows up to {HEAD}"
        raise CaseError(Problem(str(address), 0, "schema", message))
    if found < HEAD:
        with writing(engine, address) as connection:
            upgrade(connection, VERSIONS, HEAD)


def exists(address: Address) -> bool:
    """Whether accounts are kept there."""
    if isinstance(address, Path):
        return address.is_file()
    engine = connect(address)
    try:
        with reading(engine, address) as connection:
            return inspect(connection).has_table("alembic_version")
    finally:
        engine.dispose()


def _create_file(path: Path) -> None:
    """Under another name first: of two processes one brings its file to its place, whole."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with told(path):
        engine = connect(draft, create=True)
        try:
            sqlite.write_ahead(engine)
            draft.chmod(_OWNER_ONLY)
            with writing(engine, draft) as connection:
                upgrade(connection, VERSIONS, HEAD)
            engine.dispose()  # the last connection writes the log back into the file
            with suppress(FileExistsError):
                os.link(draft, path)
        finally:
            engine.dispose()
            for left in path.parent.glob(f"{draft.name}*"):
                left.unlink()


def _create_schema(engine: Engine, server: Server) -> None:
    with writing(engine, server) as connection:
        if not postgres.has_schema(connection, server.case):
            postgres.make_schema(connection, server.case)
        if not inspect(connection).has_table("alembic_version"):
            upgrade(connection, VERSIONS, HEAD)


def _version(connection: Connection, address: Address) -> str:
    if not inspect(connection).has_table("alembic_version"):
        raise CaseError(Problem(str(address), 0, "schema", "there are no accounts in it"))
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
