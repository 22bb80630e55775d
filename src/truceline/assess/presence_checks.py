"""Checks about what stands where: none present, beyond a line, at most so many."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.agreement.checks import AtMost, BeyondLine, NonePresent
from truceline.agreement.model import Zone
from truceline.assess.docket import Exhibit
from truceline.assess.inquiry import Question
from truceline.assess.matching import (
    groups,
    is_group_of,
    says_absent,
    says_present,
    told_as_fact,
    why_not_done,
)
from truceline.assess.states import Aside, weigh
from truceline.assess.step import Step
from truceline.evidence.claim import Claim, Place, Quantity


def none_present(question: Question, check: NonePresent) -> Step:
    """Refuted by one sighting; established only by a look that covers enough of the zone."""
    seen, unseen, aside = _sorted(question, check.what, check.where)
    looks = _enough(question, unseen, check.where, aside)
    found = weigh(
        looks,
        seen,
        as_of=question.as_of,
        fresh_days=question.proof.fresh_days,
        standard=question.proof.standard,
    )
    coverage = f"{question.proof.coverage:.0%}"
    return Step(
        statement=f"no {check.what}{_owned(question, check.what)} in {check.where}",
        check=check.check,
        strength=found.strength,
        standard=question.proof.standard,
        supporting=found.supporting,
        opposing=found.opposing,
        set_aside=(*aside, *found.set_aside),
        would_change=(
            (
                f"a look at {coverage} of {check.where} or more that finds no {check.what}"
                f"{_owned(question, check.what)}, no older than {question.proof.fresh_days} days"
            ),
            (
                f"a sighting of {check.what}{_owned(question, check.what)} in {check.where} "
                f"that meets the standard {question.proof.standard} ({question.proof.standard.bar:g})"
            ),
        ),
        marks=zone_marks(question, check.where),
    )


def at_most(question: Question, check: AtMost) -> Step:
    """Refuted by a count whose least value exceeds the ceiling; shown by a look that counts enough."""
    limit = float(question.inquiry.pick(check.limit))
    over: list[Exhibit] = []
    under: list[Exhibit] = []
    aside: list[Aside] = []
    for exhibit in _candidates(question, check.what, check.where):
        reason = _refusal(question, exhibit, check.what)
        count = _count_of(question, exhibit.claim, check.what)
        if reason or count is None:
            aside.append((exhibit, reason or "gives no count"))
        elif count.bounds.surely_above(limit):
            over.append(exhibit)
        elif count.bounds.surely_at_most(limit) and _covers(question, exhibit, check.where):
            under.append(exhibit)
        else:
            aside.append((exhibit, f"its count does not settle whether there are more than {limit:g}"))
    found = weigh(
        under,
        over,
        as_of=question.as_of,
        fresh_days=question.proof.fresh_days,
        standard=question.proof.standard,
    )
    return Step(
        statement=f"at most {limit:g} {check.what}{_owned(question, check.what)} in {check.where}",
        check=check.check,
        strength=found.strength,
        standard=question.proof.standard,
        supporting=found.supporting,
        opposing=found.opposing,
        set_aside=(*aside, *found.set_aside),
        would_change=(
            f"an inventory of {question.proof.coverage:.0%} of {check.where} or more",
            f"a count of more than {limit:g} to the standard {question.proof.standard}",
        ),
        marks=zone_marks(question, check.where),
    )


def beyond_line(question: Question, check: BeyondLine) -> Step:
    """Refuted by one object nearer than allowed; one far enough away proves nothing of the rest."""
    need_km = float(question.inquiry.pick(check.km))
    near: list[Exhibit] = []
    aside: list[Aside] = []
    clear: list[Exhibit] = []
    for exhibit in _candidates(question, check.what, None):
        if _is_look_along(exhibit.claim, check.line):
            _file_look(question, exhibit, clear, aside)
            continue
        km = _distance_km(question, exhibit, check)
        if km is None:
            continue
        reason = _refusal(question, exhibit, check.what)
        if reason:
            aside.append((exhibit, reason))
        elif km < need_km and says_present(exhibit.claim):
            near.append(exhibit)
        else:
            aside.append((exhibit, f"{km:.0f} km off: one in the right place does not show that all are"))
    found = weigh(
        clear,
        near,
        as_of=question.as_of,
        fresh_days=question.proof.fresh_days,
        standard=question.proof.standard,
    )
    return Step(
        statement=f"every {check.what}{_owned(question, check.what)} is {need_km:g} km or more "
        f"from {check.line}",
        check=check.check,
        strength=found.strength,
        standard=question.proof.standard,
        supporting=found.supporting,
        opposing=found.opposing,
        set_aside=(*aside, *found.set_aside),
        would_change=(
            "a verified inventory with a visit to every storage site",
            f"a sighting nearer than {need_km:g} km to the standard {question.proof.standard}",
        ),
        marks=zone_marks(question, check.line),
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
        marks.extend(_marks_of(zone))
        waiting.extend(other for other in (zone.along, zone.within) if other)
    return tuple(dict.fromkeys(marks))


def _marks_of(zone: Zone) -> Iterable[str]:
    status, fixed_by = zone.geometry.status, zone.geometry.fixed_by
    if status in ("undelineated", "proposed", "disputed"):
        settled = f", to be settled by {fixed_by}" if fixed_by else ""
        yield f"rests on {zone.id}, whose lines are {status}{settled}"


def _candidates(question: Question, what: str, zone: str | None) -> list[Exhibit]:
    return question.exhibits(question.inquiry.docket.sightings(what), zone)


def _sorted(question: Question, what: str, where: str) -> tuple[list[Exhibit], list[Exhibit], list[Aside]]:
    seen: list[Exhibit] = []
    unseen: list[Exhibit] = []
    aside: list[Aside] = []
    for exhibit in _candidates(question, what, where):
        reason = _refusal(question, exhibit, what)
        if reason == _OTHER_OWNER:
            continue
        if reason:
            aside.append((exhibit, reason))
        elif says_present(exhibit.claim):
            seen.append(exhibit)
        elif says_absent(exhibit.claim):
            unseen.append(exhibit)
        else:
            aside.append((exhibit, "tells of a withdrawal, not that none is left"))
    return seen, unseen, aside


_OTHER_OWNER = "belongs to a party this is not about"


def _refusal(question: Question, exhibit: Exhibit, what: str) -> str | None:
    claim = exhibit.claim
    if not told_as_fact(claim):
        return why_not_done(claim)
    if exhibit.p_inside is None and exhibit.weight == 0.0:
        return "does not say where"
    return _owner_refusal(question, claim, what)


def _owner_refusal(question: Question, claim: Claim, what: str) -> str | None:
    owners = groups(question.agreement, claim.actor)
    if not question.sphere or question.sphere & owners:
        return None
    if is_group_of(question.agreement, claim, what):
        # The group itself is what must go, whoever vouches for it - unless it is another bearer's part.
        return _OTHER_OWNER if _is_of_category(question, what) else None
    if owners:
        return _OTHER_OWNER
    if says_absent(claim) or (question.party is None and len(question.sphere) > 1):
        return None
    return "nobody says whose it is: it binds no party"


def _is_of_category(question: Question, what: str) -> bool:
    """Whether the party in question is itself (part of) what the category names."""
    category = question.agreement.term.get(what)
    named = {what, *(category.parties if category else ())}
    return question.party is not None and bool(question.agreement.groups_of(question.party) & named)


def _enough(question: Question, looks: list[Exhibit], where: str, aside: list[Aside]) -> list[Exhibit]:
    kept = []
    for exhibit in looks:
        if _covers(question, exhibit, where):
            kept.append(exhibit)
        elif exhibit.claim.coverage is None:
            aside.append((exhibit, "does not say how much of the zone was looked at"))
        else:
            aside.append((exhibit, f"looked at {exhibit.claim.coverage:.0%}, too little to show absence"))
    return kept


def _covers(question: Question, exhibit: Exhibit, where: str) -> bool:
    share = exhibit.claim.coverage
    whole = any(_contains(question, place, where) for place in exhibit.claim.place)
    tied = not exhibit.claim.place and exhibit.p_inside == 1.0
    return share is not None and share >= question.proof.coverage and (whole or tied)


def _contains(question: Question, place: Place, where: str) -> bool:
    """Whether the place named is the zone itself or one that the zone lies within."""
    zone: str | None = where
    while zone is not None:
        if place.zone == zone:
            return True
        known = question.agreement.zone.get(zone)
        zone = known.within if known else None
    return False


def _owned(question: Question, what: str) -> str:
    whose = question.party
    return "" if whose is None or whose == what else f" of {whose}"


def _count_of(question: Question, claim: Claim, what: str) -> Quantity | None:
    kinds = question.agreement.kinds_of(what)
    if says_absent(claim) and not claim.quantity:
        return Quantity(low=0, best=0, high=0)
    for quantity in claim.quantity:
        if quantity.kind == "count" and quantity.of in (None, *kinds):
            return quantity
    return None


def _is_look_along(claim: Claim, line: str) -> bool:
    return says_absent(claim) and any(place.zone == line for place in claim.place)


def _file_look(question: Question, exhibit: Exhibit, clear: list[Exhibit], aside: list[Aside]) -> None:
    reason = _owner_refusal(question, exhibit.claim, "")
    if reason == _OTHER_OWNER:
        return
    if (exhibit.claim.coverage or 0.0) >= question.proof.coverage and told_as_fact(exhibit.claim):
        clear.append(exhibit)
    else:
        aside.append((exhibit, "covers too little of the line to show that none stands too near"))


def _distance_km(question: Question, exhibit: Exhibit, check: BeyondLine) -> float | None:
    for quantity in exhibit.claim.quantity:
        if quantity.kind == "distance" and quantity.of == check.line and quantity.status == "achieved":
            return quantity.high if quantity.high is not None else quantity.best
    atlas = question.inquiry.docket.atlas
    known = [
        atlas.distance_km(place, check.line, exhibit.start)
        for place in exhibit.claim.place
        if place.is_point and place.role == "location"
    ]
    reach = [_towards(km, check.side) for km in known if km is not None]
    return min(reach) + _slack_km(exhibit.claim) if reach else None


def _towards(km: float, side: str | None) -> float:
    if side is None:
        return abs(km)
    return km if side == "left" else -km


def _slack_km(claim: Claim) -> float:
    """How much farther than its point the object may stand: only a sure breach refutes."""
    radii = [place.radius_m for place in claim.place if place.radius_m is not None]
    return max(radii, default=0.0) / 1000.0
