"""`backup.json`: what a backup holds, file by file, so that whoever puts it back sees whether it is whole."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, ValidationError

from truceline.core.canonical import canonical_json
from truceline.errors import CaseError, Problem
from truceline.evidence.strict import Strict

NAME = "backup.json"
FORMAT = "truceline/backup/1"
_FAMILY = "truceline/backup/"
CASES, HOME = "cases", "home"
SEALED = ".sealed"
"""How a file's name ends that only the server's key opens."""
_BLOCK = 1 << 20


class KeptCase(Strict):
    """A case in a backup, and where its ledger stood."""

    name: str
    """Of its folder: people's roles are in the case of this name."""
    position: int
    ledger: str
    """The ledger's own id."""
    digest: str
    """Of the chain at this position, as a checkpoint has it."""


class KeptFile(Strict):
    """A file of a backup."""

    sha256: str
    size: int


class Contents(Strict):
    """All that a backup holds."""

    format: Literal["truceline/backup/1"] = "truceline/backup/1"
    truceline: str
    made_at: AwareDatetime
    has_home: bool
    cases: tuple[KeptCase, ...]
    files: Mapping[str, KeptFile]
    """By the path in the backup, with slashes."""
    left_out: tuple[str, ...] = ()
    """What was there and is not in it, for somebody to keep in another way."""


def files_in(folder: Path) -> Iterator[str]:
    """The regular files of a folder and below, as paths with slashes, in order; links lead nowhere."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()


def links_in(folder: Path) -> list[str]:
    """What of a folder only leads elsewhere."""
    found = [Path(place, name) for place, folders, names in os.walk(folder) for name in (*folders, *names)]
    return sorted(path.relative_to(folder).as_posix() for path in found if path.is_symlink())


def digest_of(path: Path) -> KeptFile:
    """The digest and size of a file as it is."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return KeptFile(sha256=digest.hexdigest(), size=size)


def write(folder: Path, contents: Contents) -> None:
    """Write down what a backup holds; the last thing that is written."""
    with (folder / NAME).open("wb") as file:
        file.write(canonical_json(contents.model_dump(mode="json")) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path) -> Contents:
    """What a backup holds, held against its files; CaseError with everything that is gone or was changed."""
    try:
        contents = _read(folder / NAME)
        found = {name: digest_of(folder / name) for name in files_in(folder) if name != NAME}
    except OSError as error:
        told = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        raise CaseError(Problem(str(error.filename or folder), 0, "backup", told)) from error
    problems = [
        Problem(str(folder / name), 0, "backup", told)
        for name in sorted(found.keys() | contents.files.keys())
        if (told := _told(contents.files.get(name), found.get(name)))
    ]
    if problems:
        raise CaseError(problems)
    return contents


def _told(kept: KeptFile | None, found: KeptFile | None) -> str:
    if found is None:
        return "it is gone from the backup; nothing was restored"
    if kept is None:
        return "it was not in the backup when that was made; nothing was restored"
    return "" if kept == found else "it is not as it was backed up; nothing was restored"


def _read(path: Path) -> Contents:
    if not path.is_file():
        message = f"it is no backup: it has no {NAME} (`truceline backup` makes one)"
        raise CaseError(Problem(str(path.parent), 0, "backup", message))
    try:
        said = json.loads(path.read_bytes())
        form = said.get("format") if isinstance(said, dict) else None
        if isinstance(form, str) and form.startswith(_FAMILY) and form != FORMAT:
            message = f"it has format {form[:40]}; this truceline knows {FORMAT}: upgrade it"
            raise CaseError(Problem(str(path), 0, "format", message))
        return Contents.model_validate_json(json.dumps(said))
    except (ValueError, ValidationError):
        message = "it cannot be read as what a backup says of itself; take another one"
        raise CaseError(Problem(str(path), 0, "backup", message)) from None
