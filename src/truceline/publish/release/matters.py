"""What the mechanism did, as the public is told: no words, no handles, nothing ahead, nothing too fresh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from truceline.case.watching import Watched
from truceline.mechanism.patrols import Patrol
from truceline.mechanism.tallies import Agreed, Tally
from truceline.publish.release.fields import built
from truceline.publish.release.looked import squares_looked_at
from truceline.publish.release.naming import attributed, is_released
from truceline.publish.release.telling import is_over
from truceline.publish.release.towns import province
from truceline.publish.release.withdrawals import withdrawals_told
from truceline.publish.report.facts import (
    DenialTold,
    ExtensionTold,
    InquiryTold,
    MeetingTold,
    PatrolTold,
    SegmentTold,
    SiteTold,
    StretchTold,
    TallyTold,
)

if TYPE_CHECKING:
    from truceline.publish.release.ground import Ground
    from truceline.publish.release.places import Places
    from truceline.publish.report.facts import Facts

_WEEK = timedelta(days=6)
_DIGITS = 1
_DECIDED = frozenset({"granted", "refused"})
_WHOM = frozenset({"people", "goods", "relief", "observers", "all", "patrol"})
_QUARTER_H = 15


@dataclass(frozen=True)
class Matters:
    """The rows of one report that come from the mechanism."""

    ground: Ground
    places: Places
    facts: Facts

    def told(self) -> dict[str, object]:
        """The fields of `Facts` that come from the mechanism."""
        facts = self.facts
        return {
            "withdrawals": tuple(withdrawals_told(self.ground, self.places, facts.withdrawals)),
            "sites": tuple(self._site(one) for one in facts.sites if self._is_open("site", one.id)),
            "patrols": tuple(self._patrol(one) for one in facts.patrols if self._is_tellable(one)),
            "watched": {
                zone: tuple(self._week(one) for one in weeks if self._is_whole(zone, one.week))
                for zone, weeks in facts.watched.items()
                if zone in self.ground.agreement.zone
            },
            "denials": tuple(self._denials(facts.denials)),
            "routes": tuple(self._stretch(one) for one in facts.routes if self._is_open("route", one.id)),
            "segments": tuple(self._segments(facts.segments)),
            "meetings": tuple(self._meetings(facts.meetings)),
            "extensions": tuple(self._extensions(facts.extensions)),
            "inquiries": tuple(self._inquiries(facts.inquiries)),
            "tallies": tuple(self._tallies(facts.tallies)),
            "agreed": tuple(self._agreed(facts.agreed)),
        }

    def _is_open(self, sort: str, name: str) -> bool:
        return (sort, name) not in self.ground.secret

    def _reference(self, sort: str, name: str) -> str:
        return self.ground.key.reference(sort, name)

    def _zone(self, name: str) -> str:
        return name if name in self.ground.agreement.zone else ""

    def _site(self, one: SiteTold) -> SiteTold:
        return built(
            one,
            id=self._reference("site", one.id),
            party=one.party if one.party in self.ground.agreement.party else "",
            expected=self.ground.terms(one.expected),
            missing=None if one.missing is None else self.ground.terms(one.missing),
        )

    def _is_tellable(self, one: PatrolTold) -> bool:
        return is_over(self.ground, one.day) and self._is_open("patrol", one.id)

    def _patrol(self, one: PatrolTold) -> PatrolTold:
        """A patrol by its day: hours of the day would teach when the next one comes."""
        return built(
            one,
            id=self._reference("patrol", one.id),
            parties=self.ground.parties(one.parties),
            own_word=self.ground.parties(one.own_word),
            zone=self._zone(one.zone),
            ended=self._midnight(one.day),
            hours=None if one.hours is None else float(round(one.hours)),
            covered=None if one.covered is None else round(one.covered, _DIGITS),
            none_of=tuple(term for term in one.none_of if term in self.ground.agreement.term),
            looked=squares_looked_at(self.ground.squares, one.looked),
        )

    def _is_whole(self, zone: str, week: date) -> bool:
        """Whether a week is old enough, and every patrol in its sums is one that is told, too."""
        kept_back = (
            _monday(self._day(one.report.ended))
            for one in self.ground.each(Patrol)
            if one.report is not None and one.plan.zone == zone and not self._is_open("patrol", one.id)
        )
        return is_over(self.ground, week + _WEEK) and week not in kept_back

    def _week(self, one: Watched) -> Watched:
        """A week that is past by the delay; of one that is not, nothing, as its days could be told apart."""
        return built(
            one,
            by=self.ground.parties(one.by),
            hours=float(round(one.hours)),
            hours_per_km2=None if one.hours_per_km2 is None else float(f"{one.hours_per_km2:.1g}"),
            most_covered=round(one.most_covered, _DIGITS),
            drawn_share=None if one.drawn_share is None else round(one.drawn_share, _DIGITS),
        )

    def _denials(self, ones: Iterable[DenialTold]) -> Iterator[DenialTold]:
        """Who was kept out and where, without by whom: that would name somebody. Patrols were there, too."""
        for one in ones:
            if is_over(self.ground, one.day) and all(self._is_open(sort, one.id) for sort in _DENYING):
                yield built(
                    one,
                    id=self._reference("denial", f"{one.id} {one.day}"),
                    zone=self._zone(one.zone),
                    whom=one.whom if one.whom in _WHOM else "",
                    minutes=round(one.minutes / _QUARTER_H) * _QUARTER_H,
                )

    def _stretch(self, one: StretchTold) -> StretchTold:
        return built(
            one,
            id=self._reference("route", one.id),
            zone=self._zone(one.zone),
            by=one.by if one.by in self.ground.agreement.party else "",
            closed_for=tuple(whom for whom in one.closed_for if whom in _WHOM),
        )

    def _segments(self, ones: Iterable[SegmentTold]) -> Iterator[SegmentTold]:
        for one in ones:
            if one.zone in self.ground.agreement.zone and self._is_open("boundary", one.zone):
                yield built(
                    one,
                    zone=one.zone,
                    segment=self._reference("segment", f"{one.zone} {one.segment}"),
                    approved_by=self.ground.parties(one.approved_by),
                    wanting=self.ground.parties(one.wanting),
                )

    def _meetings(self, ones: Iterable[MeetingTold]) -> Iterator[MeetingTold]:
        """Those that were held: where people will sit together is told afterwards."""
        for one in ones:
            if one.held_on and is_over(self.ground, one.held_on) and self._is_open("meeting", one.id):
                yield built(
                    one,
                    id=self._reference("meeting", one.id),
                    parties=self.ground.parties(one.parties),
                    called_for=self._midnight(one.held_on),
                    confirmed_by=self.ground.parties(one.confirmed_by),
                )

    def _extensions(self, ones: Iterable[ExtensionTold]) -> Iterator[ExtensionTold]:
        """Those that are decided; a request that is being spoken about is the parties' own."""
        for one in ones:
            if one.state in _DECIDED and self._is_open("extension", one.id):
                law = self.ground.agreement
                yield built(
                    one,
                    id=self._reference("extension", one.id),
                    party=one.party if one.party in law.party else "",
                    norms=tuple(norm for norm in one.norms if norm in law.norms),
                    granted={party: day for party, day in one.granted.items() if party in law.party},
                    refused=self.ground.parties(one.refused),
                    silent=self.ground.parties(one.silent),
                )

    def _inquiries(self, ones: Iterable[InquiryTold]) -> Iterator[InquiryTold]:
        """Those whose finding was released; who is named by it only where it verified the incident."""
        for one in ones:
            held = self.ground.inquiries.get(one.id)
            if held is not None and is_released(held) and self._is_open("inquiry", one.id):
                yield built(
                    one,
                    id=self._reference("incident", one.id),
                    what=one.what if one.what in self.ground.known else "",
                    attributed_to=attributed(held),
                    grade=one.grade if attributed(held) else None,
                    replied=self.ground.parties(one.replied),
                )

    def _tallies(self, ones: Iterable[TallyTold]) -> Iterator[TallyTold]:
        """Figures of provinces, as maps of the world call them; those of any other place are not told."""
        secret = {(one.governorate, one.day) for one in self._kept_back()}
        for one in ones:
            found = province(one.place)
            if found and (one.place, one.day) not in secret:
                figures = {side: one.figures[side] for side in self.ground.parties(one.figures)}
                yield built(one, place=found[0].name, figures=figures)

    def _agreed(self, ones: Iterable[Agreed]) -> Iterator[Agreed]:
        """Whole weeks, between parties, of which every figure may be told: what is not would be the rest."""
        untold = {_monday(one.day) for one in self._kept_back()}
        for one in ones:
            sides = self.ground.parties((one.first, one.second))
            is_whole = one.week + _WEEK <= self.facts.as_of and one.week not in untold
            if len(sides) == _BOTH and is_whole:
                yield built(one, first=one.first, second=one.second)

    def _kept_back(self) -> Iterator[Tally]:
        """Tallies that are secret, or of a place that maps of the world do not know."""
        for one in self.ground.each(Tally):
            if not self._is_open("tally", one.id) or not province(one.governorate):
                yield one

    def _day(self, moment: datetime) -> date:
        return self.ground.agreement.tempo.day_of(moment)

    def _midnight(self, day: date) -> datetime:
        return self.ground.agreement.tempo.start_of(day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


_DENYING = ("access", "patrol")
_BOTH = 2
