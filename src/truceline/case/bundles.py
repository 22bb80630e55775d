"""The cases that come with the package: folders of `truceline/cases` that hold an agreement."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from truceline.errors import InputError, Problem

AGREEMENT = "agreement.yaml"
CLAIMS = "claims.jsonl"
REPORTS = "reports"


def available() -> tuple[str, ...]:
    """The ids of the bundled cases, in alphabetical order."""
    folder = _folder()
    return tuple(sorted(entry.name for entry in folder.iterdir() if (entry / AGREEMENT).is_file()))


def bundle_path(bundle: str) -> Path:
    """The folder of a bundled case; InputError with the ids there are, for any other."""
    allowed = available()
    if bundle not in allowed:
        raise InputError(Problem("bundled cases", 0, "id", f"there is no case {bundle!r}", allowed))
    return _folder() / bundle


def _folder() -> Path:
    # Agreements name their maps by relative path, so the package must lie unpacked on disk;
    # every installer of wheels does that.
    with as_file(files("truceline.cases")) as folder:
        return folder
