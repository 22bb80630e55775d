"""More time: how likely a rule moves a deadline, and the promise is kept by then.

A rule's condition is a check. Of one that asks how far a promise is kept by a day, the parts shown so far
tell something, as they do of the promise itself. No pace foretells an act of will, a state or a person's
rating: there nothing is said before it has come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import TYPE_CHECKING

from truceline.agreement.checks import AllOf, AnyOf, NormIs, walk
from truceline.agreement.norms import Duty
from truceline.assess.ask import ask
from truceline.assess.inquiry import Question
from truceline.assess.lifecycle import extensions, put
from truceline.core.finding import Verdict
from truceline.evidence.strict import Strict
from truceline.outlook.progress import Odds, progress_of

if TYPE_CHECKING:
    from truceline.agreement.checks import Check
    from truceline.agreement.norms import Rule
    from truceline.assess.inquiry import Inquiry
    from truceline.outlook.progress import Progress

Answer = Odds | str
"""How likely a condition comes true; or, in words, why nobody can say."""


class Likelihood(Strict):
    """A chance, and between what it lies under a slow and a quick pace."""

    chance: float
    low: float
    high: float


class MoreTime(Strict):
    """A rule that moves the deadline of a promise if its condition comes true."""

    rule: str
    to: date
    """The deadline that it sets."""
    asked_on: date
    """The last day on which its condition can come true, or is asked."""
    applies: Likelihood | None
    """How likely it comes true; 0 or 1 where that is known."""
    in_time: Likelihood | None
    """How likely the promise is kept in time: by the text's deadline, or by the later one if it comes."""
    cannot_say: str | None = None
    """Why there is no chance that it applies, and what is missing."""

    def in_a_word(self, today: date) -> str | None:
        """Whether it applies, where that is no matter of chance; None where it is."""
        if self.applies is None or 0.0 < self.applies.chance < 1.0:
            return None
        known = "yes" if self.applies.chance else "no"
        return known if self.asked_on <= today else f"{known}, as shown so far"


def more_time(inquiry: Inquiry, progress: Progress) -> Iterator[MoreTime]:
    """Each rule that may move the promise's deadline to a day that is still to come."""
    today = inquiry.frame.as_of
    first = progress.dues[0].by
    for rule, to in extensions(inquiry, progress.duty):
        if to is None or to <= today:
            continue
        found = _Condition(inquiry, rule, _asked_on(rule, first)).answer()
        odds = None if isinstance(found, str) else found
        yield MoreTime(
            rule=rule.id,
            to=to,
            asked_on=_asked_on(rule, first),
            applies=None if odds is None else Likelihood(**odds.rounded()),
            in_time=_in_time(progress, rule, odds, (first - today).days, (to - today).days),
            cannot_say=found if isinstance(found, str) else None,
        )


def came_true(inquiry: Inquiry, rule: Rule) -> bool:
    """Whether the rule's condition is shown by the day asked."""
    return put(inquiry, rule).verdict is Verdict.ESTABLISHED


def _asked_on(rule: Rule, first: date) -> date:
    """The latest fixed day that the condition asks about; without any, the deadline that it would move."""
    fixed = [one.as_of for one in walk(rule.when) if isinstance(one, NormIs) and one.as_of is not None]
    return max(fixed, default=first)


def _in_time(
    progress: Progress, rule: Rule, applies: Odds | None, days: int, more_days: int
) -> Likelihood | None:
    """Kept by the first deadline, or by the later one where the rule applies."""
    if applies is None or progress.cannot_say:
        return None
    sooner, later = progress.pace.odds(days), progress.pace.odds(more_days)
    if _asks_whether_kept(rule, progress.duty.id):
        # It comes true only where the promise is kept before: the time that it grants is not needed.
        later = sooner
    mixed = (a * p + (1.0 - a) * q for a, p, q in zip(applies, later, sooner, strict=True))
    return Likelihood(**Odds(*mixed).rounded())


def _asks_whether_kept(rule: Rule, norm: str) -> bool:
    asked = (one for one in walk(rule.when) if isinstance(one, NormIs))
    return any(one.norm == norm and one.at_least == "fulfilled" for one in asked)


