"""The docket: the claims an assessment may use, and what each is worth in one place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

from truceline.agreement.model import Agreement
from truceline.assess.matching import ABOUT_PLACE, concerns, is_event, is_of_category
from truceline.assess.recall import Recall, Site, Sites
from truceline.assess.result import Cited, Considered
from truceline.assess.scales import RELEVANT_P
from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind, Place, Status
from truceline.evidence.strict import lean
from truceline.places.atlas import Atlas


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A claim as it counts in one check: its days, and its weight after P(inside)."""

    claim: Claim
    start: date
    end: date
    weight: float
    p_inside: float | None = None

    @property
    def key(self) -> str:
        return self.claim.claim_id


@dataclass(frozen=True)
class Docket:
    """Claims known, accepted and not overtaken in a frame, in a fixed order."""

    agreement: Agreement
    atlas: Atlas
    claims: tuple[Claim, ...]
    supposed: frozenset[str]
    considered: Considered
    recall: Recall
    """What is known of the claims from other days."""
    _events: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    _sightings: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    _views: dict[tuple[str | None, tuple[tuple[str, str], ...]], View] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        agreement: Agreement,
        atlas: Atlas,
        claims: Iterable[Claim],
        frame: Frame,
        supposed: Iterable[Claim] = (),
        *,
        recall: Recall | None = None,
    ) -> Docket:
        """Take what the frame may see; hypothetical claims are always seen and marked.

        `recall` is what is known of the claims from other days, under the same agreement and zones.
        """
        given: dict[str, Claim] = {}
        for claim in claims:
            one = claim if claim.claim_id else claim.identified()
            known_earlier = given.get(one.claim_id)
            if known_earlier is None or _recorded(one) < _recorded(known_earlier):
                given[one.claim_id] = one
        imagined = [claim if claim.claim_id else claim.identified() for claim in supposed]
        known = [c for c in given.values() if _is_known(c, frame)]
        accepted = [c for c in known if _is_accepted(c, frame)]
        gone = _overtaken(known, frame, imagined)
        seen = [c for c in accepted if c.claim_id not in gone]
        names = frozenset(c.claim_id for c in imagined) - frozenset(c.claim_id for c in seen)
        everything = tuple(sorted(seen + [c for c in imagined if c.claim_id in names], key=_order))
        known_before = Recall(agreement, atlas) if recall is None else recall
        known_before.hold(everything)
        return cls(
            agreement,
            atlas,
            everything,
            names,
            Considered(
                given=len(given),
                seen=len(seen),
                not_yet_known=len(given) - len(known),
                not_accepted=len([c for c in known if not _is_accepted(c, frame) and c.claim_id not in gone]),
                overtaken=len([c for c in known if c.claim_id in gone]),
                supposed=len(names),
            ),
            known_before,
        )

    @cached_property
    def days(self) -> dict[str, tuple[date, date]]:
        """First and last local day of each claim that says when it happened."""
        found, known = {}, self.recall.days
        for claim in self.claims:
            if id(claim) not in known:
                known[id(claim)] = self._days_of(claim)
            span = known[id(claim)]
            if span is not None:
                found[claim.claim_id] = span
        return found

    def _days_of(self, claim: Claim) -> tuple[date, date] | None:
        start, end = claim.time.start, claim.time.end
        # An open end reaches to the day the source spoke: nobody reports what is yet to be.
        told = claim.published_on
        if told is None and claim.recorded_at is not None:
            told = self.agreement.tempo.day_of(claim.recorded_at)
        end = end or (max(told, start) if told and start else told) or start
        start = start or end
        return None if start is None or end is None else (start, end)

    def view(self, zone: str | None, readings: Mapping[str, str]) -> View:
        """The claims as evidence about a zone under readings; the same view for the same question."""
        key = (zone, tuple(sorted(readings.items())))
        if key not in self._views:
            self._views[key] = View(self, zone, readings, self.recall.sites(zone, readings))
        return self._views[key]

    def p_inside(self, claim: Claim, zone: str, on: date, readings: Mapping[str, str]) -> float | None:
        """The best chance that one of the claim's places lies in the zone; None if unknown."""
        chances = [
            self.atlas.membership(place, zone, on=on, readings=readings).p for place in self.where(claim)
        ]
        known = [p for p in chances if p is not None]
        return max(known) if known else None

    def where(self, claim: Claim) -> list[Place]:
        """The places the act is about: where it was, where a deployment went, what was left."""
        located = [place for place in claim.place if place.role == "location"]
        reached = {Act.DEPLOY: "destination", Act.WITHDRAW: "origin"}.get(claim.act)
        return located or [place for place in claim.place if place.role == reached]

    def cite(self, exhibit: Exhibit) -> Cited:
        """How a proof names the claim."""
        known, supposed = self.recall.cited, exhibit.key in self.supposed
        key = (id(exhibit.claim), exhibit.weight, exhibit.p_inside, supposed)
        if key not in known:
            known[key] = lean(_cited(exhibit, supposed=supposed))
        return known[key]

    @cached_property
    def states(self) -> tuple[Claim, ...]:
        """Claims that report a lasting state."""
        return tuple(claim for claim in self.claims if claim.state is not None)

    @cached_property
    def clear_looks(self) -> dict[str, tuple[Claim, ...]]:
        """Looks that found no event of a type, by the type."""
        index: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.kind is Kind.LOOK and claim.act is Act.ABSENCE and claim.event:
                index[claim.event].append(claim)
        return {event: tuple(looks) for event, looks in index.items()}

    @cached_property
    def ratings(self) -> tuple[Claim, ...]:
        """Claims that record a person's rating of a norm."""
        return tuple(claim for claim in self.claims if claim.judgement is not None)

    @cached_property
    def decisions(self) -> dict[str, list[Claim]]:
        """Acts of the mechanism by the incident they decide on."""
        index: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.kind is Kind.DECISION and claim.incident:
                index[claim.incident].append(claim)
        return index

    @cached_property
    def _by_event(self) -> dict[str, list[Claim]]:
        index: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            index[claim.event or claim.act.value].append(claim)
        return index

    def events(self, event: str) -> tuple[Claim, ...]:
        """Claims about an event of this type; looks for it are not events."""
        if event not in self._events:
            kind = self.agreement.event.get(event)
            names = sorted({event, *(act.value for act in (kind.acts if kind else ()))})
            self._events[event] = tuple(
                claim
                for name in names
                for claim in self._by_event.get(name, ())
                if claim.kind is not Kind.LOOK and is_event(self.agreement, claim, event)
            )
        return self._events[event]

    def sightings(self, what: str) -> tuple[Claim, ...]:
        """Claims about who or what of this category is, is not, comes to or leaves a place."""
        if what not in self._sightings:
            self._sightings[what] = tuple(
                claim
                for claim in self.claims
                if claim.act in ABOUT_PLACE
                and claim.event is None
                and is_of_category(self.agreement, claim, what)
            )
        return self._sightings[what]


