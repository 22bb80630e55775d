"""A backup of cases and of the home that serves them, taken while people go on working."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import truceline
from truceline.accounts import home as homes
from truceline.accounts.server_key import ServerKey
from truceline.case import manifest, moving
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.address import Address
from truceline.ledger.checkup import is_there
from truceline.ledger.clocks import Now, now
from truceline.ledger.store import Ledger
from truceline.upkeep import contents, files
from truceline.upkeep.aside import aside, require_new
from truceline.upkeep.contents import CASES, HOME, Contents, KeptCase
from truceline.upkeep.copying import copied, require_known
from truceline.upkeep.stores import ACCOUNTS, HOOKS, LEDGER, OF_A_CASE, OF_A_HOME, Store


def take(
    folders: Sequence[Path], home: Path | None, target: Path, *, by: str | None = None, clock: Now = now
) -> Contents:
    """Copy cases and their server's home (null: there is none) into a new folder, whole or not at all.

    `by` is who takes it, for the ledger's entry where rows are not public. InputError where two cases have
    one name or the target lies in what is copied; CaseError where anything cannot be had or written.
    """
    names = _names(folders)
    _require_outside(target, (*folders, *((home,) if home else ())))
    require_new(target, "backup")
    key = None
    if home is not None:
        key = ServerKey.at(home, create=False)
    for store, place in _places(folders, home):
        require_known(store, place)
    with aside([target], "backup") as (building,):
        made = _Taking(building, key, by, clock()).made(names, home)
        contents.write(building, made)
    return made


@dataclass
class _Taking:
    """One backup while it is made."""

    building: Path
    key: ServerKey | None
    by: str | None
    at: datetime
    left: list[str] = field(default_factory=list)
    """What is not in it."""

    def made(self, cases: Mapping[str, Path], home: Path | None) -> Contents:
        """Copy everything, and tell what there is."""
        if home is not None:
            self._home(home)
        kept = tuple(self._case(folder, name) for name, folder in cases.items())
        if home is not None:  # after the ledgers, whose entries name accounts
            copied(ACCOUNTS, homes.place_in(home), self.building / HOME / "accounts.sqlite")
        found = {name: contents.digest_of(self.building / name) for name in contents.files_in(self.building)}
        return Contents(
            truceline=truceline.__version__,
            made_at=self.at,
            has_home=home is not None,
            cases=kept,
            files=found,
            left_out=tuple(sorted(self.left)),
        )

    def _home(self, home: Path) -> None:
        """What of a home is copied before the ledgers."""
        target = self.building / HOME
        target.mkdir(mode=0o700)
        hooks = HOOKS.place(homes.place_in(home))
        if is_there(hooks):
            copied(HOOKS, hooks, target / "hooks.sqlite")
        chosen = files.of_home(home)
        files.put(chosen, home, target, self.key, HOME)
        self.left += [f"{HOME}/{name}" for name in chosen.left_out]

    def _case(self, folder: Path, name: str) -> KeptCase:
        """Copy a case; its ledger last, so that nothing in the copy is newer than what it rests on."""
        target = self.building / CASES / name
        target.mkdir(mode=0o700, parents=True)
        about = manifest.read(folder)
        ledger = manifest.ledger_of(folder, about)
        chosen = files.of_case(folder, has_key=self.key is not None)
        files.put(chosen, folder, target, self.key, name)
        self.left += [f"{name}/{one}" for one in chosen.left_out]
        manifest.write(target, about.model_copy(update={"store": None}))
        for store in OF_A_CASE:
            if store is not LEDGER and is_there(place := store.place(ledger)):
                copied(store, place, target / f"{store.what}.sqlite")
        done = moving.copy(str(folder), str(target / manifest.LEDGER), by=self.by)
        mark = Ledger.open(ledger).mark(done.position)
        assert mark is not None, "a ledger that was copied has a beginning"
        return KeptCase(name=name, position=mark.position, ledger=mark.ledger, digest=mark.digest)


def _names(folders: Sequence[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        name = folder.resolve().name
        if name in found:
            told = f"another case is called '{name}' already; back it up to a folder of its own"
            raise InputError(Problem(str(folder), 0, "case", told))
        found[name] = folder
    return found


def _require_outside(target: Path, sources: Sequence[Path]) -> None:
    for source in sources:
        if target.resolve().is_relative_to(source.resolve()):
            told = f"it lies in {source}, which is backed up; name a folder elsewhere"
            raise InputError(Problem(str(target), 0, "--to", told))


def _places(folders: Sequence[Path], home: Path | None) -> list[tuple[Store, Address]]:
    """The stores that there are; CaseError where one that has to be there is not."""
    found: list[tuple[Store, Address]] = []
    for folder in folders:
        ledger = manifest.ledger_of(folder, manifest.read(folder))
        found += [(store, store.place(ledger)) for store in OF_A_CASE]
    if home is not None:
        accounts = homes.place_in(home)
        found += [(store, store.place(accounts)) for store in OF_A_HOME]
    there = [is_there(place) for _, place in found]
    for (store, place), is_kept in zip(found, there, strict=True):
        if not is_kept and store in (LEDGER, ACCOUNTS):
            raise CaseError(Problem(str(place), 0, store.what, "it is missing; restore it from a copy"))
    return [one for one, is_kept in zip(found, there, strict=True) if is_kept]
