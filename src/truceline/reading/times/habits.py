"""Times that come again and again: daily, every Monday, three times a week."""

from __future__ import annotations

from truceline.reading.times import clock
from truceline.reading.times.dates import month_at
from truceline.reading.times.lengths import length
from truceline.reading.times.numerals import day_of_month, number, ordinal
from truceline.reading.times.phrase import Phrase
from truceline.reading.times.scope import Scope
from truceline.reading.times.stretch import NOWHERE
from truceline.reading.times.weekdays import weekday_at


def habit(scope: Scope, place: int) -> Phrase | None:
    """Words that say how often."""
    last = (
        _word(scope, place)
        or _every(scope, place)
        or _times_per(scope, place)
        or _plural_days(scope, place)
        or _day_of_every(scope, place)
    )
    return Phrase(place, last, NOWHERE, "habitual", "habit", "set") if last else None


def _word(scope: Scope, place: int) -> int | None:
    at = scope.skip(place, "bound", "about")
    if not scope.has(at, "habit"):
        return None
    item = scope.items[at]
    token = scope.token_after(at + 1)
    is_name = (item.is_capital and item.first > 0) or (
        item.is_capital and token is not None and token.is_capital
    )
    return None if is_name else clock.tail(scope, at + 1)


def _every(scope: Scope, place: int) -> int | None:
    if not scope.has(place, "every"):
        return None
    at = scope.skip(place + 1, "other", "the")
    counted = number(scope, at) or ordinal(scope, at)
    after = counted[1] if counted else at
    is_kind = scope.has(after, "unit", "every_days", "part_of_day", "weekdays", "habit") or weekday_at(
        scope, after
    )
    if not is_kind and month_at(scope, after) is None:
        return None
    is_all = scope.is_listed(place, "every_plural")
    if is_all and not (scope.has(after, "bare_days", "weekdays", "parts_of_day", "plural")):
        return None
    last = after + 1
    last = scope.skip(last, "part_of_day")
    return clock.tail(scope, last)


def _times_per(scope: Scope, place: int) -> int | None:
    """`once a week`, `three times a day`, `per day`."""
    if scope.has(place, "often"):
        at = place + 1
        if scope.has(at, "habit"):  # "twice weekly"
            return at + 1
    else:
        counted = number(scope, place)
        at = counted[1] + 1 if counted and scope.has(counted[1], "times") else place
    if at > place and scope.has(at, "in") and (found := length(scope, at + 1)):  # "once in two weeks"
        return found.last
    if not scope.has(at, "per", "every") or (at == place and not scope.is_listed(at, "per_only")):
        return None
    found = length(scope, at + 1) if scope.has(at, "every") else None
    if found:
        return found.last
    return at + 2 if scope.has(at + 1, "unit") or weekday_at(scope, at + 1) else None


def _plural_days(scope: Scope, place: int) -> int | None:
    if scope.has(place, "weekdays", "bare_days"):
        return clock.tail(scope, scope.skip(place + 1, "part_of_day"))
    if weekday_at(scope, place) and scope.has(place + 1, "parts_of_day"):
        return place + 2
    is_led = scope.has(place - 1, "number", "vague", "relative", "the", "more_of", "of")
    return place + 1 if scope.has(place, "parts_of_day") and not is_led else None


def _day_of_every(scope: Scope, place: int) -> int | None:
    """`the 19th of every month`."""
    day = day_of_month(scope, scope.skip(place, "the"))
    if day is None or not day[2] or not scope.has(day[1], "of") or not scope.has(day[1] + 1, "every"):
        return None
    return day[1] + 3 if scope.has(day[1] + 2, "unit") else None
