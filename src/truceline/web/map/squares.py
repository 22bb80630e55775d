"""Counts of events by squares of the map, kinds and steps of time, so that a slider asks for nothing more."""

from __future__ import annotations

from datetime import date
from math import ceil, log2
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.ledger.spots import Said
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
_DENSE = 20_000
"""So many numbers of squares are counted in one table, used or not; of more only those in use."""


def squares(spots: Spots, rows: NDArray[Any], kinds: NDArray[np.uint8], wanted: Wanted, last: date) -> Json:
    """Squares as GeoJSON points in the middle of their events.

    Each has `count` (told as done), `other` (denied, planned, not sure), and `kinds` and `others`: counts of
    the steps whose last days are the collection's `steps`, by kind, and of what is not told as done.
    """
    lon, lat = spots["lon"][rows], spots["lat"][rows]
    at, names = _cells(spots, rows, wanted)
    steps, step = _steps(spots["first"][rows], wanted.first, last)
    # What is not told as done is a kind of its own, beyond the others.
    sort = np.where(spots["said"][rows] == Said.DONE, kinds, len(KINDS)).astype(np.int64)
    shape = (len(names), len(KINDS) + 1, len(steps))
    counts = np.bincount((at * shape[1] + sort) * shape[2] + step, minlength=np.prod(shape)).reshape(shape)
    size = np.bincount(at, minlength=len(names))
    means = [np.bincount(at, way, len(names)) / np.maximum(size, 1) for way in (lon, lat)]
    features = [
        _square(names[number], means[0][number], means[1][number], counts[number])
        for number in np.flatnonzero(size).tolist()
    ]
    return {"mode": "squares", "steps": steps, "features": features}


def _cells(spots: Spots, rows: NDArray[Any], wanted: Wanted) -> tuple[NDArray[np.int64], list[str]]:
    """The square of each row, as a number, and the name of each number."""
    x, y = spots.east_south[0][rows], spots.east_south[1][rows]
    level = _level(wanted, x)
    column, line = (np.floor(way * np.float32(2**level)).astype(np.int64) for way in (x, y))
    west, north, wide = int(column.min()), int(line.min()), int(column.max() - column.min()) + 1
    at = (line - north) * wide + (column - west)
    if int(at.max()) > _DENSE:
        several, at = np.unique(at, return_inverse=True)
    else:
        several = np.arange(int(at.max()) + 1)
    lines, columns = np.divmod(several, wide)
    corners = zip((columns + west).tolist(), (lines + north).tolist(), strict=True)
    return at, [f"{level}/{east}/{south}" for east, south in corners]


def _square(name: str, lon: float, lat: float, counts: NDArray[Any]) -> Json:
    kinds = {key: counts[number].tolist() for number, key in enumerate(KINDS) if counts[number].any()}
    properties = {
        "count": int(counts[:-1].sum()),
        "other": int(counts[-1].sum()),
        "kinds": kinds,
        "others": counts[-1].tolist(),
    }
    at = {"type": "Point", "coordinates": [round(float(lon), 4), round(float(lat), 4)]}
    return {"type": "Feature", "id": name, "geometry": at, "properties": properties}


def _level(wanted: Wanted, x: NDArray[Any]) -> int:
    """How often the world is halved into squares, so that some two dozen cross the view."""
    box = wanted.bbox
    wide = (box[2] - box[0]) / 360 if box else float(x.max() - x.min())
    return min(_FINEST, max(0, ceil(log2(_ACROSS / max(wide, 2.0**-_FINEST)))))


def _steps(days: NDArray[Any], first: date | None, last: date) -> tuple[list[str], NDArray[np.int64]]:
    """The last day of each step, and the step of each event; days before the first fall into the first."""
    begin = first.toordinal() if first else int(days[days > 0].min(initial=last.toordinal()))
    long = max(1, ceil((last.toordinal() - begin + 1) / _STEPS))
    number = ceil(max(1, last.toordinal() - begin + 1) / long)
    step = np.clip((days.astype(np.int64) - begin) // long, 0, number - 1)
    ends = [date.fromordinal(min(begin + long * (one + 1) - 1, last.toordinal())) for one in range(number)]
    return [one.isoformat() for one in ends], step
