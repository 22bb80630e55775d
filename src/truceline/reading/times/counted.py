"""Parts of a stretch by number: the first week of October, Q3 2018, week 31, the 1990s."""

from __future__ import annotations

from datetime import date

from truceline.reading.times.lengths import count_at, unit_at
from truceline.reading.times.numerals import day_of_month, number, ordinal, year
from truceline.reading.times.partial import Partial, full_year, resolved
from truceline.reading.times.scope import Read, Scope
from truceline.reading.times.stretch import (
    NOWHERE,
    Stretch,
    around,
    ordinal_part,
    ordinal_weekday,
    week_of_year,
)
from truceline.reading.times.weekdays import weekday_at

_DECADE, _CENTURY = 10, 100
_LAST_WEEK = 53


def nth(scope: Scope, place: int, depth: int) -> Read | None:
    """`the first Monday of next month`, `the last two weeks of 2021`, `the third quarter of 2013`."""
    start = scope.skip(place, "the")
    is_last = scope.get(start, "relative") == "last"
    found = (-1, start + 1) if is_last else ordinal(scope, start)
    if found is None:
        return None
    which, after = found
    if not is_last and unit_at(scope, after) == "century":
        return Read(_century(which), after + 1, "counted.century")
    counted = count_at(scope, after) if not scope.has(after, "one") else None
    count, at = (int(counted[0]), counted[1]) if counted else (1, after)
    weekday, unit = weekday_at(scope, at), unit_at(scope, at)
    is_led = scope.has(at + 1, "of", "in") or (unit == "quarter" and scope.has(at + 1, "relative", "year"))
    if not is_led or (weekday is None and unit is None) or not 0 < count < 1000:  # noqa: PLR2004 - no stretch has more
        return None
    other = scope.moment(scope.skip(at + 1, "of", "in"), depth + 1)
    if other is None:
        return None
    whole = scope.placed(other)
    if weekday is not None:
        return Read(ordinal_weekday(whole, which, weekday), other.last, "counted.weekday")
    return Read(ordinal_part(whole, which, unit or "day", count), other.last, "counted.part")


def _century(which: int) -> Stretch:
    if not 1 < which < _CENTURY:
        return NOWHERE
    return Stretch(date((which - 1) * _CENTURY, 1, 1), date(which * _CENTURY - 1, 12, 31), "century")


def day_of(scope: Scope, place: int, depth: int) -> Read | None:
    """`the 15th day of next month`, `the 21st this month`, `Monday of next week`."""
    start = scope.skip(place, "the")
    weekday = weekday_at(scope, start)
    day = None if weekday is not None else day_of_month(scope, start)
    after = day[1] if day else start + 1
    if (weekday is None and day is None) or (day and not day[2]):
        return None
    after = after + 1 if day and unit_at(scope, after) == "day" else after
    at = scope.skip(after, "of", "in")
    if day and at == after and not scope.has(start, "digits"):  # "the second this week"
        return None
    at_relation = scope.skip(at, "the")
    if not scope.has(at_relation, "relative"):
        return None
    other = scope.moment(at, depth + 1)
    if other is None or not isinstance(other.what, Stretch) or other.what.grain not in ("week", "month"):
        return None
    if weekday is not None:
        return Read(ordinal_weekday(other.what, 1, weekday), other.last, "counted.weekday")
    return Read(day_in(other.what, day[0]) if day else NOWHERE, other.last, "counted.day")


def day_in(month: Stretch, day: int) -> Stretch:
    """A day of a month that is known."""
    if month.start is None:
        return NOWHERE
    return resolved(Partial(month.start.year, month.start.month, day), None, "near")


def unit_of(scope: Scope, place: int, depth: int) -> Read | None:
    """`the month of September`, `the year of 2015`."""
    at = scope.skip(place, "the")
    unit = unit_at(scope, at)
    if unit not in ("month", "year") or not scope.has(at + 1, "of"):
        return None
    other = scope.moment(at + 2, depth + 1)
    is_it = other is not None and isinstance(other.what, Partial) and other.what.grain == unit
    return other if is_it else None


