"""Starting a case: the folder is built aside and appears whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from truceline import __version__
from truceline.agreement.load import load_agreement
from truceline.agreement.model import Agreement
from truceline.case import bundles, manifest, names
from truceline.case.claims_file import read_claims
from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.address import Server
from truceline.ledger.clocks import Now
from truceline.ledger.entry import Origin, Recording
from truceline.ledger.store import Ledger
from truceline.places.atlas import Atlas

AGREEMENT_FOLDER = "agreement"
DOCUMENTS = "documents"


@dataclass(frozen=True)
class Start:
    """What a case starts from: an agreement file, perhaps with a bundled case's claims and reports."""

    name: str
    agreement: Path
    claims: Path | None = None
    reports: Path | None = None


def start_from(bundle: str | None, agreement: str | Path | None) -> Start:
    """The start that the options name: a bundled case whole, or an agreement (file or id) alone."""
    if (bundle is None) == (agreement is None):
        raise InputError(Problem("option", 0, "from", "name a bundled case or an agreement, one of them"))
    if bundle is not None:
        folder = bundles.bundle_path(bundle)
        claims, reports = folder / bundles.CLAIMS, folder / bundles.REPORTS
        return Start(
            bundle,
            folder / bundles.AGREEMENT,
            claims if claims.is_file() else None,
            reports if reports.is_dir() else None,
        )
    if isinstance(agreement, str) and agreement in bundles.available():
        return Start(agreement, bundles.bundle_path(agreement) / bundles.AGREEMENT)
    assert agreement is not None
    return Start(str(agreement), Path(agreement))


def build(folder: Path, start: Start, clock: Now, store: Server | None = None, *, join: bool = False) -> None:
    """Make the case folder; CaseError if it holds something already or cannot be written.

    With `store` the ledger is made on a server, or (`join`) the one that is there is used.
    """
    agreement = load_agreement(start.agreement)
    Atlas.of(agreement, start.agreement.parent)  # a zone that cannot be drawn is told now, not when assessed
    _refuse_taken(folder)
    with _served(store, clock, join=join) as served, _aside(folder) as building:
        _copy_agreement(start.agreement, agreement, building / AGREEMENT_FOLDER)
        if served is None:
            (building / DOCUMENTS).mkdir()
        if start.reports is not None:  # to read; they are no documents of the case until they are kept
            shutil.copytree(start.reports, building / bundles.REPORTS, copy_function=shutil.copyfile)
        ledger = served or Ledger.create(building / manifest.LEDGER, clock=clock)
        if start.claims is not None and not join:
            _fill(ledger, start, agreement)
        made = manifest.new(folder.resolve().name, clock(), __version__, start.name, store)
        manifest.write(building, made)


@contextmanager
def _served(store: Server | None, clock: Now, *, join: bool) -> Iterator[Ledger | None]:
    """The ledger on the server, if there is one; what was made goes again if the case comes to nothing."""
    if store is None or join:
        yield Ledger.open(store, clock=clock) if store else None
        return
    made = Ledger.create(store, clock=clock)
    try:
        yield made
    except BaseException:
        made.abandon()
        raise


def _fill(ledger: Ledger, start: Start, agreement: Agreement) -> None:
    assert start.claims is not None
    origin = Origin("bundle", start.name, digest_bytes(start.claims.read_bytes()))
    claims = read_claims(start.claims, agreement)
    ledger.append(origin, claims, recorded=Recording.STATED, days=agreement.tempo)


def _refuse_taken(folder: Path) -> None:
    if not folder.is_dir():
        if folder.exists():
            raise CaseError(Problem(str(folder), 0, "case", "it exists and is no folder"))
        return
    if (folder / manifest.NAME).exists():
        raise CaseError(Problem(str(folder), 0, "case", "there is a case in it already"))
    if any(folder.iterdir()):
        raise CaseError(Problem(str(folder), 0, "case", "the folder is not empty; name a new one"))


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder beside the target, on the same disk, that takes its name at the end."""
    building: Path | None = None
    try:
        parent = next(parent for parent in folder.absolute().parents if parent.exists())
        building = Path(tempfile.mkdtemp(dir=parent, prefix=f".{folder.name}-"))
        yield building
        # mkdtemp keeps others out; a case is open as far as the person's own umask allows, which a
        # folder made in the usual way tells (asking the process would mean changing it).
        building.chmod((building / AGREEMENT_FOLDER).stat().st_mode & 0o777)
        folder.parent.mkdir(parents=True, exist_ok=True)
        building.replace(folder)
    except OSError as error:
        message = f"the case cannot be made there: {error.strerror or error}"
        raise CaseError(Problem(str(folder), 0, "case", message)) from error
    finally:
        if building is not None:
            shutil.rmtree(building, ignore_errors=True)


def _copy_agreement(source: Path, agreement: Agreement, target: Path) -> None:
    """Copy the agreement file and every file it names, with the same relative paths."""
    target.mkdir()
    shutil.copyfile(source, target / bundles.AGREEMENT)
    if (source.parent / names.FILE).is_file():
        shutil.copyfile(source.parent / names.FILE, target / names.FILE)
    outside = []
    for name in _named_files(agreement):
        path = source.parent / name
        if not path.resolve().is_relative_to(source.parent.resolve()):
            message = f"{name} lies outside the agreement's own folder"
            outside.append(Problem(str(source), 0, "file", message))
        elif path.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / name)
    if outside:
        raise InputError(outside)


def _named_files(agreement: Agreement) -> Iterable[str]:
    maps = (zone.geometry.file for zone in agreement.zones)
    return sorted({name for name in (*maps, agreement.gazetteer, agreement.examples_file) if name})
