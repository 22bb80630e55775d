"""How much was observed day by day: sources that report, and those that fell silent - which is not calm.

Less to report makes every source quieter, so that a long pause alone says nothing. A source is silent while
the others go on telling so much that it would surely have told something, too. Where nobody tells anything
for long, nobody can say whether it was calm.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.outlook.predictive import Figures

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim

_LEAST_PATIENCE = 14
"""Days without any report that are no silence, however many there were before."""
_SURELY = 7.0
"""So many reports that were to be expected and did not come are no chance: that is one in a thousand."""
_TOGETHER = "+"
"""Stands between the families that a row rests on."""
_LEAST_REPORTS = 5
"""Reports before anything is to be expected of a source."""


class Silence(NamedTuple):
    """A source that tells nothing any more, while others do."""

    family: str
    last: date
    """The day of which it told last."""


@dataclass(frozen=True)
class Observation:
    """How well days were observed, against how well they are on average."""

    exposure: Figures
    """For each day: the share of all reports that comes from sources that were reporting then, 0 to 1."""
    families: int
    """Families of sources that report at all regularly."""
    silent: tuple[Silence, ...]
    """Those that fell silent before the last day."""
    quiet_since: date | None = None
    """The last day of which anybody told anything, where that is too long ago to be chance."""

    def of_last(self, days: int) -> Observation:
        """The same, of the last so many days."""
        return replace(self, exposure=self.exposure[len(self.exposure) - days :])


def observation(claims: Iterable[Claim], first: date, last: date) -> Observation:
    """Which families of sources were reporting on each day from `first` to `last`.

    With no regular source at all every day counts as observed: nobody can say otherwise.
    """
    days = (last - first).days + 1
    told = _days_told(claims, first, last)
    everything = sorted(day for ones in told.values() for day in ones)
    regular = {family: ones for family, ones in told.items() if len(ones) >= _LEAST_REPORTS}
    if not regular:
        return Observation(np.ones(days), 0, ())
    anybody = _anybody(everything, days)
    exposure, silent = np.zeros(days), []
    for family, ones in sorted(regular.items()):
        reporting = anybody.copy()
        for start, end in _silences(ones, _others(everything, ones), days):
            reporting[start:end] = 0.0
            if end == days and anybody[-1]:
                silent.append(Silence(family, first + timedelta(days=max(ones))))
        exposure += reporting * len(ones)
    quiet = None if anybody[-1] else first + timedelta(days=everything[-1])
    share = exposure / sum(map(len, regular.values()))
    return Observation(share, len(regular), tuple(silent), quiet)


def _days_told(claims: Iterable[Claim], first: date, last: date) -> dict[str, list[int]]:
    """Numbers of the days that each family tells of, one for each of its claims, in order.

    What several families tell together each of them tells.
    """
    found: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        day = claim.time.start or claim.published_on
        if day is not None and first <= day <= last:
            for family in claim.source.family.split(_TOGETHER):
                found[family].append((day - first).days)
    return {family: sorted(ones) for family, ones in found.items()}


def _others(everything: list[int], own: list[int]) -> list[int]:
    """The days that all other families tell of."""
    left = list(own)
    return [day for day in everything if not (left and left[0] == day and left.pop(0) == day)]


def _anybody(everything: list[int], days: int) -> Figures:
    """1 for the days on which somebody told something of late, 0 where all have been quiet for too long."""
    span = everything[-1] - everything[0] + 1
    patience = max(_LEAST_PATIENCE, round(_SURELY * span / len(everything)))
    found = np.zeros(days)
    for day, following in zip(everything, [*everything[1:], days], strict=True):
        end = following if following - day <= patience else day + patience + 1
        found[day : min(end, days)] = 1.0
    return found


def _silences(own: list[int], others: list[int], days: int) -> Iterator[tuple[int, int]]:
    """Stretches of days in which a source told nothing, though by what others told it would have."""
    begun = len(others) - bisect_left(others, own[0])
    usual = len(own) / max(begun - (len(others) - bisect_right(others, own[-1])), 1)
    starts, ends = [0, *(day + 1 for day in own)], [*own, days]
    for start, end in zip(starts, ends, strict=True):
        told = bisect_left(others, end) - bisect_left(others, start)
        if told * usual >= _SURELY:
            yield start, end
