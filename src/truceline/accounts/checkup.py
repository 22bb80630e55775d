"""A quick look at the accounts of a home that changes nothing in them and asks for no password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from truceline.accounts.server_key import ServerKey
from truceline.accounts.tables import accounts, homes
from truceline.ledger.address import Address
from truceline.ledger.checkup import PATIENCE_S
from truceline.ledger.connection import connect, reading

MARKED = "home"
"""For what the server's key makes the mark of its home."""


@dataclass(frozen=True)
class Checkup:
    """How the accounts were found."""

    people: int
    owners: int
    """Who may log in and owns the server."""
    is_its_key: bool
    """Whether the key is the one they were made with."""


def checkup(address: Address, key: ServerKey | None) -> Checkup:
    """Look accounts of this version over; CaseError where they cannot be read. Null: there is no key."""
    engine = connect(address, patience_s=PATIENCE_S)
    try:
        with reading(engine, address) as connection:
            mark = connection.execute(select(homes.c.mark)).scalar()
            able = accounts.c.disabled_at.is_(None)
            people = connection.execute(select(func.count()).select_from(accounts).where(able)).scalar_one()
            owning = select(func.count()).select_from(accounts).where(able, accounts.c.owner)
            owners = connection.execute(owning).scalar_one()
    finally:
        engine.dispose()
    fits = key is None or mark is None or key.fits(mark, MARKED)
    return Checkup(int(people), int(owners), fits)
