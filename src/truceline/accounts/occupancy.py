"""Who serves a home: one server at a time, by a lock that ends with its process, however that ends.

Opened keys, answers kept for retries and long work are in the memory of one process. A second server on the
same home would not know of them, so it does not begin. The file stays; what counts is who holds it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from truceline import __version__
from truceline.errors import CaseError, Problem

if sys.platform != "win32":  # where there is no such lock, no second server is noticed
    import fcntl

NAME = "serving.lock"
_OWNER_ONLY = 0o600
_FOLDER_ONLY = 0o700
_HOLDER = re.compile(r"([0-9]{1,10})(?: ([0-9A-Za-z.+]{1,40}))?$", re.MULTILINE)
_LONGEST = 60


class Holder(NamedTuple):
    """Who serves a home."""

    process: str
    """As digits; empty: it did not say."""
    version: str
    """Of its truceline; empty: it did not say."""


@contextmanager
def occupied(folder: Path) -> Iterator[None]:
    """Serve a home for the length of the block; the folder is made where there is none.

    CaseError where another server does, or where the folder cannot be written.
    """
    path = folder / NAME
    try:
        folder.mkdir(mode=_FOLDER_ONLY, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    except OSError as error:
        told = f"it cannot be written to: {error.strerror}"
        raise CaseError(Problem(str(folder), 0, "home", told)) from error
    with os.fdopen(handle, "r+", encoding="ascii", errors="replace") as file:
        if not _taken(file.fileno()):
            by = _by(file.read(_LONGEST))
            told = f"another server serves it{by}; end that one, or name another with --home"
            raise CaseError(Problem(str(folder), 0, "home", told))
        file.truncate(0)
        file.write(f"{os.getpid()} {__version__}\n")
        file.flush()
        yield


def holder(folder: Path) -> Holder | None:
    """Who serves a home; null where nobody does. OSError where that cannot be looked up."""
    path = folder / NAME
    if not path.is_file():
        return None
    with path.open("r+", encoding="ascii", errors="replace") as file:
        if _taken(file.fileno()):
            return None
        found = _HOLDER.match(file.read(_LONGEST))
    return Holder(found[1], found[2] or "") if found else Holder("", "")


def served_by(folder: Path) -> str | None:
    """The process that serves a home, as digits (empty: it did not say); null where none does."""
    found = holder(folder)
    return None if found is None else found.process


def _taken(handle: int) -> bool:
    """Whether the lock is now held by this file handle: until it is closed, by us or by our end."""
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _by(said: str) -> str:
    found = _HOLDER.match(said)
    return f" (process {found[1]})" if found else ""
