"""Stretches of days and the calendar's units: the arithmetic below all words of time."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
# Mean days of a unit, for lengths; the field counts a month as 30 days and a year as 365.
DAYS: dict[str, float] = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1,
    "night": 1,
    "weekend": 2,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "quarter": 91,
    "half": 182,
    "year": 365,
    "decade": 3650,
    "century": 36500,
}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}


class Stretch(NamedTuple):
    """Local days, both ends included; None is open or not known. `grain` is the unit that was named."""

    start: date | None
    end: date | None
    grain: str = "day"

    @property
    def is_placed(self) -> bool:
        return self.start is not None or self.end is not None


NOWHERE = Stretch(None, None)


def day_stretch(day: date | None) -> Stretch:
    """The stretch of one day."""
    return Stretch(day, day)


def shifted(day: date, count: float, unit: str) -> date | None:
    """The day `count` units later (earlier if negative), or the month's last day where it has no such day."""
    try:
        if unit in _MONTHS:
            return _months_on(day, round(count * _MONTHS[unit]))
        return day + timedelta(days=round(count * DAYS[unit]))
    except (OverflowError, ValueError):
        return None


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def around(day: date, unit: str) -> Stretch:
    """The calendar's unit that holds the day; weeks begin on Monday."""
    if unit in _MONTHS:
        size = _MONTHS[unit]
        index = day.year * 12 + day.month - 1
        first = date((index - index % size) // 12 or 1, (index - index % size) % 12 + 1, 1)
        after = shifted(first, 1, unit)
        return Stretch(first, after - DAY if after else None, unit)
    if unit == "fortnight":
        unit = "week"
    if unit in ("week", "weekend"):
        monday = shifted(day, -day.weekday(), "day")
        if monday is None:
            return NOWHERE
        begin = shifted(monday, 5 if unit == "weekend" else 0, "day")
        return Stretch(begin, shifted(monday, 6, "day"), unit)
    return day_stretch(day)


def neighbour(day: date, unit: str, count: int) -> Stretch:
    """The calendar's unit `count` units from the one that holds the day."""
    origin = around(day, unit).start if unit in _MONTHS else day
    step = "week" if unit == "weekend" else unit
    moved = shifted(origin, count, step) if origin else None
    return around(moved, unit) if moved else Stretch(None, None, unit)


def section(stretch: Stretch, part: str) -> Stretch:
    """A part of a stretch: early, mid and late are its thirds; `start` and `end` of a day are the day."""
    start, end = stretch.start, stretch.end
    if start is None or end is None:
        return stretch
    size = (end - start).days + 1
    if size == 1:
        return stretch
    low, high = _section_of(stretch, part, size)
    return Stretch(start + low, start + high, "span")


def _section_of(stretch: Stretch, part: str, size: int) -> tuple[timedelta, timedelta]:
    thirds = _thirds(stretch, size)
    last, middle = size - 1, max(size // 2, 1)
    if stretch.grain == "year" and stretch.start:
        middle = (date(stretch.start.year, 7, 1) - stretch.start).days
    low, high = {
        "early": (0, thirds[0] - 1),
        "start": (0, thirds[0] - 1),
        "mid": (thirds[0], thirds[1] - 1),
        "late": (thirds[1], last),
        "end": (thirds[1], last),
        "first_half": (0, middle - 1),
        "second_half": (middle, last),
    }.get(part, (0, last))
    return timedelta(low), timedelta(max(high, low))


def _thirds(stretch: Stretch, size: int) -> tuple[int, int]:
    """Where the second and the last third begin, in days from the start; whole months for a year."""
    start = stretch.start
    if stretch.grain == "month":
        return 10, 20
    if stretch.grain == "week":
        return 3, 3  # "late in the week" begins on Thursday; its middle is too short to tell apart
    if stretch.grain == "year" and start:
        return (date(start.year, 5, 1) - start).days, (date(start.year, 9, 1) - start).days
    if stretch.grain == "decade":
        return size * 2 // 5, size * 7 // 10
    return max(size // 3, 1), max(size * 2 // 3, 1)


def ordinal_part(stretch: Stretch, number: int, unit: str, count: int = 1) -> Stretch:
    """The `number`-th (from the end if negative) `count` units of a stretch: "the last two weeks of 2021"."""
    start, end = stretch.start, stretch.end
    if start is None or end is None or not number:
        return NOWHERE
    if unit == "week" and stretch.grain in ("year", "decade", "century"):
        start = _iso_monday(start.year)
        following = _iso_monday(end.year + 1)
        end = following - DAY if following else end
        if start is None:
            return NOWHERE
    if number > 0:
        first = shifted(start, number - 1, unit)
        after = shifted(first, count, unit) if first else None
    else:
        after = shifted(end + DAY, number + 1, unit)
        first = shifted(after, -count, unit) if after else None
    if first is None or after is None or after <= first:
        return NOWHERE
    return Stretch(first, after - DAY, unit if count == 1 else "span")


def ordinal_weekday(stretch: Stretch, number: int, weekday: int) -> Stretch:
    """The `number`-th Monday (1) to Sunday (7) of a stretch, from its end if negative."""
    start, end = stretch.start, stretch.end
    if start is None or end is None or not number:
        return NOWHERE
    if number > 0:
        first = start + timedelta((weekday - start.isoweekday()) % 7)
        day = shifted(first, number - 1, "week")
    else:
        last = end - timedelta((end.isoweekday() - weekday) % 7)
        day = shifted(last, number + 1, "week")
    return day_stretch(day) if day and start <= day <= end else NOWHERE


def week_of_year(year: int, number: int) -> Stretch:
    """ISO week of a year; nothing where the year has no such week."""
    try:
        monday = date.fromisocalendar(year, number, 1)
    except ValueError:
        return NOWHERE
    return around(monday, "week")


def _iso_monday(year: int) -> date | None:
    try:
        return date.fromisocalendar(year, 1, 1)
    except ValueError:
        return None


def joined(first: Stretch, last: Stretch) -> Stretch | None:
    """From the start of one stretch to the end of another; None where they run backward."""
    if first.start and last.end and last.end < first.start:
        return None
    return Stretch(first.start, last.end, "span")


def length_in_days(stretch: Stretch) -> int | None:
    """Days of a stretch with two ends."""
    if stretch.start is None or stretch.end is None:
        return None
    return (stretch.end - stretch.start).days + 1
