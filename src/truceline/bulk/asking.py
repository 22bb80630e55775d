"""What a norm's checks ask of a row: whether a report like it bears on them, and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from truceline.agreement.checks import ActivityAtLeast, EventOccurred, NoEvent, NonePresent, walk
from truceline.agreement.norms import Duty
from truceline.assess.bearing import Countable, bearing_of
from truceline.assess.judge import question_for
from truceline.assess.lifecycle import life_of
from truceline.assess.paces import HISTORY, laid_to
from truceline.assess.scales import WIDEST
from truceline.bulk.measures import RELEVANT
from truceline.bulk.obligations import TOTAL, Line, Obligation, day_of, ordinal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from numpy.typing import NDArray

    from truceline.agreement.norms import Constitutive
    from truceline.assess.inquiry import Inquiry, Question
    from truceline.assess.scales import Paced
    from truceline.evidence.claim import Claim


@dataclass(frozen=True, kw_only=True)
class Asked(Obligation):
    """One check of one norm, with the question it is put in."""

    question: Question


@dataclass(frozen=True, kw_only=True)
class Check(Asked):
    """A check whose evidence is counted row by row."""

    test: Countable

    def lines_of(self, claim: Claim, *, wide: bool = False) -> tuple[Line, ...]:  # noqa: ARG002 - of paces alone
        """The series that rows like this claim are counted in; `wide` are those of many days."""
        bears = bearing_of(self.question, claim, self.test)
        if bears is None:
            return ()
        return tuple(Line(self.norm, self.check, bears.bearing, one) for one in (TOTAL, *bears.parties))


@dataclass(frozen=True, kw_only=True)
class Pace(Asked):
    """All checks of one norm about one event in one zone, counted on every day: see `assess.paces`."""

    tests: tuple[NoEvent, ...]
    is_paced: ClassVar[bool] = True

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
                norm=norm.id,
                check=-number,
                what=event,
                zone=zone,
                first=first,
                last=ordinal(inquiry.frame.as_of),
                least=RELEVANT,
                question=question,
                tests=tuple(tests),
            )
            for number, ((event, zone), tests) in enumerate(alike.items(), start=1)
        ]
    return found


def obligations_of(inquiry: Inquiry, zones: Collection[str], *, window: bool = True) -> list[Asked]:
    """The countable checks of every norm in force by the day asked, in an order that keeps zones together.

    `zones` are those that are drawn: a check in another one counts nothing. Without `window` all days
    up to the day asked are counted from the agreement's first on, whatever binds when: what is known
    later of windows and suspensions can then be applied to the days counted.
    """
    found = [one for norm in inquiry.agreement.assessed() for one in _of_norm(inquiry, norm, window=window)]
    kept = [one for one in found if (one.zone is None or one.zone in zones) and one.days > 0]
    return sorted(kept, key=lambda one: (one.zone or "", one.norm, one.check))


def _of_norm(inquiry: Inquiry, norm: Duty | Constitutive, *, window: bool) -> Iterator[Check]:
    if not inquiry.admits(norm.id) or norm.test is None:
        return
    life = life_of(inquiry, norm)
    question = question_for(inquiry, norm, life)
    for number, check in enumerate(walk(norm.test)):
        if not isinstance(check, NoEvent | NonePresent | EventOccurred | ActivityAtLeast):
            continue
        if not window:
            first = ordinal(_first_day(inquiry))
            yield _check(question, norm.id, number, check, (first, ordinal(inquiry.frame.as_of)))
        elif life.starts is not None:
            yield _windowed(question, norm.id, number, check)


def _windowed(question: Question, norm: str, number: int, check: Countable) -> Check:
    assert question.start is not None
    first, last = ordinal(question.start), ordinal(question.as_of)
    bound = None
    if question.excused is not None:
        days = range(first, last + 1)
        bound = np.array([question.excuse(day_of(day)) is None for day in days], np.bool_)
    return _check(question, norm, number, check, (first, last), bound)


def _check(
    question: Question,
    norm: str,
    number: int,
    check: Countable,
    days: tuple[int, int],
    bound: NDArray[np.bool_] | None = None,
) -> Check:
    what = check.what if isinstance(check, NonePresent) else check.event
    first, last = days
    return Check(norm, number, what, check.where, first, last, bound, question=question, test=check)


def _first_day(inquiry: Inquiry) -> date:
    instruments = inquiry.agreement.instruments
    days = [one.signed_on or one.in_force.start for one in instruments] + [
        one.in_force.start for one in instruments
    ]
    return min(days)
