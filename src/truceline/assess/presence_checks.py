"""Checks about what stands where: none present, beyond a line, at most so many."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.agreement.checks import AtMost, BeyondLine, NonePresent
from truceline.agreement.model import Zone
from truceline.assess.inquiry import Question
from truceline.assess.sightings import Presence, sort
from truceline.assess.step import Step
from truceline.core.counted import counted
from truceline.places.delineation import Lines


def none_present(question: Question, check: NonePresent) -> Step:
    """Refuted by one sighting; established only by a look that covers enough of the zone."""
    proof, thing = question.proof, f"{check.what}{_owned(question, check.what)}"
    return _weighed(
        question,
        check,
        statement=f"no {thing} in {check.where}",
        would_establish=f"a look at {proof.coverage:.0%} of {check.where} or more that finds no {thing}, "
        f"no older than {counted(proof.fresh_days, 'day')}",
        would_refute=f"a sighting of {thing} in {check.where}",
    )


def at_most(question: Question, check: AtMost) -> Step:
    """Refuted by a count whose least value exceeds the ceiling; shown by a look that counts enough."""
    limit = float(question.inquiry.pick(check.limit))
    return _weighed(
        question,
        check,
        statement=f"at most {limit:g} {check.what}{_owned(question, check.what)} in {check.where}",
        would_establish=f"an inventory of {question.proof.coverage:.0%} of {check.where} or more",
        would_refute=f"a count of more than {limit:g} in {check.where}",
    )


def beyond_line(question: Question, check: BeyondLine) -> Step:
    """Refuted by one object nearer than allowed; one far enough away proves nothing of the rest."""
    need_km = float(question.inquiry.pick(check.km))
    thing = f"{check.what}{_owned(question, check.what)}"
    return _weighed(
        question,
        check,
        statement=f"every {thing} is {need_km:g} km or more from {check.line}",
        would_establish="a verified inventory with a visit to every storage site",
        would_refute=f"a sighting of {thing} nearer than {need_km:g} km",
    )


def _weighed(
    question: Question, check: Presence, *, statement: str, would_establish: str, would_refute: str
) -> Step:
    standard, found = question.proof.standard, sort(question, check)
    return question.weighed(
        check.check,
        statement,
        supporting=found.supporting,
        opposing=found.opposing,
        aside=found.aside,
        would_change=(would_establish, f"{would_refute}, to the standard {standard} ({standard.bar:g})"),
        marks=zone_marks(question, check.line if isinstance(check, BeyondLine) else check.where),
    )


def zone_marks(question: Question, zone_id: str | None) -> tuple[str, ...]:
    """What must be said of any answer that rests on this zone's drawing."""
    zones = question.agreement.zone
    marks: list[str] = []
    waiting = [zone_id] if zone_id else []
    while waiting:
        zone = zones.get(waiting.pop(0) or "")
        if zone is None:
            continue
        lines = question.inquiry.docket.atlas.lines(zone.id, question.as_of)
        marks.extend(_marks_of(zone, lines))
        # A strip whose own edge is in force no longer hangs on the line it was to follow.
        along = None if lines is not None and lines.is_in_force else zone.along
        waiting.extend(other for other in (along, zone.within) if other)
    return tuple(dict.fromkeys(marks))


def _marks_of(zone: Zone, lines: Lines | None) -> Iterable[str]:
    if lines is not None:
        force = "in force" if lines.is_in_force else "not in force"
        yield f"rests on {zone.id}, whose lines are {lines.status} and {force} ({lines.told})"
        return
    status, fixed_by = zone.geometry.status, zone.geometry.fixed_by
    if status in ("undelineated", "proposed", "disputed"):
        settled = f", to be settled by {fixed_by}" if fixed_by else ""
        yield f"rests on {zone.id}, whose lines are {status}{settled}"


def _owned(question: Question, what: str) -> str:
    whose = question.party
    return "" if whose is None or whose == what else f" of {whose}"
