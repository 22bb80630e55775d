"""The loop that everything is about: each row into the days of every series that it counts for.

Counts are whole numbers of 2^-20, so that they add up to the same bits in whatever order, on however
many threads and machines, and can be taken off again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.chance import chance
from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.grid import cell_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.duties import Duties, Near, Sorts
    from truceline.bulk.index import Index
    from truceline.bulk.pyramid import Pyramid
    from truceline.bulk.zones import Zones

    Floats = NDArray[np.float64]
    Days = NDArray[np.int32]

ONE = 1 << 20
"""A whole, in the units that are added up."""
MEASURES = ("rows", "certain", "inside", "expected", "low", "best", "high", "least", "most")
"""What is counted a day, see docs/reference/bulk.md. `rows` is of whole rows, the rest in 2^-20."""
WIDTH = len(MEASURES)
RELEVANT = int(0.01 * ONE)
"""Below this chance an event is of some other place: an assessment does not show it either."""
_NOWHERE = -2
_DEBRUIJN = 0x03F79D71B4CB0A89
_MASK = (1 << 64) - 1


def _bit_numbers() -> NDArray[np.int64]:
    numbers = np.zeros(64, np.int64)
    for n in range(64):
        numbers[(((1 << n) * _DEBRUIJN) & _MASK) >> 58] = n
    return numbers


BIT_NUMBER = _bit_numbers()
"""Which bit is set, by a hash of a word that has but one (de Bruijn)."""


class Rows(NamedTuple):
    """A batch as a kernel sees it: degrees, metres, first and last days, the dead, and the sort of each row.

    `which` are the rows to be counted; `number` is that of the batch's first row in its file.
    """

    which: NDArray[np.int64]
    number: int
    lon: Floats
    lat: Floats
    size: Floats
    start: Days
    end: Days
    killed: NDArray[np.int32]
    sort: NDArray[np.int32]


@compiled
def count_rows(
    rows: Rows,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
    pyramid: Pyramid,
    duties: Duties,
    near: Near,
    sorts: Sorts,
    base: NDArray[np.int64],
    counts: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Add rows to the days of their series.

    `base` is where each series' days begin in `counts` (days, 9). `best` (series, kept, 2) holds each
    series' likeliest rows: chance (2^-20) and number, likeliest first, of like ones the first.
    """
    for k in range(rows.which.shape[0]):
        n = rows.which[k]
        late, early = rows.end[n] - duties.day, rows.start[n] - duties.day
        if late < 0 or early >= duties.going.shape[0] - 1:
            continue
        late, early = min(late, duties.started.shape[0] - 1), max(early, 0)
        cell, reach = _where(rows, n, index, near)
        zone, weight, inside = -2, 0, False
        for word in range(duties.anywhere.shape[0]):
            left = duties.started[late, word] & duties.going[early, word] & sorts.masks[rows.sort[n], word]
            left &= (
                near.masks[reach, cell, word] if cell >= 0 else duties.anywhere[word] if cell < -1 else left
            )
            while left:
                lowest = left & (~left + np.uint64(1))
                left ^= lowest
                duty = word * 64 + BIT_NUMBER[np.int64((lowest * np.uint64(_DEBRUIJN)) >> np.uint64(58))]
                if duties.zone[duty] != zone:
                    zone = duties.zone[duty]
                    p, inside = 1.0, True
                    if zone >= 0:
                        lon, lat, size = rows.lon[n], rows.lat[n], rows.size[n]
                        p, inside = chance(lon, lat, size, zone, kernel, index, zones, pyramid)
                    weight = int(p * ONE + 0.5)
                if weight > 0 or inside:
                    _count(rows, n, weight, inside, duty, duties, sorts, base, counts, best)


@inlined
def _where(rows: Rows, n: int, index: Index, near: Near) -> tuple[int, int]:
    """A row's cell and the class of its spread's size; cell -1 where they rule nothing out."""
    if rows.lon[n] != rows.lon[n]:
        return _NOWHERE, 0
    column, row, _, _ = cell_at(rows.lon[n], rows.lat[n], index.grid)
    reach = 0
    while reach < near.sizes.shape[0] and near.sizes[reach] < rows.size[n]:
        reach += 1
    if column < 0 or reach == near.sizes.shape[0]:
        return -1, 0
    return row * index.grid.columns + column, reach


@inlined
def _count(
    rows: Rows,
    n: int,
    weight: int,
    inside: bool,  # noqa: FBT001 - compiled code takes no keywords
    duty: int,
    duties: Duties,
    sorts: Sorts,
    base: NDArray[np.int64],
    counts: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Add a row to all series of an obligation that it counts in."""
    start, end, sort = rows.start[n], rows.end[n], rows.sort[n]
    within = start >= duties.first[duty] and end <= duties.last[duty]
    if not (within or sorts.throughout[sort]):
        return
    at = sorts.at[sort, duty]
    for m in range(at + 1, at + 1 + sorts.listed[at]):
        series = sorts.listed[m]
        if _add(start, end, weight, inside, rows.killed, n, duty, base[series], duties, counts):
            _keep(series, weight, rows.number + n, best)


@inlined
def _add(
    start: int,
    end: int,
    weight: int,
    inside: bool,  # noqa: FBT001 - compiled code takes no keywords
    killed: NDArray[np.int32],
    n: int,
    duty: int,
    base: int,
    duties: Duties,
    counts: NDArray[np.int64],
) -> bool:
    """Add a row to its days of a series; whether it fell on any that bound, and is likely enough to show."""
    span = end - start + 1
    counted = False
    certain = weight == ONE
    low, most_likely, high = int(killed[n, 0]), int(killed[n, 1]), int(killed[n, 2])
    relevant = weight >= RELEVANT
    for day in range(max(start, duties.first[duty]), min(end, duties.last[duty]) + 1):
        offset = day - duties.first[duty]
        if duties.bound_from[duty] >= 0 and not duties.bound[duties.bound_from[duty] + offset]:
            continue
        at, of = base + offset, day - start
        if relevant:
            if not counted:
                counts[at, 0] += 1
            counts[at, 8] += _share(ONE * high, of, span)
        counted = True
        if certain:
            counts[at, 1] += _share(ONE, of, span)
            counts[at, 7] += _share(ONE * low, of, span)
        if inside:
            counts[at, 2] += _share(ONE, of, span)
        counts[at, 3] += _share(weight, of, span)
        counts[at, 4] += _share(weight * low, of, span)
        counts[at, 5] += _share(weight * most_likely, of, span)
        counts[at, 6] += _share(weight * high, of, span)
    return counted and relevant


@inlined
def _share(whole: int, part: int, parts: int) -> int:
    """What falls to one of so many equal parts of a whole number; the first get what is left over."""
    if parts == 1:
        return whole
    return whole // parts + (1 if part < whole % parts else 0)


@inlined
def _keep(series: int, weight: int, number: int, best: NDArray[np.int64]) -> None:
    """Keep the row if it is likelier than one that is kept, or as likely and earlier."""
    at = best.shape[1] - 1
    if best[series, at, 0] > weight or (best[series, at, 0] == weight and best[series, at, 1] <= number):
        return
    while at > 0 and (
        best[series, at - 1, 0] < weight
        or (best[series, at - 1, 0] == weight and best[series, at - 1, 1] > number)
    ):
        best[series, at, 0] = best[series, at - 1, 0]
        best[series, at, 1] = best[series, at - 1, 1]
        at -= 1
    best[series, at, 0] = weight
    best[series, at, 1] = number
