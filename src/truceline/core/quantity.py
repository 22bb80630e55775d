"""Numbers as people report them: a lowest, a best and a highest value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """`low <= best <= high`; None where a bound is not known ("at least five": low 5, high None)."""

    low: float | None = None
    best: float | None = None
    high: float | None = None

    @property
    def is_ordered(self) -> bool:
        """Whether the bounds that are given do not contradict each other."""
        known = [value for value in (self.low, self.best, self.high) if value is not None]
        return known == sorted(known)

    @classmethod
    def exactly(cls, value: float) -> Bounds:
        return cls(value, value, value)

    def __add__(self, other: Bounds) -> Bounds:
        """The bounds of a sum; a side is unknown once either of its terms is."""
        return Bounds(_sum(self.low, other.low), _sum(self.best, other.best), _sum(self.high, other.high))

    def surely_above(self, limit: float) -> bool:
        """Whether even the lowest value exceeds the limit."""
        floor = self.low if self.low is not None else None
        return floor is not None and floor > limit

    def surely_at_most(self, limit: float) -> bool:
        """Whether even the highest value stays within the limit."""
        return self.high is not None and self.high <= limit


def _sum(left: float | None, right: float | None) -> float | None:
    return None if left is None or right is None else left + right