@dataclass(frozen=True)
class _Condition:
    """A rule's condition, looked at from a day on which it may be open."""

    inquiry: Inquiry
    rule: Rule
    by: date
    """The day by which whatever has no fixed day must come true."""

    @property
    def _before(self) -> Inquiry:
        """A condition that asks about the very promise that it moves asks as if it had not."""
        return self.inquiry.assuming(self.rule.id, outcome=False)

    def answer(self) -> Answer:
        if came_true(self.inquiry, self.rule):
            return Odds.certain(comes=True)
        return self._of(self.rule.when)

    def _of(self, check: Check) -> Answer:
        match check:
            case AllOf():
                return odds_of_all([self._of(part) for part in check.tests])
            case AnyOf():
                return odds_of_any([self._of(part) for part in check.tests])
            case NormIs():
                return self._of_norm(check)
            case _:
                return self._of_evidence(check)

    def _of_evidence(self, check: Check) -> Answer:
        if self._verdict(check) is Verdict.ESTABLISHED:
            return Odds.certain(comes=True)
        return f"no pace foretells its condition ({check.check.replace('_', ' ')})"

    def _of_norm(self, check: NormIs) -> Answer:
        day, today = check.as_of or self.by, self.inquiry.frame.as_of
        if day <= today:
            return self._of_past(check, day)
        other = self.inquiry.agreement.norms[check.norm]
        if not self.inquiry.admits(other.id):
            return f"{other.id} is not part of the law applied"
        if not isinstance(other, Duty) or other.mode != "achieve":
            return f"{other.id} is no promise to be done by a day: no pace foretells it"
        progress = progress_of(self._before, other)
        if progress is None:
            return f"{other.id} does not bind yet, or has no deadline"
        return self._of_parts(check, progress, day)

    def _of_past(self, check: NormIs, day: date) -> Answer:
        """What was asked about a day that is over is known, or open for good."""
        verdict = self._verdict(check)
        if check.as_of is not None and verdict in _KNOWN:
            return Odds.certain(comes=verdict is Verdict.ESTABLISHED)
        wanted = check.at_least.replace("_", " ")
        return f"whether {check.norm} was {wanted} by {day} is {verdict.value}"

    def _of_parts(self, check: NormIs, progress: Progress, day: date) -> Answer:
        """Parts once shown stay shown - as long as what shows them is fresh enough to speak."""
        then = self._before.on(day).judge(check.norm).degree.low
        if then >= 1.0 if check.at_least == "fulfilled" else then > 0.0:
            return Odds.certain(comes=True)
        if progress.shown > round(then * progress.parts):
            return f"what was shown of {check.norm} is too old by {day} to speak still"
        if progress.cannot_say:
            return f"{check.norm}: {progress.cannot_say}"
        return progress.pace.odds((day - self.inquiry.frame.as_of).days)

    def _verdict(self, check: Check) -> Verdict:
        start = self.inquiry.agreement.instrument_of(self.rule.id).in_force.start
        return ask(Question(self._before, self.rule.id, self.rule.proof, start=start), check).verdict


_KNOWN = frozenset({Verdict.ESTABLISHED, Verdict.REFUTED})


def odds_of_all(answers: Sequence[Answer]) -> Answer:
    """All of several conditions.

    Each stands for itself, for want of better; the bounds hold whatever ties them together (Fréchet 1935).
    """
    known = [one for one in answers if isinstance(one, Odds)]
    if any(one.high == 0.0 for one in known):
        return Odds.certain(comes=False)
    if len(known) < len(answers):
        return next(one for one in answers if isinstance(one, str))
    low = max(0.0, sum(one.low for one in known) - (len(known) - 1))
    return Odds(prod(one.chance for one in known), low, min(one.high for one in known))


def odds_of_any(answers: Sequence[Answer]) -> Answer:
    """Any of several conditions: not all of them fail."""
    failing = odds_of_all([one if isinstance(one, str) else _not(one) for one in answers])
    return failing if isinstance(failing, str) else _not(failing)


def _not(odds: Odds) -> Odds:
    return Odds(1.0 - odds.chance, 1.0 - odds.high, 1.0 - odds.low)
