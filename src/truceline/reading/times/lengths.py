"""Lengths of time: "two days", "72-hour", "a further ten days", "one and a half years"."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from truceline.reading.times.numerals import number
from truceline.reading.times.scope import Scope
from truceline.reading.times.stretch import DAYS, shifted

_MAX_PARTS = 3
_LONG_NUMBER = 6


class Length(NamedTuple):
    """An amount of time in its units, the item after its last, and whether it comes on top of another."""

    parts: tuple[tuple[float, str], ...]
    last: int
    is_more: bool = False

    @property
    def days(self) -> float:
        return sum(count * DAYS[unit] for count, unit in self.parts)

    @property
    def unit(self) -> str:
        return self.parts[-1][1]

    def from_day(self, day: date | None, sign: int) -> date | None:
        """The day this far after (or with sign -1 before) a day."""
        for count, unit in self.parts:
            if day is not None:
                day = shifted(day, sign * count, unit)
        return day


def length(scope: Scope, place: int) -> Length | None:
    """The amount of time that begins at an item."""
    if scope.has(place, "bound", "about"):
        found = _sum(scope, place + 1)
        return found if found and found.last > place + 1 else None
    return _sum(scope, place)


def _sum(scope: Scope, place: int) -> Length | None:
    first = _one(scope, place)
    if first is None:
        return None
    parts, last = first.parts, first.last
    while len(parts) < _MAX_PARTS and scope.has(last, "and"):
        if fraction := _fraction(scope, last + 1):
            unit = parts[-1][1]
            return Length((*parts, (fraction[0], unit)), fraction[1], first.is_more)
        more = _one(scope, last + 1)
        is_smaller = more is not None and DAYS[more.unit] < DAYS[parts[-1][1]]
        if more is None or not is_smaller:
            break
        parts, last = (*parts, *more.parts), more.last
    return Length(parts, last, first.is_more)


def _one(scope: Scope, place: int) -> Length | None:
    """A number and its unit."""
    is_more = scope.has(place, "more_of")
    at = place + 1 if is_more else place
    counted = count_at(scope, at)
    if counted is None:
        if is_more and (unit := unit_at(scope, at)):
            return Length(((1, unit),), at + 1, is_more=True)
        return _half(scope, at)
    value, after = counted
    is_more = is_more or scope.has(after, "surplus", "more_of")
    after = scope.skip(after, "extra", "more_of")
    after = scope.skip(after, "dash") if scope.touches(after) else after
    unit = unit_at(scope, after) or _short_unit(scope, after)
    if scope.has(at, "one") and scope.has(after, "ordinal"):  # "a second round"
        return None
    if unit is None or scope.has(after + 1, "old") or value > 10**_LONG_NUMBER:
        return None
    return Length(((value, unit),), after + 1, is_more)


def count_at(scope: Scope, place: int) -> tuple[float, int] | None:
    """How many of a unit: a number, "a", "a couple of", "one and a half"."""
    vague = scope.get(place, "vague")
    if vague is not None:
        return vague, place + 1
    if scope.has(place, "one"):
        if scope.has(place + 1, "more_of"):
            return 1, place + 1
        counted = number(scope, place + 1) if scope.has(place + 1, "number") else None
        return counted or (1, place + 1)
    counted = number(scope, place)
    if counted and scope.has(counted[1], "and"):
        fraction = _fraction(scope, counted[1] + 1)
        if fraction and unit_at(scope, fraction[1]):
            return counted[0] + fraction[0], fraction[1]
    return counted


def _fraction(scope: Scope, place: int) -> tuple[float, int] | None:
    at = scope.skip(place, "one")
    value = scope.get(at, "fraction")
    is_unit = scope.has(at, "unit") and not scope.has(at + 1, "unit")
    return (value, at + 1) if value is not None and not (is_unit and at == place) else None


def _half(scope: Scope, place: int) -> Length | None:
    """`half an hour`."""
    value = scope.get(place, "fraction")
    at = scope.skip(place + 1, "one")
    unit = unit_at(scope, at)
    is_plain = at > place + 1 or (scope.items[place : place + 1] and not scope.has(place, "unit"))
    return Length(((value, unit),), at + 1) if value is not None and unit and is_plain else None


def unit_at(scope: Scope, place: int) -> str | None:
    """The unit an item names."""
    unit: str | None = scope.get(place, "unit")
    return unit


def _short_unit(scope: Scope, place: int) -> str | None:
    unit: str | None = scope.get(place, "short_unit") if scope.touches(place) else None
    return unit


def is_plural(scope: Scope, place: int) -> bool:
    """Whether an item names several of a unit."""
    return scope.has(place, "unit") and scope.has(place, "plural")