@dataclass(frozen=True)
class View:
    """The claims of a docket as evidence about one zone (None: wherever it was) under one set of readings.

    Many checks of many norms look at the same claims: where each lies is worked out once.
    """

    docket: Docket
    zone: str | None
    readings: Mapping[str, str]
    sites: Sites
    _begun: dict[tuple[int, str, date], tuple[tuple[Claim, ...], tuple[Exhibit, ...]]] = field(
        default_factory=dict
    )

    def begun(self, claims: tuple[Claim, ...], norm: str, as_of: date) -> tuple[Exhibit, ...]:
        """Those that had begun by a day and may be used for the norm, as `exhibits` has them.

        Asked of the same claims once for each party and again for the register: worked out once.
        """
        key = (id(claims), norm, as_of)
        if key not in self._begun:
            days = self.docket.days
            dated = [
                claim
                for claim in claims
                if (span := days.get(claim.claim_id)) and span[0] <= as_of and concerns(claim, norm)
            ]
            # The claims are held, as they are known by their identity, which others could have after them.
            self._begun[key] = claims, tuple(self.exhibits(dated, norm))
        return self._begun[key][1]

    def exhibits(self, claims: Sequence[Claim], norm: str) -> list[Exhibit]:
        """The dated claims as evidence, but for those that surely lie elsewhere.

        A claim without a place counts only if somebody tied it to this norm (`bears_on`).
        """
        placed = self.sites.placed
        new = [claim for claim in claims if id(claim) not in placed]
        if self.zone is not None:
            self._look_ahead(self.zone, new)
        fresh = {id(claim): self._exhibit(claim, norm) for claim in new}
        found = [placed.get(id(claim)) or fresh.get(id(claim)) for claim in claims]
        return [exhibit for exhibit in found if exhibit is not None]

    def _look_ahead(self, zone: str, claims: Iterable[Claim]) -> None:
        docket = self.docket
        new: dict[Site, tuple[Claim, date]] = {}
        for claim in claims:
            start = docket.days[claim.claim_id][0]
            site = self._site(claim, zone, start)
            if site not in self.sites.chances:
                new.setdefault(site, (claim, start))
        places = ((place, start) for claim, start in new.values() for place in docket.where(claim))
        docket.atlas.look_ahead(places, zone, self.readings)

    def _site(self, claim: Claim, zone: str, start: date) -> Site:
        """What P(inside) hangs on: the places (held by the docket's claims), and the zone as drawn then."""
        if any(place.zone is not None for place in claim.place):
            # Of a place that names a zone it hangs on that one's drawing, too.
            return id(claim.place), claim.act, start
        if start not in self.sites.grounds:
            self.sites.grounds[start] = id(self.docket.atlas.ground(zone, start, self.readings))
        return id(claim.place), claim.act, self.sites.grounds[start]

    def _exhibit(self, claim: Claim, norm: str) -> Exhibit | None:
        span = self.docket.days[claim.claim_id]
        if claim.place or self.zone is None:
            found = self.sites.placed[id(claim)] = self._in_place(claim, *span)
            return found
        is_tied = norm in claim.bears_on
        return Exhibit(claim, *span, claim.weight if is_tied else 0.0, 1.0 if is_tied else None)

    def _in_place(self, claim: Claim, start: date, end: date) -> Exhibit | None:
        if self.zone is None:
            return Exhibit(claim, start, end, claim.weight)
        site = self._site(claim, self.zone, start)
        if site not in self.sites.chances:
            self.sites.chances[site] = self.docket.p_inside(claim, self.zone, start, self.readings)
        p_inside = self.sites.chances[site]
        if p_inside is None:
            return Exhibit(claim, start, end, 0.0, None)
        if p_inside < RELEVANT_P:
            return None
        return Exhibit(claim, start, end, claim.weight * p_inside, p_inside)


