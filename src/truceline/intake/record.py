"""A record of a table as text, and the check of a header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from truceline.errors import InputError, Problem
from truceline.intake.faults import Doubt


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its physical number (header = 1), its cells by column, its doubts so far."""

    number: int
    cells: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = field(default=())

    @classmethod
    def of(
        cls, number: int, names: Sequence[str], values: Sequence[str], doubts: tuple[Doubt, ...] = ()
    ) -> Record:
        """The record with its cells under their names; a column without a name is left out."""
        cells = dict(zip(names, values, strict=False))
        cells.pop("", None)
        return cls(number, cells, doubts)


def check_header(path: Path, names: Sequence[str]) -> None:
    """Refuse a header with one column only, or with the same name twice."""
    named = [name for name in names if name]
    if len(named) < 2:  # noqa: PLR2004 - one column is no table
        found = f"{named[0][:200]!r}" if named else "none"
        raise InputError(
            Problem(
                str(path), 1, "", f"has fewer than two columns (found: {found}); is it the right delimiter?"
            )
        )
    twice = sorted(name for name, times in Counter(named).items() if times > 1)
    if twice:
        raise InputError(Problem(str(path), 1, ", ".join(twice), "column name stands twice in the header"))
