"""Times of day around a date ("at 14:30 on", "in the evening of"): read over, for claims are of days."""

from __future__ import annotations

from truceline.reading.times.lengths import unit_at
from truceline.reading.times.numerals import number
from truceline.reading.times.scope import Scope

_HOURS = 24
_MAX_TAILS = 3


def clock_at(scope: Scope, place: int) -> int | None:
    """The item after a clock time that begins here: `14:30`, `8.30 pm`, `5 o'clock`, `noon`."""
    if scope.has(place, "clock"):
        return _past_marks(scope, place + 1)
    if scope.get(place, "digits") == 4 and scope.has(place + 1, "clock_word", "zone"):  # noqa: PLR2004 - hours and minutes
        return _past_marks(scope, place + 1)
    counted = number(scope, place)
    if counted is None or not 0 <= counted[0] <= _HOURS:
        return None
    marked = _past_marks(scope, counted[1])
    return marked if marked > counted[1] else None


def _past_marks(scope: Scope, place: int) -> int:
    after = scope.skip(place, "meridiem", "clock_word")
    return scope.skip(after, "zone")


def clock_range(scope: Scope, place: int) -> int | None:
    """The item after one clock time or two that are joined: `from 5 to 6 pm`, `between 2 and 4:30`."""
    first = clock_at(scope, place)
    bare = number(scope, place) if first is None else None
    after = first or (bare[1] if bare and bare[0] <= _HOURS and not scope.has(place, "decimal") else None)
    if after is None:
        return None
    if scope.has(after, "joiner", "dash"):
        second = clock_at(scope, after + 1)
        if second is not None:
            return second
    return first


def tail(scope: Scope, place: int) -> int:
    """The item after the times of day that follow a date."""
    for _ in range(_MAX_TAILS):
        after = _one_tail(scope, place)
        if after == place:
            break
        place = after
    return place


def _one_tail(scope: Scope, place: int) -> int:
    at = scope.skip(place, "comma")
    led = scope.skip(
        at, "at", "between", "from_to", "since", "until", "before", "after", "by", "about", "for"
    )
    found = clock_range(scope, led)
    if found is not None:
        return place if _leads_on(scope, found) else found
    if led > at and (hour := _hour_alone(scope, led)) is not None:
        return hour
    return _part_of_day_tail(scope, at, place)


def _hour_alone(scope: Scope, place: int) -> int | None:
    """`on Monday at 5`: a number that counts nothing else."""
    is_at = scope.items[place - 1].lower in scope.vocabulary.lists.get("hour_lead", ())
    counted = number(scope, place) if is_at and not scope.has(place, "decimal") else None
    if (
        counted is None
        or counted[0] > _HOURS
        or scope.has(counted[1], "unit", "month", "multiplier", "joiner")
    ):
        return None
    return counted[1] if not scope.ends_before_noun(counted[1]) else None


def _part_of_day_tail(scope: Scope, at: int, place: int) -> int:
    word = scope.skip(scope.skip(at, "part"), "in", "over", "at", "of")
    word = scope.skip(scope.skip(word, "the"), "part")
    is_part = scope.has(word, "part_of_day") and not scope.has(word, "parts_of_day")
    return word + 1 if is_part and not _leads_on(scope, word + 1) else place


def _leads_on(scope: Scope, place: int) -> bool:
    """Whether the time of day before belongs to a date that follows it ("at dawn on Thursday")."""
    after = scope.skip(scope.skip(place, "at", "of"), "the")
    return after > place and scope.has(after, "weekday", "number", "ordinal", "dated", "deictic", "month")


def head(scope: Scope, place: int) -> int:
    """The item after a time of day that leads to a date: `14:30 on`, `the evening of`, `late on`."""
    found = clock_range(scope, place)
    if found is not None:
        after = scope.skip(scope.skip(found, "comma"), "at", "of")
        return after if after < len(scope.items) else place
    at = scope.skip(scope.skip(place, "the"), "part")
    at = scope.skip(scope.skip(at, "in", "over", "at"), "the")
    if _is_part(scope, at) and scope.has(at + 1, "and") and _is_part(scope, scope.skip(at + 2, "the")):
        at = scope.skip(at + 2, "the")
    if _is_part(scope, at) and scope.has(at + 1, "of", "at", "from_to", "comma"):
        return at + 2
    return place


def _is_part(scope: Scope, place: int) -> bool:
    return scope.has(place, "part_of_day", "night") or unit_at(scope, place) in ("night", "day")
