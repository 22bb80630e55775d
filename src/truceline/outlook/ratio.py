"""How many times as many events there were after a day as before it, with an interval."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from truceline.outlook.binomial import exact_interval


@dataclass(frozen=True)
class Window:
    """Events in a stretch of days, and how much was observed."""

    events: float
    exposure: float
    """Days, each counted by how well it was observed (1: as usual)."""

    @property
    def pace(self) -> float | None:
        """Events a day as well observed as usual; None where nothing was observed."""
        return self.events / self.exposure if self.exposure > 0 else None


@dataclass(frozen=True)
class RateRatio:
    """The pace after against the pace before."""

    ratio: float | None
    """None where nothing happened before: any number of times nought."""
    low: float
    high: float
    """The interval of 95 %; `inf` where nothing bounds it above."""

    @property
    def is_change(self) -> bool:
        """Whether the interval leaves out that nothing changed."""
        return not self.low <= 1.0 <= self.high


def rate_ratio(before: Window, after: Window, excess: float = 1.0) -> RateRatio | None:
    """The ratio with its exact conditional interval (Przyborowski and Wilenski 1940).

    `excess` is how many times more than Poisson's the counts vary: that many events count as one. Fractions
    of events (chances added up) are allowed. None where a window was not observed, or both are empty.
    """
    assert excess >= 1.0, "counts that vary less than Poisson's are taken to vary as it does"
    if before.exposure <= 0 or after.exposure <= 0 or before.events + after.events <= 0:
        return None
    early, late = before.events / excess, after.events / excess
    least, most = exact_interval(late, early)
    scale = before.exposure / after.exposure
    return RateRatio(
        ratio=late / early * scale if early > 0 else None,
        low=least / (1.0 - least) * scale,
        high=most / (1.0 - most) * scale if most < 1.0 else inf,
    )
