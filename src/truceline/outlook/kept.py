"""Chances that promises would be kept in time, or get more time, beside what came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

from truceline.agreement.norms import Duty, Rule
from truceline.evidence.strict import Strict
from truceline.outlook.more_time import came_true
from truceline.outlook.scores import brier

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from truceline.assess.inquiry import Inquiry
    from truceline.outlook.document import Outlook

What = Literal["kept", "more_time"]
Readings = tuple[tuple[str, str], ...]
"""Names of readings with what was chosen, in order."""
_DIGITS = 4


class Given(NamedTuple):
    """A chance that was given."""

    what: What
    name: str
    """The promise that was to be kept, or the rule that was to grant time."""
    by: date
    chance: float
    told: date
    """The last day that the outlook knew of."""
    readings: Readings


class ScoredPromise(Strict):
    """A chance that was given, beside what the assessment of the day says, as known now."""

    what: What
    name: str
    by: date
    issued_as_of: date
    chance: float
    came: bool
    """Whether the promise was shown kept by then, or the rule's condition was."""
    brier: float


class PromiseRecord(Strict):
    """How good all such chances were so far."""

    what: What
    forecasts: int
    said: float
    """The mean chance."""
    came: float
    """The share that came."""
    brier: float
    usual: float
    """The Brier score of saying that share every time, which nobody knew beforehand."""


def chances_given(outlooks: Iterable[Outlook]) -> list[Given]:
    """Every chance that was given of what was not known, the first of each day, promise and deadline."""
    found: dict[tuple[str, str, date, date, object], Given] = {}
    for outlook in outlooks:
        for one in _of(outlook):
            found.setdefault((one.what, one.name, one.by, one.told, one.readings), one)
    return list(found.values())


def _of(outlook: Outlook) -> Iterator[Given]:
    told, readings = outlook.as_of, tuple(sorted(outlook.frame.readings.items()))
    for promise in outlook.fulfilments:
        for due in promise.deadlines:
            yield Given("kept", promise.norm, due.by, due.chance, told, readings)
        for rule in promise.more_time:
            if rule.applies is not None and rule.asked_on > told:
                yield Given("more_time", rule.rule, rule.asked_on, rule.applies.chance, told, readings)


def scored(given: Iterable[Given], looked_into: Callable[[Given], Inquiry]) -> Iterator[ScoredPromise]:
    """What became of each, as the inquiry into its readings has it; none of what the agreement lost since."""
    for one in given:
        came = _came(looked_into(one).on(one.by), one)
        if came is not None:
            yield ScoredPromise(
                what=one.what,
                name=one.name,
                by=one.by,
                issued_as_of=one.told,
                chance=one.chance,
                came=came,
                brier=round(brier(one.chance, came), _DIGITS),
            )


def _came(inquiry: Inquiry, one: Given) -> bool | None:
    norm = inquiry.agreement.norms.get(one.name)
    if one.what == "more_time":
        return came_true(inquiry, norm) if isinstance(norm, Rule) else None
    return inquiry.judge(norm.id).degree.low >= 1.0 if isinstance(norm, Duty) else None


def records(promises: Sequence[ScoredPromise]) -> Iterator[PromiseRecord]:
    """How good the chances of either sort were."""
    sorts: tuple[What, ...] = ("kept", "more_time")
    for what in sorts:
        ones = [one for one in promises if one.what == what]
        if ones:
            share = fmean(one.came for one in ones)
            yield PromiseRecord(
                what=what,
                forecasts=len(ones),
                said=round(fmean(one.chance for one in ones), _DIGITS),
                came=round(share, _DIGITS),
                brier=round(fmean(one.brier for one in ones), _DIGITS),
                usual=round(share * (1.0 - share), _DIGITS),
            )
