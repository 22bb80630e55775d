"""Dates with parts left out ("3 October", "Monday", "the 15th"), and which such day is meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from truceline.reading.times.stretch import NOWHERE, Stretch, around, day_stretch, shifted

Lean = Literal["past", "next", "near", "deadline"]
"""Which of the like days is meant: the last one, the next one, a report's, a deadline's."""

# A report tells of what was: a date is of the coming cycle only where the last such lies this far back.
_REPORT_REACH = 275
# A deadline lies ahead, unless the like day has passed only so lately that it must be meant.
_DEADLINE_REACH = 60
_REMEMBERED = 4096
_YEARS = 8  # a 29th of February is at most eight years off


class Partial(NamedTuple):
    """A date as told: the parts that were named."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None

    @property
    def grain(self) -> str:
        if self.day or self.weekday:
            return "day"
        return "month" if self.month else "year"

    @property
    def is_whole(self) -> bool:
        return bool(self.year and (self.month or not self.day))


@lru_cache(maxsize=_REMEMBERED)
def resolved(told: Partial, anchor: date | None, lean: Lean) -> Stretch:
    """The stretch that a told date means; open where no anchor tells the missing parts or no such day is."""
    if told.year is not None:
        return _of_year(told, told.year)
    if anchor is None:
        return Stretch(None, None, told.grain)
    if told.month is not None:
        return _pick(_yearly(told, told.month, anchor), anchor, lean, _REPORT_REACH, _DEADLINE_REACH)
    if told.day is not None and told.weekday is not None:
        return _pick(_days_on_weekday(told.day, told.weekday, anchor), anchor, lean, 45, 0)
    if told.day is not None:
        return _pick(_monthly(told.day, anchor), anchor, lean, 31, 7)
    if told.weekday is not None:
        return _pick(_weekly(told.weekday, anchor), anchor, lean, 7, 0)
    return NOWHERE


def _of_year(told: Partial, year: int) -> Stretch:
    try:
        if told.month is None:
            return around(date(year, 1, 1), "year")
        if told.day is None:
            return around(date(year, told.month, 1), "month")
        return day_stretch(date(year, told.month, told.day))
    except ValueError:
        return Stretch(None, None, told.grain)


def following(told: Partial, first: date) -> Stretch:
    """The first stretch a told date can mean that does not end before a day."""
    return resolved(told, first, "next")


def _pick(
    candidates: Iterable[Stretch], anchor: date, lean: Lean, report_reach: int, deadline_reach: int
) -> Stretch:
    before = after = None
    for stretch in candidates:  # in the order of the calendar
        if stretch.start is None or stretch.end is None:
            continue
        if stretch.end < anchor or (stretch.start <= anchor and lean in ("past", "near")):
            before = stretch
        elif after is None:
            after = stretch
    reach = {"past": None, "near": report_reach, "deadline": deadline_reach, "next": -1}[lean]
    if before and before.end and (reach is None or after is None or (anchor - before.end).days <= reach):
        return before
    return after or before or NOWHERE


def _yearly(told: Partial, month: int, anchor: date) -> list[Stretch]:
    years = range(max(anchor.year - _YEARS, 1), min(anchor.year + _YEARS, 9999) + 1)
    found = [_of_year(told, year) for year in years] if told.day != 29 or month != 2 else _leap_days(years)  # noqa: PLR2004 - 29 February
    if told.weekday is None or told.day is None:
        return found
    fitting = [stretch for stretch in found if stretch.start and stretch.start.isoweekday() == told.weekday]
    near = [stretch for stretch in fitting if stretch.start and abs((stretch.start - anchor).days) < 400]  # noqa: PLR2004 - a year and a month
    return near or found


def _leap_days(years: range) -> list[Stretch]:
    return [stretch for year in years if (stretch := _of_year(Partial(month=2, day=29), year)).start]


def _monthly(day: int, anchor: date) -> list[Stretch]:
    return [_day_of_month(anchor, step, day) for step in range(-2, 3)]


def _days_on_weekday(day: int, weekday: int, anchor: date) -> list[Stretch]:
    found = [_day_of_month(anchor, step, day) for step in range(-14, 15)]
    return [stretch for stretch in found if stretch.start and stretch.start.isoweekday() == weekday]


def _day_of_month(anchor: date, step: int, day: int) -> Stretch:
    month = shifted(anchor, step, "month")
    return _of_year(Partial(month=month.month, day=day), month.year) if month else NOWHERE


def _weekly(weekday: int, anchor: date) -> list[Stretch]:
    this = (weekday - anchor.isoweekday()) % 7
    return [day_stretch(shifted(anchor, this + step, "day")) for step in (-14, -7, 0, 7)]


def season(first_month: int, year: int | None, anchor: date | None, lean: Lean) -> Stretch:
    """Three months from a month on, of a year or as the lean tells."""
    if year is not None:
        return _three_months(year, first_month)
    if anchor is None:
        return Stretch(None, None, "quarter")
    years = range(max(anchor.year - 2, 1), min(anchor.year + 2, 9997))
    found = [_three_months(one, first_month) for one in years]
    return _pick(found, anchor, lean, _REPORT_REACH, _DEADLINE_REACH)


def _three_months(year: int, month: int) -> Stretch:
    start = date(year, month, 1)
    after = shifted(start, 3, "month")
    return Stretch(start, shifted(after, -1, "day") if after else None, "quarter")


def full_year(short: int, anchor: date | None) -> int:
    """A year told by its last two figures: the one that is not far ahead of the anchor."""
    base = anchor.year if anchor else 2030
    year = base - base % 100 + short
    return year - 100 if year > base + 20 else year
