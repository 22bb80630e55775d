"""What is kept beside a ledger or beside accounts, with tables and migrations of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from truceline.errors import CaseError, Problem
from truceline.ledger import postgres, sqlite
from truceline.ledger.address import Address, Server
from truceline.ledger.connection import reading, told, writing
from truceline.ledger.migrating import upgrade

_OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Beside:
    """One such store: a file beside the other's, or on a server a schema beside its schema."""

    what: str
    """What is kept, as errors call it: "feeds". The file and the schema are called after it."""
    head: str
    """The version of the tables that this truceline reads and writes."""
    versions: Path
    """The folder of its migrations."""

    def place(self, of: Address) -> Address:
        """Where it lies beside that ledger or those accounts."""
        if isinstance(of, Path):
            return of.parent / f"{self.what}.sqlite"
        return Server(of.url, f"{of.case}_{self.what}")

    def settle(self, engine: Engine, address: Address) -> None:
        """Make the tables, or bring them up to date; CaseError for those of a newer truceline."""
        if isinstance(address, Path):
            with told(address):
                sqlite.write_ahead(engine)
                address.chmod(_OWNER_ONLY)
        with reading(engine, address) as connection:
            found = _version(connection)
        if found > self.head:
            known = f"this one knows up to {self.head}"
            message = f"the {self.what} have schema {found}, made by a newer truceline; {known}"
            raise CaseError(Problem(str(address), 0, "schema", message))
        if found < self.head:
            with writing(engine, address) as connection:
                if not isinstance(address, Path) and not postgres.has_schema(connection, address.case):
                    postgres.make_schema(connection, address.case)
                upgrade(connection, self.versions, self.head)


def _version(connection: Connection) -> str:
    """The version of the tables that are there; empty where none are."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
