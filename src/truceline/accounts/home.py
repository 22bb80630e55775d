"""The server's own folder: the accounts' database, or where it is, and the server's key."""

from __future__ import annotations

import weakref
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, insert, select

from truceline.accounts import schema
from truceline.accounts.checkup import MARKED
from truceline.accounts.passwords import Passwords
from truceline.accounts.server_key import NAME as KEY_NAME
from truceline.accounts.server_key import ServerKey
from truceline.accounts.tables import accounts, homes
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.address import Address, server
from truceline.ledger.clocks import Now, now
from truceline.ledger.connection import connect, reading, writing

PLACE = "accounts.place"
"""A file that says on which server the accounts are, where they are not in the folder."""
_SCHEMA = "accounts"
_PATIENCE_S = 10.0
_OWNER_ONLY = 0o700


class Home:
    """What all parts of this room share: the database, the key, the clock and the cost of a password."""

    def __init__(
        self, folder: Path, address: Address, key: ServerKey, clock: Now, passwords: Passwords
    ) -> None:
        self.folder = folder
        self.address = address
        self.key = key
        self.passwords = passwords
        self._clock = clock
        self._engine = connect(address, patience_s=_PATIENCE_S)
        # Who drops a home without closing it leaves no connection behind.
        weakref.finalize(self, self._engine.dispose)

    def __repr__(self) -> str:
        return f"Home({str(self.folder)!r})"

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        store: str | None = None,
        clock: Now = now,
        passwords: Passwords | None = None,
    ) -> Self:
        """The home in a folder, made where there is none; `store`: the URL of a PostgreSQL database.

        CaseError where it cannot be used: the key is lost or another's, the database newer or elsewhere.
        """
        try:
            folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        except OSError as error:
            raise CaseError(
                Problem(str(folder), 0, "home", f"it cannot be made: {error.strerror}")
            ) from error
        address = _address(folder, store)
        fresh = not schema.exists(address)
        # Accounts that are there have their key: another one made now would only hide that it is lost.
        key = ServerKey.at(folder, create=fresh)
        if fresh:
            schema.create(address)
        opened = cls(folder, address, key, clock, passwords or Passwords())
        opened._settle()
        return opened

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def reading(self) -> AbstractContextManager[Connection]:
        """A read transaction: one unchanging view."""
        return reading(self._engine, self.address)

    def writing(self) -> AbstractContextManager[Connection]:
        """A write transaction: all of it is kept or nothing, and writers go one after another."""
        return writing(self._engine, self.address)

    @property
    def now(self) -> datetime:
        return self._clock()

    def is_there(self) -> bool:
        """Whether the accounts can be read; CaseError says why not."""
        with self.reading() as connection:
            connection.execute(select(accounts.c.id).limit(1)).all()
        return True

    def _settle(self) -> None:
        """Bring the tables up to date, and hold the key against the one they were begun with."""
        schema.bring_up_to_date(self._engine, self.address)
        with self.reading() as connection:
            mark = connection.execute(select(homes.c.mark)).scalar()
        if mark is None:
            with self.writing() as connection:
                mark = connection.execute(select(homes.c.mark)).scalar()
                if mark is None:
                    mark = self.key.digest(MARKED)
                    connection.execute(insert(homes), {"seq": 1, "mark": mark})
        if not self.key.fits(mark, MARKED):
            told = "it is not the key these accounts were made with; restore it from a copy"
            raise CaseError(Problem(str(self.folder / KEY_NAME), 0, "key", told))


def place_in(folder: Path) -> Address:
    """Where the accounts of a home are, as the home says; InputError where it says so in no way we know."""
    said = folder / PLACE
    if said.is_file():
        return server(said.read_text(encoding="utf-8").strip(), _SCHEMA)
    return folder / schema.FILE


def _address(folder: Path, store: str | None) -> Address:
    """Where the accounts are: in the folder, or where it says; said once, it is kept."""
    file, place = folder / schema.FILE, folder / PLACE
    said = place.read_text(encoding="utf-8").strip() if place.is_file() else None
    if store is None and said is None:
        return file
    chosen = server(store or said or "", _SCHEMA)
    if file.is_file() or (said is not None and said != str(chosen)):
        elsewhere = said or str(file)
        raise InputError(Problem("option", 0, "store", f"the accounts of this home are in {elsewhere}"))
    if said is None:
        place.write_text(f"{chosen}\n", encoding="utf-8")
    return chosen
