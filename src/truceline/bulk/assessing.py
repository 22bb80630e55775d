"""A whole event table counted against the norms of an agreement, in bounded memory."""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from truceline.assess.scales import WIDEST
from truceline.bulk.counting import Rows, count_rows
from truceline.bulk.duties import Duties, Near, Sorts, duties_of, near_of, sorts_of
from truceline.bulk.events import ISSUES, Events, events_of
from truceline.bulk.points import FIRST_ROW, RAGGED, Issues
from truceline.bulk.profiles import Profiles
from truceline.bulk.tally import Counter, Series, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from truceline.bulk.layout import Layout, Telling
    from truceline.bulk.locating import Periods
    from truceline.bulk.obligations import Obligation
    from truceline.bulk.profiles import ClaimOf, Fold, Meaning, Sort
    from truceline.bulk.survey import Survey
    from truceline.bulk.tables import Source

Days = Literal["spread", "first"]
"""An event of several days counts in equal parts on each, or as a whole on its first."""
_CHUNK = 1 << 14
BATCH = 1 << 18
_KEPT_DAYS, _KEPT_WORDS, _KEPT_IDLE = 200_000, 1 << 16, 2
"""Days (72 bytes each and thread) and words of rows up to which what was learnt is kept between tables.

So many are kept as count at the same time.
"""


class _Ground(NamedTuple):
    """The zones of one period with the obligations in them."""

    survey: Survey
    duties: Duties
    near: Near


@dataclass(frozen=True)
class Setup:
    """What is counted, and how rows are understood: the same for every part of a table."""

    obligations: Sequence[Obligation]
    periods: Periods
    layout: Layout
    telling: Telling
    changes: Sequence[date]
    """Days on which names begin or cease to mean a party."""
    readings: tuple[ClaimOf, Fold]
    """How a row is read as a claim, and which cells come to the same."""
    days: Days = "spread"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are read."""
        return tuple(dict.fromkeys((*self.layout.columns, *self.telling.columns)))

    @cached_property
    def grounds(self) -> list[_Ground]:
        """The zones of every period with the obligations in them."""
        duties = duties_of(self.obligations, self.periods.zones)
        return [_Ground(one, duties, near_of(one, duties)) for one in self.periods.surveys]

    @cached_property
    def meanings(self) -> dict[Sort, Meaning]:
        """What the sorts of rows met so far, in whichever part, count for: each is asked once a process."""
        return {}

    @cached_property
    def idle(self) -> list[Counting]:
        """What has counted one table waits for the next, unless it is too large to be kept."""
        return []


@dataclass
class Assessed:
    """What became of a table or of a part of it."""

    tally: Tally
    rows: int = 0
    issues: Issues = field(default_factory=Issues)


def assess_table(
    setup: Setup, source: Source, advance: Callable[[int], object] = lambda _rows: None
) -> Assessed:
    """Count a whole table; rows that could not be split into cells are told by their numbers."""
    batches = source.batches(setup.columns, BATCH, setup.telling.who)
    waiting = _waiting(setup.idle)
    idle = [waiting] if waiting else []
    found = assess_rows(setup, batches, advance=advance, idle=idle)
    setup.idle.extend(one for one in idle if not one.is_large and len(setup.idle) < _KEPT_IDLE)
    if source.ragged:
        for rows in found.issues.first.values():
            rows[:] = [physical(row, source.ragged) for row in rows]
        found.tally = found.tally.numbered(lambda rows: physical_rows(rows, source.ragged))
        found.issues.add_rows(RAGGED, source.ragged)
    return found


def physical(row: int, ragged: Sequence[int]) -> int:
    """The number of a row in its file, from its number among those that could be read."""
    for left_out in ragged:
        row += left_out <= row
    return row


def physical_rows(rows: NDArray[np.int64], ragged: Sequence[int]) -> NDArray[np.int64]:
    """The same of several rows."""
    return np.array([physical(int(row), ragged) for row in rows], np.int64)


def assess_rows(
    setup: Setup,
    batches: Iterable[Any],
    first_row: int = FIRST_ROW,
    advance: Callable[[int], object] = lambda _rows: None,
    threads: int | None = None,
    idle: list[Counting] | None = None,
) -> Assessed:
    """Count Arrow record batches; `first_row` is the number of their first row in its file.

    `advance` is told of every batch how many rows it had. Whatever the threads and the batches, the
    tally is the same to the bit. `idle` keeps what was learnt of the sorts of rows for the next part.
    """
    counting = _waiting(idle) or Counting(setup, threads or os.cpu_count() or 1)
    issues, rows = Issues(), 0
    with ThreadPoolExecutor(counting.threads) as pool:
        for batch in batches:
            issue = counting.count(batch, first_row + rows, pool)
            issues.add(issue, first_row + rows, counting.issue_names)
            rows += batch.num_rows
            advance(batch.num_rows)
        counting.wait()
    tally = counting.tally()
    if idle is not None:
        counting.clear()
        idle.append(counting)
    return Assessed(tally, rows, issues)


def _waiting(idle: list[Counting] | None) -> Counting | None:
    """One that waits; others may come for it at the same time."""
    with suppress(IndexError):
        return idle.pop() if idle else None
    return None


def wide_of(setup: Setup, events: Events) -> NDArray[np.bool_] | None:
    """Rows of so many days that they tell no day's pace; None where no pace is counted."""
    if not any(one.is_paced for one in setup.obligations):
        return None
    return np.asarray(events.last - events.points.day >= WIDEST)


