"""Where replies are kept beside a ledger, and how that is made and brought up to this version."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from truceline.errors import CaseError, Problem
from truceline.ledger import postgres, sqlite
from truceline.ledger.address import Address, Server
from truceline.ledger.connection import reading, told, writing
from truceline.ledger.migrating import upgrade

HEAD = "0001"
"""The version of the schema this truceline reads and writes."""

FILE = "replies.sqlite"
_SCHEMA = "_replies"
_OWNER_ONLY = 0o600
_WORDY = ("replies", "reply_mailboxes")
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def place_beside(ledger: Address) -> Address:
    """A file beside the ledger's, or a schema of its own beside the case's on a server.

    On a server the user who answers to the web needs rights on that schema, and on none of the case's.
    """
    if isinstance(ledger, Path):
        return ledger.parent / FILE
    return Server(ledger.url, f"{ledger.case}{_SCHEMA}")


def exists(engine: Engine, address: Address) -> bool:
    """Whether replies are kept there; a file that a kill left empty holds none."""
    if isinstance(address, Path) and not address.is_file():
        return False
    with reading(engine, address) as connection:
        if isinstance(address, Path):
            return bool(inspect(connection).get_table_names())
        return postgres.has_schema(connection, address.case)


def create(engine: Engine, address: Address) -> None:
    """Make the tables in a new file, or in a new schema of a database."""
    if isinstance(address, Path):
        with told(address):
            sqlite.write_ahead(engine)
            # What is held is for nobody but the desk; the log beside it takes the same rights.
            address.chmod(_OWNER_ONLY)
    with writing(engine, address) as connection:
        if not isinstance(address, Path):
            postgres.make_schema(connection, address.case)
        upgrade(connection, VERSIONS, HEAD)


def bring_up_to_date(engine: Engine, address: Address) -> None:
    """Migrate an older store; CaseError for one of a newer truceline, or for none at all."""
    with reading(engine, address) as connection:
        found = _version(connection, address)
    if found == HEAD:
        return
    if found > HEAD:
        message = f"the replies have schema {found}, made by a newer truceline; this one knows up to {HEAD}"
        raise CaseError(Problem(str(address), 0, "schema", message))
    with writing(engine, address) as connection:
        upgrade(connection, VERSIONS, HEAD)


def purge(engine: Engine, address: Address) -> str | None:
    """Write the tables' files anew without what was taken out of them; what is in the way, if so."""
    if isinstance(address, Path):
        return sqlite.purge(engine)
    with closing(engine.raw_connection()) as raw:
        driver = raw.driver_connection
        assert driver is not None
        notices: list[str] = []
        driver.add_notice_handler(lambda notice: notices.append(notice.severity_nonlocalized or ""))
        for table in _WORDY:
            driver.execute(f'VACUUM (FULL) "{table}"')
    return "only the owner of the tables can write them anew" if "WARNING" in notices else None


def _version(connection: Connection, address: Address) -> str:
    if not inspect(connection).has_table("alembic_version"):
        message = "there are no replies in it; if the ledger moved here, `truceline replies CASE bring PLACE`"
        raise CaseError(Problem(str(address), 0, "schema", message))
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")
