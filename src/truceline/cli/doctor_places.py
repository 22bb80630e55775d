"""What the doctor looks at of cases; it opens nothing that opening would change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from truceline.agreement.load import load_agreement
from truceline.case import bundles, manifest
from truceline.case.creation import AGREEMENT_FOLDER
from truceline.cli import doctor_machine
from truceline.cli.ailments import Condition, Looked, failed, well, wrong
from truceline.cli.doctor_feeds import feeds_of
from truceline.cli.doctor_stores import tables_of, version_told
from truceline.errors import InputError
from truceline.ledger.address import Address
from truceline.ledger.checkup import Checkup, checkup, is_there
from truceline.ledger.clocks import Now, now
from truceline.places.atlas import Atlas
from truceline.replies.settings import is_set_up
from truceline.upkeep.stores import LEDGER, REPLIES

_RESTORE = "restore it from a copy"
_REACH = "start the server, and check the address, PGPASSFILE and the network"


def case_in(folder: Path, clock: Now = now) -> Iterator[Looked]:
    """A case: its parts, its ledger, what is kept beside it, the room there is."""
    try:
        yield from _case(folder, clock)
    except OSError as error:
        told = f"it cannot be looked into: {(error.strerror or str(error)).lower()}"
        remedy = "run the doctor as the server's user, or give the folder to that user (`chown -R`)"
        yield wrong("case", folder, told, remedy)


def _case(folder: Path, clock: Now) -> Iterator[Looked]:
    try:
        about = manifest.read(folder)
        address = manifest.ledger_of(folder, about)
        agreement = load_agreement(folder / AGREEMENT_FOLDER / bundles.AGREEMENT)
        Atlas.of(agreement, folder / AGREEMENT_FOLDER)
    except InputError as error:
        remedy = f"name the folder of a case; if something of it is gone, {_RESTORE}"
        yield failed("case", error.problems[0].file or folder, error, remedy)
        return
    yield well("case", folder, f"{about.name}, made by truceline {about.truceline}")
    yield from _keys_beside(folder)
    ledger = tuple(_ledger(address, clock))
    yield from ledger
    if (
        isinstance(address, Path) or ledger[0].condition is Condition.WELL
    ):  # else what lies beside it is away, too
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
    yield version_told("ledger", address, found.version, LEDGER.head)
    if not (found.is_old or found.is_newer):
        yield from _health_of(address, found)


def _health_of(address: Address, found: Checkup) -> Iterator[Looked]:
    for fault in found.faults:
        told = f"{fault.table or 'ledger'} {fault.row or ''}: {fault.told}".replace(" :", ":")
        yield wrong(
            "ledger",
            address,
            told,
            "`truceline ledger verify CASE` says what was done; then restore a backup",
        )
    if not found.faults:
        yield well("ledger", address, f"sound at a glance, {found.position} entries")
    if found.ahead_s:
        told = f"its last entry is {found.ahead_s} s ahead of this machine's clock"
        yield wrong("clock", address, told, "set the clock, and keep it by NTP")


def _replies(folder: Path, ledger: Address) -> Iterator[Looked]:
    if not is_set_up(folder):
        return
    address, remedy = REPLIES.place(ledger), f"{_RESTORE}, or `truceline replies CASE bring PLACE`"
    try:
        if is_there(address):
            yield tables_of(REPLIES, address)
        else:
            yield wrong("replies", address, "they are missing", remedy)
    except InputError as error:
        yield failed("replies", address, error, remedy)
