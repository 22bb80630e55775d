"""Support and opposition, kept apart, and the four verdicts they allow.

After Belnap's four-valued logic: evidence for and evidence against are two numbers, never netted
against each other, so that "nobody knows" and "sources disagree" stay different answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce


class Verdict(StrEnum):
    """What a finding amounts to at a standard of proof."""

    ESTABLISHED = "established"
    REFUTED = "refuted"
    CONTESTED = "contested"
    UNKNOWN = "unknown"


class Standard(StrEnum):
    """How much support a finding needs before it counts as shown."""

    BALANCE = "balance"
    CLEAR = "clear"
    BEYOND = "beyond"

    @property
    def bar(self) -> float:
        """The least support (0-1) that meets the standard."""
        return _BARS[self]


_BARS = {Standard.BALANCE: 0.5, Standard.CLEAR: 0.75, Standard.BEYOND: 0.9}
# A pooled confidence is a product of decimal grades; 0.75 must not fail on its last binary digit.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Strength:
    """How strongly the evidence speaks for (`support`) and against (`opposition`), each 0-1."""

    support: float = 0.0
    opposition: float = 0.0

    def __post_init__(self) -> None:
        assert 0.0 <= self.support <= 1.0, self.support
        assert 0.0 <= self.opposition <= 1.0, self.opposition

    def __and__(self, other: Strength) -> Strength:
        return Strength(min(self.support, other.support), max(self.opposition, other.opposition))

    def __or__(self, other: Strength) -> Strength:
        return Strength(max(self.support, other.support), min(self.opposition, other.opposition))

    def __invert__(self) -> Strength:
        return Strength(self.opposition, self.support)

    def verdict(self, standard: Standard) -> Verdict:
        """The verdict at a standard of proof."""
        bar = standard.bar - _TOLERANCE
        match self.support >= bar, self.opposition >= bar:
            case True, True:
                return Verdict.CONTESTED
            case True, False:
                return Verdict.ESTABLISHED
            case False, True:
                return Verdict.REFUTED
            case _:
                return Verdict.UNKNOWN


UNKNOWN = Strength()
CERTAIN = Strength(1.0, 0.0)


def all_of(parts: Iterable[Strength]) -> Strength:
    """As weak as the weakest support, as opposed as the strongest opposition."""
    return reduce(Strength.__and__, parts, CERTAIN)


def any_of(parts: Iterable[Strength]) -> Strength:
    """As strong as the strongest support, opposed only where every part is."""
    return reduce(Strength.__or__, parts, ~CERTAIN)
