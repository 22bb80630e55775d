"""Obligations and sorts of rows as a kernel sees them: 64-bit masks, one bit an obligation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.cells import OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from truceline.bulk.obligations import Line, Obligation
    from truceline.bulk.profiles import Meaning
    from truceline.bulk.survey import Survey

    Masks = NDArray[np.uint64]

WORD = 64
REACHES_M = (0.0, 2_000.0, 15_000.0, 50_000.0, 150_000.0, 500_000.0)
"""Sizes of spreads up to which it is kept, for every cell, which zones a point there may lie in."""


class Duties(NamedTuple):
    """Obligations, one row each, and masks over them: `words` of 64.

    `zone` is a zone's row or -1 where an event counts wherever it was. Of `started` and `going`, whose
    rows are days from `day` on, the bits of a row's last and first day are those of obligations that
    the row may fall into. `bound_from` is where in `bound` the days of one begin, or -1 where all bind.
    A row counts with a chance of `least` (2^-20) or better.
    """

    zone: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    bound_from: NDArray[np.int64]
    least: NDArray[np.int64]
    bound: NDArray[np.bool_]
    day: int
    started: Masks
    going: Masks
    anywhere: Masks


class Near(NamedTuple):
    """By size of spread and cell of the grid: obligations whose zone a point in it may lie in."""

    sizes: NDArray[np.float64]
    masks: Masks


class Sorts(NamedTuple):
    """What each sort of rows counts for.

    `masks` is (sorts, words); `at` (sorts, obligations) says where in `listed` the slots that a row is
    counted in begin, their number first. A row that does not hold throughout its days must lie
    within an obligation's days as a whole.
    """

    masks: Masks
    at: NDArray[np.int32]
    listed: NDArray[np.int32]
    throughout: NDArray[np.bool_]


def duties_of(obligations: Sequence[Obligation], zones: Sequence[str]) -> Duties:
    """The obligations for a kernel; `zones` are the survey's, in its order."""
    first = np.array([one.first for one in obligations], np.int64)
    last = np.array([one.last for one in obligations], np.int64)
    day = int(first.min(initial=0))
    days = int(last.max(initial=day)) - day + 2
    started, going = (np.zeros((days, words_of(len(obligations))), np.uint64) for _ in range(2))
    bound_from, bound = [], [np.zeros(0, np.bool_)]
    for n, one in enumerate(obligations):
        started[one.first - day :, n // WORD] |= bit(n)
        going[: one.last - day + 1, n // WORD] |= bit(n)
        bound_from.append(-1 if one.bound is None else sum(map(len, bound)))
        if one.bound is not None:
            bound.append(one.bound)
    return Duties(
        np.array([-1 if one.zone is None else zones.index(one.zone) for one in obligations], np.int64),
        first,
        last,
        np.array(bound_from, np.int64),
        np.array([one.least for one in obligations], np.int64),
        np.concatenate(bound),
        day,
        started,
        going,
        mask_of([one.zone is None for one in obligations]),
    )


def near_of(survey: Survey, duties: Duties) -> Near:
    """Which obligations a point in each cell may count for; everywhere those without a zone."""
    cells = survey.index.coarse.shape[1]
    masks = np.zeros((len(REACHES_M), cells, duties.anywhere.shape[0]), np.uint64)
    for zone in np.unique(duties.zone).tolist():
        its = mask_of((duties.zone == zone).tolist())
        for size, reach in enumerate(REACHES_M):
            is_near = np.ones(cells, np.bool_) if zone < 0 else _near(survey, zone, reach)
            masks[size] |= np.where(is_near[:, None], its, np.uint64(0))
    return Near(np.array(REACHES_M), masks)


def _near(survey: Survey, zone: int, size: float) -> NDArray[np.bool_]:
    """Cells in which a spread of that size (metres) may touch the zone; worked out once an index."""
    key = (zone, size)
    if key not in survey.cells_near:
        survey.cells_near[key] = _cells_near(survey, zone, size)
    return survey.cells_near[key]


def _cells_near(survey: Survey, zone: int, size: float) -> NDArray[np.bool_]:
    index, zones = survey.index, survey.zones
    is_near = np.ones(index.coarse.shape[1], np.bool_)
    doubt = float(zones.doubt[zone])
    while zone >= 0:
        reach = survey.reach_m(size, doubt)
        leaf = index.coarse[zones.edge[zone]]
        whole = leaf >= 0
        away = index.bound[np.where(whole, leaf, 0)].astype(np.float64)
        if zones.is_strip[zone]:
            is_near &= ~(whole & (away > zones.most[zone] + reach))
        else:
            is_outside = index.side[np.where(whole, leaf, 0)] == OUTSIDE
            is_near &= ~(whole & is_outside & (away > reach))
        zone = int(zones.within[zone])
    return is_near


def sorts_of(
    meanings: Sequence[Meaning], slots_of: Callable[[tuple[Line, ...]], Sequence[int]], obligations: int
) -> Sorts:
    """What the sorts met so far count for; `slots_of` tells where lines are counted."""
    masks = np.zeros((len(meanings), words_of(obligations)), np.uint64)
    at = np.zeros((len(meanings), obligations), np.int32)
    listed: list[int] = [0]
    known: dict[tuple[Line, ...], int] = {(): 0}
    for number, meaning in enumerate(meanings):
        for n, lines in enumerate(meaning.lines):
            if lines:
                masks[number, n // WORD] |= bit(n)
            if lines not in known:
                known[lines] = len(listed)
                slots = slots_of(lines)
                listed += [len(slots), *slots]
            at[number, n] = known[lines]
    throughout = np.array([meaning.throughout for meaning in meanings], np.bool_)
    return Sorts(masks, at, np.array(listed, np.int32), throughout)


def bit(number: int) -> np.uint64:
    """The bit of an obligation in its word."""
    return np.uint64(1) << np.uint64(number % WORD)


def words_of(obligations: int) -> int:
    """How many words of 64 bits hold so many obligations."""
    return max(1, -(-obligations // WORD))


def mask_of(chosen: Sequence[bool]) -> Masks:
    """A mask of those chosen."""
    mask = np.zeros(words_of(len(chosen)), np.uint64)
    for n in np.flatnonzero(chosen).tolist():
        mask[n // WORD] |= bit(n)
    return mask