class Counting:
    """The state of one pass: sorts met, series numbered, and a counter for each thread."""

    def __init__(self, setup: Setup, threads: int) -> None:
        self.threads = threads
        self.issue_names = list(ISSUES)
        self._setup = setup
        self._grounds = setup.grounds
        self._profiles = Profiles(
            setup.telling.who, setup.changes, setup.readings, setup.obligations, setup.meanings
        )
        self._series = Series(setup.obligations)
        self._sorts = sorts_of([], self._series.of, len(setup.obligations))
        self._fault = np.zeros(0, np.uint8)
        self._counters = [Counter() for _ in range(threads)]
        self._free: SimpleQueue[Counter] = SimpleQueue()
        for counter in self._counters:
            self._free.put(counter)
        self._under_way: deque[list[Future[None]]] = deque()

    def count(self, batch: Any, first_row: int, pool: ThreadPoolExecutor) -> NDArray[np.uint8]:
        """Set a batch going while the one before it is still counted; what is wrong with its rows."""
        events = events_of(batch, self._setup.layout, self._setup.telling)
        sort = self._profiles.of(batch, events.points.day, wide_of(self._setup, events))
        self._understand()
        base = np.array(self._series.base, np.int64)
        sorts, days = self._sorts, self._series.days
        period = self._setup.periods.period_of(events.points.day)
        jobs = []
        for number in range(len(self._grounds)):
            rows = np.flatnonzero(period == number) if len(self._grounds) > 1 else np.arange(len(period))
            for first in range(0, len(rows), _CHUNK):
                part = self._rows(rows[first : first + _CHUNK], first_row, events, sort)
                jobs.append(pool.submit(self._count, part, number, sorts, base, days))
        self._under_way.append(jobs)
        if len(self._under_way) > 1:
            self._finish()
        faults = self._fault[sort]
        return np.where(faults > 0, faults, events.issue) if faults.any() else events.issue

    def wait(self) -> None:
        """Until all that was set going is counted."""
        while self._under_way:
            self._finish()

    def tally(self) -> Tally:
        """What was counted."""
        return Tally.of(self._series, self._counters)

    def clear(self) -> None:
        """Forget what was counted, and keep what was learnt."""
        for counter in self._counters:
            counter.clear()

    @property
    def is_large(self) -> bool:
        """Whether it holds more than what takes a moment to be made anew."""
        return self._series.days > _KEPT_DAYS or self._profiles.words > _KEPT_WORDS

    def _finish(self) -> None:
        for job in self._under_way.popleft():
            job.result()

    def _understand(self) -> None:
        """Number what newly met sorts of rows count for."""
        meanings = self._profiles.meanings
        known = len(self._sorts.throughout)
        if known == len(meanings):
            return
        for meaning in meanings[known:]:
            self._series.add(meaning.lines)
        self._sorts = sorts_of(meanings, self._series.of, len(self._setup.obligations))
        for meaning in meanings[known:]:
            if meaning.fault and meaning.fault not in self.issue_names:
                self.issue_names.append(meaning.fault)
        faults = [self.issue_names.index(one.fault) if one.fault else 0 for one in meanings]
        self._fault = np.array(faults, np.uint8)

    def _rows(self, which: NDArray[np.int64], number: int, events: Events, sort: NDArray[np.int32]) -> Rows:
        points = events.points
        end = events.last if self._setup.days == "spread" else points.day
        return Rows(
            which, number, points.lon, points.lat, points.size_m, points.day, end, events.killed, sort
        )

    def _count(self, rows: Rows, number: int, sorts: Sorts, base: NDArray[np.int64], days: int) -> None:
        ground = self._grounds[number]
        counter = self._free.get()
        try:
            counter.make_room(days)
            survey = ground.survey
            count_rows(
                rows,
                survey.kernel,
                survey.index,
                survey.zones,
                survey.pyramid,
                ground.duties,
                ground.near,
                sorts,
                base,
                number,
                counter.memo,
                counter.counts,
                counter.best,
            )
        finally:
            self._free.put(counter)
