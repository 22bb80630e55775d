"""How much was observed day by day: sources that report, and those that fell silent - which is not calm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.outlook.predictive import Figures

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim

_LEAST_PATIENCE = 14
"""Days that a source may be quiet without being taken for silent."""
_USUAL_GAPS = 7.0
"""So many of its usual gaps without a word are silence: by chance alone that comes once in a thousand."""
_LEAST_REPORTS = 5
"""Reports before a source has a usual gap at all."""


class Silence(NamedTuple):
    """A source that tells nothing any more."""

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

    def of_last(self, days: int) -> Observation:
        """The same, of the last so many days."""
        return replace(self, exposure=self.exposure[len(self.exposure) - days :])


def observation(claims: Iterable[Claim], first: date, last: date) -> Observation:
    """Which families of sources were reporting on each day from `first` to `last`.

    A source reports from the first day it tells of until so long after the last one that its silence is no
    chance any more. With no regular source at all every day counts as observed: nobody can say otherwise.
    """
    days = (last - first).days + 1
    told = _days_told(claims, first, last)
    regular = {family: ones for family, ones in told.items() if len(ones) >= _LEAST_REPORTS}
    if not regular:
        return Observation(np.ones(days), 0, ())
    exposure, silent = np.zeros(days), []
    for family, ones in regular.items():
        reporting = np.zeros(days, dtype=bool)
        patience = _patience(ones)
        for start, end in _stretches(sorted(ones), patience):
            reporting[max(start, 0) : min(end + 1, days)] = True
        if not reporting[-1]:
            silent.append(Silence(family, first + timedelta(days=max(ones))))
        exposure += reporting * len(ones)
    share = exposure / sum(map(len, regular.values()))
    return Observation(share, len(regular), tuple(sorted(silent)))


def _days_told(claims: Iterable[Claim], first: date, last: date) -> dict[str, list[int]]:
    """Numbers of the days that each family tells of, one for each of its claims."""
    found: dict[str, list[int]] = defaultdict(list)
    for claim in claims:
        day = claim.time.start or claim.published_on
        if day is not None and first <= day <= last:
            found[claim.source.family].append((day - first).days)
    return found


def _patience(days: list[int]) -> int:
    """Days of quiet after which a source counts as silent."""
    span = max(days) - min(days) + 1
    return max(_LEAST_PATIENCE, round(_USUAL_GAPS * span / len(days)))


def _stretches(days: list[int], patience: int) -> list[tuple[int, int]]:
    """Stretches in which a source was reporting: each ends when its patience is over."""
    found: list[tuple[int, int]] = []
    start = before = days[0]
    for day in days[1:]:
        if day - before > patience:
            found.append((start, before))
            start = day
        before = day
    return [*found, (start, before + patience)]
