"""Times reckoned from another by a length: two days ago, in ten days, a week from Monday."""

from __future__ import annotations

from datetime import date

from truceline.reading.times.lengths import is_plural, length, unit_at
from truceline.reading.times.relative import present
from truceline.reading.times.scope import Read, Scope
from truceline.reading.times.stretch import DAYS, NOWHERE, Stretch, around, day_stretch, shifted
from truceline.reading.times.weekdays import weekday_at

_PRECISION = {"day": 1, "night": 1, "weekend": 2, "week": 3, "fortnight": 3, "month": 4}


def day_step(scope: Scope, place: int, depth: int) -> Read | None:
    """`the day before 3 October`."""
    step = scope.get(place, "day_step")
    other = scope.moment(place + 1, depth + 1) if step is not None else None
    if other is None or step is None:
        return None
    stretch = scope.placed(other)
    known = stretch.end if step > 0 else stretch.start
    return Read(day_stretch(shifted(known, step, "day") if known else None), other.last, "relative.step")


def ago(scope: Scope, place: int, depth: int) -> Read | None:
    """`two days ago`, `three weeks later`, `two days before yesterday`, `a week from Monday`."""
    found = length(scope, place)
    if found is None:
        return _some_ago(scope, place)
    precision = _PRECISION.get(found.unit, 5 if DAYS[found.unit] > 1 else 2)
    if scope.has(found.last, "from_then"):
        other = scope.moment(found.last + 1, depth + 1) or present(scope, found.last + 1)
        sign = scope.get(found.last, "from_then")
        is_event = not scope.has(found.last, "from_to", "since") and not scope.has(place - 1, "for")
        if other is None and is_event:  # "a month after the deal": the day of the deal is not told
            return Read(NOWHERE, found.last + 1, "relative.from_event")
        if other:
            is_next = scope.has(found.last, "from_to") and scope.lean == "near"
            placed = scope.placed(other, "next" if is_next else None)
            known = placed.start if sign < 0 else placed.end
            stretch = _bounded(scope, place, found.from_day(known, sign), known, sign)
            return Read(stretch, other.last, "relative.from", "", precision)
    sign = scope.get(found.last, "ago")
    if sign is None or (scope.has(found.last, "part") and scope.moment(found.last, depth + 1)):
        return None
    recent = scope.known.start if scope.known else None
    known = scope.anchor if scope.has(found.last, "absolute") else recent
    if found.days < 1:  # "an hour ago": a time of day
        return Read(NOWHERE, found.last + 1, "relative.ago")
    day = found.from_day(known, sign)
    stretch = _bounded(scope, place, day, known, sign)
    return Read(
        stretch, found.last + 1, "relative.ago", "", precision if stretch.start == stretch.end else None
    )


def _bounded(scope: Scope, place: int, day: date | None, known: date | None, sign: int) -> Stretch:
    """The day reckoned, or what lies beyond it ("more than a year ago") or short of it ("less than")."""
    bound = scope.get(place, "bound")
    if bound == "more":
        return Stretch(None, day) if sign < 0 else Stretch(day, None)
    if bound == "less":
        return Stretch(day, known, "span") if sign < 0 else Stretch(known, day, "span")
    return day_stretch(day)


def _some_ago(scope: Scope, place: int) -> Read | None:
    """`days ago`."""
    is_some = unit_at(scope, place) and is_plural(scope, place) and scope.has(place + 1, "absolute")
    return Read(NOWHERE, place + 2, "relative.ago") if is_some else None


def ahead(scope: Scope, place: int, depth: int) -> Read | None:
    """`in two weeks`, `in ten days' time`: that far after the anchor."""
    if not scope.has(place, "in"):
        return None
    found = length(scope, place + 1)
    if found is None or found.is_more:
        return None
    if from_now := ago(scope, place + 1, depth):
        return from_now
    last = scope.skip(found.last, "time_after")
    if found.days < 1:
        return Read(NOWHERE, last, "relative.ahead")
    if last == found.last and not scope.looks_ahead(place, "ahead_signs"):
        stretch = Stretch(found.from_day(scope.anchor, -1), scope.anchor, "span")  # "killed in two days"
        return Read(stretch, last, "relative.rolling")
    day = found.from_day(scope.anchor, 1)
    precision = _PRECISION.get(found.unit, 5 if DAYS[found.unit] > 1 else 2)
    return Read(day_stretch(day), last, "relative.ahead", "", precision)


def weekday_from(scope: Scope, place: int, depth: int) -> Read | None:
    """`Monday two weeks from now`: the Monday of the week that lies that far off."""
    value = weekday_at(scope, place)
    other = ago(scope, scope.skip(place + 1, "comma"), depth) if value is not None else None
    if other is None or not isinstance(other.what, Stretch) or value is None:
        return None
    day = other.what.start
    return Read(
        day_stretch(shifted(day, value - day.isoweekday(), "day") if day else None),
        other.last,
        "relative.from",
    )


def _up_to(scope: Scope, place: int, unit: str, depth: int) -> Read | None:
    """`the week to Sunday`, `the month to 9 May`: one unit that ends on that day."""
    other = scope.moment(scope.skip(place + 2, "at"), depth + 1)
    end = scope.placed(other, "past" if scope.lean == "near" else None).end if other else None
    if other is None or end is None:
        return None
    before = shifted(end, -1, unit)
    start = shifted(before, 1, "day") if before else None
    return Read(Stretch(start, end, "span"), other.last, "relative.up_to")


def week_of(scope: Scope, place: int, depth: int) -> Read | None:
    """`the week of 10 April`, `the week beginning 4 February`, `the weekend of ...`."""
    at = scope.skip(place, "the")
    unit = unit_at(scope, at)
    is_to = at > place and scope.has(at + 1, "joiner") and not scope.has(at + 1, "and")
    if is_to and unit in ("week", "fortnight", "month"):
        return _up_to(scope, at, unit, depth)
    if unit not in ("week", "weekend") or not scope.has(at + 1, "week_from", "week_to"):
        return None
    other = scope.moment(scope.skip(at + 2, "at"), depth + 1)
    if other is None:
        return None
    is_over = scope.has(at + 1, "week_to") and scope.lean == "near"
    stretch = scope.placed(other, "past" if is_over else None)
    day = stretch.start
    if day is not None and stretch.end is not None and stretch.end != day:
        return None
    if day is not None and unit == "week" and scope.has(at + 1, "week_to"):
        return Read(Stretch(shifted(day, -6, "day"), day, "week"), other.last, "relative.week_of")
    return Read(around(day, unit) if day else Stretch(None, None, "week"), other.last, "relative.week_of")