def days_in_month(scope: Scope, place: int, depth: int) -> Read | None:
    """`4-23 in next month`: a range of days of a month that is told after them."""
    first = day_of_month(scope, place)
    if first is None or not scope.has(first[1], "joiner", "dash"):
        return None
    last = day_of_month(scope, scope.skip(first[1] + 1, "the"))
    if last is None or last[0] < first[0] or not scope.has(last[1], "of", "in", "relative"):
        return None
    other = scope.moment(scope.skip(last[1], "of", "in"), depth + 1)
    if other is None or not isinstance(other.what, Stretch) or other.what.grain != "month":
        return None
    stretch = Stretch(day_in(other.what, first[0]).start, day_in(other.what, last[0]).end, "span")
    return Read(stretch, other.last, "counted.days")


def week_with_day(scope: Scope, read: Read) -> Read | None:
    """`next week on Tuesday`, `previous week - Monday`: the day of a week that was told before it."""
    at = scope.skip(read.last, "at", "dash", "comma")
    value = weekday_at(scope, at)
    if value is None or not isinstance(read.what, Stretch) or read.what.grain != "week":
        return None
    return Read(ordinal_weekday(read.what, 1, value), at + 1, "counted.weekday")


def numbered(scope: Scope, place: int, depth: int) -> Read | None:
    """`week 31 of last year`, `Q3 2018`, `2018 Q3`, `H1 of 2019`, `the 1990s`, `nineties`."""
    at = scope.skip(place, "the")
    return _week_number(scope, at, depth) or _quarter(scope, at) or _decade(scope, at)


def _week_number(scope: Scope, place: int, depth: int) -> Read | None:
    counted = number(scope, place + 1) if scope.get(place, "unit") == "week" else None
    if counted is None or not (1 <= counted[0] <= _LAST_WEEK and counted[0] == int(counted[0])):
        return None
    if scope.has(place, "plural") or scope.has(counted[1], "unit"):
        return None
    other = scope.moment(counted[1] + 1, depth + 1) if scope.has(counted[1], "of", "in") else None
    start = scope.placed(other).start if other else scope.anchor
    last = other.last if other else counted[1]
    week = week_of_year(start.year, int(counted[0])) if start else Stretch(None, None, "week")
    return Read(week, last, "counted.week")


def _quarter(scope: Scope, place: int) -> Read | None:
    """A quarter or half of a year by its short name, with the year before or after it."""
    before = year(scope, place)
    at = scope.skip(before[1], "dash", "slash", "of") if before else place
    which = ordinal(scope, at) if before else None
    if before and which and unit_at(scope, which[1]) == "quarter" and 1 <= which[0] <= 4:  # noqa: PLR2004 - of a year
        return Read(around(date(before[0], which[0] * 3, 1), "quarter"), which[1] + 1, "counted.quarter")
    quarter, half = scope.get(at, "quarter_name"), scope.get(at, "half_name")
    if quarter is None and half is None:
        return None
    after = None if before else year(scope, scope.skip(at + 1, "dash", "slash", "of", "in", "comma"))
    whole = before or after
    if whole is None:
        return None
    first = (quarter - 1) * 3 + 1 if quarter else (half - 1) * 6 + 1
    stretch = around(date(whole[0], first, 1), "quarter" if quarter else "half")
    return Read(stretch, after[1] if after else at + 1, "counted.quarter")


def _decade(scope: Scope, place: int) -> Read | None:
    name = scope.get(place, "decade_name")
    if name is not None:
        return Read(_ten_years(name), place + 1, "counted.decade")
    value = scope.get(place, "number")
    at = scope.skip(place + 1, "possessive") if scope.has(place, "figure") else place
    is_mark = at > place and (
        scope.has(at, "years_mark") or (at > place + 1 and scope.has(at - 1, "years_mark"))
    )
    if value is None or not is_mark or value % _DECADE or scope.get(place, "digits") not in (2, 4):
        return None
    first = value if value > _CENTURY else full_year(int(value), scope.anchor)
    last = at + 1 if scope.has(at, "years_mark") else at
    return Read(_ten_years(int(first)), last, "counted.decade")


def _ten_years(first: int) -> Stretch:
    return Stretch(date(first, 1, 1), date(first + _DECADE - 1, 12, 31), "decade") if first > 0 else NOWHERE
