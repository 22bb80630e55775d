"""A watched folder: every file that lies in it, once it is whole."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

from truceline.feeds.item import MOST_BYTES, MOST_ITEMS, Item, Look, NotRead
from truceline.feeds.settings import FolderFeed

_SETTLED_S = 2.0
"""A file younger than this may still be written."""


def look_at_folder(feed: FolderFeed, case: Path, known: frozenset[str]) -> Look:
    """The files of a folder that are not known yet; links and what is hidden or half written are left."""
    folder = case / feed.path
    items: list[Item] = []
    troubles: list[str] = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise NotRead(f"the folder cannot be read: {(error.strerror or 'unknown').lower()}") from None
    for entry in entries:
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:  # it went away meanwhile
            continue
        if entry.name.startswith(".") or not stat.S_ISREG(found.st_mode):
            continue
        key = f"{entry.name} {found.st_size} {found.st_mtime_ns}"
        if key in known or time.time() - found.st_mtime < _SETTLED_S or len(items) == MOST_ITEMS:
            continue
        if found.st_size > MOST_BYTES:
            troubles.append(f"a file is larger than {MOST_BYTES // 1_000_000} MB")
            continue
        content = _content(Path(entry.path))
        if content is None:
            troubles.append("a file cannot be read")
        else:
            items.append(Item(key, entry.name, content))
    return Look(tuple(items), "folder", troubles=tuple(troubles))


def _content(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return None
