"""What the joint mechanism adds to a report: its matters as they stand, those of the period first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from truceline.case.depths import sightings_since
from truceline.case.looked import Ring, looked_at
from truceline.case.tallying import is_not_secret, tallied
from truceline.case.watching import watched
from truceline.core.frame import Frame
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.extensions import Extension
from truceline.mechanism.inquiries import Inquiry, Publish
from truceline.mechanism.latency import waits
from truceline.mechanism.meetings import Meeting
from truceline.mechanism.messages import Message
from truceline.mechanism.patrols import Deny, Patrol
from truceline.mechanism.routes import Access, Stretch
from truceline.mechanism.tallies import Tally
from truceline.mechanism.withdrawals import Site, Withdrawal, counts
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
    WithdrawalTold,
)

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.mechanism.record import Record

_HOUR_S = 3600


@dataclass(frozen=True)
class Matters:
    """The record of the mechanism as known in a frame, told for a report.

    What a secret act says is left out, whoever reads: a patrol ahead, a site's whereabouts.
    """

    case: Case
    record: Record
    """What was known, also of what came after the last day."""
    then: Record
    """How matters stood at the end of the last day, as far as was known of it by then.

    Without what has been taken back since: a slip is no fact of any day.
    """
    known_at: datetime
    frame: Frame
    since: date
    """First day of the period."""

    @classmethod
    def of(cls, case: Case, frame: Frame, since: date) -> Matters:
        """The record as it was known in the frame; where that asks for all, by the end of its last day."""
        last = _end_of(case, frame.as_of)
        known_at = frame.known_at or last
        record = case.mechanism.record(known_at=known_at)
        then = case.mechanism.as_it_stood(last, known_at)
        return cls(case, record, then, known_at, frame, since)

    def told(self) -> dict[str, Any]:
        """The fields of `Facts` that come from the mechanism."""
        if not self.record.acts:
            return {}
        zones = sorted({one.plan.zone for one in self.record.each(Patrol) if one.report is not None})
        return {
            "withdrawals": tuple(map(self._withdrawal, self.then.each(Withdrawal))),
            "sites": tuple(map(_site, self.then.each(Site))),
            "patrols": tuple(self._patrols()),
            "watched": {zone: self._weeks(zone) for zone in zones},
            "denials": tuple(sorted(self._denials(), key=lambda one: (one.day, one.id))),
            "routes": tuple(map(_stretch, self.then.each(Stretch))),
            "segments": tuple(self._segments()),
            "waits": waits(self.then.each(Message), min(self.known_at, _end_of(self.case, self.frame.as_of))),
            "meetings": tuple(self._meetings()),
            "extensions": tuple(map(_extension, self.then.each(Extension))),
            "inquiries": tuple(map(_inquiry, self.then.each(Inquiry))),
            "tallies": tuple(self._tallies()),
            "agreed": tallied(self.case, tuple(self._counted()), self.known_at, reads=is_not_secret).weeks,
        }

    def _withdrawal(self, one: Withdrawal) -> WithdrawalTold:
        said = one.declared
        seen = sightings_since(self.case, one, self.frame.known_at)
        dated = tuple(s for s in seen.seen if s.day is None or s.day <= self.frame.as_of)
        return WithdrawalTold(
            id=one.id,
            party=said.side,
            by=said.by,
            done=said.done,
            goes_to=said.goes_to,
            seen=seen.model_copy(update={"seen": dated}),
        )

    def _patrols(self) -> Iterator[PatrolTold]:
        """Those that are over, of the period; where and when one will go is nobody's to print."""
        tempo = self.case.agreement.tempo
        for one in self.record.each(Patrol):
            if one.state not in ("done", "aborted", "denied"):
                continue
            report = one.report
            ended = report.ended if report else one.last.deed.made_at
            day = tempo.day_of(ended)
            if self.since <= day <= self.frame.as_of:
                yield PatrolTold(
                    id=one.id,
                    parties=one.parties,
                    own_word=tuple(sorted(one.took_part)),
                    zone=one.plan.zone,
                    manner=one.plan.manner,
                    means=one.plan.means,
                    state=one.state,
                    day=day,
                    ended=ended,
                    hours=(report.ended - report.started).total_seconds() / _HOUR_S if report else None,
                    covered=report.covered if report else None,
                    none_of=report.none_of if report else (),
                    looked=self._looked(one, day),
                )

    def _looked(self, one: Patrol, day: date) -> tuple[Ring, ...]:
        law = self.case.law(Frame(as_of=day, known_at=self.frame.known_at))
        return looked_at(law.atlas, one, day)

    def _weeks(self, zone: str) -> tuple[Any, ...]:
        return watched(self.case, zone, self.known_at, self.frame.as_of)

    def _denials(self) -> Iterator[DenialTold]:
        tempo = self.case.agreement.tempo
        for one in self.record.each(Access):
            deed = one.denied
            if self.since <= deed.on <= self.frame.as_of:
                yield DenialTold(
                    id=one.id,
                    day=deed.on,
                    zone=deed.zone,
                    whom=deed.whom,
                    by=deed.by,
                    reason=deed.reason,
                    minutes=deed.minutes,
                )
        for patrol in self.record.each(Patrol):
            for act in patrol.acts:
                deed_ = act.signed.deed
                if not isinstance(deed_, Deny):
                    continue
                day = tempo.day_of(deed_.made_at)
                if self.since <= day <= self.frame.as_of:
                    yield DenialTold(
                        id=patrol.id,
                        day=day,
                        zone=patrol.plan.zone,
                        whom="patrol",
                        by=deed_.by,
                        reason=deed_.reason,
                        minutes=deed_.minutes,
                    )

    def _segments(self) -> Iterator[SegmentTold]:
        day = self.frame.as_of
        for boundary in self.then.each(Boundary):
            for one in boundary.segments.values():
                wanting = one.wanting(day, boundary.deciders)
                yield SegmentTold(
                    zone=boundary.id,
                    segment=one.id,
                    state=one.state(day, boundary.deciders),
                    approved_by=tuple(party for party in boundary.deciders if party not in wanting),
                    wanting=wanting,
                )

    def _meetings(self) -> Iterator[MeetingTold]:
        """Those held or called for in the period, and those called for the fortnight after it."""
        tempo, last = self.case.agreement.tempo, self.frame.as_of + timedelta(days=14)
        for one in self.then.each(Meeting):
            day = one.outcome.on if one.outcome else tempo.day_of(one.called.at)
            if not one.is_secret and self.since <= day <= last:
                yield MeetingTold(
                    id=one.id,
                    parties=one.parties,
                    state=one.state,
                    called_for=one.called.at,
                    held_on=one.outcome.on if one.outcome else None,
                    agenda=one.called.agenda,
                    outcome=one.outcome.outcome if one.outcome else None,
                    confirmed_by=tuple(sorted(one.confirmed)),
                )

    def _counted(self) -> Iterator[Tally]:
        return (one for one in self.record.each(Tally) if one.day <= self.frame.as_of)

    def _tallies(self) -> Iterator[TallyTold]:
        for one in self._counted():
            if self.since <= one.day:
                yield TallyTold(place=one.governorate, day=one.day, figures=one.figures)


