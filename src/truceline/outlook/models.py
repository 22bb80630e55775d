"""Plain models of how many events a window of days will bring.

Each looks only at the daily counts up to the day it speaks on. What was tried and did no better on held-out
time stays in the back-test (`make backtest`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from truceline.outlook.predictive import Figures, Predictive

Model = Callable[[Figures, int], Predictive | None]
"""From daily counts up to today and a number of days to what those days will bring; None: cannot say."""

LEAST_DAYS = 90
"""History that a forecast needs before its own horizon."""
HALF_LIVES = (4, 7, 14, 28, 56)
"""Days after which a day counts half; nobody knows the right one, so each may be right."""
_MEMORY = 365.0
"""Half-life, in days, of what past errors tell of the spread."""
_BURN_IN = 60
_SPREADS = (-5.0, 2.5)
"""Logarithms of the smallest and the largest spread that is looked for."""
_SHARPNESS = (0.5, 3.0)


def totals(counts: Figures, days: int) -> Figures:
    """Totals of every window of so many days that is over, in the order of their first days."""
    sums = np.concatenate(([0.0], np.cumsum(counts)))
    return sums[days:] - sums[:-days]


def smoothed(counts: Figures, half_life: float) -> Figures:
    """The exponentially smoothed level after each day, events a day (Brown 1956)."""
    keep = 0.5 ** (1.0 / half_life)
    level = float(counts[:30].mean())
    found = np.empty(len(counts))
    for number, count in enumerate(counts):
        level = keep * level + (1.0 - keep) * float(count)
        found[number] = level
    return found


def climatology(counts: Figures, days: int) -> Predictive | None:
    """What all windows of that length were like so far."""
    past = totals(counts, days) if len(counts) >= LEAST_DAYS + days else None
    return None if past is None else Predictive.of_past(np.rint(past))


def persistence(counts: Figures, days: int) -> Predictive | None:
    """As many as in the last window of that length, with the spread that such forecasts have had."""
    if len(counts) < LEAST_DAYS + 2 * days:
        return None
    windows = totals(counts, days)
    said, came = windows[:-days], windows[days:]
    return Predictive.negative_binomial(float(windows[-1]), _spread(said, came))


def at_level(half_life: float, counts: Figures, days: int) -> Predictive | None:
    """The smoothed level goes on, with the spread that such forecasts have had."""
    said = Said.of(half_life, counts, days)
    return None if said is None else said.forecast


def pool_of_levels(counts: Figures, days: int) -> Predictive | None:
    """Levels smoothed over days to months, each as likely to be the right one: too wide, as pools are."""
    known = [said for said in (Said.of(half_life, counts, days) for half_life in HALF_LIVES) if said]
    return Predictive.pooled([said.forecast for said in known]) if known else None


def sharpened_pool(counts: Figures, days: int) -> Predictive | None:
    """The pool, made narrower or wider as its past errors ask for (Ranjan and Gneiting 2010)."""
    known = [said for said in (Said.of(half_life, counts, days) for half_life in HALF_LIVES) if said]
    return sharpened(known) if known else None


def sharpened(known: Sequence[Said], weights: Sequence[float] | None = None) -> Predictive:
    """Levels pooled with their weights (equal unless given), and sharpened by the pool's past errors."""
    pool = Predictive.pooled([said.forecast for said in known], weights)
    below, upto = (
        np.average([said.past(less) for said in known], axis=0, weights=weights) for less in (1, 0)
    )
    return pool.sharpened(_sharpness(below, upto))


@dataclass(frozen=True)
class Said:
    """What one level says now, and would have said of every window that is over."""

    forecast: Predictive
    means: Figures
    came: Figures
    spread: float

    @classmethod
    def of(cls, half_life: float, counts: Figures, days: int) -> Said | None:
        """What the level of this half-life says; None without enough days."""
        if len(counts) < LEAST_DAYS + days:
            return None
        return cls.at(smoothed(counts, half_life), counts, days)

    @classmethod
    def at(cls, level: Figures, counts: Figures, days: int) -> Said:
        """What a level says that is told after each day, in events a day."""
        means, came = level[_BURN_IN - 1 : -days] * days, totals(counts[_BURN_IN:], days)
        spread = _spread(means, came)
        return cls(Predictive.negative_binomial(float(level[-1]) * days, spread), means, came, spread)

    @property
    def score(self) -> float:
        """How likely it found what came, late windows counting more: the sum of logarithms."""
        weights = 0.5 ** (np.arange(len(self.came) - 1, -1, -1) / _MEMORY)
        return float(weights @ np.log(np.maximum(self.past(0) - self.past(1), 1e-9)))

    def past(self, less: int) -> Figures:
        """The chance that was given to as many as came, `less` so many, or fewer, of every window."""
        from scipy import special  # noqa: PLC0415 - as below

        size = 1.0 / max(self.spread, 1e-9)
        numbers = np.rint(self.came) - less
        chances = special.betainc(
            size, np.maximum(numbers, 0) + 1.0, size / (size + np.maximum(self.means, 0.05))
        )
        return np.where(numbers < 0, 0.0, chances)


BASELINES: Mapping[str, Model] = MappingProxyType({"climatology": climatology, "persistence": persistence})
"""What a forecast has to beat."""
MODELS: Mapping[str, Model] = MappingProxyType(
    {
        **BASELINES,
        **{f"level-{half_life}": partial(at_level, half_life) for half_life in HALF_LIVES},
        "pool": pool_of_levels,
        "sharpened": sharpened_pool,
    }
)
CHOSEN = "sharpened"
"""The model whose forecasts are issued."""
VERSION = "sharpened/1"
"""Changes with whatever would change a forecast."""


def _sharpness(below: Figures, upto: Figures) -> float:
    """The sharpening under which what came is likeliest; 1 leaves everything as it is."""
    from scipy import optimize, special  # noqa: PLC0415 - half a second, which comparisons need not wait for

    weights = 0.5 ** (np.arange(len(upto) - 1, -1, -1) / _MEMORY)

    def cost(sharpness: float) -> float:
        chances = special.betainc(sharpness, sharpness, upto) - special.betainc(sharpness, sharpness, below)
        return -float(np.sum(weights * np.log(np.maximum(chances, 1e-9))))

    return float(optimize.minimize_scalar(cost, bounds=_SHARPNESS, method="bounded").x)


def _spread(said: Figures, came: Figures) -> float:
    """The negative binomial spread under which past errors are likeliest, late ones counting more."""
    from scipy import optimize, special  # noqa: PLC0415 - half a second, which comparisons need not wait for

    means = np.maximum(said, 0.05)
    weights = 0.5 ** (np.arange(len(came) - 1, -1, -1) / _MEMORY)

    def cost(logarithm: float) -> float:
        size = np.exp(-logarithm)
        likely = (
            special.gammaln(came + size)
            - special.gammaln(size)
            + size * np.log(size / (size + means))
            + came * np.log(means / (size + means))
        )
        return -float(np.sum(weights * likely))

    return float(np.exp(optimize.minimize_scalar(cost, bounds=_SPREADS, method="bounded").x))
