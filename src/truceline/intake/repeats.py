"""Rows that stand in a file twice, found within a bounded memory."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

REMEMBERED = 200_000
"""Rows that are always remembered; at most twice as many are (about 60 MB)."""


class Seen:
    """Where contents were first seen, among at least the last `REMEMBERED` rows.

    Two generations: a full young one becomes the old one and the old one is forgotten, so a
    file of any size is read in the same memory.
    """

    def __init__(self, remembered: int = REMEMBERED) -> None:
        self._remembered = remembered
        self._young: dict[bytes, int] = {}
        self._old: dict[bytes, int] = {}

    def first(self, content: str, row: int) -> int | None:
        """The row where the same content was seen before, or None; remembers it either way."""
        key = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=12).digest()
        earlier = self._young.get(key, self._old.get(key))
        if earlier is not None:
            return earlier
        if len(self._young) >= self._remembered:
            self._old, self._young = self._young, {}
        self._young[key] = row
        return None


def content_of(cells: Mapping[str, Any]) -> str:
    """All cells with their columns as one text in which no two different rows are alike."""
    return repr(sorted(cells.items()))
