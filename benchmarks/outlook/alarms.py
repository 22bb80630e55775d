"""How long before a collapse the forecasts would have warned, at a stated rate of false alarms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.outlook.wars import War
from truceline.outlook.changes import changes, mean_excess
from truceline.outlook.comparison import BEFORE
from truceline.outlook.models import CHOSEN, MODELS
from truceline.outlook.predictive import Figures
from truceline.outlook.ratio import Window, rate_ratio

DAYS = 14
TIMES = 2.0
"""An alarm is of more than twice as many events in 14 days as usual: as the median of the year before."""
RATE = 0.05
_YEAR = 365
_NEAR = 10


@dataclass(frozen=True)
class Warning_:  # noqa: N801 - the word for it, which Python has taken
    """What an alarm that is raised on so few calm days would have been worth."""

    chance: float
    """From this chance on there is alarm: the smallest at which false alarms come no oftener than stated."""
    before: str
    """The days for which that was set."""
    lead: int | None
    """Days from the first alarm of an unbroken run until the collapse; None where none was raised before."""
    false_after: float
    """The rate of false alarms between the truce and the collapse, days on which no such thing came."""


def warned(war: War, counts: Figures, truce: date, collapse: date) -> Warning_:
    """Set the alarm on the days before the truce, and see when it would have gone off after it."""
    days = range(_YEAR, war.number(collapse))
    chances = {day: _chance(counts, day) for day in days}
    came = {day: _came(counts, day) for day in days}
    calm = [chances[day] for day in days if day < war.number(truce) - DAYS and not came[day]]
    bar = float(np.quantile(calm, 1.0 - RATE))
    since = [day for day in days if day >= war.number(truce)]
    run = 0
    for day in reversed(since):
        if chances[day] <= bar:
            break
        run += 1
    quiet = [day for day in since if not came[day]]
    false = sum(chances[day] > bar for day in quiet) / max(len(quiet), 1)
    span = f"{war.day(_YEAR)} to {truce}"
    return Warning_(bar, span, run or None, false)


def _bar(counts: Figures, day: int) -> float:
    past = counts[day + 1 - _YEAR : day + 1]
    sums = np.convolve(past, np.ones(DAYS), mode="valid")
    return TIMES * float(np.median(sums))


def _chance(counts: Figures, day: int) -> float:
    made = MODELS[CHOSEN](counts[: day + 1].copy(), DAYS)
    assert made is not None, "a year is enough"
    return made.above(_bar(counts, day))


def _came(counts: Figures, day: int) -> bool:
    return float(counts[day + 1 : day + 1 + DAYS].sum()) > _bar(counts, day)


def days_until_found(war: War, counts: Figures, target: date, most: int = 120) -> int | None:
    """With how many days of data after a day a change near it is first told; None: not within so many."""
    number = war.number(target)
    for later in range(1, most + 1):
        found = changes(counts[: number + later].copy())
        if any(abs(one.day - number) <= _NEAR for one in found):
            return later
    return None


def days_until_detectable(counts: Figures, number: int, most: int = 120) -> int | None:
    """With how many days of data after a day whoever knows that day can tell the paces apart; None: not yet.

    The interval of 95 % for the ratio to the 60 days before leaves out 1.
    """
    for later in range(1, most + 1):
        known = counts[number - BEFORE : number + later]
        before = Window(float(known[:BEFORE].sum()), BEFORE)
        after = Window(float(known[BEFORE:].sum()), later)
        found = rate_ratio(before, after, mean_excess(known, counts[: number + later]))
        if found is not None and found.is_change:
            return later
    return None
