"""How far a promise is kept: an interval from what is shown to what is not yet refuted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from truceline.core.finding import Verdict


class Performance(StrEnum):
    """What the evidence shows, whatever the law makes of it."""

    FULFILLED = "fulfilled"
    PARTLY_FULFILLED = "partly_fulfilled"
    NOT_FULFILLED = "not_fulfilled"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Degree:
    """`[shown, 1 - refuted]` as shares of the parts of a promise, each 0-1."""

    low: float
    high: float

    def __post_init__(self) -> None:
        assert 0.0 <= self.low <= self.high <= 1.0, (self.low, self.high)

    @classmethod
    def of(cls, verdicts: Sequence[Verdict]) -> Degree:
        """The interval that one verdict per part leaves open; contested parts stay open."""
        assert verdicts, "a promise has at least one part"
        counts = Counter(verdicts)
        whole = len(verdicts)
        return cls(counts[Verdict.ESTABLISHED] / whole, (whole - counts[Verdict.REFUTED]) / whole)

    @property
    def performance(self) -> Performance:
        """The interval in one word."""
        if self.low == 1.0:
            return Performance.FULFILLED
        if self.high == 0.0:
            return Performance.NOT_FULFILLED
        if self.low > 0.0 and self.high < 1.0:
            return Performance.PARTLY_FULFILLED
        return Performance.UNKNOWN

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:.0%}"
        return f"{self.low:.0%}-{self.high:.0%}"
