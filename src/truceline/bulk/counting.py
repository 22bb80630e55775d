"""The loop that everything is about: each row into the days of every series that it counts for.

Counts are whole numbers of 2^-20, so that they add up to the same bits in whatever order, on however
many threads and machines, and can be taken off again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.chance import chance, sure
from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.grid import cell_at
from truceline.bulk.measures import ONE, RELEVANT, ROWS, WIDTH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.duties import Duties, Near, Sorts
    from truceline.bulk.index import Index
    from truceline.bulk.pyramid import Pyramid
    from truceline.bulk.zones import Zones

    Floats = NDArray[np.float64]
    Days = NDArray[np.int32]

_NOWHERE = -2
_FINE = 1e7
_MIX = -7046029254386353131
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
    period: int,
    memo: Floats,
    counts: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Add rows to the days of their series.

    `base` is where each series' days begin in `counts` (days, 9) and in `best` (days), which holds each
    day's likeliest row, of like ones the first: `ROWS` times its chance (2^-20), less its number.
    `memo` (a power of two, 4) keeps what was told of places and zones of a `period`, as events recur.
    """
    share = np.zeros((2, WIDTH), np.int64)
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
                duty = word * 64 + _lowest(left)
                left &= left - np.uint64(1)
                if duties.zone[duty] != zone:
                    zone, weight, inside = duties.zone[duty], ONE, True
                    if zone >= 0:
                        weight, inside = _weight(rows, n, zone, kernel, index, zones, pyramid, period, memo)
                if (weight > 0 or inside) and weight >= duties.least[duty]:
                    _count(rows, n, weight, inside, duty, duties, sorts, base, share, counts, best)


@inlined
def _lowest(word: np.uint64) -> int:
    """The number of the lowest bit that is set."""
    lowest = word & (~word + np.uint64(1))
    return int(BIT_NUMBER[np.int64((lowest * np.uint64(_DEBRUIJN)) >> np.uint64(58))])


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
def _weight(
    rows: Rows,
    n: int,
    zone: int,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
    pyramid: Pyramid,
    period: int,
    memo: Floats,
) -> tuple[int, bool]:
    """P(inside) in 2^-20, and whether the recorded point lies inside.

    Most events are told by the name of a town and a few grades of precision, so the same question comes
    again and again: whatever a cell does not answer is remembered until another question takes its place.
    """
    lon, lat, size = rows.lon[n], rows.lat[n], rows.size[n]
    told = sure(lon, lat, size, zone, kernel, index, zones)
    if told >= 0:
        return told * ONE, told == 1
    number = period * zones.edge.shape[0] + zone
    mixed = np.int64(lon * _FINE) * _MIX ^ np.int64(lat * _FINE)
    mixed = (mixed * _MIX ^ np.int64(size * _FINE)) * _MIX + number
    at = (np.int64(mixed * _MIX) >> np.int64(32)) & (memo.shape[0] - 1)
    if memo[at, 0] == lon and memo[at, 1] == lat and memo[at, 2] == size:
        kept = np.int64(memo[at, 3])
        if kept >> np.int64(22) == number:
            return int((kept >> np.int64(1)) & (2 * ONE - 1)), bool(kept & 1)
    p, inside = chance(lon, lat, size, zone, kernel, index, zones, pyramid)
    weight = int(p * ONE + 0.5)
    memo[at, 0], memo[at, 1], memo[at, 2] = lon, lat, size
    memo[at, 3] = number << 22 | weight << 1 | (1 if inside else 0)
    return weight, inside


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
    share: NDArray[np.int64],
    counts: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Add a row to all series of an obligation that it counts in; `share` is room for two days' worth."""
    start, end, sort = rows.start[n], rows.end[n], rows.sort[n]
    within = start >= duties.first[duty] and end <= duties.last[duty]
    if not (within or sorts.throughout[sort]):
        return
    span = end - start + 1
    _divide(weight, inside, rows.killed, n, span, share)
    rank = weight * ROWS - (rows.number + n) if weight >= RELEVANT else -1
    at = sorts.at[sort, duty]
    for m in range(at + 1, at + 1 + sorts.listed[at]):
        _add(start, end, share, rank, duty, base[sorts.listed[m]], duties, counts, best)


@inlined
def _divide(
    weight: int,
    inside: bool,  # noqa: FBT001 - compiled code takes no keywords
    killed: NDArray[np.int32],
    n: int,
    span: int,
    share: NDArray[np.int64],
) -> None:
    """What falls to a day of so many, and to how many of the first of them one more.

    Worked out once a row, since dividing costs more than adding to all days of all series.
    """
    low, likely, high = np.int64(killed[n, 0]), np.int64(killed[n, 1]), np.int64(killed[n, 2])
    certain = weight == ONE
    share[0, 1] = ONE if certain else 0
    share[0, 2] = ONE if inside else 0
    share[0, 3] = weight
    share[0, 4] = weight * low
    share[0, 5] = weight * likely
    share[0, 6] = weight * high
    share[0, 7] = ONE * low if certain else 0
    share[0, 8] = ONE * high if weight >= RELEVANT else 0
    if span > 1:
        for m in range(1, WIDTH):
            whole = share[0, m]
            each = whole // span
            share[0, m] = each
            share[1, m] = whole - each * span


@inlined
def _add(
    start: int,
    end: int,
    share: NDArray[np.int64],
    rank: int,
    duty: int,
    base: int,
    duties: Duties,
    counts: NDArray[np.int64],
    best: NDArray[np.int64],
) -> None:
    """Add a row's shares to its days that bound; without a `rank` it is not likely enough to show."""
    first, bound_from = duties.first[duty], duties.bound_from[duty]
    counted = False
    for day in range(max(start, first), min(end, duties.last[duty]) + 1):
        if bound_from >= 0 and not duties.bound[bound_from + day - first]:
            continue
        at, of = base + day - first, day - start
        if rank >= 0:
            counts[at, 0] += 0 if counted else 1
            best[at] = max(best[at], rank)
        counted = True
        if start == end:
            for m in range(1, WIDTH):
                counts[at, m] += share[0, m]
        else:
            for m in range(1, WIDTH):
                counts[at, m] += share[0, m] + (1 if of < share[1, m] else 0)
