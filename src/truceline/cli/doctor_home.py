"""What the doctor looks at of a server's home: who serves and can read it, its key, accounts and hooks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from truceline import __version__
from truceline.accounts import home as homes
from truceline.accounts.checkup import checkup
from truceline.accounts.occupancy import NAME as LOCK
from truceline.accounts.occupancy import holder
from truceline.accounts.server_key import NAME as KEY
from truceline.accounts.server_key import ServerKey
from truceline.cli import doctor_machine
from truceline.cli.ailments import Condition, Looked, doubtful, failed, well, wrong
from truceline.cli.doctor_stores import tables_of
from truceline.errors import InputError
from truceline.hooks.standing import untold
from truceline.ledger.address import Address
from truceline.ledger.checkup import is_there
from truceline.ledger.clocks import Now, now
from truceline.upkeep.stores import ACCOUNTS, HOOKS

_RESTORE = "restore it from its copy"
_OTHER = "it is not the key these accounts were made with"
_REACH = "start the server, and check the address, PGPASSFILE and the network"
_AS_ITS_USER = "run the doctor as the server's user, or give the folder to that user (`chown -R`)"


def home_of(folder: Path, clock: Now = now) -> Iterator[Looked]:
    """The home of a server; nothing in it is made, changed or opened with its key."""
    try:
        if not folder.is_dir():
            remedy = "`truceline serve` makes it, or name it with --home"
            yield doubtful("home", folder, "there is none yet", remedy)
            return
        inside = sorted(one for one in folder.iterdir() if one.is_file())
        yield from _rights(folder, inside)
        yield _lock(folder)
    except OSError as error:
        told = f"it cannot be looked into: {(error.strerror or str(error)).lower()}"
        yield wrong("home", folder, told, _AS_ITS_USER)
        return
    yield from _accounts(folder, clock)
    yield doctor_machine.disk(folder)


def _rights(folder: Path, inside: list[Path]) -> Iterator[Looked]:
    """Whether others can look in, and whether all of it is one user's."""
    if doctor_machine.is_open_to_others(folder):
        yield wrong("home", folder, "others can look into it", f"chmod 700 {folder}")
    else:
        yield well("home", folder, "closed to others")
    owner = folder.stat().st_uid
    for path in inside:
        if path.name != KEY and doctor_machine.is_open_to_others(path):
            yield wrong("home", path, "others can read it", f"chmod 600 {path}")
        if path.stat().st_uid != owner:
            told = "it belongs to another user than the home: the server could not open it"
            yield wrong("home", path, told, f"chown --reference={folder} {path}")
    if hasattr(os, "getuid") and owner != os.getuid():
        told = f"it belongs to user {owner}, and the doctor runs as {os.getuid()}"
        yield doubtful("home", folder, told, "run the doctor as the server's user: what it sees may differ")


def _lock(folder: Path) -> Looked:
    """Who serves the home now."""
    path = folder / LOCK
    found = holder(folder)
    if found is None:
        left = "; the file that is left locks nothing" if path.is_file() else ""
        return well("lock", path, f"no server serves it{left}")
    by = f"process {found.process}" if found.process else "a process"
    if found.version == __version__:
        return well("lock", path, f"{by} serves it")
    told = (
        f"{by} serves it with truceline {found.version or 'of an older version'}; {__version__} is installed"
    )
    return wrong("lock", path, told, "restart the server, so that it is the version that is installed")


def _accounts(folder: Path, clock: Now) -> Iterator[Looked]:
    try:
        address = homes.place_in(folder)
        if isinstance(address, Path) and not address.is_file():
            remedy = "`truceline serve` makes the first link"
            yield doubtful("accounts", address, "there are none yet", remedy)
            return
        yield from _people(folder, address)
        yield from _hooks(address, clock)
    except InputError as error:
        yield failed("accounts", folder, error, _REACH)


def _people(folder: Path, address: Address) -> Iterator[Looked]:
    key, told = _key(folder)
    tables = tables_of(ACCOUNTS, address)
    if tables.condition is not Condition.WELL:
        yield from (told, tables)
        return
    found = checkup(address, key)
    if key is not None and not found.is_its_key:
        told = wrong("key", folder / KEY, _OTHER, f"{_RESTORE}, which was kept apart")
    yield from (told, tables)
    if not found.people:
        remedy = "open the link that `truceline serve` prints at its start; another start prints another"
        yield doubtful("accounts", address, "nobody has an account yet", remedy)
    elif not found.owners:
        remedy = "`truceline serve CASE --invite` prints a link for an owner"
        yield wrong("accounts", address, "nobody who can log in owns the server", remedy)


def _key(folder: Path) -> tuple[ServerKey | None, Looked]:
    try:
        key = ServerKey.at(folder, create=False)
    except InputError as error:
        lies_open = (folder / KEY).is_file() and doctor_machine.is_open_to_others(folder / KEY)
        remedy = f"chmod 600 {folder / KEY}" if lies_open else f"{_RESTORE}, which was kept apart"
        return None, failed("key", folder / KEY, error, remedy)
    return key, well("key", folder / KEY, "whole, and closed to others")


def _hooks(accounts: Address, clock: Now) -> Iterator[Looked]:
    """Which hooks cannot be told; none of them is asked."""
    address = HOOKS.place(accounts)
    if not is_there(address):
        return
    tables = tables_of(HOOKS, address)
    yield tables
    if tables.condition is not Condition.WELL:
        return
    many, failing = untold(address, clock())
    for one in failing:
        why = f": {one.fault}" if one.fault else ""
        told = f"{one.given_up + one.waiting} not delivered since {one.since:%Y-%m-%d}{why}"
        remedy = "see that its machine answers; *Settings, Hooks* sends again what was given up, or ends it"
        yield doubtful("hook", f"{one.id} ({one.host})", told, remedy)
    if many and not failing:
        yield well("hook", address, f"{many} told of what happens")
