"""Will the promise be kept in time: the parts shown so far, and how soon the others may follow.

A part is one share of the promise (one party's, one place's). While nothing else is known, a part is as
likely as not to be shown by the deadline that the text set; what has been shown, and how long it took, moves
that. A party's word that all is done is a claim like any other: it counts as far as it shows a part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import comb, exp
from typing import TYPE_CHECKING

from truceline.agreement.norms import Duty
from truceline.assess.docket import Docket
from truceline.assess.engine import inquiry_into
from truceline.assess.lifecycle import due_dates, life_of
from truceline.evidence.strict import Strict

if TYPE_CHECKING:
    from truceline.assess.inquiry import Inquiry
    from truceline.assess.result import Due
    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.evidence.claim import Claim

LEAST_PARTS = 2
"""Of a promise in one piece nothing is seen until all is."""
_STEP = timedelta(days=7)
_MOST_STEPS = 26
_YEAR = 365
_SHAPE = 1.0
_SURE = (0.1, 0.9)


class Shown(Strict):
    """How far a promise was shown to be kept on a day, 0-1."""

    day: date
    low: float
    high: float
    """What was not refuted."""


class ByDay(Strict):
    """How likely the promise is shown kept by one of its deadlines."""

    by: date
    source: str
    """The text, or the rule that may move the deadline."""
    certain: bool
    """Whether this is the deadline whatever comes; one that a rule may set is not."""
    chance: float
    low: float
    high: float
    """The chance under a slow and a quick pace, each with one in ten beyond it."""


class Fulfilment(Strict):
    """An achieve duty that is not kept yet: its path, and the days on which it may be."""

    norm: str
    parts: int
    shown: int
    path: tuple[Shown, ...]
    deadlines: tuple[ByDay, ...]
    half_by: date | None
    """The day by which it is as likely as not to be kept; null: not within a year."""
    never: float | None
    """The chance that it is not kept within a year."""
    on_track: bool | None
    """Whether it is more likely than not to be kept by its first deadline that is still ahead."""
    cannot_say: str | None = None
    """Why there are no chances, and what is missing."""


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


def fulfilments(case: Case, frame: Frame, supposed: Sequence[Claim] = ()) -> Iterator[Fulfilment]:
    """Every achieve duty with a deadline that binds and is not shown kept; `supposed` claims count."""
    law = case.law(frame)
    docket = Docket.of(law.agreement, law.atlas, case.selected(frame), frame, supposed)
    inquiry = inquiry_into(law.agreement, docket, frame)
    for norm in law.agreement.assessed():
        admitted = frame.admits(law.agreement.instrument_of(norm.id).id)
        if isinstance(norm, Duty) and norm.mode == "achieve" and admitted:
            yield from _of_duty(inquiry, norm)


def _of_duty(inquiry: Inquiry, duty: Duty) -> Iterator[Fulfilment]:
    starts, today = life_of(inquiry, duty).starts, inquiry.frame.as_of
    dues, _ = due_dates(inquiry, duty)
    if starts is None or starts > today or not dues:
        return
    found = inquiry.judge(duty.id)
    if found.degree.low == 1.0:
        return
    path = tuple(_path(inquiry, duty, starts))
    parts = len(found.parts)
    shown = round(found.degree.low * parts)
    reason = _reason(parts, shown)
    pace = _pace(path, parts, shown, (dues[0].by - starts).days)
    ahead = [due for due in dues if due.by > today]
    first = next(iter(ahead), None)
    yield Fulfilment(
        norm=duty.id,
        parts=parts,
        shown=shown,
        path=path,
        deadlines=() if reason else tuple(_by(pace, due, today) for due in ahead),
        half_by=None if reason else _half_by(pace, today),
        never=None if reason else round(1.0 - pace.chance(_YEAR), 4),
        on_track=None if reason or first is None else pace.chance((first.by - today).days) > 0.5,  # noqa: PLR2004
        cannot_say=reason,
    )


def _path(inquiry: Inquiry, duty: Duty, starts: date) -> Iterator[Shown]:
    """What was shown, week by week, as known now; of a long time the last half year."""
    today = inquiry.frame.as_of
    weeks = min((today - starts) // _STEP, _MOST_STEPS)
    for number in range(weeks, -1, -1):
        day = today - number * _STEP
        degree = inquiry.on(day).judge(duty.id).degree
        yield Shown(day=day, low=round(degree.low, 4), high=round(degree.high, 4))


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


def _by(pace: Pace, due: Due, today: date) -> ByDay:
    days = (due.by - today).days
    low, high = (round(pace.chance_at(share, days), 4) for share in _SURE)
    return ByDay(
        by=due.by,
        source=due.source,
        certain=due.certain,
        chance=round(pace.chance(days), 4),
        low=low,
        high=high,
    )


def _half_by(pace: Pace, today: date) -> date | None:
    half = next((days for days in range(1, _YEAR + 1) if pace.chance(days) >= 0.5), None)  # noqa: PLR2004
    return None if half is None else today + timedelta(days=half)
