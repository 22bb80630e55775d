"""The violation register: each reported incident against a norm, opened, confirmed or closed.

Incidents that look alike are named in `may_repeat` and never merged: a sighting counted twice is as
wrong as two counted as one, and only a person can tell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Literal, NamedTuple

from truceline.agreement.norms import Duty
from truceline.assess.docket import Exhibit
from truceline.assess.incidents import Incident, incidents
from truceline.assess.inquiry import Inquiry, Question
from truceline.assess.judge import vouched_for
from truceline.assess.matching import UNATTRIBUTED, binds, is_nil_report
from truceline.assess.result import NIL, RegisterEntry
from truceline.assess.sightings import UNOWNED
from truceline.assess.step import pool
from truceline.core.finding import Strength, Verdict
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Place
from truceline.evidence.strict import lean
from truceline.places.nearness import may_be_one
from truceline.places.whereabouts import radius_km

EntryStatus = Literal["opened", "confirmed", "closed"]
Bearing = Literal["breach", "not_attributed", "no_breach"]
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
_DAY = timedelta(days=1)
_ATTRIBUTION = ("none", "claimed", "assessed", "confirmed")


def register(inquiry: Inquiry, norms: Iterable[Duty]) -> tuple[RegisterEntry, ...]:
    """Entries for every norm that forbids something, in order of time."""
    entries: dict[str, Entered] = {}
    for norm in norms:
        for incident in incidents(inquiry, norm):
            # A norm may ask about one event in two checks: one incident, a breach if it is in either.
            entered = _entered(incident)
            entry_id = entered.entry.entry_id
            known = entries.get(entry_id)
            if known is None or (entered.entry.is_breach and not known.entry.is_breach):
                entries[entry_id] = entered
    marked = _mark_repeats(list(entries.values()))
    return tuple(sorted(marked, key=lambda e: (str(e.start), e.norm, e.entry_id)))


class Entered(NamedTuple):
    """An entry, and what of it tells whether another may be of the same incident."""

    entry: RegisterEntry
    sketch: _Sketch


def _entered(incident: Incident) -> Entered:
    """The entry of an incident, made once for all days on which it is made of the same."""
    docket = incident.question.inquiry.docket
    key = (
        incident.norm.id,
        incident.name,
        tuple([(id(e.claim), e.weight, e.p_inside, why) for e, why in incident.done]),
        tuple([(id(e.claim), e.weight, e.p_inside) for e in incident.denied]),
        frozenset([claim.act for claim in incident.decisions]),
        docket.supposed.intersection([e.key for e in (*incident.reports, *incident.denied)]),
    )
    known = docket.recall.entries
    if key not in known:
        entry = lean(_entry(incident))
        known[key] = Entered(entry, _Sketch.of(entry))
    return known[key]


def _entry(incident: Incident) -> RegisterEntry:
    norm, main, question = incident.norm, incident.main, incident.question
    claim, reports = main.claim, incident.reports
    support, opposition = pool(incident.counting or reports), pool(incident.denied)
    status, reason = _status(incident, support, opposition)
    shown = _shown(reports)
    place = _place(shown.claim)
    named = [e.claim.parties for e in reports]
    doers = sorted({p for e, each in zip(reports, named, strict=True) if binds(e.claim) for p in each})
    docket = question.inquiry.docket
    return RegisterEntry(
        entry_id=incident.entry_id,
        norm=norm.id,
        status=status,
        bearing=_bearing(incident),
        reason=reason,
        act=claim.event or claim.act.value,
        start=min(e.start for e in reports),
        end=max(e.end for e in reports),
        place=_place_name(place),
        adm1=place.adm1 if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        radius_km=_radius_km(place),
        p_inside=None if shown.p_inside is None else round(shown.p_inside, 4),
        committed_by=tuple(doers),
        attribution=max((e.claim.attribution_grade.value for e in reports), key=_ATTRIBUTION.index),
        participants=tuple(sorted({p for each in named for p in each})),
        answerable=_answerable(question, norm, doers) if incident.counting else (),
        target=tuple(sorted({a.party or a.text for e in reports for a in e.claim.target})),
        count=_count(claim, incident.name),
        killed=_killed(incident),
        incident=claim.incident,
        support=round(support, 4),
        opposition=round(opposition, 4),
        claims=tuple(docket.cite(e) for e in sorted(reports, key=lambda e: (e.start, e.key))),
        against=tuple(docket.cite(e) for e in incident.denied),
        supposed=any(e.key in docket.supposed for e in (*reports, *incident.denied)),
    )


def _bearing(incident: Incident) -> Bearing:
    if incident.counting:
        return "breach"
    unknown = any(reason in (UNATTRIBUTED, UNOWNED) for _, reason in incident.done)
    return "not_attributed" if unknown else "no_breach"


def _status(incident: Incident, support: float, opposition: float) -> tuple[EntryStatus, str]:
    standard = incident.norm.proof.standard
    decided = {claim.act for claim in incident.decisions}
    if Act.SETTLE_PEACEFULLY in decided:
        return "closed", "closed by a decision of the mechanism"
    if all(is_nil_report(e.claim) for e in incident.reports):
        return "closed", NIL
    if not incident.counting:
        return "opened", incident.done[0][1] or ""
    if Act.ACKNOWLEDGE in decided:
        return "confirmed", "acknowledged by a decision of the mechanism"
    match Strength(support, opposition).verdict(standard):
        case Verdict.REFUTED:
            return "closed", "denied to the standard, not shown to the standard"
        case Verdict.CONTESTED:
            return "opened", "contested: shown and denied, both to the standard"
        case Verdict.ESTABLISHED:
            return "confirmed", f"shown to the standard {standard} ({support:.2f})"
        case _:
            return "opened", f"below the standard {standard} ({support:.2f} of {standard.bar:g})"


def _answerable(question: Question, norm: Duty, doers: Sequence[str]) -> tuple[str, ...]:
    """Guarantors of whoever did it, and those the norm names; never those who did it themselves."""
    agreement = question.agreement
    vouching = [g for doer in doers for g in agreement.guarantors_of(doer)]
    groups = {group for doer in doers for group in agreement.groups_of(doer)}
    bound = [b for b in norm.bearer if groups & (vouched_for(agreement, norm, b) - {b})]
    return tuple(dict.fromkeys(p for p in (*norm.answerable, *bound, *vouching) if p not in doers))


def _count(claim: Claim, event: str) -> tuple[float | None, float | None, float | None]:
    for quantity in claim.quantity:
        if quantity.kind == "count" and (quantity.of == event or quantity.unit in INCIDENT_UNITS):
            return quantity.low, quantity.best, quantity.high
    return 1, 1, 1


def _killed(incident: Incident) -> tuple[int | None, int | None, int | None] | None:
    """From the lowest figure of its reports to the highest, with the weightiest one's best.

    They tell of one incident, so their tolls are never added up. A single one is given as it stands.
    """
    ordered = sorted(incident.reports, key=lambda e: (-e.weight, e.key))
    tolls = [e.claim.casualties.killed for e in ordered if e.claim.casualties and e.claim.casualties.killed]
    told = [(toll.low, toll.best, toll.high) for toll in tolls]
    if len(set(told)) <= 1:
        return told[0] if told else None
    figures = [figure for one in told for figure in one if figure is not None]
    if not figures:
        return None
    return min(figures), next((best for _, best, _ in told if best is not None), None), max(figures)


def _shown(reports: Sequence[Exhibit]) -> Exhibit:
    """The report whose place an entry has: the weightiest that is not secret, where there is one."""
    return max(reports, key=lambda e: (e.claim.sensitivity != "secret", e.weight, e.key))


def _place(claim: Claim) -> Place | None:
    return next((place for place in claim.place if place.role == "location"), None)


def _place_name(place: Place | None) -> str:
    if place is None:
        return "place not stated"
    return place.text or place.base or place.zone or place.adm1 or "unnamed place"


def _radius_km(place: Place | None) -> float | None:
    return radius_km(place) if place and place.is_point and place.geometry is None else None


def _mark_repeats(entries: Sequence[Entered]) -> list[RegisterEntry]:
    """Name entries of one norm that lie close in place and days and come from different sources."""
    twins: defaultdict[str, list[str]] = defaultdict(list)
    ordered = sorted([one.sketch for one in entries], key=itemgetter(0, 1, 2))
    starts = [(one.norm, one.start) for one in ordered]
    for number, one in enumerate(ordered, 1):
        end = bisect_right(starts, (one.norm, one.end + _DAY), number)
        for other in ordered[number:end]:
            if one.may_repeat(other):
                twins[one.entry_id].append(other.entry_id)
                twins[other.entry_id].append(one.entry_id)
    return [
        lean(entry.model_copy(update={"may_repeat": tuple(sorted(found))}))
        if (found := twins.get(entry.entry_id))
        else entry
        for entry, _ in entries
    ]


class _Sketch(NamedTuple):
    """Norm, first day and id, by which entries are ordered, and what else may make two of them one."""

    norm: str
    start: date
    entry_id: str
    end: date
    place: str
    lat: float | None
    lon: float | None
    origins: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, entry: RegisterEntry) -> _Sketch:
        assert entry.start is not None
        assert entry.end is not None
        origins = frozenset((claim.source, claim.origin) for claim in entry.claims)
        at = (entry.place.casefold(), entry.lat, entry.lon)
        return cls(entry.norm, entry.start, entry.entry_id, entry.end, *at, origins)

    def may_repeat(self, other: _Sketch) -> bool:
        """Two rows of one file are two incidents; the same source told twice in two places may be one."""
        if not self.origins.isdisjoint(other.origins):
            return False
        return self.place == other.place or self._is_near(other)

    def _is_near(self, other: _Sketch) -> bool:
        if self.lat is None or self.lon is None or other.lat is None or other.lon is None:
            return False
        return may_be_one(self.lat, self.lon, other.lat, other.lon)
