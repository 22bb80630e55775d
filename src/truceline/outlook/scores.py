"""How good a forecast was, once its day has come. The smaller a score, the better.

Brier 1950; Matheson and Winkler 1976 (CRPS); Good 1952 (logarithmic); of all of them Gneiting and
Raftery 2007.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from statistics import fmean

import numpy as np

from truceline.outlook.predictive import Predictive

_LEAST_CHANCE = 1e-6
"""What was given no chance at all costs as much as one in a million."""


def crps(forecast: Predictive, total: int) -> float:
    """The continuous ranked probability score, in units of the total: an error spread over all chances."""
    longest = max(len(forecast.cdf), total + 1)
    return float(np.sum((forecast.up_to(longest) - (np.arange(longest) >= total)) ** 2))


def log_score(forecast: Predictive, total: int) -> float:
    """Minus the logarithm of the chance that was given to what came."""
    chance = float(forecast.chances[total]) if total < len(forecast.cdf) else 0.0
    return -log(max(chance, _LEAST_CHANCE))


def brier(chance: float, came: bool) -> float:  # noqa: FBT001 - what came is a yes or a no
    """The squared distance between a chance and what came, 0-1."""
    return (chance - float(came)) ** 2


def covers(forecast: Predictive, total: int, share: float) -> bool:
    """Whether the central interval of this share held the total."""
    low, high = forecast.interval(share)
    return low <= total <= high


def covered(forecast: Predictive, total: int, share: float) -> float:
    """How much of the total's own share of chance lies in the central interval, 0-1.

    An interval of whole numbers cannot hold just what it says where few numbers are likely. A total stands
    for all the chance between the one below and itself; of that the part within counts: what a total drawn
    at random from there would do on average (randomised PIT: Smith 1985; Czado, Gneiting and Held 2009).
    Forecasts that are right cover exactly their share, however small the counts.
    """
    upto = forecast.up_to(total + 1)
    low, high = float(upto[total - 1]) if total else 0.0, float(upto[total])
    first, last = (1.0 - share) / 2, (1.0 + share) / 2
    if high <= low:
        return float(first <= low <= last)
    return max(min(high, last) - max(low, first), 0.0) / (high - low)


def skill(scores: Sequence[float], reference: Sequence[float]) -> float | None:
    """How much of the reference's mean score is saved: 1 is perfect, 0 no better; None without scores."""
    if not scores or not reference or not fmean(reference):
        return None
    return 1.0 - fmean(scores) / fmean(reference)
