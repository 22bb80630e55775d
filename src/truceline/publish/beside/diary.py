"""Days to keep, as a calendar (iCalendar, RFC 5545): deadlines, meetings called, dates of reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from truceline.publish.beside.identity import lasting
from truceline.publish.beside.plain_text import harmless, one_line
from truceline.publish.words import party_name

if TYPE_CHECKING:
    from icalendar import Event

    from truceline.agreement.model import Agreement
    from truceline.assess.result import Due, NormStatus
    from truceline.publish.report.facts import Facts, MeetingTold

MEDIA_TYPE = "text/calendar; charset=utf-8"
_STEP = {"daily": 1, "weekly": 7}
"""Days from a report to the next of its kind."""
_ENDED = frozenset({"discharged", "superseded"})
_MEETING = {"convened": "TENTATIVE", "cancelled": "CANCELLED"}


def diary(facts: Facts, agreement: Agreement) -> bytes:
    """The calendar; an entry keeps its UID from issue to issue, so that a later one replaces it."""
    # An extra, and a tenth of a second.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", f"-//truceline//{facts.engine}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", one_line(agreement.title))
    for event in _Diary(facts, agreement).events():
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


class _Diary:
    def __init__(self, facts: Facts, agreement: Agreement) -> None:
        self.facts, self.agreement = facts, agreement
        self.stamp = facts.now.frame.known_at or agreement.tempo.last_moment(facts.as_of)

    def events(self) -> Iterator[Event]:
        for status in self.facts.now.norms:
            if status.phase.value not in _ENDED:
                yield from self._deadlines(status)
        for meeting in self.facts.meetings:
            yield self._meeting(meeting)
        yield self._report(self.facts.as_of, self.facts.report, is_next=False)
        if step := _STEP.get(self.facts.kind):
            ahead = _later(self.facts.as_of, step)
            yield self._report(ahead, f"{self.facts.kind}-{ahead}", is_next=True)

    def _deadlines(self, status: NormStatus) -> Iterator[Event]:
        """The first entry is the deadline, which keeps its entry when it moves; the others may come."""
        for number, due in enumerate(status.due):
            yield self._event(
                ("deadline", status.norm, number),
                f"{'Deadline' if due.certain else 'Perhaps deadline'}: {status.title}",
                due.by,
                status="CONFIRMED" if due.certain else "TENTATIVE",
                category="Deadline",
                description=self._told(status, due),
            )

    def _told(self, status: NormStatus, due: Due) -> str:
        bound = ", ".join(party_name(self.agreement, party) for party in status.bearers) or "nobody"
        lines = [
            f"Promise: {status.norm} ({status.instrument}, paragraph {status.para})",
            f"Bound: {bound}",
            f"Set by: {due.source}{'' if due.certain else ' (may or may not apply)'}",
            f"Standing on {self.facts.as_of}: {status.standing.value.replace('_', ' ')}",
        ]
        return "\n".join(lines)

    def _meeting(self, one: MeetingTold) -> Event:
        day = self.agreement.tempo.day_of(one.called_for)
        moved = one.held_on is not None and one.held_on != day
        parties = ", ".join(party_name(self.agreement, party) for party in one.parties)
        lines = [one.agenda, *([f"Outcome: {one.outcome}"] if one.outcome else []), f"State: {one.state}"]
        return self._event(
            ("meeting", one.id),
            f"Meeting: {parties}",
            one.held_on if moved and one.held_on else one.called_for,
            status=_MEETING.get(one.state, "CONFIRMED"),
            category="Meeting",
            description="\n".join(lines),
        )

    def _report(self, day: date, report: str, *, is_next: bool) -> Event:
        return self._event(
            ("report", report),
            f"{self.facts.kind.capitalize()} report{' due' if is_next else ''}",
            day,
            status="TENTATIVE" if is_next else "CONFIRMED",
            category="Report",
            description=report,
        )

    def _event(
        self,
        identity: Sequence[object],
        summary: str,
        at: date | datetime,
        *,
        status: str,
        category: str,
        description: str,
    ) -> Event:
        """A day, or an instant in UTC; it keeps nobody from being free."""
        from icalendar import Event  # noqa: PLC0415 - as above

        event = Event()
        event.add("uid", f"{lasting('diary', self.agreement.id, *identity)}@truceline")
        event.add("dtstamp", self.stamp)
        event.add("sequence", self.facts.as_of.toordinal())
        told: dict[str, Any] = {
            "dtstart": at,
            "summary": one_line(summary),
            "description": harmless(description),
            "categories": [category],
            "status": status,
            "transp": "TRANSPARENT",
            "class": "PUBLIC" if self.facts.is_public else "CONFIDENTIAL",
        }
        if not isinstance(at, datetime) and at < date.max:
            told["dtend"] = at + timedelta(days=1)
        for name, value in told.items():
            event.add(name, value)
        return event


def _later(day: date, days: int) -> date:
    return day + timedelta(days=days) if (date.max - day).days >= days else date.max
