"""Daily series of what refrain duties forbid: of each duty, by whom and wherever it binds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.agreement.checks import NoEvent, walk
from truceline.agreement.norms import Duty
from truceline.assess.docket import Docket, Exhibit
from truceline.assess.engine import inquiry_into
from truceline.assess.event_checks import doer_refusal
from truceline.assess.judge import question_for
from truceline.assess.lifecycle import life_of
from truceline.assess.matching import UNATTRIBUTED, groups, why_not_done
from truceline.case.tables import live
from truceline.evidence.claim import Claim, Kind
from truceline.evidence.query import EvidenceQuery
from truceline.outlook.observed import Observation, observation, told_by
from truceline.outlook.predictive import Figures
from truceline.outlook.repeats import without_repeats

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.assess.inquiry import Inquiry, Question
    from truceline.case.folder import Case
    from truceline.core.frame import Frame

HISTORY = timedelta(days=1460)
"""How far back before the agreement's first day events are looked at."""
WIDEST = 7
"""Days over which a report may spread; what happened some day in a month tells no day's pace."""


class Name(NamedTuple):
    """What a strand is of."""

    norm: str
    event: str
    where: str | None
    party: str | None
    """Who did it; null: the whole of it, whoever began."""


@dataclass(frozen=True)
class Strand:
    """What happened day by day, as far as it is told."""

    name: Name
    first: date
    """The day of the first figure."""
    starts: date
    """The first day on which the duty binds."""
    expected: Figures
    """Events a day, each weighted by its P(inside); of a party, those that are laid to it.

    What two feeds tell of one place and day counts once.
    """
    raw: Figures
    """Reports a day, each one in full wherever it may have been."""
    observed: Observation
    too_wide: int
    """Reports left out, as their days are too many to say when it was."""
    provinces: Mapping[str, Figures] = field(default_factory=dict)
    """`expected` by the province that the report names, as its source spells it; "" where it names none."""

    def before(self, days: int) -> slice:
        """The days before the duty began to bind, at most so many."""
        at = (self.starts - self.first).days
        return slice(max(at - days, 0), at)

    @property
    def since(self) -> slice:
        """The days since, until the last figure."""
        return slice((self.starts - self.first).days, len(self.expected))

    @property
    def last(self) -> date:
        """The day of the last figure."""
        return self.first + timedelta(days=len(self.expected) - 1)


@dataclass
class _Gathered:
    """Incidents by the strand they belong to: each counts once, where it is likeliest to have been inside."""

    incidents: dict[Name, dict[str, Exhibit]] = field(default_factory=dict)
    too_wide: dict[Name, int] = field(default_factory=dict)

    def expect(self, *names: Name) -> None:
        """Strands that are told of even if nothing belongs to them."""
        for name in names:
            self.incidents.setdefault(name, {})

    def add(self, name: Name, exhibit: Exhibit) -> None:
        """Count a report in a strand."""
        held = self.incidents[name]
        if (exhibit.end - exhibit.start).days >= WIDEST:
            self.too_wide[name] = self.too_wide.get(name, 0) + 1
            return
        key = exhibit.claim.incident or exhibit.key
        if key not in held or _chance(exhibit) > _chance(held[key]):
            held[key] = exhibit

    def strands(self, span: tuple[date, date, date], seen: Observation) -> Iterator[Strand]:
        """The series, from the first day of `span` to its last; the duty binds from its second on."""
        first, starts, last = span
        days = (last - first).days + 1
        for name, incidents in self.incidents.items():
            told = list(incidents.values())
            once = without_repeats(told)
            yield Strand(
                name=name,
                first=first,
                starts=starts,
                expected=_by_day(once, first, days, weighted=True),
                raw=_by_day(told, first, days, weighted=False),
                observed=seen.of_last(days),
                too_wide=self.too_wide.get(name, 0),
                provinces=_by_province(once, first, days),
            )


