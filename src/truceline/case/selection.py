"""Which claims an assessment can need: the smallest selection that is safe for every check."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from truceline.agreement.checks import (
    ActivityAtLeast,
    BeyondLine,
    ByReading,
    Check,
    EventOccurred,
    NoEvent,
    NormIs,
    walk,
)
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Anchor, Duty, Norm, Power, Rule
from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind
from truceline.evidence.query import Box, EvidenceQuery

# A point of UCDP precision 3 (its district is known) stands for a disc of 30 km; coarser ones are
# never left out by place. Four standard deviations hold all but one in 10,000 of a drawn boundary.
_REACH_KM = 30.0
_DEVIATIONS = 4.0

_WHATEVER = frozenset({Kind.STATEMENT, Kind.LOOK, Kind.DECISION})
_STANDING_THERE = frozenset({Act.PRESENCE, Act.DEPLOY, Act.ABSENCE, Act.WITHDRAW})

EventCheck = NoEvent | EventOccurred | ActivityAtLeast


def padding_km(agreement: Agreement) -> float:
    """How far outside the drawn zones a point may lie and still perhaps be inside one."""
    unsure = max((zone.geometry.uncertainty_km for zone in agreement.zones), default=0.0)
    return _REACH_KM + _DEVIATIONS * unsure


def for_frame(agreement: Agreement, frame: Frame, bounds: Box | None) -> EvidenceQuery:
    """The claims that can bear on any status in the frame; `bounds` are the padded zones'.

    Events that began after the last day asked about, ended before anything could count, or lie far
    from every zone are left out - except where a check looks anywhere or at any time. Statements,
    looks, decisions, states and whatever names a norm are always kept.
    """
    checks = list(_checks(agreement))
    first, last = _first_day(agreement, checks), _last_day(frame, checks)
    besides = [
        EvidenceQuery(kinds=_WHATEVER),
        EvidenceQuery(about_norm=True),
        EvidenceQuery(about_state=True),
    ]
    if any(isinstance(check, BeyondLine) for check in checks):
        besides.append(EvidenceQuery(first=first, last=last, acts=_STANDING_THERE))
    for check in checks:
        if isinstance(check, EventOccurred) and not check.after_start:
            besides.extend(_of_event(agreement, check.event, EvidenceQuery(last=last)))
        elif isinstance(check, EventCheck) and check.where is None:
            besides.extend(_of_event(agreement, check.event, EvidenceQuery(first=first, last=last)))
    return EvidenceQuery(
        known_at=frame.known_at,
        first=first,
        last=last,
        bbox=bounds,
        besides=tuple(dict.fromkeys(besides)),
    )


def _of_event(agreement: Agreement, event: str, when: EvidenceQuery) -> Iterator[EvidenceQuery]:
    """Claims that may be of an event type: by its name, or by one of its acts."""
    yield EvidenceQuery(first=when.first, last=when.last, events=frozenset({event}))
    known = agreement.event.get(event)
    acts = frozenset(known.acts) if known else frozenset(act for act in Act if act == event)
    if acts:
        yield EvidenceQuery(first=when.first, last=when.last, acts=acts)


def _checks(agreement: Agreement) -> Iterator[Check]:
    for norm in agreement.norms.values():
        for check in _roots(norm):
            yield from walk(check)


def _roots(norm: Norm) -> Iterator[Check]:
    """The checks that stand in a norm itself."""
    if isinstance(norm, Rule):
        yield norm.when
        return
    if norm.test is not None:
        yield norm.test
    if isinstance(norm, Duty) and norm.when is not None:
        yield norm.when


def _first_day(agreement: Agreement, checks: list[Check]) -> date:
    """The earliest day whose reports can still speak: the first start, less the longest memory."""
    starts = [instrument.in_force.start for instrument in agreement.instruments]
    starts += [instrument.signed_on for instrument in agreement.instruments if instrument.signed_on]
    starts += [day for norm in agreement.norms.values() for day in _window_days(norm)]
    fresh = [norm.proof.fresh_days for norm in agreement.norms.values()]
    counted = [check.per_days for check in checks if isinstance(check, ActivityAtLeast)]
    return min(starts) - timedelta(days=max([*fresh, *counted, 0]))


def _window_days(norm: Norm) -> Iterator[date]:
    if not isinstance(norm, Duty | Power) or norm.during is None:
        return
    start = norm.during.start
    if isinstance(start, Anchor):
        if isinstance(start.at, ByReading):
            yield from (date.fromisoformat(str(day)) for day in start.at.options.values())
        elif start.at is not None:
            yield start.at


def _last_day(frame: Frame, checks: list[Check]) -> date:
    """The day asked about, or a later fixed one that a rule looks at."""
    fixed = [check.as_of for check in checks if isinstance(check, NormIs) and check.as_of]
    return max([frame.as_of, *fixed])
