"""Invented tables as text and bytes."""

from __future__ import annotations

import gzip
from collections.abc import Sequence

BOUNDS = (40.0, 10.0, 44.0, 13.0)
"""West, south, east, north of an invented country far from its own mirror image."""


def table(header: Sequence[str], *rows: Sequence[object], delimiter: str = ",") -> str:
    """Delimited text; a cell that needs quoting is quoted."""

    def cell(value: object) -> str:
        text = "" if value is None else str(value)
        return (
            '"' + text.replace('"', '""') + '"' if any(sign in text for sign in f'{delimiter}"\n') else text
        )

    return "".join(delimiter.join(map(cell, row)) + "\n" for row in (header, *rows))


def packed(text: str) -> bytes:
    """The text, gzipped."""
    return gzip.compress(text.encode())
