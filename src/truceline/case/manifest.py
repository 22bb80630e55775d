"""`case.json`: what makes a folder a case, and which version of the layout it follows."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, Field, ValidationError

from truceline.core.canonical import canonical_json
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.strict import Strict
from truceline.ledger.address import Address, Server, server

NAME = "case.json"
LEDGER = "ledger.sqlite"
VERSION = 1
_FAMILY = "truceline/case/"
FORMAT = f"{_FAMILY}{VERSION}"


class Manifest(Strict):
    """What a case says about itself."""

    format: str = FORMAT
    name: str
    created: AwareDatetime
    truceline: str
    """The version of truceline that made the case."""
    origin: str | None = Field(default=None, alias="from")
    """The bundled case or the agreement file it was started from."""
    store: str | None = None
    """The server that keeps the ledger, as a URL without a password; null: the folder itself."""


def new(name: str, created: datetime, truceline: str, origin: str, store: Server | None = None) -> Manifest:
    """The manifest of a case that is being made."""
    kept = None if store is None else str(store)
    return Manifest.model_validate(
        {"name": name, "created": created, "truceline": truceline, "from": origin, "store": kept}
    )


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest into a case folder."""
    content = manifest.model_dump(mode="json", by_alias=True)
    if manifest.store is None:  # a case of one's own says nothing of servers
        del content["store"]
    (folder / NAME).write_bytes(canonical_json(content) + b"\n")


def read(folder: Path) -> Manifest:
    """The manifest of a case folder; CaseError if it is no case, or one of a newer layout."""
    path = folder / NAME
    if not folder.is_dir():
        raise CaseError(Problem(str(folder), 0, "case", "there is no such folder"))
    if not path.is_file():
        message = f"it is no case: it has no {NAME} (start one with `truceline new`)"
        raise CaseError(Problem(str(folder), 0, "case", message))
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise CaseError(Problem(str(path), 0, "case", f"it cannot be read: {error.strerror}")) from error
    except ValueError as error:
        raise CaseError(Problem(str(path), 0, "case", f"it is not valid JSON: {error}")) from error
    _check_format(path, content.get("format") if isinstance(content, dict) else None, content)
    try:
        return Manifest.model_validate(content)
    except ValidationError as error:
        problems = [
            Problem(str(path), 0, ".".join(str(step) for step in found["loc"]), found["msg"])
            for found in error.errors()
        ]
        raise CaseError(problems) from error


def ledger_of(folder: Path, manifest: Manifest) -> Address:
    """Where the case's ledger is; CaseError where its manifest names no server that could be meant."""
    if manifest.store is None:
        return folder / LEDGER
    try:
        return server(manifest.store)
    except InputError as error:
        problems = [Problem(str(folder / NAME), 0, "store", p.message, p.allowed) for p in error.problems]
        raise CaseError(problems) from error


def _check_format(path: Path, found: object, content: object) -> None:
    """Refuse another layout before its unknown fields raise a cloud of problems."""
    if found == FORMAT:
        return
    version = found.removeprefix(_FAMILY) if isinstance(found, str) else ""
    if version.isdigit() and int(version) > VERSION:
        maker = content.get("truceline") if isinstance(content, dict) else None
        by = f" (truceline {maker})" if maker else ""
        message = f"the case has format {found}{by}; this truceline knows up to {FORMAT}: upgrade it"
        raise CaseError(Problem(str(path), 0, "format", message))
    raise CaseError(Problem(str(path), 0, "format", f"unknown format {found!r}", (FORMAT,)))
