"""Days, instants and half-open spans in an agreement's own time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo

RESOLUTION = timedelta(microseconds=1)


@dataclass(frozen=True)
class Clock:
    """A time zone that turns days into instants.

    "By 10 October" ends at the next local midnight, so a day is the half-open span from its
    own midnight to the next one, whatever its length (a change to summer time makes it 23 h).
    """

    timezone: str = "UTC"

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def start_of(self, day: date) -> datetime:
        """The first instant of the local day (aware)."""
        return datetime.combine(day, time.min, self.zone)

    def end_of(self, day: date) -> datetime:
        """The local midnight that ends the day; no longer part of it (aware)."""
        if day == date.max:  # the last day there is has no midnight after it
            return datetime.combine(day, time.max, self.zone)
        return self.start_of(day + timedelta(days=1))

    def last_moment(self, day: date) -> datetime:
        """The last instant that still belongs to the day, in UTC."""
        return _in_zone(self.end_of(day), UTC) - RESOLUTION

    def day_of(self, instant: datetime) -> date:
        """The local day an aware instant falls on."""
        return _in_zone(instant, self.zone).date()

    def span(self, first: date | None, last: date | None) -> Span:
        """The half-open span of whole local days `first` to `last`, both included."""
        return Span(
            None if first is None else self.start_of(first),
            None if last is None else self.end_of(last),
        )

    def instant(self, text: str) -> datetime:
        """Read an ISO day (its last moment) or an ISO instant (local when it names no offset).

        Raises ValueError for anything else.
        """
        if len(text) == len("2018-10-10"):
            return self.last_moment(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
        return _in_zone(moment if moment.tzinfo else moment.replace(tzinfo=self.zone), UTC)


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """The moment in another zone; at the ends of the calendar the first or last moment it has."""
    try:
        return moment.astimezone(zone)
    except OverflowError:
        if moment.year == MAXYEAR:
            return datetime.combine(date.max, time.max, zone)
        return datetime.combine(date.min, time.min, zone)


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of time `[start, end)`; a missing bound is open."""

    start: datetime | None
    end: datetime | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a span cannot end ({self.end}) before it starts ({self.start})")

    def contains(self, moment: datetime) -> bool:
        """Whether the moment lies in the span (its end does not)."""
        return (self.start is None or self.start <= moment) and (self.end is None or moment < self.end)

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share an instant."""
        starts_before = self.start is None or other.end is None or self.start < other.end
        ends_after = self.end is None or other.start is None or other.start < self.end
        return starts_before and ends_after and not (self.is_empty or other.is_empty)

    @property
    def is_empty(self) -> bool:
        """A span whose two ends meet holds no instant."""
        return self.start is not None and self.start == self.end
