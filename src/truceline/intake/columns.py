"""Columns found by name, whatever their order, case or version of the data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from truceline.errors import InputError, Problem
from truceline.intake.record import Record

Wanted = Mapping[str, tuple[str, ...]]
"""Our name of a column and the names that versions of the data set give it, newest first."""


@dataclass(frozen=True)
class Columns:
    """Which of a table's columns holds what, under our own names."""

    actual: Mapping[str, str]

    @classmethod
    def find(cls, path: Path, found: Sequence[str], required: Wanted, optional: Wanted) -> Columns:
        """Find the columns; InputError with all that are missing and all that are there."""
        by_name = {name.strip().casefold(): name for name in found}
        actual = {
            ours: by_name[name]
            for ours, names in {**optional, **required}.items()
            for name in reversed(names)
            if name in by_name
        }
        missing = [names[0] for ours, names in required.items() if ours not in actual]
        if missing:
            told = f"missing columns: {', '.join(missing)}; found: {', '.join(found)[:2000]}"
            raise InputError(Problem(str(path), 1, missing[0], told))
        return cls(actual)

    def present(self, *ours: str) -> tuple[str, ...]:
        """The table's own names of those columns that it has."""
        return tuple(self.actual[name] for name in ours if name in self.actual)

    def cell(self, record: Record, ours: str) -> str:
        """The stripped text under our name of a column; empty where the table has none."""
        text: str = record.cells.get(self.actual.get(ours, ""), "")
        return text.strip()


def named(*names: str) -> Wanted:
    """Columns that every version calls by the same name."""
    return {name: (name,) for name in names}
