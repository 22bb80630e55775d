"""Gathers a report's material from a case: assessments, the mechanism's matters, corrections, sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import truceline
from truceline.case.retracted import Aftermath
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Modality, Status, TextSpan
from truceline.outlook.document import outlook_of
from truceline.outlook.frozen import issued as outlooks_issued
from truceline.outlook.frozen import scores_of
from truceline.publish.report.facts import (
    KEPT_BACK,
    CorrectionTold,
    Facts,
    Kind,
    Quoted,
    SourceTold,
    WithdrawalTold,
    cited_in,
)
from truceline.publish.report.issued import Issued, issued, last_before, report_id
from truceline.publish.report.matters import Matters
from truceline.publish.report.withheld import without_secret_places, without_secret_sightings

if TYPE_CHECKING:
    from truceline.assess.result import Assessment, Cited, RegisterEntry
    from truceline.case.folder import Case
    from truceline.case.retracted import Retracted
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
        kind, as_of = self.asked.kind, self.asked.frame.as_of
        return last_before(self.case, kind, as_of, public=self.asked.public) if kind != "spot" else None

    @cached_property
    def _since(self) -> date:
        if self.asked.since is not None:
            return self.asked.since
        if self._last is not None:
            return self._last.facts.as_of + timedelta(days=1)
        return self.asked.frame.as_of - timedelta(days=DAYS[self.asked.kind] - 1)

    @cached_property
    def _now(self) -> Assessment:
        return self.case.assess(self.asked.frame)

    @cached_property
    def _before(self) -> Assessment | None:
        """As the report before had it; without one, the day before the period with today's knowledge."""
        told = self._last
        if told is not None and told.facts.as_of == self._since - timedelta(days=1):
            return told.facts.now
        day = self._since - timedelta(days=1)
        starts = (one.in_force.start for one in self.case.agreement.instruments)
        return self.case.assess(self.asked.frame.on(day)) if day >= min(starts) else None

    def facts(self) -> Facts:
        about = self._incident()
        matters = Matters.of(self.case, self.asked.frame, self._since).told()
        ahead = self._outlook()
        quotes = self._quotes(matters.get("withdrawals", ()))
        if "withdrawals" in matters:
            matters["withdrawals"] = without_secret_sightings(matters["withdrawals"], quotes)
        return Facts(
            report=report_id(self.asked.kind, self.asked.frame.as_of, about),
            kind=self.asked.kind,
            title=self.title,
            engine=truceline.__version__,
            since=self._since,
            previous=self._last.facts.report if self._last else None,
            now=without_secret_places(self._now, quotes),
            before=without_secret_places(self._before, quotes) if self._before else None,
            quotes=quotes,
            incident=about,
            corrections=tuple(self._corrections()),
            sources=tuple(self._sources()),
            outlook=ahead,
            scores=self._scores() if ahead else None,
            **matters,
        )

    def _incident(self) -> str | None:
        wanted = self.asked.incident
        if self.asked.kind != "spot":
            return None
        for entry in self._now.violations:
            if wanted is not None and _is_named(entry, wanted):
                return entry.entry_id
        some = tuple(dict.fromkeys(e.incident or e.entry_id for e in reversed(self._now.violations)))[:8]
        told = f"{wanted!r} is no incident of the register" if wanted else "name the incident it is about"
        raise InputError(Problem("--incident", 0, "", told, some))

    def _outlook(self) -> Outlook | None:
        if not self.asked.outlook or self.asked.kind == "spot":
            return None
        return outlook_of(self.case, self.asked.frame)

    def _scores(self) -> Scores | None:
        if next(outlooks_issued(self.case), None) is None:
            return None
        return scores_of(self.case, self.asked.frame.as_of)

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

    def _corrections(self) -> Iterator[CorrectionTold]:
        """Since the report before was issued; without one, since the first entry of the period."""
        if self._last is None:
            return
        told = tuple(issued(self.case))
        for one in Aftermath(self.case, self.asked.frame.as_of).since(self._last.position):
            yield self._correction(one, told)

    def _correction(self, one: Retracted, told: Iterable[Issued]) -> CorrectionTold:
        what = one.retraction
        words = (one.claim, *([one.correction] if one.correction else []))
        moved = (touched for touched in one.touched if touched.is_changed)
        return CorrectionTold(
            day=self.case.agreement.tempo.day_of(what.entered_at),
            position=what.position,
            says=one.claim.says,
            correction=one.correction.says if one.correction else None,
            reason=what.why,
            licence=KEPT_BACK if any(each.licence == KEPT_BACK for each in words) else one.claim.licence,
            is_secret=any(each.sensitivity == "secret" for each in words),
            moved=tuple(
                (each.norm, each.party, each.before.standing.value, each.now.standing.value) for each in moved
            ),
            reports=tuple(
                report.facts.report for report in told if what.claim_id in cited_in(report.facts.now)
            ),
        )


def _is_named(entry: RegisterEntry, wanted: str) -> bool:
    return wanted in (entry.entry_id, entry.incident) or any(
        wanted in (one.label, one.claim_id) for one in entry.claims
    )


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
