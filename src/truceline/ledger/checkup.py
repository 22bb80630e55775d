"""A quick look at a database of ours that changes nothing in it: no migration, no repair.

It reads what a file holds at all and what keeps rows from being changed; whether every row is as it was
entered is for `verification`, which reads them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, inspect, select, text

from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, Problem
from truceline.ledger import schema, sqlite
from truceline.ledger.address import Address
from truceline.ledger.clocks import Now, ahead_s, now
from truceline.ledger.connection import connect, reading
from truceline.ledger.diagnosis import told_by
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.retrieval import position_of
from truceline.ledger.soundness import unsound
from truceline.ledger.tables import entries, links

PATIENCE_S = 5.0
_MOST = 10
_LAST_LINKS = 100
"""So many links of the chain are looked at, from its end."""


@dataclass(frozen=True)
class Checkup:
    """How a ledger was found."""

    version: str
    """The schema's revision."""
    position: int
    last_entry: datetime | None
    ahead_s: int
    """By how many seconds its last entry is ahead of the clock; 0 where it is not."""
    faults: tuple[Fault, ...]

    @property
    def is_old(self) -> bool:
        """Whether opening it will migrate it."""
        return self.version < schema.HEAD

    @property
    def is_newer(self) -> bool:
        """Whether a newer truceline made it."""
        return self.version > schema.HEAD


def is_there(address: Address) -> bool:
    """Whether a database of ours is kept at a place; CaseError where that cannot be told."""
    if isinstance(address, Path):
        return address.is_file()
    engine = connect(address, patience_s=PATIENCE_S)
    try:
        with reading(engine, address) as connection:
            return inspect(connection).has_table("alembic_version")
    finally:
        engine.dispose()


def schema_version(address: Address) -> str:
    """The revision of the tables of any of our databases; CaseError where it has none or cannot be read."""
    engine = connect(address, patience_s=PATIENCE_S)
    try:
        with reading(engine, address) as connection:
            return _version(connection, address)
    finally:
        engine.dispose()


def checkup(address: Address, *, clock: Now = now) -> Checkup:
    """Look a ledger over; CaseError where it cannot be read at all."""
    engine = connect(address, patience_s=PATIENCE_S)
    try:
        with reading(engine, address) as connection:
            version = _version(connection, address)
            if version != schema.HEAD:
                return Checkup(version, 0, None, 0, ())
            newest = select(entries.c.entered_at).order_by(entries.c.position.desc()).limit(1)
            last: datetime | None = connection.execute(newest).scalar()
            ahead = ahead_s(connection, clock)
            return Checkup(version, position_of(connection), last, ahead, _faults(connection))
    finally:
        engine.dispose()


def _faults(connection: Connection) -> tuple[Fault, ...]:
    damages = sqlite.looked_over(connection, _MOST) if connection.dialect.name == "sqlite" else ()
    return (*unsound(connection, damages), *_broken(connection))


def _broken(connection: Connection) -> Iterator[Fault]:
    """Where the end of the chain does not hold together; whether its rows do is for `verification`."""
    newest = select(links).order_by(links.c.position.desc()).limit(_LAST_LINKS)
    last = connection.execute(newest).all()
    if not last or last[0].position != position_of(connection):
        yield Fault(FaultKind.TRUNCATED, None, links.name, None, "its chain does not end with its last entry")
    for row in last:
        if digest_bytes(row.content.encode()) != row.digest:
            told = "its digest is not the SHA-256 of what it says"
            yield Fault(FaultKind.EDITED, row.position, links.name, str(row.position), told)
    for row, before in pairwise(last):
        if (before.position, told_by(row.content).get("before")) != (row.position - 1, before.digest):
            told = "it is not joined to the one before"
            yield Fault(FaultKind.REWRITTEN, row.position, links.name, str(row.position), told)


def _version(connection: Connection, address: Address) -> str:
    if not inspect(connection).has_table("alembic_version"):
        raise CaseError(Problem(str(address), 0, "schema", "there are no tables of truceline in it"))
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
