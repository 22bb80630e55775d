"""Ratios of new to old ("doubled", "by 30 %", "three times more") and the form all amounts take."""

from __future__ import annotations

from typing import Literal, NamedTuple

from truceline.reading.quantities.extents import Extent
from truceline.reading.quantities.line import Line
from truceline.reading.quantities.nouns import head_noun

Kind = Literal["count", "distance", "ratio", "partitive"]
Way = Literal["up", "down"]
_HUNDRED = 100.0
_WAY_REACH = 5


class Amount(NamedTuple):
    """Atoms `[first, last)`, what they amount to, and the atom of the thing counted.

    An empty `rule` marks a number that is no amount, so that what is listed with it is none either.
    """

    first: int
    last: int
    rule: str = ""
    kind: Kind = "count"
    low: float | None = None
    best: float | None = None
    high: float | None = None
    unit: str | None = None
    noun: int | None = None
    is_approx: bool = False
    compared: Way | None = None


def ratio_at(line: Line, place: int) -> Amount | None:
    """As in "doubled", "severalfold", "several times more"."""
    words = line.words
    told = words.ratios.at(line.lows, place)
    if told is None:
        return None
    key, last = told
    if (
        " ".join(line.lows[place:last]) in words.sets["needs_comparison"]
        and line.low(last) not in words.sets["comparison"]
    ):
        return None
    value, _, way = key.partition(" ")
    return _compared(line, place, last, value, way)


def _compared(line: Line, first: int, last: int, value: str, way: str) -> Amount:
    """A ratio of new to old; words of falling beside it turn it round."""
    low, _, high = value.partition("..")
    is_open = ".." in value
    number = float(low)
    told = _way(line, first, last)
    if way != "down" and told == "down":
        number, way = 1 / number, "down"
        return Amount(
            first,
            last,
            "ratio",
            "ratio",
            None if is_open else number,
            None if is_open else number,
            number,
            compared="down",
        )
    best = None if is_open else number
    top = (float(high) if high else None) if is_open else number
    return Amount(
        first, last, "ratio", "ratio", number, best, top, compared="down" if way == "down" else "up"
    )


def _way(line: Line, first: int, last: int) -> Way | None:
    """Whether words near say that something rose or fell; the nearest before, then after."""
    words = line.words
    near = [*reversed(range(max(0, first - _WAY_REACH), first)), *range(last, min(len(line.atoms), last + 2))]
    for place in near:
        low = line.lows[place]
        if low in words.sets["up"]:
            return "up"
        if low in words.sets["down"]:
            return "down"
        if low in words.sets["clause_end"]:
            return None
    return None


def folded(line: Line, told: Extent) -> Amount | None:
    """As in "3-fold", "three times more", "by a factor of 3"."""
    words, at = line.words, told.last
    at += line.low(at) == "-"
    number = told.low if told.low is not None else told.high
    if not number or told.unit:
        return None
    if line.low(at) in words.sets["fold"]:
        return _compared(line, told.first, at + 1, str(number), "")
    if line.low(at) in words.sets["times"] and line.low(at + 1) in words.sets["comparison"]:
        return _compared(line, told.first, at + 1, str(number), "")
    if " ".join(line.lows[max(0, told.first - 2) : told.first]) in words.sets["factor"]:
        return _compared(line, told.first, told.last, str(number), "")
    return None


def percent(line: Line, told: Extent) -> Amount:
    """A share, or a change: "rose by 30 %" is 1.3 times, "cut by 30 %" 0.7 times."""
    words = line.words
    way = _way(line, told.first, told.last)
    low, best, high = (None if one is None else one / _HUNDRED for one in (told.low, told.best, told.high))
    is_change = (
        line.low(told.first - 1) in words.sets["by"]
        or _is_way(line, told.last)
        or _is_way(line, told.first - 1)
    )
    if way is None or not is_change:
        noun = head_noun(line, told.last)
        return Amount(
            told.first,
            told.last,
            "percent",
            "partitive",
            low,
            best,
            high,
            noun=noun,
            is_approx=told.is_approx,
        )
    if way == "down":
        low, best, high = (None if one is None else 1 - one for one in (high, best, low))
    else:
        low, best, high = (None if one is None else 1 + one for one in (low, best, high))
    return Amount(
        told.first, told.last, "ratio", "ratio", low, best, high, is_approx=told.is_approx, compared=way
    )


def _is_way(line: Line, place: int) -> bool:
    low = line.low(place)
    return low in line.words.sets["up"] or low in line.words.sets["down"]
