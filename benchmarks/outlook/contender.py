"""A richer model that the plain ones are measured against: a negative binomial autoregression."""

from __future__ import annotations

import numpy as np
from scipy import optimize, special

from truceline.outlook.models import LEAST_DAYS, smoothed, totals
from truceline.outlook.predictive import Figures, Predictive

_HALF_LIVES = (7, 28, 90)
_START = np.array([0.0, 0.4, 0.3, 0.2, np.log(0.3)])
_PULL = 5.0
"""How strongly weights are held near where they start: a short past would make anything of them."""


def autoregression(counts: Figures, days: int) -> Predictive | None:
    """The mean is a product of powers of three smoothed levels; weights and spread are the likeliest."""
    if len(counts) < LEAST_DAYS + 2 * days:
        return None
    levels = [smoothed(counts, half_life) for half_life in _HALF_LIVES]
    design = np.column_stack([np.ones(len(counts)), *(np.log(level + 0.05) for level in levels)])
    past, came = design[30:-days], totals(counts[31:], days)

    def cost(parts: Figures) -> float:
        means = days * np.exp(np.clip(past @ parts[:-1], -5, 8))
        size = np.exp(-parts[-1])
        likely = (
            special.gammaln(came + size)
            - special.gammaln(size)
            + size * np.log(size / (size + means))
            + came * np.log(means / (size + means))
        )
        return float(-likely.sum() + _PULL * np.sum((parts[1:-1] - _START[1:-1]) ** 2))

    found = optimize.minimize(cost, _START, method="BFGS").x
    mean = days * np.exp(np.clip(design[-1] @ found[:-1], -5, 8))
    return Predictive.negative_binomial(float(mean), float(np.exp(np.clip(found[-1], -8, 3))))
