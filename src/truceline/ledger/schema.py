"""Which version of the schema a ledger has, and how it is brought up to this one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from truceline.errors import CaseError, Problem
from truceline.ledger.connection import reading, told, writing

HEAD = "0002"
"""The version of the schema this truceline reads and writes."""

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = MIGRATIONS / "versions"


def create(engine: Engine, path: Path) -> None:
    """Make the tables in a new file, in write-ahead mode (readers never wait for a writer)."""
    with told(path), closing(engine.raw_connection()) as raw:
        raw.cursor().execute("PRAGMA journal_mode=WAL")
    with writing(engine, path) as connection:
        _upgrade(connection)


def bring_up_to_date(engine: Engine, path: Path) -> None:
    """Migrate an older ledger; CaseError for one of a newer truceline, or for no ledger at all."""
    with reading(engine, path) as connection:
        found = _version(connection, path)
    if found == HEAD:
        return
    if found > HEAD:
        message = f"the ledger has schema {found}, made by a newer truceline; this one knows up to {HEAD}"
        raise CaseError(Problem(str(path), 0, "schema", message))
    with writing(engine, path) as connection:
        # Another process may have migrated it while this one waited for the lock.
        if _version(connection, path) != HEAD:
            _upgrade(connection)


def _version(connection: Connection, path: Path) -> str:
    """The revision noted in the file; revisions are numbers of four digits, so they sort."""
    if not inspect(connection).has_table("alembic_version"):
        raise CaseError(Problem(str(path), 0, "schema", "it is no truceline ledger"))
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def _upgrade(connection: Connection) -> None:
    # Alembic takes 0.3 s to import, and only a new or an old ledger needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(VERSIONS).replace("%", "%%"))
    command.upgrade(config, HEAD)
