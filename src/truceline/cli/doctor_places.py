"""What the doctor looks at of a server's home and of cases; it opens nothing that opening would change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from truceline.accounts import home as homes
from truceline.accounts import schema as accounts_schema
from truceline.accounts.server_key import NAME as KEY
from truceline.accounts.server_key import ServerKey
from truceline.agreement.load import load_agreement
from truceline.case import bundles, manifest
from truceline.case.creation import AGREEMENT_FOLDER
from truceline.cli import doctor_machine
from truceline.cli.ailments import Looked, doubtful, failed, well, wrong
from truceline.cli.doctor_feeds import feeds_of
from truceline.errors import InputError
from truceline.ledger import schema as ledger_schema
from truceline.ledger.address import Address
from truceline.ledger.checkup import Checkup, checkup, schema_version
from truceline.ledger.clocks import Now, now
from truceline.replies import schema as replies_schema
from truceline.replies.settings import is_set_up

_RESTORE = "restore it from a copy"
_REACH = "start the server, and check the address, PGPASSFILE and the network"
_ACCOUNTS = "accounts"


def home_of(folder: Path) -> Iterator[Looked]:
    """The home of a server: who can read it, its key, its accounts."""
    if not folder.is_dir():
        yield doubtful(
            "home", folder, "there is none yet", "`truceline serve` makes it, or name it with --home"
        )
        return
    if doctor_machine.is_open_to_others(folder):
        yield wrong("home", folder, "others can look into it", f"chmod 700 {folder}")
    else:
        yield well("home", folder, "closed to others")
    try:
        inside = sorted(one for one in folder.iterdir() if one.is_file() and one.name != KEY)
    except OSError as error:
        yield wrong("home", folder, (error.strerror or "").lower(), "run the doctor as the server's user")
        return
    for path in inside:
        if doctor_machine.is_open_to_others(path):
            yield wrong("home", path, "others can read it", f"chmod 600 {path}")
    yield from _accounts(folder)
    yield doctor_machine.disk(folder)


def _accounts(folder: Path) -> Iterator[Looked]:
    try:
        address = homes.place_in(folder)
        if isinstance(address, Path) and not address.is_file():
            yield doubtful(_ACCOUNTS, address, "there are none yet", "`truceline serve` makes the first link")
            return
        yield _key(folder)
        yield _schema(_ACCOUNTS, address, accounts_schema.HEAD)
    except InputError as error:
        yield failed(_ACCOUNTS, folder, error, _REACH)


def _key(folder: Path) -> Looked:
    try:
        ServerKey.at(folder, create=False)
    except InputError as error:
        return failed("key", folder / KEY, error, f"{_RESTORE}, or close it with `chmod 600`")
    return well("key", folder / KEY, "whole, and closed to others")


def case_in(folder: Path, clock: Now = now) -> Iterator[Looked]:
    """A case: its parts, its ledger, what is kept beside it, the room there is."""
    try:
        about = manifest.read(folder)
        address = manifest.ledger_of(folder, about)
        load_agreement(folder / AGREEMENT_FOLDER / bundles.AGREEMENT)
    except InputError as error:
        yield failed(
            "case", folder, error, f"name the folder of a case; if something of it is gone, {_RESTORE}"
        )
        return
    yield well("case", folder, f"{about.name}, made by truceline {about.truceline}")
    yield from _keys_beside(folder)
    yield from _ledger(address, clock)
    yield from _replies(folder, address)
    yield from feeds_of(folder, address, clock)
    size = address.stat().st_size if isinstance(address, Path) and address.is_file() else 0
    yield doctor_machine.disk(folder, 2 * size)


def _keys_beside(folder: Path) -> Iterator[Looked]:
    """Keys that lie in the case and that others can read."""
    for path in sorted(folder.glob("*.key")):
        if doctor_machine.is_open_to_others(path):
            yield wrong("key", path, "others can read it", f"chmod 600 {path}, and make a new key")


def _ledger(address: Address, clock: Now) -> Iterator[Looked]:
    remedy = _RESTORE if isinstance(address, Path) else _REACH
    if isinstance(address, Path) and not address.is_file():
        yield wrong("ledger", address, "it is missing", _RESTORE)
        return
    try:
        found = checkup(address, clock=clock)
    except InputError as error:
        yield failed("ledger", address, error, remedy)
        return
    yield _version_told("ledger", address, found.version, ledger_schema.HEAD)
    if not (found.is_old or found.is_newer):
        yield from _health_of(address, found)


def _health_of(address: Address, found: Checkup) -> Iterator[Looked]:
    for fault in found.faults:
        told = f"{fault.table or 'ledger'} {fault.row or ''}: {fault.told}".replace(" :", ":")
        yield wrong("ledger", address, told, "`truceline ledger CASE verify`; then restore it from a copy")
    if not found.faults:
        yield well("ledger", address, f"sound at a glance, {found.position} entries")
    if found.ahead_s:
        told = f"its last entry is {found.ahead_s} s ahead of this machine's clock"
        yield wrong("clock", address, told, "set the clock, and keep it by NTP")


def _replies(folder: Path, ledger: Address) -> Iterator[Looked]:
    if not is_set_up(folder):
        return
    try:
        yield _schema("replies", replies_schema.place_beside(ledger), replies_schema.HEAD)
    except InputError as error:
        yield failed("replies", folder, error, f"{_RESTORE}, or `truceline replies CASE bring PLACE`")


def _schema(what: str, address: Address, head: str) -> Looked:
    return _version_told(what, address, schema_version(address), head)


def _version_told(what: str, address: Address, version: str, head: str) -> Looked:
    if version > head:
        told = f"it has schema {version}, made by a newer truceline; this one knows up to {head}"
        return wrong(what, address, told, "upgrade truceline")
    if version < head:
        told = f"it has schema {version}; opening it will bring it to {head}"
        return doubtful(what, address, told, "copy it first (`truceline ledger CASE copy`), then open it")
    return well(what, address, f"schema {version}")
