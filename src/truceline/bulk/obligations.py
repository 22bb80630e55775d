"""What rows are counted for: each countable check of each norm, its zone and the days it binds on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from truceline.assess.scales import Bearing, Paced
    from truceline.evidence.claim import Claim

_EPOCH = date(1970, 1, 1).toordinal()
TOTAL = ""
"""Stands for whoever did it, all together: a joint act counts once here, and once under each party."""


class Line(NamedTuple):
    """What one series of days is of: a norm's check, how rows bear on it, and who did it.

    A tuple, for thousands of them are looked up and put in order where tables are added up.
    """

    norm: str
    check: int
    """Which of the norm's checks, as `walk` goes through them."""
    bearing: Bearing | Paced
    party: str = TOTAL


@dataclass(frozen=True)
class Obligation(ABC):
    """One check of one norm, on the days on which rows count for it."""

    norm: str
    check: int
    what: str | None
    """The event, or what must not be there."""
    zone: str | None
    first: int
    """First and last day (since 1970) that rows are counted for."""
    last: int
    bound: NDArray[np.bool_] | None = None
    """Which days from `first` to `last` the norm bound on; none told: all."""
    least: int = 0
    """The least chance (2^-20) with which a row counts."""

    is_paced: ClassVar[bool] = False
    """Whether a day's pace is counted, for which rows of many days stand apart."""

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    @abstractmethod
    def lines_of(self, claim: Claim, *, wide: bool = False) -> tuple[Line, ...]:
        """The series that rows like this claim are counted in; `wide` are those of many days."""


def ordinal(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day so many days after 1970 began."""
    return date.fromordinal(number + _EPOCH)
