"""What rows are counted for: each countable check of each norm, its zone and the days it binds on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from truceline.agreement.checks import ActivityAtLeast, EventOccurred, NoEvent, NonePresent, walk
from truceline.agreement.norms import Duty
from truceline.assess.bearing import Bearing, Countable, bearing_of
from truceline.assess.judge import question_for
from truceline.assess.lifecycle import life_of
from truceline.assess.paces import HISTORY, WIDEST, Paced, laid_to
from truceline.bulk.measures import RELEVANT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from numpy.typing import NDArray

    from truceline.agreement.norms import Constitutive
    from truceline.assess.inquiry import Inquiry, Question
    from truceline.evidence.claim import Claim

_EPOCH = date(1970, 1, 1).toordinal()
TOTAL = ""
"""Stands for whoever did it, all together: a joint act counts once here, and once under each party."""


@dataclass(frozen=True, order=True)
class Line:
    """What one series of days is of: a norm's check, how rows bear on it, and who did it."""

    norm: str
    check: int
    """Which of the norm's checks, as `walk` goes through them."""
    bearing: Bearing | Paced
    party: str = TOTAL


@dataclass(frozen=True)
class Obligation:
    """One check of one norm, with the question it is put in."""

    norm: str
    check: int
    test: Countable
    question: Question
    first: int
    """First and last day (since 1970) that rows are counted for."""
    last: int
    bound: NDArray[np.bool_] | None = None
    """Which days from `first` to `last` the norm bound on; none told: all."""
    least: int = 0
    """The least chance (2^-20) with which a row counts."""

    @property
    def zone(self) -> str | None:
        return self.test.where

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    def lines_of(self, claim: Claim, *, wide: bool = False) -> tuple[Line, ...]:  # noqa: ARG002 - of paces alone
        """The series that rows like this claim are counted in; `wide` are those of many days."""
        bears = bearing_of(self.question, claim, self.test)
        if bears is None:
            return ()
        return tuple(Line(self.norm, self.check, bears.bearing, one) for one in (TOTAL, *bears.parties))


@dataclass(frozen=True)
class Pace(Obligation):
    """All checks of one norm about one event in one zone, counted on every day: see `assess.paces`."""

    tests: tuple[NoEvent, ...] = ()

    def lines_of(self, claim: Claim, *, wide: bool = False) -> tuple[Line, ...]:
        """One series for the whole, one for each party that it is laid to."""
        told = [laid_to(self.question, claim, test) for test in self.tests]
        known = [parties for parties in told if parties is not None]
        if not known:
            return ()
        bearing: Paced = "too_wide" if wide else "pace"
        parties = sorted(frozenset().union(*known))
        return tuple(Line(self.norm, self.check, bearing, one) for one in (TOTAL, *parties))


def paces_of(inquiry: Inquiry, zones: Collection[str]) -> list[Pace]:
    """What is counted for the pace of whatever duties to refrain forbid, from years before the first day."""
    first = ordinal(_first_day(inquiry) - HISTORY) - WIDEST
    found: list[Pace] = []
    for norm in inquiry.agreement.assessed():
        if not isinstance(norm, Duty) or norm.mode != "refrain" or not inquiry.admits(norm.id):
            continue
        question = question_for(inquiry, norm, life_of(inquiry, norm))
        checks = [one for one in walk(norm.test) if isinstance(one, NoEvent)]
        alike: dict[tuple[str, str | None], list[NoEvent]] = {}
        for check in checks:
            if check.where is None or check.where in zones:
                alike.setdefault((check.event, check.where), []).append(check)
        # Numbered below nought: beside the norm's checks, that are counted in its window.
        found += [
            Pace(
                norm.id,
                -number,
                tests[0],
                question,
                first,
                ordinal(inquiry.frame.as_of),
                least=RELEVANT,
                tests=tuple(tests),
            )
            for number, tests in enumerate(alike.values(), start=1)
        ]
    return found


def obligations_of(inquiry: Inquiry, zones: Collection[str], *, window: bool = True) -> list[Obligation]:
    """The countable checks of every norm in force by the day asked, in an order that keeps zones together.

    `zones` are those that are drawn: a check in another one counts nothing. Without `window` all days
    up to the day asked are counted from the agreement's first on, whatever binds when: what is known
    later of windows and suspensions can then be applied to the days counted.
    """
    found = [one for norm in inquiry.agreement.assessed() for one in _of_norm(inquiry, norm, window=window)]
    kept = [one for one in found if (one.zone is None or one.zone in zones) and one.days > 0]
    return sorted(kept, key=lambda one: (one.zone or "", one.norm, one.check))


def _of_norm(inquiry: Inquiry, norm: Duty | Constitutive, *, window: bool) -> Iterator[Obligation]:
    if not inquiry.admits(norm.id) or norm.test is None:
        return
    life = life_of(inquiry, norm)
    question = question_for(inquiry, norm, life)
    for number, check in enumerate(walk(norm.test)):
        if not isinstance(check, NoEvent | NonePresent | EventOccurred | ActivityAtLeast):
            continue
        if not window:
            first = ordinal(_first_day(inquiry))
            yield Obligation(norm.id, number, check, question, first, ordinal(inquiry.frame.as_of))
        elif life.starts is not None:
            yield _windowed(question, norm.id, number, check)


def _windowed(question: Question, norm: str, number: int, check: Countable) -> Obligation:
    assert question.start is not None
    first, last = ordinal(question.start), ordinal(question.as_of)
    bound = None
    if question.excused is not None:
        days = range(first, last + 1)
        bound = np.array([question.excuse(day_of(day)) is None for day in days], np.bool_)
    return Obligation(norm, number, check, question, first, last, bound)


def _first_day(inquiry: Inquiry) -> date:
    instruments = inquiry.agreement.instruments
    days = [one.signed_on or one.in_force.start for one in instruments] + [
        one.in_force.start for one in instruments
    ]
    return min(days)


def ordinal(day: date) -> int:
    """Days since 1970."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> date:
    """The day so many days after 1970 began."""
    return date.fromordinal(number + _EPOCH)
