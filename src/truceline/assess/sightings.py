"""Sorting sightings and looks: which speak for a check, which against, which are set aside, and why."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from truceline.agreement.checks import AtMost, BeyondLine, NonePresent
from truceline.assess.docket import Exhibit
from truceline.assess.inquiry import Question
from truceline.assess.matching import (
    doers,
    is_group_of,
    says_absent,
    says_present,
    speaks_for_whole,
    told_as_fact,
    why_not_done,
)
from truceline.assess.states import Aside
from truceline.evidence.claim import Claim, Place, Quantity
from truceline.places.whereabouts import radius_km

Presence = NonePresent | AtMost | BeyondLine
_OTHER_OWNER = "belongs to a party this is not about"
_PART_ONLY = "tells of a part of the category only"
UNOWNED = "nobody says whose it is: it binds no party"


@dataclass(frozen=True)
class Sorted:
    """Exhibits for and against a check before time has its say, and those that cannot count."""

    supporting: list[Exhibit] = field(default_factory=list)
    opposing: list[Exhibit] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)

    def put_aside(self, exhibit: Exhibit, reason: str) -> None:
        """Set the exhibit aside, unless it is simply about somebody else."""
        if reason != _OTHER_OWNER:
            self.aside.append((exhibit, reason))


def sort(question: Question, check: Presence) -> Sorted:
    """Every claim about the check's category in its place, up to the day asked."""
    found = Sorted()
    one: Callable[[Question, Presence, Exhibit, Sorted], None] = _SORTING[type(check)]
    zone = None if isinstance(check, BeyondLine) else check.where
    oldest = question.start - timedelta(days=question.proof.fresh_days) if question.start else date.min
    for exhibit in question.exhibits(question.inquiry.docket.sightings(check.what), zone):
        # Stale before the norm's window began: it never told of any day within.
        if exhibit.end < oldest:
            continue
        one(question, check, exhibit, found)
    return found


def _none_present(question: Question, check: NonePresent, exhibit: Exhibit, found: Sorted) -> None:
    reason = _refusal(question, exhibit, check.what)
    if reason:
        found.put_aside(exhibit, reason)
    elif says_present(exhibit.claim):
        found.opposing.append(exhibit)
    elif not says_absent(exhibit.claim):
        found.put_aside(exhibit, "does not come from a look that tells that none is left")
    elif _covers(question, exhibit, check.where):
        found.supporting.append(exhibit)
    else:
        found.put_aside(exhibit, _too_little(exhibit.claim))


def _at_most(question: Question, check: AtMost, exhibit: Exhibit, found: Sorted) -> None:
    limit, claim = float(question.inquiry.pick(check.limit)), exhibit.claim
    reason = _refusal(question, exhibit, check.what)
    count = _count_of(question, claim, check.what)
    if reason or count is None:
        found.put_aside(exhibit, reason or "gives no count")
    elif says_present(claim) and count.bounds.surely_above(limit):
        found.opposing.append(exhibit)
    elif not count.bounds.surely_at_most(limit) or not (says_present(claim) or says_absent(claim)):
        found.put_aside(exhibit, f"its count does not settle whether there are more than {limit:g}")
    elif not speaks_for_whole(question.agreement, claim, check.what):
        found.put_aside(exhibit, _PART_ONLY)
    elif _covers(question, exhibit, check.where):
        found.supporting.append(exhibit)
    else:
        found.put_aside(exhibit, _too_little(claim))


def _beyond_line(question: Question, check: BeyondLine, exhibit: Exhibit, found: Sorted) -> None:
    claim = exhibit.claim
    is_survey = says_absent(claim) and any(place.zone == check.line for place in claim.place)
    km = None if is_survey else _distance_km(question, exhibit, check)
    if km is None and not is_survey:
        return
    reason = _refusal(question, exhibit, check.what)
    if reason:
        found.put_aside(exhibit, reason)
    elif is_survey and _covers(question, exhibit, check.line):
        found.supporting.append(exhibit)
    elif km is None:
        found.put_aside(exhibit, "covers too little of the line to show that none stands too near")
    elif km < float(question.inquiry.pick(check.km)) and says_present(claim):
        found.opposing.append(exhibit)
    else:
        found.put_aside(exhibit, f"{km:.0f} km off: one in the right place does not show that all are")


