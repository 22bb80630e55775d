"""The violation register: each reported incident against a norm, opened, confirmed or closed.

An incident is one claim, or the claims that an analyst tied together by `incident`. Others that
look alike are named in `may_repeat` and never merged: a sighting counted twice is as wrong as two
counted as one, and only a person can tell.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from truceline.agreement.checks import NoEvent, walk
from truceline.agreement.norms import Duty
from truceline.assess.docket import Exhibit
from truceline.assess.event_checks import events, refusal
from truceline.assess.inquiry import Inquiry, Question
from truceline.assess.judge import question_for
from truceline.assess.matching import binds, is_nil_report, told_as_fact
from truceline.assess.result import Phase, RegisterEntry
from truceline.assess.step import pool
from truceline.core.canonical import digest
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind, Place

# A quantity in one of these units counts incidents, not people or things.
INCIDENT_UNITS = frozenset(
    {
        "incidents",
        "cases",
        "firings",
        "violations",
        "attacks",
        "shellings",
        "explosions",
        "events",
    }
)
# Two reports a village apart may be one incident; a hint for a person, so a rough measure will do.
_NEAR_KM = 5.0
_KM_PER_DEGREE = 111.2
_ATTRIBUTION = ("none", "claimed", "assessed", "confirmed")


def register(inquiry: Inquiry, norms: Iterable[Duty]) -> tuple[RegisterEntry, ...]:
    """Entries for every norm that forbids events, in order of time."""
    entries: list[RegisterEntry] = []
    for norm in norms:
        checks = [check for check in walk(norm.test) if isinstance(check, NoEvent)]
        for check in checks:
            entries.extend(_of_check(inquiry, norm, check))
    marked = _mark_repeats(entries)
    return tuple(sorted(marked, key=lambda e: (str(e.start), e.norm, e.entry_id)))


@dataclass(frozen=True)
class _Incident:
    question: Question
    check: NoEvent
    reports: tuple[Exhibit, ...]

    @cached_property
    def done(self) -> tuple[Exhibit, ...]:
        """Reports that it happened."""
        return tuple(e for e in self.reports if e.claim.polarity == "positive" and not _decides(e.claim))

    @cached_property
    def denied(self) -> tuple[Exhibit, ...]:
        return tuple(e for e in self.reports if e.claim.polarity == "negative")

    @cached_property
    def decisions(self) -> tuple[Claim, ...]:
        return tuple(e.claim for e in self.reports if _decides(e.claim))

    @cached_property
    def main(self) -> Exhibit:
        """The weightiest report."""
        return max(self.done, key=lambda e: (e.weight, e.key))


def _decides(claim: Claim) -> bool:
    return claim.kind is Kind.DECISION


def _of_check(inquiry: Inquiry, norm: Duty, check: NoEvent) -> list[RegisterEntry]:
    life = inquiry.judge(norm.id).life
    if life.phase is Phase.DORMANT or life.starts is None:
        return []
    question = question_for(inquiry, norm, life)
    last = question.as_of
    told = [
        e
        for e in events(question, check.event, check.where)
        if told_as_fact(e.claim) and e.end >= life.starts and e.start <= last
    ]
    groups: dict[str, list[Exhibit]] = {}
    for exhibit in told:
        groups.setdefault(exhibit.claim.incident or exhibit.key, []).append(exhibit)
    incidents = [_Incident(question, check, tuple(group)) for group in groups.values()]
    return [_entry(norm, incident) for incident in incidents if incident.done]


def _entry(norm: Duty, incident: _Incident) -> RegisterEntry:
    main, question = incident.main, incident.question
    claim = main.claim
    why_not = [refusal(question, e, incident.check) for e in incident.done]
    counting = [e for e, reason in zip(incident.done, why_not, strict=True) if reason is None]
    is_breach = bool(counting)
    support, opposition = pool(counting or incident.done), pool(incident.denied)
    status, reason = _status(norm, incident, support, opposition, why_not)
    place = _place(claim)
    doers = sorted({p for e in incident.done if binds(e.claim) for p in e.claim.parties})
    docket = question.inquiry.docket
    return RegisterEntry(
        entry_id=digest([norm.id, incident.check.event, sorted(e.key for e in incident.reports)])[:12],
        norm=norm.id,
        status=status,
        is_breach=is_breach,
        reason=reason,
        act=claim.event or claim.act.value,
        start=min(e.start for e in incident.done),
        end=max(e.end for e in incident.done),
        place=_place_name(place),
        adm1=place.adm1 if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        p_inside=None if main.p_inside is None else round(main.p_inside, 4),
        committed_by=tuple(doers),
        attribution=max((e.claim.attribution_grade.value for e in incident.done), key=_ATTRIBUTION.index),
        participants=tuple(sorted({p for e in incident.done for p in e.claim.parties})),
        answerable=_answerable(question, norm, doers) if is_breach else (),
        target=tuple(sorted({a.party or a.text for e in incident.done for a in e.claim.target})),
        count=_count(claim, incident.check.event),
        killed=_killed(claim),
        support=round(support, 4),
        opposition=round(opposition, 4),
        claims=tuple(docket.cite(e) for e in sorted(incident.done, key=lambda e: (e.start, e.key))),
        against=tuple(docket.cite(e) for e in incident.denied),
        supposed=any(e.key in docket.supposed for e in incident.reports),
    )


def _status(
    norm: Duty, incident: _Incident, support: float, opposition: float, why_not: Sequence[str | None]
) -> tuple[str, str]:
    bar = norm.proof.standard.bar
    if any(c.act is Act.SETTLE_PEACEFULLY for c in incident.decisions):
        return "closed", "closed by a decision of the mechanism"
    if all(is_nil_report(e.claim) for e in incident.done):
        return "closed", "a count of nought: the source reports none"
    reasons = [reason for reason in why_not if reason]
    if len(reasons) == len(why_not):
        return "opened", f"no breach: {reasons[0]}"
    if any(c.act is Act.ACKNOWLEDGE for c in incident.decisions):
        return "confirmed", "acknowledged by a decision of the mechanism"
    if opposition >= bar and support < bar:
        return "closed", "denied to the standard, not shown to the standard"
    if support >= bar and opposition >= bar:
        return "opened", "contested: shown and denied, both to the standard"
    if support >= bar:
        return "confirmed", f"shown to the standard {norm.proof.standard} ({support:.2f})"
    return "opened", f"below the standard {norm.proof.standard} ({support:.2f} of {bar:g})"


def _answerable(question: Question, norm: Duty, doers: Sequence[str]) -> tuple[str, ...]:
    """Guarantors of whoever did it, and those the norm names; never those who did it themselves."""
    agreement = question.agreement
    vouching = [g for doer in doers for g in agreement.guarantors_of(doer)]
    wards = set(norm.guarantor_for)
    bound = [b for b in norm.bearer if any(agreement.groups_of(d) & wards for d in doers)]
    return tuple(dict.fromkeys(p for p in (*norm.answerable, *bound, *vouching) if p not in doers))


def _count(claim: Claim, event: str) -> tuple[float | None, float | None, float | None]:
    for quantity in claim.quantity:
        if quantity.kind == "count" and (quantity.of == event or quantity.unit in INCIDENT_UNITS):
            return quantity.low, quantity.best, quantity.high
    return 1, 1, 1


def _killed(claim: Claim) -> tuple[int | None, int | None, int | None] | None:
    killed = claim.casualties.killed if claim.casualties else None
    return (killed.low, killed.best, killed.high) if killed else None


def _place(claim: Claim) -> Place | None:
    return next((place for place in claim.place if place.role == "location"), None)


def _place_name(place: Place | None) -> str:
    if place is None:
        return "place not stated"
    return place.text or place.base or place.zone or place.adm1 or "unnamed place"


def _mark_repeats(entries: Sequence[RegisterEntry]) -> list[RegisterEntry]:
    """Name entries of one norm that lie close in place and days and come from different sources."""
    twins: dict[str, set[str]] = {}
    ordered = sorted(entries, key=lambda e: (e.norm, str(e.start), e.entry_id))
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.norm != one.norm or not _days_meet(one, other):
                break
            if _different_sources(one, other) and _places_meet(one, other):
                twins.setdefault(one.entry_id, set()).add(other.entry_id)
                twins.setdefault(other.entry_id, set()).add(one.entry_id)
    return [
        entry.model_copy(update={"may_repeat": tuple(sorted(twins[entry.entry_id]))})
        if entry.entry_id in twins
        else entry
        for entry in entries
    ]


def _days_meet(one: RegisterEntry, later: RegisterEntry) -> bool:
    assert one.end is not None
    assert later.start is not None
    return later.start <= one.end + timedelta(days=1)


def _places_meet(one: RegisterEntry, other: RegisterEntry) -> bool:
    if one.place.casefold() == other.place.casefold():
        return True
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    north = (one.lat - other.lat) * _KM_PER_DEGREE
    east = (one.lon - other.lon) * _KM_PER_DEGREE * math.cos(math.radians(one.lat))
    return math.hypot(north, east) <= _NEAR_KM


def _different_sources(one: RegisterEntry, other: RegisterEntry) -> bool:
    return not {c.source for c in one.claims} & {c.source for c in other.claims}
