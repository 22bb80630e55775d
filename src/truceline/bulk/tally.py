"""What was counted: for each series its days, exact whole numbers that can be added and taken off."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.counting import REMEMBERED, WIDTH
from truceline.bulk.obligations import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from truceline.bulk.obligations import Obligation

    Counts = NDArray[np.int64]

KEPT = 32
"""How many of the likeliest rows of each series are remembered by their numbers."""
MOST_DAYS = 1_000_000
"""Days of all slots, 72 bytes each and thread, up to which series that rows share have slots of their own."""
_NONE = (-1, 2**62)


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

    def of(self, lines: tuple[Line, ...]) -> list[int]:
        """The slots that rows of these lines are counted in."""
        found = self.slots.get(lines)
        return [self.slots[line,] for line in lines] if found is None else [found]


class Counter:
    """The numbers that one thread counts up."""

    def __init__(self) -> None:
        self.counts = np.zeros((0, WIDTH), np.int64)
        self.best = np.zeros((0, KEPT, 2), np.int64)
        self.memo = np.full((REMEMBERED, 4), np.nan)
        """Chances that were told before; they hold for all that is counted with one setup."""

    def make_room(self, slots: int, days: int) -> None:
        """Grow to so many slots with so many days in all."""
        if slots > len(self.best):
            new = np.empty((slots - len(self.best), KEPT, 2), np.int64)
            new[:] = _NONE
            self.best = np.concatenate((self.best, new))
        if days > len(self.counts):
            self.counts = np.concatenate((self.counts, np.zeros((days - len(self.counts), WIDTH), np.int64)))

    def clear(self) -> None:
        """Begin anew, with the room there is."""
        self.counts[:] = 0
        self.best[:] = _NONE


@dataclass(frozen=True)
class Tally:
    """Counts by series and day.

    `counts` maps a line to its days (since 1970, ascending) and their `MEASURES`, shape (days, 9); days
    on which nothing was counted are left out. `best` maps it to its likeliest rows: chance (2^-20) and
    number of the row.
    """

    counts: dict[Line, tuple[NDArray[np.int64], Counts]]
    best: dict[Line, list[tuple[int, int]]]

    @classmethod
    def of(cls, series: Series, counters: Sequence[Counter]) -> Tally:
        """The sum of what several threads have counted; the first of them holds it afterwards."""
        for counter in counters:
            counter.make_room(len(series.base), series.days)
        whole = counters[0].counts
        for counter in counters[1:]:
            whole += counter.counts
        parts: dict[Line, list[int]] = {}
        for lines, slot in series.slots.items():
            for line in lines:
                parts.setdefault(line, []).append(slot)
        first = {(one.norm, one.check): one for one in series.obligations}
        counts, best = {}, {}
        for line, slots in sorted(parts.items()):
            duty = first[line.norm, line.check]
            bases = [series.base[slot] for slot in slots]
            part = np.sum([whole[base : base + duty.days] for base in bases], axis=0)
            rows = np.flatnonzero(part.any(axis=1))
            if len(rows):
                counts[line] = (rows + duty.first, part[rows])
                best[line] = _likeliest(
                    (int(w), int(n)) for counter in counters for slot in slots for w, n in counter.best[slot]
                )
        return cls(counts, best)

    def plus(self, other: Tally) -> Tally:
        """Both together. The likeliest rows are this one's: numbers of another file mean nothing here."""
        return Tally(_summed(self.counts, other.counts, 1), self.best)

    def minus(self, other: Tally) -> Tally:
        """Without what the other counted: to the bit what would have been counted without it."""
        return Tally(_summed(self.counts, other.counts, -1), self.best)

    def totals(self) -> dict[Line, Counts]:
        """The measures of every line over all its days."""
        return {line: counts.sum(axis=0) for line, (_, counts) in self.counts.items()}


def merged(parts: Sequence[Tally]) -> Tally:
    """The tallies of parts of one file, its rows numbered through."""
    counts: dict[Line, tuple[NDArray[np.int64], Counts]] = {}
    best: dict[Line, list[tuple[int, int]]] = {}
    for part in parts:
        counts = _summed(counts, part.counts, 1)
        for line, rows in part.best.items():
            best[line] = _likeliest((*best.get(line, ()), *rows))
    return Tally(dict(sorted(counts.items())), dict(sorted(best.items())))


def _likeliest(rows: Any) -> list[tuple[int, int]]:
    told: Iterator[tuple[int, int]] = (row for row in rows if row[0] >= 0)
    return sorted(told, key=lambda row: (-row[0], row[1]))[:KEPT]


def _summed(
    one: dict[Line, tuple[NDArray[np.int64], Counts]],
    other: dict[Line, tuple[NDArray[np.int64], Counts]],
    sign: int,
) -> dict[Line, tuple[NDArray[np.int64], Counts]]:
    found = {}
    for line in sorted({*one, *other}):
        parts = [(*part, factor) for part, factor in ((one.get(line), 1), (other.get(line), sign)) if part]
        days = np.unique(np.concatenate([days for days, _, _ in parts]))
        counts = np.zeros((len(days), WIDTH), np.int64)
        for its, values, factor in parts:
            counts[np.searchsorted(days, its)] += factor * values
        left = counts.any(axis=1)
        if left.any():
            found[line] = (days[left], counts[left])
    return found
