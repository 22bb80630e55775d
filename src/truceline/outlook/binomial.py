"""The exact interval of a share, which ratios of paces and base rates of precedents rest on."""

from __future__ import annotations

CONFIDENCE = 0.95


def exact_interval(had: float, had_not: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The central interval of the share of those that had it (Clopper and Pearson 1934).

    Fractions are allowed: chances added up are no whole numbers. Of none nothing is known: 0 to 1.
    """
    from scipy import special  # noqa: PLC0415 - a quarter of a second that most commands need not wait for

    tail = (1.0 - confidence) / 2
    low = float(special.betaincinv(had, had_not + 1.0, tail)) if had > 0 else 0.0
    high = float(special.betaincinv(had + 1.0, had_not, 1.0 - tail)) if had_not > 0 else 1.0
    return low, high
