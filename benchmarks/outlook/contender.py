"""Richer models that the plain ones are measured against; none of them is in use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from scipy import optimize, special

from truceline.outlook.models import HALF_LIVES, LEAST_DAYS, Model, Said, sharpened, smoothed, totals
from truceline.outlook.predictive import Figures, Predictive

_HALF_LIVES = (7, 28, 90)
_START = np.array([0.4, 0.3, 0.2])
_PULL = 5.0
"""How strongly weights are held near where they start: a short past would make anything of them."""
_FEW = 30
"""Events without which a province says nothing of weights."""
_LONGER = (*HALF_LIVES, 112, 224)
_TEMPER = 0.3
"""Past windows overlap, and levels err together: their scores count for less than they seem to."""
_SHARES = (1.0, 0.8, 0.5)
"""How far a level may be drawn to the mean of all days: not at all, or by so much of its logarithm."""
_LEAST = 0.02


def contenders(provinces: Sequence[Figures]) -> Mapping[str, Model]:
    """The models, for a war with these series by province."""
    return {
        "autoregression": autoregression,
        "provinces": partial(autoregression, provinces=provinces),
        "longer": longer,
        "scored": scored,
        "reverting": reverting,
    }


def longer(counts: Figures, days: int) -> Predictive | None:
    """The sharpened pool with levels smoothed over up to a year, too."""
    known = [said for said in (Said.of(half_life, counts, days) for half_life in _LONGER) if said]
    return sharpened(known) if known else None


def scored(counts: Figures, days: int) -> Predictive | None:
    """The sharpened pool, its levels weighted by how likely each found what came."""
    known = [said for said in (Said.of(half_life, counts, days) for half_life in HALF_LIVES) if said]
    if not known:
        return None
    scores = np.array([said.score for said in known]) * _TEMPER / days
    weights = np.exp(scores - scores.max())
    return sharpened(known, (weights / weights.sum()).tolist())


def reverting(counts: Figures, days: int) -> Predictive | None:
    """The sharpened pool of levels on their way back to the mean of all days, as far as the past asks."""
    if len(counts) < LEAST_DAYS + days:
        return None
    mean = np.cumsum(counts) / np.arange(1, len(counts) + 1)
    known = []
    for half_life in HALF_LIVES:
        level = smoothed(counts, half_life)
        drawn = ((level + _LEAST) ** share * (mean + _LEAST) ** (1.0 - share) for share in _SHARES)
        known.append(max((Said.at(one, counts, days) for one in drawn), key=lambda said: said.score))
    return sharpened(known)


def autoregression(counts: Figures, days: int, provinces: Sequence[Figures] = ()) -> Predictive | None:
    """A negative binomial autoregression: the mean is a product of powers of three smoothed levels.

    Weights and spread are the likeliest; with `provinces` (series that may be longer than what is known)
    they are those of all of them together, each with a mean of its own, held near the common one.
    """
    if len(counts) < LEAST_DAYS + 2 * days:
        return None
    known = [series[: len(counts)] for series in provinces]
    several = [counts, *(series for series in known if series.sum() >= _FEW)]
    designs = [_design(series, number, len(several)) for number, series in enumerate(several)]
    past = np.vstack([design[30:-days] for design in designs])
    came = np.concatenate([totals(series[31:], days) for series in several])
    parts = _likeliest(past, came, days, len(several))
    mean = days * np.exp(np.clip(designs[0][-1] @ parts[:-1], -6, 8))
    return Predictive.negative_binomial(float(mean), float(np.exp(np.clip(parts[-1], -8, 3))))


def _design(counts: Figures, number: int, several: int) -> Figures:
    """A column for each series, and the logarithms of three levels."""
    own = np.zeros((len(counts), several))
    own[:, number] = 1.0
    levels = [np.log(smoothed(counts, half_life) + 0.05) for half_life in _HALF_LIVES]
    return np.column_stack([own, *levels])


def _likeliest(past: Figures, came: Figures, days: int, several: int) -> Figures:
    """Means, weights and the logarithm of the spread under which what came is likeliest."""
    start = np.concatenate([np.zeros(several), _START, [np.log(0.3)]])
    pull = np.concatenate([np.full(several, 0.5), np.full(len(_START), _PULL), [0.0]])

    def cost(parts: Figures) -> tuple[float, Figures]:
        means = days * np.exp(np.clip(past @ parts[:-1], -6, 8))
        size = np.exp(-parts[-1])
        share = np.log(size / (size + means))
        likely = special.gammaln(came + size) - special.gammaln(size) + size * share
        likely += came * np.log(means / (size + means))
        steep = special.digamma(came + size) - special.digamma(size) + share + 1
        steep -= (came + size) / (size + means)
        slope = np.append(past.T @ ((came - means) * size / (size + means)), -size * steep.sum()) / days
        away = parts - start
        return float(-likely.sum() / days + pull @ away**2), -slope + 2 * pull * away

    found: Figures = optimize.minimize(cost, start, jac=True, method="L-BFGS-B").x
    return found
