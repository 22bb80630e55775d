"""Ledgers copied from one place to another: to share a case, to take it home, to keep a backup."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from truceline.case import manifest
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.address import Address, is_url, server
from truceline.ledger.copying import Copied
from truceline.ledger.disclosures import Disclosing, Outlet
from truceline.ledger.store import Ledger


def place_of(text: str) -> Address:
    """Where a ledger is that a person names: by its case's folder, its file or its URL."""
    if is_url(text):
        return server(text)
    path = Path(text)
    return manifest.ledger_of(path, manifest.read(path)) if path.is_dir() else path


def copy(source: str, target: str, *, by: str | None = None, switch: bool = False) -> Copied:
    """Copy a whole ledger to a place where none is; with `switch` the case `source` uses it from then on.

    Where rows are restricted or secret, that the whole ledger is taken is an entry of both (`by` whom). It is
    left out where nothing can be written any more: then the copy may be all that is saved.
    Raises InputError where only a case could be meant, CaseError where the copy cannot be made whole.
    """
    place = place_of(target)
    if switch and not Path(source).is_dir():
        raise InputError(
            Problem(source, 0, "switch", "only a case's folder can be told to use another ledger")
        )
    ledger = Ledger.open(place_of(source))
    _noted(ledger, by)
    done = ledger.copy(place)
    if switch:
        _use(Path(source), place)
    return done


def _noted(ledger: Ledger, by: str | None) -> None:
    rows = ledger.reserved()
    last = ledger.mark(ledger.position)
    if any(rows) and last is not None:
        with suppress(CaseError):
            ledger.disclose(Disclosing(Outlet.LEDGER, rows, last.digest, by or ""))


def _use(folder: Path, place: Address) -> None:
    about = manifest.read(folder)
    if isinstance(place, Path):
        if place.resolve() != (folder / manifest.LEDGER).resolve():
            told = f"the copy is made; a case uses a server, or {manifest.LEDGER} in its own folder"
            raise CaseError(Problem(str(folder), 0, "switch", told))
        manifest.write(folder, about.model_copy(update={"store": None}))
    else:
        manifest.write(folder, about.model_copy(update={"store": str(place)}))
