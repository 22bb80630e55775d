"""Where violence went: less in the zone may be more just outside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from truceline.assess.event_checks import doer_refusal
from truceline.assess.matching import UNATTRIBUTED
from truceline.assess.paces import WIDEST, is_done
from truceline.evidence.strict import Strict
from truceline.outlook.comparison import BEFORE, Ratio
from truceline.outlook.ratio import Window, rate_ratio

if TYPE_CHECKING:
    from truceline.agreement.checks import NoEvent
    from truceline.assess.inquiry import Question
    from truceline.evidence.claim import Claim
    from truceline.outlook.stage import Stage

RING_KM = 15.0
"""How far outside the zone's boundary is still just outside."""
Ring = Literal["inside", "just outside", "elsewhere"]
RINGS: tuple[Ring, ...] = ("inside", "just outside", "elsewhere")


class Displacement(Strict):
    """What a duty forbids, in the zone and out of it, before and since."""

    norm: str
    event: str
    zone: str
    ring: Ring
    before: float
    """Events in the days before; of each, the chance that it lay there."""
    since: float
    ratio: Ratio | None
    """Of the pace; null where nothing was told or observed."""


@dataclass
class _Sums:
    before: dict[Ring, float] = field(default_factory=lambda: dict.fromkeys(RINGS, 0.0))
    since: dict[Ring, float] = field(default_factory=lambda: dict.fromkeys(RINGS, 0.0))


def displaced(stage: Stage, days_before: int = BEFORE) -> tuple[Displacement, ...]:
    """For every event that a refrain duty forbids in a zone: inside, within 15 km of it, and elsewhere."""
    return tuple(
        one
        for question, starts, checks in stage.refrained()
        for one in _of_duty(stage, question, starts, checks, days_before)
    )


def _of_duty(
    stage: Stage, question: Question, starts: date, checks: tuple[NoEvent, ...], days_before: int
) -> Iterator[Displacement]:
    sums: dict[tuple[str, str], _Sums] = {}
    told: set[tuple[str, str]] = set()
    first = starts - timedelta(days=days_before)
    for check in checks:
        if check.where is None:
            continue
        mine = sums.setdefault((check.event, check.where), _Sums())
        for claim, day in _claims(question, check, first):
            key = (check.where, claim.incident or claim.claim_id)
            if key not in told:
                told.add(key)
                _add(question, check.where, claim, day, mine.since if day >= starts else mine.before)
    for (event, zone), found in sums.items():
        for ring in RINGS:
            windows = (
                Window(found.before[ring], _observed(stage, first, starts)),
                Window(found.since[ring], _observed(stage, starts, stage.last + timedelta(days=1))),
            )
            yield Displacement(
                norm=question.norm,
                event=event,
                zone=zone,
                ring=ring,
                before=round(windows[0].events, 2),
                since=round(windows[1].events, 2),
                ratio=Ratio.of(rate_ratio(*windows)),
            )


def _claims(question: Question, check: NoEvent, first: date) -> Iterator[tuple[Claim, date]]:
    """What the check is about, wherever it was, from a day on."""
    days = question.inquiry.docket.days
    for claim in question.inquiry.docket.events(check.event):
        start, end = days.get(claim.claim_id, (date.min, date.min))
        is_told = first <= start and end <= question.as_of and (end - start).days < WIDEST and is_done(claim)
        if is_told and doer_refusal(question, claim, check) in (None, UNATTRIBUTED):
            yield claim, start


def _add(question: Question, zone: str, claim: Claim, day: date, sums: dict[Ring, float]) -> None:
    """Share one event out between the rings; what has no place on the map counts nowhere."""
    docket = question.inquiry.docket
    chance = docket.p_inside(claim, zone, day, question.inquiry.frame.readings)
    if chance is None:
        return
    offsets = [docket.atlas.distance_km(place, zone, day) for place in docket.where(claim) if place.is_point]
    known = [km for km in offsets if km is not None]
    is_near = bool(known) and max(known) >= -RING_KM
    sums["inside"] += chance
    sums["just outside" if is_near else "elsewhere"] += 1.0 - chance


def _observed(stage: Stage, first: date, end: date) -> float:
    """Days from `first` to before `end`, each by how well it was observed."""
    start, stop = ((day - stage.first).days for day in (first, end))
    return float(stage.seen.exposure[max(start, 0) : max(stop, 0)].sum())
