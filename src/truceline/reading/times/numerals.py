"""Numbers within words of time: "twenty-one", "the 3rd", "nineteen eighty-six", "two and a half"."""

from __future__ import annotations

from truceline.reading.times.partial import full_year
from truceline.reading.times.scope import Scope

_TENS, _HUNDRED = 20, 100
_LAST_DAY = 31
_YEARS = range(1200, 2200)


def number(scope: Scope, place: int) -> tuple[float, int] | None:
    """A cardinal in figures or words."""
    value = scope.get(place, "number")
    if value is None:
        return None
    if scope.has(place, "digits"):
        return value, place + 1
    total, after = _below_hundred(scope, place, value)
    while factor := scope.get(after, "multiplier"):
        total *= factor
        after += 1
        rest = scope.skip(after, "and")
        more = scope.get(rest, "number")
        if more is not None and not scope.has(rest, "digits"):
            extra, after = _below_hundred(scope, rest, more)
            total += extra
    return total, after


def _below_hundred(scope: Scope, place: int, value: float) -> tuple[float, int]:
    more = scope.get(place + 1, "number")
    is_joined = value >= _TENS and value % 10 == 0 and more is not None and 0 < more < 10  # noqa: PLR2004 - one figure
    if is_joined and not scope.has(place + 1, "digits"):
        return value + more, place + 2
    return value, place + 1


def ordinal(scope: Scope, place: int) -> tuple[int, int] | None:
    """An ordinal in figures or words."""
    value = scope.get(place, "ordinal")
    if value is not None:
        return value, place + 1
    tens, ones = scope.get(place, "number"), scope.get(place + 1, "ordinal")
    if tens in (20, 30) and ones is not None and ones < 10 and not scope.has(place, "digits"):  # noqa: PLR2004 - one figure
        return tens + ones, place + 2
    return None


def day_of_month(scope: Scope, place: int) -> tuple[int, int, bool] | None:
    """A day of a month as ordinal or number, and whether as ordinal."""
    found = ordinal(scope, place)
    if found:
        return (found[0], found[1], True) if 1 <= found[0] <= _LAST_DAY else None
    if scope.has(place, "decimal") or (scope.get(place, "digits") or 1) > 2:  # noqa: PLR2004 - a day has two figures
        return None
    counted = number(scope, place)
    if counted and counted[0] == int(counted[0]) and 1 <= counted[0] <= _LAST_DAY:
        return int(counted[0]), counted[1], False
    return None


def year(scope: Scope, place: int) -> tuple[int, int] | None:
    """A year of four figures or in words."""
    value = scope.get(place, "year")
    if value is not None:
        return value, place + 1
    if scope.has(place, "digits"):
        return None
    counted = number(scope, place)
    if counted is None:
        return None
    value, after = counted
    if value in _YEARS and after > place + 1:
        return int(value), after
    rest = number(scope, after)
    if 12 < value <= _TENS and rest and 10 <= rest[0] < _HUNDRED and not scope.has(after, "digits"):  # noqa: PLR2004 - "nineteen eighty-six"
        return int(value * _HUNDRED + rest[0]), rest[1]
    return None


def short_year(scope: Scope, place: int) -> tuple[int, int] | None:
    """A year of two figures, as after "of" or an apostrophe."""
    if scope.get(place, "digits") != 2 or not scope.has(place, "figure"):  # noqa: PLR2004 - two figures
        return None
    return full_year(scope.get(place, "number"), scope.anchor), place + 1
