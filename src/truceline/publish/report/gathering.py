"""Gathers a report's material from a case: assessments, the mechanism's matters, corrections, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import truceline
from truceline.assess.toll import by_incident
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem, telling
from truceline.evidence.claim import Claim, Modality, Status, TextSpan
from truceline.extras import require_extra
from truceline.outlook.document import outlook_with_strands
from truceline.outlook.frozen import issued as outlooks_issued
from truceline.outlook.frozen import scores_of
from truceline.outlook.stage import Stage
from truceline.publish.report.corrected import corrections_since
from truceline.publish.report.facts import (
    Facts,
    Kind,
    Quoted,
    SourceTold,
    WithdrawalTold,
    cited_in,
)
from truceline.publish.report.issued import Issued, last_before, report_id, told_before
from truceline.publish.report.matters import Matters
from truceline.publish.report.withheld import without_secret_places, without_secret_sightings

if TYPE_CHECKING:
    from truceline.assess.result import Assessment, Cited, RegisterEntry
    from truceline.case.folder import Case
    from truceline.outlook.document import Outlook
    from truceline.outlook.frozen import Scores

_Spot = tuple[str | None, TextSpan | None]
"""A document, and where in it."""
DAYS: Mapping[Kind, int] = {"daily": 1, "weekly": 7, "spot": 1}
"""How many days a report looks back over where none was issued before."""


@dataclass(frozen=True)
class Asked:
    """What report is asked for."""

    kind: Kind
    frame: Frame
    since: date | None = None
    """First day of the period [default: the day after the report before, else by the kind]."""
    incident: str | None = None
    """Of a spot report: the register's entry, or its incident's handle."""
    public: bool = False
    """Whether the report before is looked for among the public ones."""
    outlook: bool = True


def gathered(case: Case, asked: Asked, title: str) -> Facts:
    """The private facts of a report. InputError where a spot report names no incident on record."""
    return _Gathering(case, asked, title).facts()


@dataclass
class _Gathering:
    case: Case
    asked: Asked
    title: str

    @cached_property
    def _last(self) -> Issued | None:
        return self._until(self.asked.frame.as_of)

    def _until(self, day: date) -> Issued | None:
        """The last report of the kind, for the same readers, whose period ended before a day."""
        if self.asked.kind == "spot":
            return None
        return last_before(self.case, self.asked.kind, day, public=self.asked.public)

    @cached_property
    def _told(self) -> Issued | None:
        """The report that corrections are listed since: the last of the kind; before its first, of any."""
        if self.asked.kind == "spot":
            return None
        return self._last or told_before(self.case, self.asked.frame.as_of, public=self.asked.public)

    @cached_property
    def _since(self) -> date:
        if self.asked.since is not None:
            return self.asked.since
        if self._last is not None:
            return self._last.facts.as_of + timedelta(days=1)
        return self.asked.frame.as_of - timedelta(days=DAYS[self.asked.kind] - 1)

    @cached_property
    def _compared(self) -> Issued | None:
        """The report that ended the day before the period, unless it rests on what is not known here."""
        told = self._until(self._since)
        if told is None or told.facts.as_of != self._since - timedelta(days=1):
            return None
        return told if self.asked.frame.sees(told.facts.now.frame.known_at or told.entered_at) else None

    @cached_property
    def _now(self) -> Assessment:
        return self.case.assess(self.asked.frame)

    @cached_property
    def _before(self) -> Assessment | None:
        """As the report before had it; without one, the day before the period with today's knowledge."""
        if self._compared is not None:
            return self._compared.facts.now
        day = self._since - timedelta(days=1)
        starts = (one.in_force.start for one in self.case.agreement.instruments)
        return self.case.assess(self.asked.frame.on(day)) if day >= min(starts) else None

    def facts(self) -> Facts:
        about = self._incident()
        matters = Matters.of(self.case, self.asked.frame, self._since).told()
        ahead, weighed = self._ahead()
        quotes = self._quotes(matters.get("withdrawals", ()))
        if "withdrawals" in matters:
            matters["withdrawals"] = without_secret_sightings(matters["withdrawals"], quotes)
        return Facts(
            report=report_id(self.asked.kind, self.asked.frame.as_of, about),
            kind=self.asked.kind,
            title=self.title,
            engine=truceline.__version__,
            since=self._since,
            previous=self._compared.facts.report if self._compared else None,
            now=without_secret_places(self._now, quotes),
            before=without_secret_places(self._before, quotes) if self._before else None,
            quotes=quotes,
            incident=about,
            corrections=tuple(corrections_since(self.case, self.asked.frame, self._told)),
            sources=tuple(self._sources()),
            outlook=ahead,
            scores=self._scores() if ahead else None,
            weighed=weighed,
            **matters,
        )

    def _incident(self) -> str | None:
        """Of a spot report: the one incident that is meant. InputError where there is none, or several."""
        wanted = self.asked.incident
        if self.asked.kind != "spot":
            return None
        register = [entry for entry in self._now.violations if not entry.is_nil]
        found = _named(register, wanted) if wanted is not None else []
        several = [incident for incident in by_incident(register) if any(e in found for e in incident)]
        if len(several) == 1:
            return found[0].entry_id
        told = telling("name the incident it is about")
        if wanted:
            told = telling("'{text}' is no incident of the register", text=wanted)
        if several:
            told = telling("'{text}' is told of {n} incidents; name one", text=wanted or "", n=len(several))
            register = [incident[0] for incident in several]
        some = tuple(dict.fromkeys(e.incident or e.entry_id for e in reversed(register)))[:8]
        raise InputError(Problem("--incident", 0, "", told, some))

    def _ahead(self) -> tuple[Outlook | None, dict[str, str]]:
        """The outlook, if one is asked for, with those claims it counts that are not for everybody."""
        if not self.asked.outlook or self.asked.kind == "spot":
            return None, {}
        require_extra("outlook", "outlook")
        stage = Stage.of(self.case, self.asked.frame)
        return outlook_with_strands(self.case, self.asked.frame, stage=stage)[0], stage.reserved

    def _scores(self) -> Scores | None:
        if next(outlooks_issued(self.case), None) is None:
            return None
        return scores_of(self.case, self.asked.frame.as_of, self.asked.frame.known_at)

    @cached_property
    def _claims(self) -> tuple[Claim, ...]:
        """What the assessment could see and counts as said, by its own selection."""
        frame = self.asked.frame
        seen = (one for one in self.case.selected(frame) if one.status is Status.ACCEPTED)
        return tuple(one for one in seen if one.recorded_at is None or frame.sees(one.recorded_at))

    def _quotes(self, withdrawals: Iterable[WithdrawalTold]) -> dict[str, Quoted]:
        cited: dict[str, Cited] = cited_in(self._now)
        sighted = {one.claim_id for told in withdrawals for one in told.seen.seen}
        wanted = sighted | cited.keys()
        conditions: dict[_Spot, str] = {
            (one.evidence.document, one.evidence.span): one.trigger.text if one.trigger else one.says
            for one in self._claims
            if one.modality is Modality.CONDITIONAL_ANTECEDENT and one.evidence.document
        }
        return {one.claim_id: _quoted(one, conditions) for one in self._claims if one.claim_id in wanted}

    def _sources(self) -> Iterator[SourceTold]:
        families: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._claims:
            families[claim.source.family].append(claim)
        for family, claims in sorted(families.items()):
            days = [one.published_on or one.time.start for one in claims]
            yield SourceTold(
                family=family,
                reliability=min(one.source.reliability for one in claims),
                claims=len(claims),
                fresh=sum(self._is_fresh(one) for one in claims),
                last=max((day for day in days if day and day <= self.asked.frame.as_of), default=None),
            )

    def _is_fresh(self, claim: Claim) -> bool:
        """Whether it became known, or happened, in the period."""
        tempo = self.case.agreement.tempo
        known = claim.published_on or (tempo.day_of(claim.recorded_at) if claim.recorded_at else None)
        return known is not None and self._since <= known <= self.asked.frame.as_of


def _named(register: Sequence[RegisterEntry], wanted: str) -> list[RegisterEntry]:
    """The entries that a name means: an entry's id before an incident's handle, and that before a claim's."""
    ways: tuple[Callable[[RegisterEntry], bool], ...] = (
        lambda entry: entry.entry_id == wanted,
        lambda entry: entry.incident == wanted,
        lambda entry: any(wanted in (one.label, one.claim_id) for one in entry.claims),
    )
    found = ([entry for entry in register if way(entry)] for way in ways)
    return next(filter(None, found), [])


def _quoted(claim: Claim, conditions: Mapping[_Spot, str]) -> Quoted:
    hangs = claim.modality is Modality.CONDITIONAL
    return Quoted(
        words=claim.evidence.quote or "",
        published_on=claim.published_on,
        speaker=claim.attribution.party,
        condition=conditions.get((claim.evidence.document, claim.evidence.span), "") if hangs else "",
        licence=claim.licence,
        sensitivity=claim.sensitivity,
        embargo_until=claim.embargo_until,
    )
