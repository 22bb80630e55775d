"""How a promise moves: on track, behind, stalled or lapsed. Thresholds are in docs/explanation/pace.md."""

from __future__ import annotations

from datetime import date, timedelta

from truceline.agreement.norms import Constitutive, Duty
from truceline.assess.found import Found
from truceline.assess.inquiry import Inquiry
from truceline.assess.result import Pace, Phase

# Progress is looked for over the last fortnight: reports of a withdrawal come in weekly rounds.
LOOK_BACK = timedelta(days=14)


def pace_of(inquiry: Inquiry, norm: Duty | Constitutive, found: Found) -> Pace | None:
    """The pace of a duty in force; None where nothing is known of it or it is kept."""
    life, now = found.life, found.degree
    if not isinstance(norm, Duty) or life.starts is None or life.phase not in _MOVING:
        return None
    if now.low == 1.0 or not _ever_told(found):
        return None
    if _has_lapsed(inquiry, norm, found):
        return Pace.LAPSED
    if norm.mode != "achieve":
        return None
    if now.low > 0.0 and now.low >= _elapsed(life.starts, life.due_days, inquiry.frame.as_of):
        return Pace.ON_TRACK
    before = max(inquiry.frame.as_of - LOOK_BACK, life.starts)
    then = inquiry.on(before).judge(norm.id).degree
    return Pace.BEHIND if now.low > then.low else Pace.STALLED


_MOVING = frozenset({Phase.IN_FORCE, Phase.DUE})


def _ever_told(found: Found) -> bool:
    """Whether anything since the start tells of the promise; older claims that do not count say nothing."""
    starts = found.life.starts or date.min
    return any(
        step.supporting or step.opposing or any(e.end >= starts for e, _ in step.set_aside)
        for step in found.proof.walk()
    )


def _has_lapsed(inquiry: Inquiry, norm: Duty, found: Found) -> bool:
    """Shown kept further on an earlier day than now, and spoken against since (or an activity gone)."""
    spoken_against = any(step.opposing for step in found.proof.walk())
    activity = any(step.check == "activity_at_least" for step in found.proof.walk())
    if not (spoken_against or activity):
        return False
    starts = found.life.starts or inquiry.frame.as_of
    days = {
        exhibit.end
        for step in found.proof.walk()
        for exhibit in (*step.supporting, *(e for e, _ in step.set_aside))
        if step.check != "no_event" and starts <= exhibit.end < inquiry.frame.as_of
    }
    return any(inquiry.on(day).judge(norm.id).degree.low > found.degree.low for day in sorted(days))


def _elapsed(starts: date, dues: tuple[date, ...], as_of: date) -> float:
    """The share of the time allowed that has passed; 1 without a deadline or after it."""
    if not dues or as_of >= dues[-1] or dues[-1] <= starts:
        return 1.0
    return (as_of - starts) / (dues[-1] - starts)
