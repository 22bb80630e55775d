"""The same count by either engine: on this machine, or on a cluster that is already there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.aggregates import Counted
from truceline.bulk.assessing import assess_table
from truceline.bulk.files import is_remote, sha256_of
from truceline.bulk.layout import require_types
from truceline.bulk.points import FIRST_ROW, FIRST_SHOWN, RAGGED, Issues
from truceline.bulk.tables import Source
from truceline.bulk.tally import Tally, merged
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from truceline.bulk.assessing import Setup


@dataclass(frozen=True)
class Whole:
    """What became of a table of one file or several, its rows numbered through: the header is row 1."""

    tally: Tally
    files: tuple[Counted, ...]
    issues: Issues

    @property
    def rows(self) -> int:
        """How many rows were counted."""
        return sum(file.rows for file in self.files)


def place_of(row: int, files: Sequence[tuple[str, int]]) -> tuple[str, int]:
    """The file that a row of a table stands in, and its number there; `files` are names and rows of each."""
    for name, rows in files[:-1]:
        if row - FIRST_ROW < rows:
            return name, row
        row -= rows
    return files[-1][0], row


def extent(file: Counted) -> int:
    """How many numbers the rows of a file take, those that could not be read among them."""
    return file.rows + file.issues.get(RAGGED, 0)


def require_alike(setup: Setup, paths: Sequence[str], schemas: Sequence[Any]) -> None:
    """InputError where a file lacks a column that is read of the first, or holds no such values."""
    for path, schema in zip(paths, schemas, strict=True):
        lacking = [name for name in setup.columns if name not in schema.names]
        if lacking:
            told = f"lacks what {paths[0]} has: {', '.join(lacking)[:2000]}"
            raise InputError(Problem(path, 1, lacking[0], told))
        require_types(Path(path), schema, setup.layout, setup.telling)


def count_here(
    setup: Setup, paths: Sequence[str], advance: Callable[[int], object] = lambda _rows: None
) -> Whole:
    """Count a table on this machine, one file after another."""
    sources = [Source(Path(path)) for path in paths]
    require_alike(setup, paths, [source.schema for source in sources])
    tallies, files, issues, before = [], [], [], 0
    for source in sources:
        found = assess_table(setup, source, advance)
        counts = dict(sorted(found.issues.counts.items()))
        files.append(Counted(sha256_of(str(source.path)), source.path.name, found.rows, counts))
        tallies.append(found.tally.numbered(partial(np.add, before)) if before else found.tally)
        shown = {kind: [row + before for row in rows] for kind, rows in found.issues.first.items()}
        issues.append(Issues(found.issues.counts, shown))
        before += extent(files[-1])
    return Whole(merged(tallies), tuple(files), _joined(issues))


def require_local(paths: Sequence[str]) -> None:
    """InputError where a file lies elsewhere: this machine's engine reads its own files only."""
    for path in paths:
        if is_remote(path):
            raise InputError(Problem(path, 0, "FILE", "lies elsewhere: `--engine spark` reads it"))


def _joined(parts: Sequence[Issues]) -> Issues:
    found = Issues()
    for part in parts:
        for kind, count in part.counts.items():
            found.counts[kind] = found.counts.get(kind, 0) + count
            found.first[kind] = sorted([*found.first.get(kind, ()), *part.first[kind]])[:FIRST_SHOWN]
    return found