def _order(claim: Claim) -> tuple[date, str, str]:
    return (claim.time.start or claim.published_on or date.min, claim.label or "", claim.claim_id)


def _is_known(claim: Claim, frame: Frame) -> bool:
    if claim.recorded_at is None:
        return frame.known_at is None
    return frame.sees(claim.recorded_at)


def _recorded(claim: Claim) -> datetime:
    return claim.recorded_at or datetime.max.replace(tzinfo=UTC)


def _is_accepted(claim: Claim, frame: Frame) -> bool:
    """Whether it stood accepted in the frame: withdrawn only later, it still did."""
    decided_in_time = claim.decided_at is None or frame.sees(claim.decided_at)
    return decided_in_time if claim.status is Status.ACCEPTED else _is_marked(claim) and not decided_in_time


def _is_marked(claim: Claim) -> bool:
    return claim.status in (Status.SUPERSEDED, Status.WITHDRAWN)


def _overtaken(known: list[Claim], frame: Frame, imagined: list[Claim]) -> set[str]:
    corrections = [c for c in known if _is_accepted(c, frame)] + imagined
    gone = {c.supersedes for c in corrections if c.supersedes}
    marked = {c.claim_id for c in known if _is_marked(c) and not _is_accepted(c, frame)}
    return gone | marked


def _cited(exhibit: Exhibit, *, supposed: bool) -> Cited:
    claim = exhibit.claim
    return Cited(
        claim_id=claim.claim_id,
        label=claim.label,
        says=claim.says,
        source=claim.source.id,
        family=claim.source.family,
        grade=f"{claim.source.reliability}{claim.source.credibility}",
        start=exhibit.start,
        end=exhibit.end,
        recorded_at=claim.recorded_at,
        weight=round(exhibit.weight, 4),
        p_inside=None if exhibit.p_inside is None else round(exhibit.p_inside, 4),
        origin=claim.evidence.document or claim.evidence.file or "",
        rests_on=_rests_on(claim),
        supposed=supposed,
    )


def _rests_on(claim: Claim) -> str:
    evidence = claim.evidence
    if evidence.quote:
        return f'"{evidence.quote}"' + (f" (row {evidence.row})" if evidence.row else "")
    if evidence.row is not None and evidence.file:
        return f"file {evidence.file[:12]} row {evidence.row}"
    return evidence.cite or ""


def age_days(exhibit: Exhibit, as_of: date) -> int:
    """Days from the last day the exhibit speaks of to the day asked."""
    return max((as_of - exhibit.end) // timedelta(days=1), 0)
