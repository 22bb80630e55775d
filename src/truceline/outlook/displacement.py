"""Where violence went: less in the zone may be more just outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from math import inf
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from truceline.assess.docket import Exhibit
from truceline.assess.paces import RING_KM, Strand, laid_to
from truceline.assess.scales import WIDEST
from truceline.evidence.strict import Strict
from truceline.outlook.attached import expected
from truceline.outlook.changes import mean_excess
from truceline.outlook.comparison import BEFORE, Ratio
from truceline.outlook.ratio import Window, rate_ratio
from truceline.outlook.repeats import without_repeats
from truceline.outlook.strands import chance_of, hold, summed

if TYPE_CHECKING:
    from truceline.agreement.checks import NoEvent
    from truceline.assess.inquiry import Question
    from truceline.assess.paces import Counted
    from truceline.assess.scales import Paced
    from truceline.evidence.claim import Claim
    from truceline.outlook.predictive import Figures
    from truceline.outlook.stage import Stage

Ring = Literal["inside", "just outside", "elsewhere"]
RINGS: tuple[Ring, ...] = ("inside", "just outside", "elsewhere")
_COUNTED_AS: Mapping[Ring, Paced] = MappingProxyType(
    {"inside": "pace", "just outside": "near", "elsewhere": "elsewhere"}
)


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
    excess: float = 1.0
    """How many times more than Poisson's the weeks vary: by that the interval is wider."""
    table: str | None = None
    """The attached table that it is of; null: the case's claims."""


def displaced(stage: Stage, days_before: int = BEFORE) -> tuple[Displacement, ...]:
    """For every event that a refrain duty forbids in a zone: inside, within 15 km of it, and elsewhere.

    Of claims, and of each attached table by itself: they may tell of the same events.
    """
    return tuple(
        one
        for question, starts, checks in stage.refrained()
        for one in _of_duty(stage, question, starts, checks, days_before)
    )


def _of_duty(
    stage: Stage, question: Question, starts: date, checks: tuple[NoEvent, ...], days_before: int
) -> Iterator[Displacement]:
    first = starts - timedelta(days=days_before)
    held: dict[tuple[str, str], dict[str, Exhibit]] = {}
    for check in checks:
        if check.where is not None:
            incidents = held.setdefault((check.event, check.where), {})
            for exhibit in _exhibits(question, check, check.where, first):
                hold(incidents, exhibit)
    for (event, zone), incidents in held.items():
        if not incidents and any(table.paces and table.paces.is_around for table in stage.tables):
            continue
        shares = _shared_out(question, zone, without_repeats(incidents.values()))
        for ring in RINGS:
            days = (stage.last - first).days + 1
            series = summed(((one, its[ring]) for one, its in shares), first, days)
            yield _in_ring(stage, (question.norm, event, zone, ring), series, (first, starts))
    for table in stage.tables:
        if table.paces and table.paces.is_around:
            counts = table.paces.under(stage.inquiry.frame.readings)
            yield from _of_table(stage, (table.name, question.norm), held, counts, (first, starts))


def _of_table(
    stage: Stage,
    name: tuple[str, str],
    asked: Iterable[tuple[str, str]],
    counts: Mapping[Strand, Counted],
    span: tuple[date, date],
) -> Iterator[Displacement]:
    """What a table tells of these events and zones; `span` are the first day before, and the first since."""
    table, norm = name
    days = (stage.last - span[0]).days + 1
    for event, zone in asked:
        for ring, paced in _COUNTED_AS.items():
            series = expected(counts.get(Strand(norm, event, zone, None, paced)), span[0], days)
            found = _in_ring(stage, (norm, event, zone, ring), series, span)
            yield found.model_copy(update={"table": table})


def _in_ring(
    stage: Stage, name: tuple[str, str, str, Ring], series: Figures, span: tuple[date, date]
) -> Displacement:
    """What a ring's days come to; `span` are the first of them, and the first on which the duty binds."""
    (norm, event, zone, ring), (first, starts) = name, span
    at = (starts - first).days
    before = Window(float(series[:at].sum()), _observed(stage, first, starts))
    since = Window(float(series[at:].sum()), _observed(stage, starts, stage.last + timedelta(days=1)))
    excess = mean_excess(series)
    return Displacement(
        norm=norm,
        event=event,
        zone=zone,
        ring=ring,
        before=round(before.events, 2),
        since=round(since.events, 2),
        ratio=Ratio.of(rate_ratio(before, since, excess)),
        excess=round(excess, 4),
    )


def _exhibits(question: Question, check: NoEvent, zone: str, first: date) -> Iterator[Exhibit]:
    """What the check is about, wherever on the map it was, from a day on."""
    days = question.inquiry.docket.days
    told = [
        claim
        for claim in question.inquiry.docket.events(check.event)
        if _is_told(question, claim, check, first)
    ]
    view = question.inquiry.docket.view(zone, question.inquiry.frame.readings)
    near = {one.key: one for one in view.exhibits(told, question.norm)}
    for claim in told:
        exhibit = near.get(claim.claim_id) or Exhibit(claim, *days[claim.claim_id], 0.0, 0.0)
        if exhibit.p_inside is not None:
            yield exhibit


def _is_told(question: Question, claim: Claim, check: NoEvent, first: date) -> bool:
    start, end = question.inquiry.docket.days.get(claim.claim_id, (date.min, date.min))
    is_in_time = first <= start and end <= question.as_of and (end - start).days < WIDEST
    return is_in_time and laid_to(question, claim, check) is not None


def _shared_out(
    question: Question, zone: str, exhibits: Iterable[Exhibit]
) -> list[tuple[Exhibit, Mapping[Ring, float]]]:
    """Each event shared out between the rings."""
    found: list[tuple[Exhibit, Mapping[Ring, float]]] = []
    for one in exhibits:
        inside = chance_of(one)
        outer: Ring = "just outside" if inside < 1.0 and _is_near(question, zone, one) else "elsewhere"
        found.append((one, {**dict.fromkeys(RINGS, 0.0), "inside": inside, outer: 1.0 - inside}))
    return found


def _is_near(question: Question, zone: str, exhibit: Exhibit) -> bool:
    docket = question.inquiry.docket
    places = (place for place in docket.where(exhibit.claim) if place.is_point)
    offsets = (docket.atlas.distance_km(place, zone, exhibit.start) for place in places)
    return max((km for km in offsets if km is not None), default=-inf) >= -RING_KM


def _observed(stage: Stage, first: date, end: date) -> float:
    """Days from `first` to before `end`, each by how well it was observed."""
    start, stop = ((day - stage.first).days for day in (first, end))
    return float(stage.seen.exposure[max(start, 0) : max(stop, 0)].sum())
