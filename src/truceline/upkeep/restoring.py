"""A backup put back, at another place or on another machine: whole, verified, or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from truceline.accounts import home as homes
from truceline.accounts import server_key
from truceline.accounts.home import Home
from truceline.accounts.occupancy import served_by
from truceline.accounts.server_key import ServerKey
from truceline.case import manifest
from truceline.case.folder import Case
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger import postgres
from truceline.ledger.address import Server, schema_of, server
from truceline.ledger.checkup import is_there
from truceline.ledger.connection import connect, writing
from truceline.ledger.store import Ledger
from truceline.ledger.verification import Mark
from truceline.upkeep import contents, files
from truceline.upkeep.aside import aside, require_new, unread
from truceline.upkeep.contents import CASES, HOME, Contents, KeptCase
from truceline.upkeep.copying import copied
from truceline.upkeep.stores import ACCOUNTS, LEDGER, OF_A_CASE, OF_A_HOME


@dataclass(frozen=True)
class Wanted:
    """Where a backup is to be put."""

    folder: Path
    """Cases become folders in it."""
    home: Path
    key: Path | None = None
    """The server's key, which was kept apart."""
    store: str | None = None
    """The URL of a PostgreSQL database that takes the stores; null: files."""


def restore(backup: Path, wanted: Wanted) -> Contents:
    """Put a backup back; what it holds.

    CaseError where it is damaged, does not verify, where the key does not fit, or where something is at a
    target already. Then nothing is there that was not there before.
    """
    held = contents.read(backup)
    _require_free(wanted, held)
    key = _key(wanted, held, backup)
    targets = [wanted.folder / one.name for one in held.cases]
    if held.has_home:
        targets.append(wanted.home)
    with _on_server(wanted.store) as onto, aside(targets, "restore") as made:
        for one, building in zip(held.cases, made, strict=False):
            _copied(backup / CASES / one.name, building)
            if key is not None:
                files.unseal(building, key, one.name)
            _verified(building, one)
            if onto is not None:
                onto.case(building, one.name)
        if held.has_home:
            assert key is not None, "a home is restored with its key"
            _home(backup / HOME, made[-1], key, wanted.key)
            if onto is not None:
                onto.home(made[-1])
    return held


def _require_free(wanted: Wanted, held: Contents) -> None:
    for one in held.cases:
        require_new(wanted.folder / one.name, "restore")
    if not held.has_home:
        return
    try:
        holder = served_by(wanted.home)
    except OSError as error:
        raise unread(wanted.home, "home", error) from error
    if holder is not None:
        by = f" (process {holder})" if holder else ""
        told = f"a server serves it{by}; restore to a new folder, then stop that server"
        raise CaseError(Problem(str(wanted.home), 0, "home", told))
    require_new(wanted.home, "home")


def _key(wanted: Wanted, held: Contents, backup: Path) -> ServerKey | None:
    """The server's key; InputError where it is needed and not named."""
    if wanted.key is None:
        sealed = [one.name for one in held.cases if files.is_sealed(backup / CASES / one.name)]
        if held.has_home or sealed:
            told = (
                "accounts are closed with the server's key, which was kept apart; name the file of its copy"
            )
            raise InputError(Problem("--key", 0, "", told))
        return None
    return ServerKey.read(wanted.key)


def _copied(source: Path, target: Path) -> None:
    for name in contents.files_in(source):
        files.copied(source / name, target / name)


def _verified(folder: Path, kept: KeptCase) -> None:
    """Hold the restored case against its chain and where that stood; older stores are brought up to date."""
    for store in OF_A_CASE:
        place = store.place(folder / manifest.LEDGER)
        if is_there(place):
            store.settle(place)
    ledger = Case.open(folder).ledger
    found = ledger.verify([Mark(kept.ledger, kept.position, kept.digest)])
    if not found.holds:
        told = f"the record does not hold ({len(found.faults)} faults); nothing was restored"
        raise CaseError(Problem(kept.name, 0, "ledger", told))


def _home(source: Path, target: Path, key: ServerKey, place: Path | None) -> None:
    """The home, opened once: that holds the key against the accounts, and brings them up to date."""
    assert place is not None
    _copied(source, target)
    files.unseal(target, key, HOME)
    files.copied(place, target / server_key.NAME)
    try:
        Home.open(target).close()
    except CaseError as error:
        told = [Problem(str(place), 0, one.field, one.message) for one in error.problems]
        raise CaseError(told) from error
    for store in OF_A_HOME:
        found = store.place(target / "accounts.sqlite")
        if is_there(found):
            store.settle(found)


class _Moving:
    """Stores moved onto a database server; what was made there goes again if the rest comes to nothing."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.made: list[Server] = []

    def case(self, folder: Path, name: str) -> None:
        """Move the stores of a case, and say so in the case."""
        ledger, address = folder / manifest.LEDGER, server(self._url, schema_of(name))
        self._require_none(address)
        Ledger.open(ledger).copy(address)
        self.made.append(address)
        for store in OF_A_CASE:
            if store is not LEDGER and is_there(place := store.place(ledger)):
                beside = store.place(address)
                assert isinstance(beside, Server)
                self._require_none(beside)
                self.made.append(beside)
                copied(store, place, beside)
        _without([store.place(ledger) for store in OF_A_CASE])
        shutil.rmtree(folder / "documents", ignore_errors=True)
        about = manifest.read(folder)
        manifest.write(folder, about.model_copy(update={"store": str(address)}))

    def home(self, folder: Path) -> None:
        """Move the stores of a home, and say so in the home."""
        file, address = folder / "accounts.sqlite", server(self._url, ACCOUNTS.what)
        for store in OF_A_HOME:
            if is_there(place := store.place(file)):
                beside = store.place(address)
                assert isinstance(beside, Server)
                self._require_none(beside)
                self.made.append(beside)
                copied(store, place, beside)
        _without([store.place(file) for store in OF_A_HOME])
        files.written(folder / homes.PLACE, f"{address}\n".encode())

    def undo(self) -> None:
        """Take away what was made."""
        for address in self.made:
            engine = connect(address)
            try:
                with writing(engine, address) as connection:
                    if postgres.has_schema(connection, address.case):
                        postgres.drop_schema(connection, address.case)
            finally:
                engine.dispose()

    def _require_none(self, address: Server) -> None:
        engine = connect(address)
        try:
            with writing(engine, address) as connection:
                taken = postgres.has_schema(connection, address.case)
        finally:
            engine.dispose()
        if taken:
            raise CaseError(
                Problem(str(address), 0, "restore", "there is such a schema in this database already")
            )


def _without(places: Sequence[object]) -> None:
    for place in places:
        assert isinstance(place, Path)
        for name in (place.name, f"{place.name}-wal", f"{place.name}-shm"):
            place.with_name(name).unlink(missing_ok=True)


@contextmanager
def _on_server(url: str | None) -> Iterator[_Moving | None]:
    if url is None:
        yield None
        return
    if "case" in dict(parse_qsl(urlsplit(url).query)):
        raise InputError(
            Problem("--store", 0, "", "name the database alone; each case has a schema of its own")
        )
    moving = _Moving(url)
    try:
        yield moving
    except BaseException:
        moving.undo()
        raise
