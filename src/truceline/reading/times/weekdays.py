"""Weekdays, and days and years that stand alone: Monday the 21st, on the 15th, since 2015."""

from __future__ import annotations

from truceline.reading.times.dates import LEADS, calendar_date, day_and_month
from truceline.reading.times.numerals import day_of_month, year
from truceline.reading.times.partial import Partial, resolved
from truceline.reading.times.scope import Read, Scope

_SHORT = 5  # letters: shorter names of days are abbreviations, with a point of their own


def weekday(scope: Scope, place: int) -> Read | None:
    """`Monday`, `Monday, 3 October`, `Monday the 21st`."""
    value = weekday_at(scope, place)
    if value is None:
        return None
    is_short = (
        len(scope.items[place].lower) < _SHORT and scope.has(place + 1, "point") and scope.touches(place + 1)
    )
    after = place + 2 if is_short else place + 1
    sign = scope.skip(after, "comma", "dash")
    dated = calendar_date(scope, sign)
    if dated and isinstance(dated.what, Partial) and dated.what.day:
        return _with_weekday(dated, dated.what, value)
    bare = scope.skip(after, "the")
    if loose := loose_figures(scope, after):
        return loose
    day = day_of_month(scope, bare)
    is_count = day is not None and not day[2] and not scope.has(bare, "digits")  # "on Sunday one of us"
    if day and not is_count and _is_day_after_weekday(scope, day):
        return Read(Partial(weekday=value, day=day[0]), day[1], "date.weekday")
    return Read(Partial(weekday=value), place + 1, "date.weekday")


def _with_weekday(dated: Read, told: Partial, value: int) -> Read:
    """The date of a weekday; of two orders of its figures the one that falls on that day."""
    turned = told._replace(month=told.day, day=told.month)
    if dated.rule == "date.ambiguous" and told.year is not None:
        here, there = resolved(told, None, "near").start, resolved(turned, None, "near").start
        falls = [bool(day and day.isoweekday() == value) for day in (here, there)]
        if falls[0] != falls[1]:
            what = told if falls[0] else turned
            return dated._replace(what=what._replace(weekday=value), rule="date.figures", precision=None)
    return dated._replace(what=told._replace(weekday=value))


def loose_figures(scope: Scope, place: int) -> Read | None:
    """`7.6` or `7-6` after a weekday, `5.12` after "on" where the sentence part ends: a day and a month."""
    item = scope.items[place] if place < len(scope.items) else None
    if item is None or scope.ends_before_noun(place + 1) or scope.has(place + 1, "unit", "multiplier"):
        return None
    parts = item.lower.split(".") if scope.has(place, "decimal") else []
    after = place + 1
    is_dashed = scope.has(place, "figure") and scope.has(after, "dash") and scope.touches(after)
    if is_dashed and scope.has(place + 2, "figure") and not scope.has(place + 3, "meridiem", "clock_word"):
        parts, after = [item.lower, scope.items[place + 2].lower], place + 3
    if len(parts) != 2 or not all(part.isdecimal() and len(part) <= 2 for part in parts):  # noqa: PLR2004 - day and month
        return None
    found = day_and_month(scope, place, (int(parts[0]), int(parts[1])), None)
    return found._replace(last=after) if found else None


def bare_figures(scope: Scope, place: int) -> Read | None:
    """`on 5.12`, with nothing after it that it could measure."""
    token = scope.token_after(place + 1)
    is_end = token is None or token.lower in (".", ",", ";", ")")
    return (
        loose_figures(scope, place)
        if is_end and scope.is_listed(place - 1, "date_lead") and scope.has(place, "decimal")
        else None
    )


def _is_day_after_weekday(scope: Scope, day: tuple[int, int, bool]) -> bool:
    return not (
        scope.ends_before_noun(day[1])
        or scope.has(day[1], "dash", "meridiem", "clock_word", "unit", "multiplier", "joiner")
        or scope.has(day[1] - 1, "decimal")
    )


def weekday_at(scope: Scope, place: int) -> int | None:
    """The weekday an item names; `Sat`, `Sun` and the like need a capital and company."""
    value: int | None = scope.get(place, "weekday")
    if value is None or scope.items[place].lower not in scope.vocabulary.doubtful.get("weekday", ()):
        return value
    is_led = scope.has(place - 1, *LEADS, "relative", "every", "and", "dash")
    is_followed = scope.has(place + 1, "number", "ordinal", "month", "dated", "comma", "point")
    return value if scope.items[place].is_capital and (is_led or is_followed) else None


def bare_ordinal(scope: Scope, place: int) -> Read | None:
    """`on the 15th`: the day of a month that is not named."""
    if not (scope.has(place, "the") and scope.has(place + 1, "ordinal", "number")) or not scope.has(
        place - 1, *LEADS
    ):
        return None
    day = day_of_month(scope, place + 1)
    if (
        day is None
        or scope.ends_before_noun(day[1])
        or scope.has(day[1], "trigger", "number", "extra", "relative")
    ):
        return None
    if not day[2] and not scope.get(place - 1, "at"):
        return None
    is_sure = scope.has(place + 1, "digits") or day[0] > 10  # noqa: PLR2004 - "by the second" is no date
    return Read(Partial(day=day[0]), day[1], "date.ordinal") if is_sure else None


def told_day(scope: Scope, place: int) -> Read | None:
    """`on the fifth`, where nothing stands behind it that it could number."""
    day = scope.get(place, "told_day")
    if day is None or scope.ends_before_noun(place + 1):
        return None
    return Read(Partial(day=day), place + 1, "date.ordinal")


def bare_year(scope: Scope, place: int) -> Read | None:
    """`since 2015`, `in 2017`, `the year 2008`."""
    named = scope.skip(place, "the")
    is_named = scope.get(named, "unit") == "year" and not scope.has(named, "plural")
    at = named + 1 if is_named else place
    whole = year(scope, at)
    if whole is None:
        return None
    if not is_named and not _year_is_alone(scope, place, whole):
        return None
    return Read(Partial(year=whole[0]), whole[1], "date.year")


def _year_is_alone(scope: Scope, place: int, whole: tuple[int, int]) -> bool:
    if scope.has(whole[1], "unit", "multiplier", "slash", "years_mark") or (
        scope.touches(place) and scope.has(place - 1, "number", "slash")
    ):
        return False
    token = scope.token_after(whole[1])
    if (
        scope.touches(place)
        and scope.has(place - 1, "dash")
        and scope.touches(place - 1)
        and not scope.has(place - 2, "year", "month")
    ):
        return False
    is_tail = scope.has(whole[1], "dash") and scope.touches(whole[1])
    if is_tail and not scope.has(whole[1] + 1, "year", "month", "quarter_name", "half_name"):
        return False
    if not scope.has(place, "year"):  # in words
        return scope.has(place - 1, *LEADS) and not scope.ends_before_noun(whole[1])
    if scope.has(whole[1], "dash", "joiner") and scope.has(whole[1] + 1, "year"):
        return True
    if scope.has(whole[1], "or", "and", "onward") and scope.has(whole[1] + 1, "or_later", "or_earlier"):
        return True
    is_since = scope.has(place - 1, "since") and not scope.has(place - 1, "from_to")
    is_plain = (is_since or scope.has(place - 1, "in")) and whole[0] % 100
    if is_plain or token is None:
        return True
    return not scope.ends_before_noun(whole[1]) and scope.has(place - 1, *LEADS, "or", "and", "dash", "unit")
