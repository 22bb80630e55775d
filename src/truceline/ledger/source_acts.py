"""What was done with a protected source: entered, read, forgotten; each an entry of the chain.

The entry says who did it, when, and why. It never says who the source is.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, select

from truceline import __version__
from truceline.ledger.appending import write_entry
from truceline.ledger.consent import FORGOTTEN, SOURCE
from truceline.ledger.entry import Origin, Register
from truceline.ledger.tables import entries


class Deed(StrEnum):
    """What is done with a source that the vault holds."""

    ENTERED = "entered"
    """Its name was put into the vault."""
    READ = "read"
    """Somebody looked up who it is."""
    FORGOTTEN = FORGOTTEN
    """Consent was withdrawn: the name is gone for good, and the words with it."""


class Doing(NamedTuple):
    """What somebody is about to do with a source."""

    deed: Deed
    reference: str
    by: str
    why: str = ""


class SourceAct(NamedTuple):
    """One deed, as the ledger keeps it."""

    position: int
    at: datetime
    deed: Deed
    reference: str
    by: str
    why: str


def write_act(connection: Connection, done: Doing, register: Register) -> int:
    """Write down a deed; returns the ledger's new position."""
    deed, reference, by, why = done
    origin = Origin(deed.value, f"{reference} {why}".strip(), by=by)
    return write_entry(connection, SOURCE, origin, register, __version__)


def acts_of(connection: Connection) -> list[SourceAct]:
    """Every deed, oldest first."""
    c = entries.c
    query = select(c.position, c.entered_at, c.kind, c.name, c.by).where(c.what == SOURCE)
    return [
        SourceAct(position, at, Deed(kind), name.partition(" ")[0], by or "", name.partition(" ")[2])
        for position, at, kind, name, by in connection.execute(query.order_by(c.position))
    ]
