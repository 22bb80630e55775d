"""The days that a page's sliders go over: which day to judge, and as known on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from truceline.agreement.model import Agreement
from truceline.web.visit import Visit

_AFTER = timedelta(days=90)
"""An old case's sliders end so long after its last event: years of silence leave no room for its days."""
Readings = tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...]


@dataclass(frozen=True)
class Span:
    """The days that the sliders go over, in whole days from the first."""

    first: date
    last: date
    as_of: date
    known: date | None
    """Null: all that is known."""
    marks: tuple[tuple[int, str], ...]
    """Days worth a stop: how many after the first, and why."""
    readings: Readings
    """Unclear phrases: name, parameter, and choices as (key, meaning, whether it is chosen)."""
    silent_since: date | None = None
    """The last day of which anything is told, where the frame's day lies months after it."""

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.last - self.first).days

    @property
    def at(self) -> int:
        """Where the frame's day lies."""
        return (self.as_of - self.first).days

    @property
    def known_on(self) -> int:
        """Where the day of knowledge lies; the end, where everything is known."""
        return self.days if self.known is None else max(0, min(self.days, (self.known - self.first).days))

    def date(self, at: int) -> date:
        """The day so many days after the first."""
        return self.first + timedelta(days=at)

    def day(self, at: int) -> str:
        """The same as addresses have it."""
        return self.date(at).isoformat()

    @classmethod
    def of(cls, visit: Visit) -> Span:
        """From a month before the first text to some months after the last that was told of, or today."""
        agreement, frame = visit.agreement, visit.frame
        today = agreement.tempo.day_of(visit.held.case.ledger.now)
        first = min(one.in_force.start for one in agreement.instruments) - timedelta(days=30)
        known = agreement.tempo.day_of(frame.known_at) if frame.known_at else None
        told = visit.held.last_event(visit.position)
        last = min(today, told + _AFTER) if told else today
        last = max(last, frame.as_of, first)
        marks = tuple(((day - first).days, told) for day, told in _marks(visit) if first <= day <= last)
        silent = told if told and frame.as_of > told + _AFTER else None
        readings = _readings(visit, agreement)
        return cls(min(first, frame.as_of), last, frame.as_of, known, marks, readings, silent)


def _marks(visit: Visit) -> list[tuple[date, str]]:
    voice = visit.voice
    found = [(one.in_force.start, voice.instrument(one.id)) for one in visit.agreement.instruments]
    for status in visit.assessment.norms:
        found += [(due.by, voice.promise(status.norm)) for due in status.due if due.certain]
    return sorted(dict.fromkeys(found))


def _readings(visit: Visit, agreement: Agreement) -> Readings:
    chosen = {**agreement.default_readings, **visit.frame.readings}
    return tuple(
        (
            name,
            f"reading.{name}",
            tuple((key, str(meaning), chosen.get(name) == key) for key, meaning in choices.items()),
        )
        for name, choices in agreement.readings.items()
    )
