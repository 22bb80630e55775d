"""A batch of rows as points: what is wrong with a row is told, and then it has no place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from truceline.bulk.values import NO_DAY, days, numbers
from truceline.places.precision import PRECISION_KM, UNSTATED_KM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from truceline.bulk.layout import Layout

    Floats = NDArray[np.float64]

ISSUES = ("", "bad-date", "bad-precision", "bad-coordinates", "missing-coordinates")
"""What may be wrong with a row, by the number that stands for it, the gravest last."""
_DATE, _PRECISION, _BAD, _MISSING = range(1, 5)
RAGGED = "ragged-row"
FIRST_SHOWN = 5
FIRST_ROW = 2
"""Rows are numbered as everywhere in truceline: row 1 is the header, in a table that has none, too."""
_M_PER_KM = 1000.0
_LARGEST_M = 500_000.0
_HALF_TURN, _POLE = 180.0, 90.0


class Points(NamedTuple):
    """Degrees, metres, days since 1970 (`NO_DAY` where not told), and what is wrong with each row.

    A row without a place has NaN for its coordinates. `issue` is a number of `ISSUES`.
    """

    lon: Floats
    lat: Floats
    size_m: Floats
    day: NDArray[np.int32]
    issue: NDArray[np.uint8]


@dataclass
class Issues:
    """How many rows were doubtful, by kind, and the numbers of the first few."""

    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)

    def add(self, issue: NDArray[np.uint8], first_row: int, names: Sequence[str] = ISSUES) -> None:
        """Count a batch whose first row has that number."""
        for kind, count in enumerate(np.bincount(issue).tolist()):
            if kind and count:
                of_kind = np.flatnonzero(issue == kind)[:FIRST_SHOWN]
                self._add(names[kind], count, [int(row) + first_row for row in of_kind])

    def add_rows(self, kind: str, rows: list[int]) -> None:
        """Count rows of one kind by their numbers."""
        if rows:
            self._add(kind, len(rows), rows)

    def _add(self, kind: str, count: int, rows: list[int]) -> None:
        self.counts[kind] = self.counts.get(kind, 0) + count
        shown = self.first.setdefault(kind, [])
        shown += rows[: FIRST_SHOWN - len(shown)]


def points_of(batch: Any, layout: Layout) -> Points:
    """The points of an Arrow record batch."""
    lon, lat = numbers(batch, layout.lon), numbers(batch, layout.lat)
    size, doubtful = _sizes(batch, layout)
    day = days(batch, layout.day)
    missing = np.isnan(lon) | np.isnan(lat)
    impossible = (np.abs(lon) > _HALF_TURN) | (np.abs(lat) > _POLE)
    issue = np.zeros(len(lon), np.uint8)
    if layout.day is not None:
        issue[day == NO_DAY] = _DATE
    issue[doubtful] = _PRECISION
    issue[impossible] = _BAD
    issue[missing] = _MISSING
    if (issue >= _BAD).any():
        lon, lat = (np.where(issue >= _BAD, np.nan, part) for part in (lon, lat))
    return Points(lon, lat, size, day, issue)


def _sizes(batch: Any, layout: Layout) -> tuple[Floats, NDArray[np.bool_]]:
    """Radii in metres, and which are doubtful: an unknown one counts as an exact place's."""
    unstated = UNSTATED_KM * _M_PER_KM
    count = batch.num_rows
    if layout.radius is not None:
        told = numbers(batch, layout.radius)
        doubtful = ~((told >= 0) & (told <= _LARGEST_M))
        return (np.where(doubtful, unstated, told) if doubtful.any() else told), doubtful
    if layout.precision is not None:
        grade = numbers(batch, layout.precision)
        size = np.full(count, np.nan)
        for cell, precision in layout.grades:
            size[grade == float(cell)] = PRECISION_KM[precision] * _M_PER_KM
        doubtful = np.isnan(size)
        return np.where(doubtful, unstated, size), doubtful
    return np.full(count, unstated), np.zeros(count, bool)