def _site(one: Site) -> SiteTold:
    missing = one.missing if one.seen is not None else None
    expected = counts(one.stored.holds)
    return SiteTold(id=one.id, party=one.stored.side, state=one.state, expected=expected, missing=missing)


def _stretch(one: Stretch) -> StretchTold:
    said = one.reported
    return StretchTold(
        id=one.id, zone=said.zone, state=said.stands, day=said.on, by=said.voice, closed_for=said.closed_for
    )


def _extension(one: Extension) -> ExtensionTold:
    return ExtensionTold(
        id=one.id,
        party=one.request.side,
        norms=one.request.norms,
        until=one.request.until,
        state=one.state,
        granted=dict(one.granted),
        refused=tuple(sorted(one.refused)),
        silent=() if one.is_withdrawn else one.silent,
    )


def _inquiry(one: Inquiry) -> InquiryTold:
    found = one.finding
    return InquiryTold(
        id=one.id,
        what=one.alleged.what,
        day=one.alleged.on,
        state=one.state,
        accused=one.alleged.accused,
        attributed_to=found.attributed_to if found else None,
        grade=found.grade if found and found.attributed_to else None,
        replied=tuple(sorted(one.replied)),
        published=any(isinstance(act.signed.deed, Publish) for act in one.acts),
    )


def _end_of(case: Case, day: date) -> datetime:
    """The last moment of a day; the far end of time has none that could be told in every zone."""
    return (
        case.agreement.tempo.last_moment(day)
        if day < date.max
        else datetime.combine(day, time.max, tzinfo=case.agreement.tempo.zone)
    )
