"""When the pace of events changed, and how surely the day is known.

Segments of steady pace under gamma priors, found exactly by dynamic programming (after Jackson et al. 2005);
the spread of counts beyond Poisson's is taken off the evidence, so that one bad week is no new era.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.outlook.predictive import Figures

Numbers = NDArray[np.integer[Any]]

SHORTEST = 7
"""Days that a new pace must have lasted before it is told."""
_PER_DAY = 1.0 / 365.0
"""The chance, before looking, that the pace changes on a day."""
_PRIOR_SHAPE = 0.5
_WEEK = 7
_AROUND = 29
"""Days whose mean stands for the pace around a day."""
_SURE = 0.8


@dataclass(frozen=True)
class Change:
    """A day from which on the pace was another one; days are numbers in the series, from 0."""

    day: int
    """The likeliest first day of the new pace."""
    earliest: int
    latest: int
    """The first day lies between these with a chance of 80 %, given that there was a change."""
    before: float
    after: float
    """Events a day, from the change before and until the next one."""
    evidence: float
    """Natural logarithm of how much likelier the days are with the change than without it."""


def spread_of(counts: Figures) -> float:
    """How much weekly counts vary beyond Poisson's: the variance is mean + spread * mean^2."""
    weeks = counts[len(counts) % _WEEK :].reshape(-1, _WEEK).sum(axis=1)
    pairs = (weeks[1:] + weeks[:-1]) / 2
    # Neighbouring weeks of one pace differ, squared and halved, by its variance.
    beyond = float(np.sum(np.diff(weeks) ** 2 / 2 - pairs))
    return max(0.0, beyond / max(float(np.sum(pairs**2)), 1e-9))


def excess_of(counts: Figures, spread: float | None = None) -> Figures:
    """How many times more than Poisson's the weeks around each day vary, given the pace there; 1 or more."""
    known = spread_of(counts) if spread is None else spread
    reach = min(_AROUND, len(counts))
    weights = np.ones(reach)
    near = np.convolve(counts, weights, mode="same") / np.convolve(np.ones(len(counts)), weights, mode="same")
    return np.asarray(1.0 + known * near * _WEEK, dtype=np.float64)


def mean_excess(counts: Figures, history: Figures | None = None) -> float:
    """The same over all of these days, their spread told from a longer history where there is one.

    Of less than two weeks nothing can be told: 1.
    """
    if len(counts) < 2 * _WEEK:
        return 1.0
    return float(np.mean(excess_of(counts, spread_of(counts if history is None else history))))


def changes(counts: Figures, exposure: Figures | None = None) -> tuple[Change, ...]:
    """The changes of pace in a series of daily counts, oldest first.

    `exposure` says how well each day was observed (1: as usual); a day with none tells nothing.
    """
    if len(counts) < 2 * SHORTEST or not counts.any():
        return ()
    evidence = _Evidence.of(counts, np.ones(len(counts)) if exposure is None else exposure)
    cuts = [0, *_cuts(evidence, len(counts)), len(counts)]
    return tuple(
        _change(evidence, before, day, after)
        for before, day, after in zip(cuts, cuts[1:-1], cuts[2:], strict=False)
    )


@dataclass(frozen=True)
class _Evidence:
    """Sums from which the evidence of any segment follows at once."""

    events: Figures
    exposure: Figures
    """Both are sums up to each day, taken down by the overdispersion."""
    mean: float

    @classmethod
    def of(cls, counts: Figures, exposure: Figures) -> _Evidence:
        excess = excess_of(counts)
        sums = (np.concatenate(([0.0], np.cumsum(one / excess))) for one in (counts, exposure))
        events, seen = sums
        return cls(events, seen, float(events[-1] / max(seen[-1], 1e-9)))

    def of_segment(self, first: Numbers | int, end: Numbers | int) -> Figures:
        """Logarithm of the marginal likelihood of days `first` to before `end`, but for a constant."""
        from scipy import special  # noqa: PLC0415 - a quarter of a second that most commands need not wait for

        number = np.asarray(self.events[end] - self.events[first])
        seen = np.asarray(self.exposure[end] - self.exposure[first])
        rate = _PRIOR_SHAPE / max(self.mean, 1e-9)
        shape = _PRIOR_SHAPE + number
        found = special.gammaln(shape) - special.gammaln(_PRIOR_SHAPE) + _PRIOR_SHAPE * np.log(rate)
        return np.asarray(found - shape * np.log(rate + seen), dtype=np.float64)


def _cuts(evidence: _Evidence, days: int) -> list[int]:
    """The first days of new segments, under the likeliest division."""
    best = np.full(days + 1, -np.inf)
    best[0] = -np.log(_PER_DAY)
    came_from = np.zeros(days + 1, dtype=np.int64)
    for end in range(SHORTEST, days + 1):
        firsts = np.concatenate(([0], np.arange(SHORTEST, end - SHORTEST + 1)))
        worth = best[firsts] + evidence.of_segment(firsts, end) + np.log(_PER_DAY)
        chosen = int(np.argmax(worth))
        best[end], came_from[end] = worth[chosen], firsts[chosen]
    found: list[int] = []
    at = int(came_from[days])
    while at > 0:
        found.append(at)
        at = int(came_from[at])
    return found[::-1]


def _change(evidence: _Evidence, before: int, day: int, after: int) -> Change:
    """A change between two neighbours, with the days on which it may as well have come."""
    days = np.arange(before + 1, after)
    worth = evidence.of_segment(before, days) + evidence.of_segment(days, after)
    chances = np.exp(worth - worth.max())
    cumulated = np.cumsum(chances / chances.sum())
    low, high = np.searchsorted(cumulated, [(1 - _SURE) / 2, (1 + _SURE) / 2])
    whole = float(evidence.of_segment(before, after))
    parted = float(evidence.of_segment(before, day) + evidence.of_segment(day, after))
    return Change(
        day=day,
        earliest=min(int(days[low]), day),
        latest=max(int(days[min(high, len(days) - 1)]), day),
        before=_pace(evidence, before, day),
        after=_pace(evidence, day, after),
        evidence=parted - whole + float(np.log(_PER_DAY)),
    )


def _pace(evidence: _Evidence, first: int, end: int) -> float:
    seen = evidence.exposure[end] - evidence.exposure[first]
    return float((evidence.events[end] - evidence.events[first]) / seen) if seen else 0.0
