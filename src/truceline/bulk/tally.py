"""What was counted: for each series its days, exact whole numbers that can be added and taken off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.measures import REMEMBERED, WIDTH, chance_and_row, ranked
from truceline.bulk.sums import Share, shared_out, summed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from truceline.bulk.obligations import Line, Obligation

    Counts = NDArray[np.int64]
    Days = NDArray[np.int64]

NOBODY = -1
"""The rank of the likeliest row of a day that has none."""
_NOTHING = np.zeros((0, WIDTH), np.int64)
MOST_DAYS = 1_000_000
"""Days of all slots, 72 bytes each and thread, up to which series that rows share have slots of their own."""


@dataclass
class Series:
    """The slots that rows are counted in, numbered as they are first met, each with its own days.

    A row counts in several series at once: as its party's, and as everybody's. It is counted once, in a
    slot of all of these, and shared out at the end. Where there are too many such slots, each series
    has its own.
    """

    obligations: Sequence[Obligation]
    slots: dict[tuple[Line, ...], int] = field(default_factory=dict)
    base: list[int] = field(default_factory=list)
    """Where each one's days begin."""
    days: int = 0

    def add(self, lines: Sequence[tuple[Line, ...]]) -> None:
        """Give slots to the lines of one sort of rows, by obligation."""
        for obligation, of_it in zip(self.obligations, lines, strict=True):
            if of_it in self.slots:
                continue
            room = self.days + obligation.days <= MOST_DAYS
            for slot in (of_it,) if room else ((line,) for line in of_it):
                if slot and slot not in self.slots:
                    self.slots[slot] = len(self.base)
                    self.base.append(self.days)
                    self.days += obligation.days

    def shares(self, at: NDArray[np.int64]) -> list[Share]:
        """Which of the days told, that are in order, each line counts in each of its slots."""
        duty = {(one.norm, one.check): one for one in self.obligations}
        ends = np.searchsorted(at, [*self.base, self.days]).tolist()
        return [
            Share(line, ends[slot], ends[slot + 1], duty[line.norm, line.check].first - self.base[slot])
            for lines, slot in self.slots.items()
            for line in lines
        ]

    def of(self, lines: tuple[Line, ...]) -> list[int]:
        """The slots that rows of these lines are counted in."""
        found = self.slots.get(lines)
        return [self.slots[line,] for line in lines] if found is None else [found]


class Counter:
    """The numbers that one thread counts up."""

    def __init__(self) -> None:
        self.counts = np.zeros((0, WIDTH), np.int64)
        self.best = np.zeros(0, np.int64)
        self.memo = np.full((REMEMBERED, 4), np.nan)
        """Chances that were told before; they hold for all that is counted with one setup."""

    def make_room(self, days: int) -> None:
        """Grow to so many days in all."""
        more = days - len(self.counts)
        if more > 0:
            self.counts = np.concatenate((self.counts, np.zeros((more, WIDTH), np.int64)))
            self.best = np.concatenate((self.best, np.full(more, NOBODY)))

    def clear(self) -> None:
        """Begin anew, with the room there is."""
        self.counts[:] = 0
        self.best[:] = NOBODY


@dataclass(frozen=True)
class Tally:
    """Counts by series and day.

    `counts` maps a line to its days (since 1970, ascending) and their `MEASURES`, shape (days, 9); days
    on which nothing was counted are left out. `best` maps it to days and the rank of each one's likeliest
    row (see `chance_and_row`); days on which no row is likely enough to show are left out.
    """

    counts: dict[Line, tuple[Days, Counts]]
    best: dict[Line, tuple[Days, NDArray[np.int64]]]

    @classmethod
    def of(cls, series: Series, counters: Sequence[Counter]) -> Tally:
        """The sum of what several threads have counted; the first of them holds it afterwards."""
        counters = [one for one in counters if len(one.counts)] or counters[:1]
        for counter in counters:
            counter.make_room(series.days)
        whole, likeliest = counters[0].counts, counters[0].best
        for counter in counters[1:]:
            whole += counter.counts
            np.maximum(likeliest, counter.best, out=likeliest)
        touched = np.flatnonzero(whole.ravel()) // WIDTH
        touched = touched[np.flatnonzero(np.diff(touched, prepend=-1))]
        counts = shared_out(series.shares(touched), touched, whole[touched], np.add)
        told = np.flatnonzero(likeliest != NOBODY)
        best = shared_out(series.shares(told), told, likeliest[told], np.maximum)
        return cls(counts, best)

    def plus(self, other: Tally) -> Tally:
        """Both together. The likeliest rows are this one's: numbers of another file mean nothing here."""
        return Tally(summed(self.counts, other.counts, 1, _NOTHING), self.best)

    def minus(self, other: Tally) -> Tally:
        """Without what the other counted: to the bit what would have been counted without it."""
        return Tally(summed(self.counts, other.counts, -1, _NOTHING), self.best)

    def numbered(self, number: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> Tally:
        """The same with the numbers of its likeliest rows changed, their order kept."""
        best = {}
        for line, (days, rank) in self.best.items():
            chance, row = chance_and_row(rank)
            best[line] = (days, ranked(chance, number(row)))
        return Tally(self.counts, best)

    def likeliest(self, line: Line) -> dict[int, tuple[int, int]]:
        """Of each day (since 1970) the likeliest row: its chance (2^-20) and number."""
        if line not in self.best:
            return {}
        days, ranks = self.best[line]
        chance, row = chance_and_row(ranks)
        return dict(zip(days.tolist(), zip(chance.tolist(), row.tolist(), strict=True), strict=True))

    def totals(self) -> dict[Line, Counts]:
        """The measures of every line over all its days."""
        return {line: counts.sum(axis=0) for line, (_, counts) in self.counts.items()}


def merged(parts: Sequence[Tally]) -> Tally:
    """The tallies of parts of one file, its rows numbered through."""
    if len(parts) == 1:
        return parts[0]
    counts: dict[Line, tuple[Days, Counts]] = {}
    best: dict[Line, tuple[Days, NDArray[np.int64]]] = {}
    for part in parts:
        counts = summed(counts, part.counts, 1, _NOTHING)
        for line, its in part.best.items():
            best[line] = _likeliest(best[line], its) if line in best else its
    return Tally(dict(sorted(counts.items())), dict(sorted(best.items())))


def _likeliest(
    one: tuple[Days, NDArray[np.int64]], other: tuple[Days, NDArray[np.int64]]
) -> tuple[Days, NDArray[np.int64]]:
    """Of each day the likeliest row of either."""
    days = np.union1d(one[0], other[0])
    rank = np.full(len(days), NOBODY)
    for its, ranks in (one, other):
        at = np.searchsorted(days, its)
        rank[at] = np.maximum(rank[at], ranks)
    return days, rank
