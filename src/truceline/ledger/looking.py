"""A program that looks through an SQLite file: run by its path, it prints what is wrong as a JSON list.

Every index is asked for every row: of a file larger than the cache most of the time would go into copying
pages, so it is mapped. A mapped file that is cut off meanwhile, or whose disk fails, ends the process that
reads it, at once and with no word. Hence a process of its own, which loads nothing but this.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing

_MAPPED = 1 << 40
"""Bytes that may be mapped: all of any file. SQLite has a limit of its own (2 GiB as a rule)."""


def looked_through(uri: str, most: int, mapped: int = _MAPPED) -> list[str]:
    """What is wrong with pages and indexes, at most so many things; sqlite3.Error where it cannot be read."""
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.text_factory = lambda text: text.decode(errors="replace")
        for pragma in ("query_only=ON", "cache_size=-65536", f"mmap_size={mapped}"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        found = connection.execute(f"PRAGMA integrity_check({most})").fetchall()
    return [str(told) for (told,) in found if told != "ok"]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(looked_through(sys.argv[1], int(sys.argv[2]))))