@dataclass(frozen=True)
class Stage:
    """All that is known of a case in a frame, for whoever looks ahead."""

    inquiry: Inquiry
    first: date
    """The first day that anything is told of."""
    seen: Observation
    tables: tuple[str, ...] = ()
    """Names of attached tables: of their rows only the likeliest are claims, so none of them is counted."""

    @classmethod
    def of(cls, case: Case, frame: Frame, supposed: Iterable[Claim] = ()) -> Stage:
        """What was known in the frame, on the ground as the readings have it.

        `supposed` claims count as if they were on record.
        """
        law = case.law(frame)
        tables = {one.origin.sha256: one.origin.name for one in live(case.ledger, frame=frame)}
        found = case.ledger.sketched(_query(law.agreement, frame))
        claims = tuple(claim for claim in found if claim.evidence.file not in tables)
        docket = Docket.of(law.agreement, law.atlas, claims, frame, supposed)
        first = min((start for start, _ in docket.days.values()), default=frame.as_of)
        seen = observation(told_by(docket.claims), first, frame.as_of)
        return cls(inquiry_into(law.agreement, docket, frame), first, seen, tuple(sorted(tables.values())))

    @property
    def last(self) -> date:
        """The day asked about."""
        return self.inquiry.frame.as_of

    def refrained(self) -> Iterator[tuple[Question, date, tuple[NoEvent, ...]]]:
        """Each refrain duty that binds by the day asked: its question, its first day, what it forbids."""
        for duty in _refraining(self.inquiry):
            life = life_of(self.inquiry, duty)
            if life.starts is not None and life.starts <= self.last:
                checks = tuple(check for check in walk(duty.test) if isinstance(check, NoEvent))
                yield question_for(self.inquiry, duty, life), life.starts, checks

    def strands(self) -> tuple[Strand, ...]:
        """A strand for each event that a refrain duty forbids, and one for each party that it was laid to.

        Series begin with the first event told of, and end with the day asked about.
        """
        found: list[Strand] = []
        for question, starts, checks in self.refrained():
            gathered = _Gathered()
            for check in checks:
                _gather(question, check, gathered)
            found.extend(gathered.strands((max(self.first, starts - HISTORY), starts, self.last), self.seen))
        return tuple(found)


def _query(agreement: Agreement, frame: Frame) -> EvidenceQuery:
    """Everything that may have happened in time, wherever it was: silence is told from calm by all of it."""
    starts = min(one.in_force.start for one in agreement.instruments)
    return EvidenceQuery(
        known_at=frame.known_at,
        first=starts - HISTORY,
        last=frame.as_of,
        kinds=frozenset({Kind.EVENT, Kind.OBSERVATION, Kind.LOOK}),
    )


def _refraining(inquiry: Inquiry) -> Iterator[Duty]:
    frame, agreement = inquiry.frame, inquiry.agreement
    for norm in agreement.assessed():
        admitted = frame.admits(agreement.instrument_of(norm.id).id)
        if isinstance(norm, Duty) and norm.mode == "refrain" and admitted:
            yield norm


def _gather(question: Question, check: NoEvent, gathered: _Gathered) -> None:
    """Add the incidents that a check is about: to the whole, and to each party that it is laid to."""
    whole = Name(question.norm, check.event, check.where, None)
    parties = check.by or tuple(sorted(question.sphere))
    gathered.expect(whole, *(whole._replace(party=party) for party in parties))
    done = [claim for claim in question.inquiry.docket.events(check.event) if is_done(claim)]
    for exhibit in question.exhibits(done, check.where):
        claim = exhibit.claim
        if exhibit.p_inside is None and check.where is not None:
            continue
        reason = doer_refusal(question, claim, check)
        if reason not in (None, UNATTRIBUTED):
            continue
        gathered.add(whole, exhibit)
        doers = groups(question.agreement, claim.actor) if reason is None else frozenset()
        for party in sorted(doers & set(parties)):
            gathered.add(whole._replace(party=party), exhibit)


def is_done(claim: Claim) -> bool:
    """Whether it tells of what was done: not denied, planned or decided."""
    return claim.kind is not Kind.DECISION and why_not_done(claim) is None


def _by_day(exhibits: Iterable[Exhibit], first: date, days: int, *, weighted: bool) -> Figures:
    """Events a day."""
    return _summed(((one, _chance(one) if weighted else 1.0) for one in exhibits), first, days)


def _summed(weighted: Iterable[tuple[Exhibit, float]], first: date, days: int) -> Figures:
    """Weights a day; that of what spans several days is spread over them."""
    found = np.zeros(days)
    for one, weight in weighted:
        start, end = (one.start - first).days, (one.end - first).days
        found[max(start, 0) : max(end + 1, 0)] += weight / (end - start + 1)
    return found


def _by_province(exhibits: Iterable[Exhibit], first: date, days: int) -> dict[str, Figures]:
    """Expected events a day in each province; one that may have been in several is shared out evenly."""
    found: dict[str, list[tuple[Exhibit, float]]] = defaultdict(list)
    for one in exhibits:
        names = {place.adm1 or "" for place in one.claim.place} or {""}
        for name in names:
            found[name].append((one, _chance(one) / len(names)))
    return {name: _summed(ones, first, days) for name, ones in sorted(found.items())}


def _chance(exhibit: Exhibit) -> float:
    return 1.0 if exhibit.p_inside is None else exhibit.p_inside
