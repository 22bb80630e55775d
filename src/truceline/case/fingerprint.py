"""A print of a case: a digest of the bytes of all that an answer hangs on, told without opening it."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import truceline

PARTS = ("case.json", "agreement", "ledger.sqlite-wal", "ledger.sqlite")
"""What is read, in this order: the ledger's log before the ledger, into which it may go meanwhile."""
MOST_BYTES = 64 << 20
"""A larger case is not read as a whole at every start: to open it costs little beside its claims."""


def print_of(folder: Path, *asked: object) -> str | None:
    """A digest of a case and of whatever is asked of it; None where that cannot be told.

    So it is where the ledger is kept on a server, the case is large, or a file cannot be read. It tells
    versions of truceline and of the packages beside it apart as Python tells modules: by size and time.
    """
    found = hashlib.sha256(repr((asked, sys.version, tuple(_installed()))).encode())
    try:
        files = [path for part in PARTS for path in _files(folder / part)]
        if sum(path.stat().st_size for path in files) > MOST_BYTES:
            return None
        if json.loads((folder / PARTS[0]).read_bytes()).get("store") is not None:
            return None
        for path in files:
            content = path.read_bytes()
            found.update(repr((str(path.relative_to(folder)), len(content))).encode())
            found.update(content)
    except (OSError, ValueError, AttributeError):
        return None
    return found.hexdigest()


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        # While a ledger is open its log is there, though nothing may stand in it.
        return [path] if path.exists() and path.stat().st_size else []
    return sorted(one for one in path.rglob("*") if one.is_file())


def _installed() -> Iterator[tuple[str, int, int]]:
    """The files of truceline, and the folders of other packages and of time zones."""
    yield from _stamps(Path(truceline.__file__).parent)
    for folder in (Path(np.__file__).parents[1], *map(Path, zoneinfo.TZPATH)):
        if folder.is_dir():
            yield str(folder), 0, folder.stat().st_mtime_ns


def _stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _stamps(Path(entry.path))
            else:
                told = entry.stat()
                yield entry.path, told.st_size, told.st_mtime_ns
