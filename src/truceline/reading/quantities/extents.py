"""Bounds around numbers: "at least five", "between 10 and 12", "10-11", "more than 5000 or equal to"."""

from __future__ import annotations

from typing import NamedTuple

from truceline.reading.quantities.fractions import numeral
from truceline.reading.quantities.line import Line
from truceline.reading.quantities.measures import Measure, measure
from truceline.reading.quantities.numerals import Numeral, cardinal, ordinal

_MOST_QUALIFIERS = 3
_FEW = 3


class Extent(NamedTuple):
    """Atoms `[first, last)` and the stretch of numbers they tell; a closed end includes its number."""

    first: int
    last: int
    low: float | None
    best: float | None
    high: float | None
    is_low_closed: bool = True
    is_high_closed: bool = True
    is_approx: bool = False
    is_bounded: bool = False
    """Whether words or signs of comparison, or two ends, made it."""
    unit: Measure | None = None
    core: int = 0
    """The atom of its first number."""
    is_share: bool = False
    is_change: bool = False
    is_figure: bool = False
    has_two_ends: bool = False


def operand(line: Line, place: int) -> Numeral | None:
    """A number; in a general reading an ordinal too ("between the tenth and the fifteenth")."""
    if line.is_general:
        at = line.skip(place, "the")
        if at < len(line.atoms) and (found := ordinal(line, at)):
            return found._replace(first=place)
    return numeral(line, place)


def extent(line: Line, found: Numeral) -> Extent:
    """The bounds that the words on both sides of a number give it, with the unit after it."""
    unit = measure(line, found.last)
    between = _opened(line, found.first)
    pair = _range(line, found, unit, between)
    if pair is None:
        last = unit.last if unit else found.last
        value = found.value
        pair = Extent(found.first, last, value, value, value, unit=unit, core=found.first,
                      is_share=found.is_share, is_figure=found.is_figure)  # fmt: skip
        between = None
    return _suffixed(line, qualified(line, pair))


def _opened(line: Line, place: int) -> tuple[int, str] | None:
    """The "between" or "from" that stands before a number, words of rough amount let by."""
    words = line.words
    at = place
    if line.is_general and line.low(at - 1) in words.sets["the"]:
        at -= 1
    elif (rough := words.before.before(line.lows, at)) and rough[0] in ("about", "nearly"):
        at = rough[1]
    low = line.low(at - 1)
    return (at - 1, low) if low in words.sets["range_opening"] else None


def _range(line: Line, left: Numeral, unit: Measure | None, opened: tuple[int, str] | None) -> Extent | None:
    """Two numbers as the ends of a range, or nothing."""
    words = line.words
    at = unit.last if unit else left.last
    low = line.low(at)
    is_between = opened is not None and opened[1] in words.sets["range_between"]
    if is_between and left.before_and and low not in words.sets["range_and"]:
        parted = _parted(line, left)
        if parted:
            left, at, unit = parted, parted.last, None
            low = line.low(at)
    is_joint = low in words.sets["range_joint"] or (is_between and low in words.sets["range_and"])
    is_or = low in words.sets["range_or"]
    if not (is_joint or is_or):
        return None
    right = _right(line, at + 1)
    if right is None or _is_chain(line, left, right, low):
        return None
    return _ends(line, left, right, unit, opened, is_or=is_or)


def _right(line: Line, place: int) -> Numeral | None:
    """The second end, words of rough amount and articles let by."""
    if place >= len(line.atoms):
        return None
    rough = line.words.rough.at(line.lows, place)
    place = rough[1] if rough else place
    if line.lows[place - 1] == "-" and line.lows[place] == "-":
        return None
    return operand(line, place)


def _parted(line: Line, whole: Numeral) -> Numeral | None:
    """As in "between one hundred and fifty": the number before its "and", where no other "and" follows."""
    assert whole.before_and is not None
    return cardinal(line, whole.first, end=whole.before_and[0])


def _is_chain(line: Line, left: Numeral, right: Numeral, joint: str) -> bool:
    """Whether figures with hyphens go on: a telephone number, a date, a code."""
    if joint != "-":
        return False
    lows = line.lows
    goes_on = (
        line.low(right.last) in ("-", "/")
        and line.touches(right.last)
        and line.low(right.last + 1)[:1].isdecimal()
    )
    came = line.low(left.first - 1) in ("-", "/", "+") and line.touches(left.first)
    return goes_on or came or lows[left.first] == "-"


