"""Counts of events by squares of the map, kinds and steps of time, so that a slider asks for nothing more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, log2
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.ledger.spots import Said, on_the_web
from truceline.web.map.wanted import KINDS, Wanted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.ledger.spots import Spots

Json = dict[str, Any]
_ACROSS = 22
"""Squares across a view, more or less."""
_STEPS = 32
"""Steps of time at most, from the first day to the last."""
_FINEST = 24
_DONE = int(Said.DONE)
_AT_ONCE = 1 << 17
"""Rows counted at once: what is worked out of them stays small, and in the processor's cache."""
_DENSE = 20_000
"""So many squares are counted in one table, used or not; of more only those in use."""


def squares(spots: Spots, rows: NDArray[Any], kinds: NDArray[np.uint8], wanted: Wanted, last: date) -> Json:
    """Squares as GeoJSON points in the middle of their events.

    Each has `count` (told as done), `other` (denied, planned, not sure), and `kinds` and `others`: counts of
    the steps whose last days are the collection's `steps`, by kind, and of what is not told as done.
    """
    grid, steps = _Grid.of(spots, rows, wanted), _Steps.of(spots["first"][rows], wanted.first, last)
    counts = np.zeros(grid.count * (len(KINDS) + 1) * steps.count, np.int64)
    means = np.zeros((2, grid.count))
    for begin in range(0, len(rows), _AT_ONCE):
        part = rows[begin : begin + _AT_ONCE]
        at = grid.at(spots, part)
        # What is not told as done is a kind of its own, beyond the others.
        kind = np.where(spots["said"][part] == _DONE, kinds[begin : begin + _AT_ONCE], len(KINDS))
        place = (at * (len(KINDS) + 1) + kind) * steps.count + steps.at(spots["first"][part])
        counts += np.bincount(place, minlength=len(counts))
        means += [np.bincount(at, spots[way][part], grid.count) for way in ("lon", "lat")]
    squared = counts.reshape(grid.count, len(KINDS) + 1, steps.count)
    size = squared.sum(axis=(1, 2))
    means /= np.maximum(size, 1)
    used = np.flatnonzero(size)
    names = [grid.name(number) for number in used.tolist()]
    at = np.round(means[:, used], 4).T.tolist()
    return {"mode": "squares", "steps": steps.ends, "features": _features(names, at, squared[used])}


@dataclass(frozen=True)
class _Grid:
    """The squares of a level that lie within some bounds, numbered line by line; or those of them in use."""

    level: int
    west: int
    north: int
    wide: int
    high: int
    used: NDArray[np.int64] | None = None
    """Their numbers, where they are too many to count in one table."""

    @classmethod
    def of(cls, spots: Spots, rows: NDArray[Any], wanted: Wanted) -> _Grid:
        """The squares that hold some rows, so large that some two dozen cross the view."""
        if wanted.bbox:
            west, south, east, north = wanted.bbox
            x, y = on_the_web(np.array([west, east]), np.array([south, north]))
        else:
            x, y = (np.array([way[rows].min(), way[rows].max()]) for way in spots.east_south)
        share = (wanted.bbox[2] - wanted.bbox[0]) / 360 if wanted.bbox else float(x[1] - x[0])
        level = min(_FINEST, max(0, ceil(log2(_ACROSS / max(share, 2.0**-_FINEST)))))
        left, right = (floor(one * 2**level) for one in x.tolist())
        top, foot = (floor(one * 2**level) for one in sorted(y.tolist()))
        grid = cls(level, left, top, right - left + 1, foot - top + 1)
        return grid if grid.count <= _DENSE else replace(grid, used=np.unique(grid.at(spots, rows)))

    @property
    def count(self) -> int:
        """How many there are."""
        return self.wide * self.high if self.used is None else len(self.used)

    def at(self, spots: Spots, rows: NDArray[Any]) -> NDArray[np.int64]:
        """The number of each row's square."""
        x, y = spots.east_south
        scale = np.float32(2**self.level)
        # The bounds lie on rows or beside them; rounding must not carry one over.
        column = np.clip((x[rows] * scale).astype(np.int64) - self.west, 0, self.wide - 1)
        line = np.clip((y[rows] * scale).astype(np.int64) - self.north, 0, self.high - 1)
        number: NDArray[np.int64] = line * self.wide + column
        return number if self.used is None else np.searchsorted(self.used, number)

    def name(self, number: int) -> str:
        """What a square is called: its level, and how many lie west and north of it."""
        line, column = divmod(number if self.used is None else int(self.used[number]), self.wide)
        return f"{self.level}/{column + self.west}/{line + self.north}"


@dataclass(frozen=True)
class _Steps:
    """Steps of equal length from one day to another; what was before falls into the first."""

    begin: int
    long: int
    count: int
    last: int

    @classmethod
    def of(cls, days: NDArray[Any], first: date | None, last: date) -> _Steps:
        """Few enough steps, from the first day asked for or else the first of some days."""
        end = last.toordinal()
        begin = first.toordinal() if first else int(days[days > 0].min(initial=end))
        long = max(1, ceil((end - begin + 1) / _STEPS))
        return cls(begin, long, ceil(max(1, end - begin + 1) / long), end)

    @property
    def ends(self) -> list[str]:
        """The last day of each."""
        ends = (min(self.begin + self.long * (one + 1) - 1, self.last) for one in range(self.count))
        return [date.fromordinal(end).isoformat() for end in ends]

    def at(self, days: NDArray[Any]) -> NDArray[np.int32]:
        """The step of each day."""
        found: NDArray[np.int32] = np.clip((days - self.begin) // self.long, 0, self.count - 1)
        return found


def _features(names: list[str], at: list[list[float]], counts: NDArray[Any]) -> list[Json]:
    """Squares by their names, places and counts; `counts` (squares, kinds and one, steps)."""
    # All at once: a call for each of thousands of kinds takes longer than to count the events.
    others, sums = counts[:, -1].tolist(), counts.sum(axis=2)
    kinds: list[Json] = [{} for _ in names]
    for kind, key in enumerate(KINDS):
        held = np.flatnonzero(sums[:, kind])
        for number, steps in zip(held.tolist(), counts[held, kind].tolist(), strict=True):
            kinds[number][key] = steps
    other = sums[:, -1].tolist()
    count = sums[:, :-1].sum(axis=1).tolist()
    return [
        {
            "type": "Feature",
            "id": name,
            "geometry": {"type": "Point", "coordinates": at[number]},
            "properties": {
                "count": count[number],
                "other": other[number],
                "kinds": kinds[number],
                "others": others[number],
            },
        }
        for number, name in enumerate(names)
    ]
