"""How much was observed day by day: sources that report, and those that fell silent - which is not calm.

Less to report makes every source quieter, so that a long pause alone says nothing. A source is silent while
the others go on telling so much that it would surely have told something, too. Where nobody tells anything
for long, nobody can say whether it was calm.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.outlook.predictive import Figures

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim

Told = Mapping[str, Mapping[date, int]]
"""By family of sources and day: how many reports tell of it."""
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


def observation(told: Told, first: date, last: date) -> Observation:
    """Which families of sources were reporting on each day from `first` to `last`.

    With no regular source at all every day counts as observed: nobody can say otherwise.
    """
    days = (last - first).days + 1
    within = {family: _within(counts, first, days) for family, counts in told.items()}
    everything = np.sum([np.zeros(days), *within.values()], axis=0)
    regular = {family: ones for family, ones in within.items() if ones.sum() >= _LEAST_REPORTS}
    if not regular:
        return Observation(np.ones(days), 0, ())
    anybody = _anybody(everything)
    exposure, silent = np.zeros(days), []
    for family, ones in sorted(regular.items()):
        reporting = anybody.copy()
        for start, end in _silences(ones, everything - ones):
            reporting[start:end] = 0.0
            if end == days and anybody[-1]:
                silent.append(Silence(family, first + timedelta(days=_last(ones))))
        exposure += reporting * ones.sum()
    quiet = None if anybody[-1] else first + timedelta(days=_last(everything))
    share = exposure / sum(ones.sum() for ones in regular.values())
    return Observation(share, len(regular), tuple(silent), quiet)


def told_by(claims: Iterable[Claim]) -> Told:
    """How many claims of each family tell of each day.

    What several families tell together each of them tells.
    """
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for claim in claims:
        day = claim.time.start or claim.published_on
        if day is not None:
            for family in claim.source.family.split(_TOGETHER):
                found[family][day] += 1
    return found


def together(several: Iterable[Told]) -> Told:
    """What several feeds tell; what families tell together each of them tells."""
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for told in several:
        for families, days in told.items():
            for family in families.split(_TOGETHER):
                found[family].update(days)
    return found


def _within(counts: Mapping[date, int], first: date, days: int) -> Figures:
    found = np.zeros(days)
    for day, count in counts.items():
        at = (day - first).days
        if 0 <= at < days:
            found[at] = count
    return found


def _last(counts: Figures) -> int:
    return int(np.flatnonzero(counts)[-1])


def _anybody(everything: Figures) -> Figures:
    """1 for the days on which somebody told something of late, 0 where all have been quiet for too long."""
    days = np.flatnonzero(everything)
    span = int(days[-1] - days[0]) + 1
    patience = max(_LEAST_PATIENCE, round(_SURELY * span / float(everything.sum())))
    found = np.zeros(len(everything))
    for day, following in pairwise([*days.tolist(), len(everything)]):
        end = following if following - day <= patience else day + patience + 1
        found[day:end] = 1.0
    return found


def _silences(own: Figures, others: Figures) -> Iterator[tuple[int, int]]:
    """Stretches of days in which a source told nothing, though by what others told it would have."""
    days = np.flatnonzero(own)
    sums = np.concatenate(([0.0], np.cumsum(others)))
    meanwhile = sums[days[-1] + 1] - sums[days[0]]
    usual = own.sum() / max(meanwhile, 1.0)
    starts, ends = np.concatenate(([0], days + 1)), np.concatenate((days, [len(own)]))
    told = sums[ends] - sums[starts]
    for number in np.flatnonzero(told * usual >= _SURELY):
        yield int(starts[number]), int(ends[number])
