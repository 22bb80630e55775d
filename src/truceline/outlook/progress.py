"""The parts of a promise shown so far, and how soon the others may follow.

A part is one share of the promise (one party's, one place's). While nothing else is known, a part is as
likely as not to be shown by the deadline that the text set; what has been shown, and how long it took, moves
that. A party's word that all is done is a claim like any other: it counts as far as it shows a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb, exp
from typing import TYPE_CHECKING, NamedTuple

from truceline.assess.lifecycle import due_dates, life_of
from truceline.evidence.strict import Strict

if TYPE_CHECKING:
    from truceline.agreement.norms import Duty
    from truceline.assess.inquiry import Inquiry
    from truceline.assess.result import Due

LEAST_PARTS = 2
"""Of a promise in one piece nothing is seen until all is."""
_STEP = timedelta(days=7)
_MOST_STEPS = 26
_SHAPE = 1.0
_SURE = (0.1, 0.9)
_DIGITS = 4


class Shown(Strict):
    """How far a promise was shown to be kept on a day, 0-1."""

    day: date
    low: float
    high: float
    """What was not refuted."""


class Odds(NamedTuple):
    """A chance, and the same under a slow and a quick pace, each with one in ten beyond it."""

    chance: float
    low: float
    high: float

    @classmethod
    def certain(cls, *, comes: bool) -> Odds:
        """What is known already."""
        return cls(*(float(comes),) * 3)

    def rounded(self) -> dict[str, float]:
        """As fields of a document."""
        return {name: round(value, _DIGITS) for name, value in self._asdict().items()}


@dataclass(frozen=True)
class Pace:
    """What is believed of how often a part is shown: a gamma distribution of parts a day and part."""

    shape: float
    days: float
    remaining: int

    def chance(self, days: float) -> float:
        """The chance that all remaining parts are shown within so many days."""
        if days <= 0:
            return 0.0
        left = (self.days / (self.days + number * days) for number in range(self.remaining + 1))
        terms = (
            comb(self.remaining, number) * (-1.0 if number % 2 else 1.0) * float(share**self.shape)
            for number, share in enumerate(left)
        )
        return min(max(sum(terms), 0.0), 1.0)

    def chance_at(self, quantile: float, days: float) -> float:
        """The same if the pace is the one that is not exceeded with this chance."""
        from scipy import special  # noqa: PLC0415 - a quarter of a second that most commands need not wait for

        rate = float(special.gammaincinv(self.shape, quantile)) / self.days
        return float((1.0 - exp(-rate * max(days, 0.0))) ** self.remaining)

    def odds(self, days: float) -> Odds:
        """Both together."""
        return Odds(self.chance(days), *(self.chance_at(share, days) for share in _SURE))


@dataclass(frozen=True)
class Progress:
    """How far a duty with a deadline has come by the day asked."""

    duty: Duty
    dues: tuple[Due, ...]
    parts: int
    shown: int
    path: tuple[Shown, ...]
    pace: Pace
    cannot_say: str | None
    """Why nothing can be said of the parts that are left; None if something can."""


def progress_of(inquiry: Inquiry, duty: Duty) -> Progress | None:
    """The progress of a duty that binds and has a deadline; None of any other."""
    starts = life_of(inquiry, duty).starts
    dues, _ = due_dates(inquiry, duty)
    if starts is None or starts > inquiry.frame.as_of or not dues:
        return None
    found = inquiry.judge(duty.id)
    path = tuple(_path(inquiry, duty, starts))
    parts = len(found.parts)
    shown = round(found.degree.low * parts)
    pace = _pace(path, parts, shown, (dues[0].by - starts).days)
    return Progress(duty, dues, parts, shown, path, pace, _reason(parts, shown))


def _path(inquiry: Inquiry, duty: Duty, starts: date) -> Iterator[Shown]:
    """What was shown, week by week, as known now; of a long time the last half year."""
    today = inquiry.frame.as_of
    weeks = min((today - starts) // _STEP, _MOST_STEPS)
    for number in range(weeks, -1, -1):
        day = today - number * _STEP
        degree = inquiry.on(day).judge(duty.id).degree
        yield Shown(day=day, low=round(degree.low, _DIGITS), high=round(degree.high, _DIGITS))


def _reason(parts: int, shown: int) -> str | None:
    """Why nothing can be said; None if something can."""
    if parts < LEAST_PARTS:
        return "it is in one piece: nothing of it is seen until all is"
    if not shown:
        return f"none of its {parts} parts was shown: one is needed to see a pace"
    return None


def _pace(path: Sequence[Shown], parts: int, shown: int, span: int) -> Pace:
    """The pace after what was seen: parts shown, over the days that each waited."""
    waited = sum((1.0 - one.low) * parts * _STEP.days for one in path[:-1])
    return Pace(_SHAPE + shown, max(span, 1) * _SHAPE + waited, parts - shown)