def _ends(
    line: Line,
    left: Numeral,
    right: Numeral,
    unit: Measure | None,
    opened: tuple[int, str] | None,
    *,
    is_or: bool,
) -> Extent | None:
    after = measure(line, right.last)
    low, high = left.value, right.value
    if right.scale > 1 and left.scale == 1 and low < right.simple:
        low *= right.scale  # "10-12 million"
    one = unit or after
    if one and after and unit and after.name != unit.name:
        low, one = _common(low, unit, after)
    is_change = False
    if opened and opened[1] in line.words.sets["range_from"]:
        is_change = line.low(opened[0] - 1) in line.words.sets["changing"] or (
            line.low(opened[0] - 2) in line.words.sets["changing"]
        )
    if is_or and (line.is_general or not low < high <= max(2 * low, low + 5)):
        return None
    if not is_change and low >= high:
        return None
    last = after.last if after else right.last
    first = opened[0] if opened else left.first
    best = None
    if is_change:
        low = best = high
    return Extent(first, last, low, best, high, is_high_closed=is_or or is_change, is_bounded=True, unit=one,
                  core=left.first, is_change=is_change, is_figure=right.is_figure, has_two_ends=not is_change,
                  is_share=left.is_share and right.is_share)  # fmt: skip


def _common(low: float, unit: Measure, after: Measure) -> tuple[float, Measure]:
    """The lower end in the unit of the upper ("500 m to 2 km")."""
    if unit.in_km and after.in_km:
        return low * unit.in_km / after.in_km, after
    return low, after


def qualified(line: Line, found: Extent) -> Extent:
    """The words of bound before a number, innermost first ("at least about 20")."""
    words = line.words
    for _ in range(_MOST_QUALIFIERS):
        at = found.first
        if line.is_general and line.low(at - 1) in words.sets["the"] and found.is_bounded:
            at -= 1
        told = words.before.before(line.lows, at)
        if told is None:
            break
        name, first = told
        if (
            line.low(first) in words.sets["comparing_signs"]
            and line.low(first - 1) in words.sets["comparing_signs"]
        ):
            return found._replace(low=None, best=None, high=None)
        if first + 1 == at and _is_of_place(line, found, first):
            break
        if line.is_general and name in ("about", "nearly", "exactly", "barely_above"):
            break
        found = bounded(found, name)._replace(first=first)
    return found


def _is_of_place(line: Line, found: Extent, place: int) -> bool:
    """Whether a word such as "over" tells where: "control over 3 villages", "under two agreements"."""
    words = line.words
    if line.lows[place] not in words.sets["place_too"] or line.is_general:
        return False
    is_small = found.unit is None and found.high is not None and found.high <= _FEW and not found.is_share
    return is_small or line.low(place - 1) in words.sets["over_hosts"]


def bounded(found: Extent, name: str) -> Extent:
    """The extent under one word of bound (a name of the lexicon's `before` or `after`)."""
    best = found.best if found.best is not None else found.low
    match name:
        case "about":
            if found.has_two_ends or found.low is None or found.high is None:
                return found._replace(is_approx=True)
            return found._replace(low=None, high=None, best=best, is_approx=True)
        case "nearly":
            return found._replace(low=None, best=best, high=found.high, is_approx=True)
        case "barely_above":
            return found._replace(low=found.low, best=best, high=None, is_approx=True)
        case "above" | "at_least":
            low = found.low if found.low is not None else best
            return found._replace(
                low=low, best=None, high=None, is_low_closed=name == "at_least", is_bounded=True
            )
        case "below" | "at_most":
            high = found.high if found.high is not None else best
            return found._replace(
                low=None, best=None, high=high, is_high_closed=name == "at_most", is_bounded=True
            )
        case "equal":
            return found._replace(is_bounded=True)
        case _:
            return found


def _suffixed(line: Line, found: Extent) -> Extent:
    """The words of bound after a number: "200 or greater", "more than 5000 or equal to", "10 or so"."""
    told = line.words.after.at(line.lows, found.last)
    if told is None:
        return found
    name, last = told
    if last < len(line.atoms) and (line.is_figure(last) or line.lows[last] in line.words.numeral_starts):
        return found
    if name == "same":
        if found.low is not None and found.high is None:
            return found._replace(last=last, is_low_closed=True)
        if found.high is not None and found.low is None:
            return found._replace(last=last, is_high_closed=True)
        return found
    if line.is_general and name == "about":
        return found
    if found.is_bounded and (found.low is None or found.low != found.high):
        return found
    return bounded(found, name)._replace(last=last)
