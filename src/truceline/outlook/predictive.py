"""What a forecast says of a total: the chance of every whole number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]
_TAIL = 1e-5
"""What a distribution may leave out beyond its last number."""
_LEAST_MEAN = 0.05
"""A level of nought would rule out for good what has merely not happened of late."""
_LONGEST = 1_000_000


@dataclass(frozen=True)
class Predictive:
    """A distribution over totals 0, 1, 2 ...: `cdf[k]` is the chance of k or fewer, up to nearly 1."""

    cdf: Figures

    def __post_init__(self) -> None:
        assert self.cdf.ndim == 1, "one figure for each total"
        assert len(self.cdf) > 0

    @classmethod
    def negative_binomial(cls, mean: float, spread: float) -> Predictive:
        """Mean and spread: the variance is mean + spread * mean^2; without spread it is Poisson's."""
        from scipy import special  # noqa: PLC0415 - a quarter of a second, which comparisons need not wait for

        mean = max(mean, _LEAST_MEAN)
        most = int(mean + 12.0 * np.sqrt(mean + spread * mean**2) + 20)
        numbers = np.arange(min(most, _LONGEST))
        if spread < _TAIL:
            return cls(special.pdtr(numbers, mean))
        size = 1.0 / spread
        return cls(special.betainc(size, numbers + 1.0, size / (size + mean)))

    @classmethod
    def of_past(cls, totals: Figures) -> Predictive:
        """What was, each total as likely as it was frequent."""
        numbers = np.arange(int(totals.max(initial=0)) + 1)
        return cls(np.searchsorted(np.sort(totals), numbers, side="right") / len(totals))

    @classmethod
    def pooled(cls, several: Sequence[Predictive], weights: Sequence[float] | None = None) -> Predictive:
        """A weighted mean of distributions (equal weights unless given): each may be right."""
        longest = max(len(one.cdf) for one in several)
        padded = np.array([one.up_to(longest) for one in several])
        return cls(np.average(padded, axis=0, weights=weights))

    def sharpened(self, by: float) -> Predictive:
        """Narrower about its middle (`by` over 1) or wider (under 1)."""
        from scipy import special  # noqa: PLC0415 - as above

        return Predictive(special.betainc(by, by, np.clip(self.cdf, 0.0, 1.0)))

    def up_to(self, length: int) -> Figures:
        """The chances of so many totals or more, from nought on; beyond the last one nothing is left."""
        return np.pad(self.cdf, (0, max(length - len(self.cdf), 0)), constant_values=1.0)

    @property
    def chances(self) -> Figures:
        """The chance of each total."""
        return np.diff(self.cdf, prepend=0.0)

    @property
    def mean(self) -> float:
        """The expected total."""
        return float(np.sum(1.0 - self.cdf))

    def quantile(self, share: float) -> int:
        """The smallest total that is not exceeded with this chance."""
        return int(np.searchsorted(self.cdf, min(share, self.cdf[-1]), side="left"))

    def interval(self, share: float) -> tuple[int, int]:
        """The central interval that holds the total with this chance or better."""
        return self.quantile((1.0 - share) / 2), self.quantile((1.0 + share) / 2)

    def above(self, total: float) -> float:
        """The chance of more than this."""
        if total < 0:
            return 1.0
        at = int(np.floor(total))
        return 0.0 if at >= len(self.cdf) else float(1.0 - self.cdf[at])
