"""A batch of rows as points: what is wrong with a row is told, and then it has no place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from truceline.places.whereabouts import PRECISION_KM, UNSTATED_KM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.layout import Layout

    Floats = NDArray[np.float64]

MISSING, BAD, NO_RADIUS, NO_DAY = "missing-coordinates", "bad-coordinates", "bad-precision", "bad-date"
RAGGED = "ragged-row"
FIRST_SHOWN = 5
_M_PER_KM = 1000.0
_LARGEST_M = 500_000.0
_HALF_TURN, _POLE = 180.0, 90.0


class Points(NamedTuple):
    """Degrees, metres, days since 1970 (NaN where not told), and what is wrong with each row, if anything."""

    lon: Floats
    lat: Floats
    size_m: Floats
    day: Floats
    issue: NDArray[Any]


@dataclass
class Issues:
    """How many rows were doubtful, by kind, and the numbers of the first few."""

    counts: dict[str, int] = field(default_factory=dict)
    first: dict[str, list[int]] = field(default_factory=dict)

    def add(self, issue: NDArray[Any], first_row: int) -> None:
        """Count a batch; rows are numbered from 1."""
        rows = np.flatnonzero(issue != "")
        kinds, counts = np.unique(issue[rows], return_counts=True)
        for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True):
            of_kind = rows[issue[rows] == kind][:FIRST_SHOWN]
            self._add(kind, count, [int(row) + first_row for row in of_kind])

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
    lon, lat = _numbers(batch, layout.lon), _numbers(batch, layout.lat)
    issue = np.full(len(lon), "", dtype="U24")
    missing = np.isnan(lon) | np.isnan(lat)
    impossible = ~missing & ((np.abs(lon) > _HALF_TURN) | (np.abs(lat) > _POLE))
    size, doubtful = _sizes(batch, layout)
    day = _days(batch, layout.day)
    issue[(day != day) & (layout.day is not None)] = NO_DAY  # noqa: PLR0124 - NaN
    issue[doubtful] = NO_RADIUS
    issue[impossible] = BAD
    issue[missing] = MISSING
    nowhere = missing | impossible
    return Points(np.where(nowhere, np.nan, lon), np.where(nowhere, np.nan, lat), size, day, issue)


def _numbers(batch: Any, name: str) -> Floats:
    """A column as floats; what is no number becomes NaN."""
    import pyarrow as pa
    from pyarrow import compute

    column = batch.column(name)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        text = compute.utf8_trim_whitespace(column)
        number = compute.match_substring_regex(text, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
        column = compute.if_else(number, text, pa.scalar(None, text.type))
    values = np.asarray(column.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def _sizes(batch: Any, layout: Layout) -> tuple[Floats, NDArray[np.bool_]]:
    """Radii in metres, and which are doubtful: an unknown one counts as an exact place's."""
    unstated = UNSTATED_KM * _M_PER_KM
    count = batch.num_rows
    if layout.radius is not None:
        told = _numbers(batch, layout.radius)
        sound = (told >= 0) & (told <= _LARGEST_M)
        return np.where(sound, told, unstated), ~sound
    if layout.precision is not None:
        grade = _numbers(batch, layout.precision)
        size = np.full(count, np.nan)
        for cell, precision in layout.grades:
            size[grade == float(cell)] = PRECISION_KM[precision] * _M_PER_KM
        doubtful = np.isnan(size)
        return np.where(doubtful, unstated, size), doubtful
    return np.full(count, unstated), np.zeros(count, bool)


def _days(batch: Any, name: str | None) -> Floats:
    """Days since 1970; NaN where a cell is no date."""
    import pyarrow as pa
    from pyarrow import compute

    if name is None:
        return np.full(batch.num_rows, np.nan)
    column = batch.column(name)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        head = compute.utf8_slice_codeunits(compute.utf8_trim_whitespace(column), 0, 10)
        column = compute.strptime(head, format="%Y-%m-%d", unit="s", error_is_null=True)
    if not pa.types.is_temporal(column.type):
        return np.full(batch.num_rows, np.nan)
    days = column.cast(pa.timestamp("s"), safe=False).cast(pa.date32(), safe=False).cast(pa.int32())
    return np.asarray(days.cast(pa.float64()).to_numpy(zero_copy_only=False), np.float64)