_SORTING: dict[type[Presence], Callable[..., None]] = {
    NonePresent: _none_present,
    AtMost: _at_most,
    BeyondLine: _beyond_line,
}


def _too_little(claim: Claim) -> str:
    if claim.coverage is None:
        return "does not say how much of the zone was looked at"
    return f"looked at {claim.coverage:.0%}, too little to show absence"


def _refusal(question: Question, exhibit: Exhibit, what: str) -> str | None:
    claim = exhibit.claim
    if not told_as_fact(claim):
        return why_not_done(claim)
    if exhibit.p_inside is None and exhibit.weight == 0.0:
        return "does not say where"
    if says_absent(claim):
        return _absence_refusal(question, claim, what)
    return owner_refusal(question, claim, what) or _day_refusal(question, exhibit)


def owner_refusal(question: Question, claim: Claim, what: str) -> str | None:
    """Why something seen is not the affair of those the question is about."""
    owners = doers(question.agreement, claim)
    if not question.sphere or question.sphere & owners:
        return None
    if not owners:
        return UNOWNED
    if is_group_of(question.agreement, claim, what) and not _is_of_category(question, what):
        # The group itself is what must go, whoever vouches for it.
        return None
    return _OTHER_OWNER


def _absence_refusal(question: Question, claim: Claim, what: str) -> str | None:
    """Why a look that found none does not speak for all that must be gone."""
    agreement = question.agreement
    if not speaks_for_whole(agreement, claim, what):
        return _PART_ONLY
    named = {actor.party for actor in claim.actor if actor.party}
    if not named or is_group_of(agreement, claim, what):
        return None
    missing = [party for party in sorted(question.owed) if not named & agreement.groups_of(party)]
    if not missing:
        return None
    touches = any(agreement.groups_of(name) & question.sphere for name in named)
    return f"does not speak for {', '.join(missing)}" if touches else _OTHER_OWNER


def _day_refusal(question: Question, exhibit: Exhibit) -> str | None:
    """Why something seen on that day breaks nothing."""
    if question.start is not None and exhibit.end < question.start:
        return "before the norm's window"
    return question.excuse(exhibit.end)


def _is_of_category(question: Question, what: str) -> bool:
    """Whether the party in question is itself (part of) what the category names."""
    category = question.agreement.term.get(what)
    named = {what, *(category.parties if category else ())}
    return question.party is not None and bool(question.agreement.groups_of(question.party) & named)


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


def _count_of(question: Question, claim: Claim, what: str) -> Quantity | None:
    kinds = question.agreement.kinds_of(what)
    if says_absent(claim) and not claim.quantity:
        return Quantity(low=0, best=0, high=0)
    for quantity in claim.quantity:
        if quantity.kind == "count" and quantity.of in (None, *kinds) and quantity.status == "achieved":
            return quantity
    return None


def _distance_km(question: Question, exhibit: Exhibit, check: BeyondLine) -> float | None:
    """How far off the object may at most stand: only a sure breach refutes."""
    for quantity in exhibit.claim.quantity:
        if quantity.kind == "distance" and quantity.of == check.line and quantity.status == "achieved":
            far = quantity.high if quantity.high is not None else quantity.best
            return None if far is None else far * _KM[quantity.unit or "km"]
    atlas = question.inquiry.docket.atlas
    drawn_km = atlas.uncertainty_km(check.line, exhibit.start)
    known = [
        (atlas.distance_km(place, check.line, exhibit.start), radius_km(place))
        for place in exhibit.claim.place
        if place.is_point and place.role == "location"
    ]
    reach = [_towards(km, check.side) + slack_km for km, slack_km in known if km is not None]
    return min(reach) + drawn_km if reach else None


# A distance in another unit is no distance we can use; it is set aside as far away.
_KM: dict[str, float] = defaultdict(lambda: math.inf, {"km": 1.0, "m": 0.001, "mi": 1.609344})


def _towards(km: float, side: str | None) -> float:
    if side is None:
        return abs(km)
    return km if side == "left" else -km
