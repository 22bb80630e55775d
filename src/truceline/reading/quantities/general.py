"""The same grammar for any text: numbers, ranges and measures, each with where it stands.

Reports need less (no signs, powers or codes); these views let others' test sets be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.extents import Extent, extent, operand
from truceline.reading.quantities.fractions import numeral
from truceline.reading.quantities.line import Line, figure
from truceline.reading.quantities.measures import Measure, measure
from truceline.reading.quantities.numerals import Numeral
from truceline.reading.quantities.vocabulary import vocabulary_of
from truceline.reading.span import Token


class Number(NamedTuple):
    """Code points `[start, end)` and the value."""

    start: int
    end: int
    value: float


class Range(NamedTuple):
    """Code points `[start, end)` and the stretch; an end that is not closed leaves its number out."""

    start: int
    end: int
    low: float | None
    high: float | None
    is_low_closed: bool
    is_high_closed: bool


class Dimension(NamedTuple):
    """Code points `[start, end)`, the value, the unit as the lexicon names it, and what it measures."""

    start: int
    end: int
    value: float
    unit: str
    dimension: str


def _line(tokens: Sequence[Token], lexicon: Lexicon) -> Line:
    return Line(tokens, vocabulary_of(lexicon), is_general=True)


def find_numbers(tokens: Sequence[Token], lexicon: Lexicon) -> list[Number]:
    """Every cardinal and fraction, whatever it counts."""
    line = _line(tokens, lexicon)
    found: list[Number] = []
    place = 0
    while place < len(line.atoms):
        told = _number(line, place)
        if told is None:
            place += 1
            continue
        numbers, place = told
        found += numbers
    return found


def _number(line: Line, place: int) -> tuple[list[Number], int] | None:
    low = line.lows[place]
    if low[:1].isdecimal() and (
        figure(low) is None or _is_dotted(line, place + 1) or _is_dotted(line, place - 1)
    ):
        return _codes(line, place), place + 1
    if low == "." and line.is_figure(min(place + 1, len(line.atoms) - 1)) and _is_open(line, place):
        return _decimal(line, place)
    found = numeral(line, place)
    if found is None or not _stands_alone(line, found):
        return ([], found.last) if found else None
    return [_placed(line, found)], found.last


def _is_dotted(line: Line, place: int) -> bool:
    """Whether a full stop joins figures on both sides, as in an address ("10.1.2.3")."""
    is_joint = line.low(place) == "." and line.touches(place) and line.touches(place + 1)
    return is_joint and line.low(place - 1)[:1].isdecimal() and line.low(place + 1)[:1].isdecimal()


def _placed(line: Line, found: Numeral) -> Number:
    return Number(line.atoms[found.first].start, line.atoms[found.last - 1].end, found.value)


def _is_open(line: Line, place: int) -> bool:
    """Whether a full stop may begin a decimal: it touches figures after it and nothing before it."""
    return line.touches(place + 1) and not line.touches(place) and line.lows[place + 1].isdecimal()


def _decimal(line: Line, place: int) -> tuple[list[Number], int]:
    value = float("0." + line.lows[place + 1][:300])
    return [Number(line.atoms[place].start, line.atoms[place + 1].end, value)], place + 2


def _codes(line: Line, place: int) -> list[Number]:
    """The figures of an address or a date, one by one."""
    atom = line.atoms[place]
    found, begun = [], -1
    for at, sign in enumerate((*atom.text, "")):
        if sign.isdecimal() and begun < 0:
            begun = at
        if not sign.isdecimal() and begun >= 0:
            value = figure(atom.text[begun:at])
            if value is not None:
                found.append(Number(atom.start + begun, atom.start + at, value))
            begun = -1
    return found


def _stands_alone(line: Line, found: Numeral) -> bool:
    """Not a figure within a word or unit ("180ml", "4th"), not "one" for a thing ("which one")."""
    following = line.low(found.last)
    if line.touches(found.last) and following[:1].isalpha() and line.is_figure(found.last - 1):
        return False
    if found.first + 1 == found.last and found.value == 1 and not found.is_figure:
        return line.low(found.first - 1) not in line.words.sets["no_number_after"]
    return True


def find_ranges(tokens: Sequence[Token], lexicon: Lexicon) -> list[Range]:
    """Every stretch of numbers that words or signs of comparison tell."""
    line = _line(tokens, lexicon)
    found: list[Extent] = []
    place = 0
    while place < len(line.atoms):
        told = operand(line, place)
        if told is None:
            place += 1
            continue
        if _is_code(line, told):
            place = _past_code(line, told.last)
            continue
        one = extent(line, told)
        place = max(place + 1, one.last)
        if one.is_bounded and (one.low is not None or one.high is not None):
            found.append(one)
    return [_range(line, one) for one in merged(line, found)]


def _is_code(line: Line, found: Numeral) -> bool:
    """Figures that hyphens and slashes chain, such as a telephone number."""
    lows = line.lows
    first = (
        line.low(found.first - 1) in ("-", "+", "/")
        and line.touches(found.first)
        and line.touches(found.first - 1)
    )
    signs, at = 0, found.last
    while line.low(at) in ("-", "/") and line.touches(at) and line.low(at + 1)[:1].isdecimal():
        signs, at = signs + 1, at + 2
    return signs > 1 or (first and signs > 0) or (lows[found.first] == "+" and signs > 0)


def _past_code(line: Line, place: int) -> int:
    while line.low(place) in ("-", "/") and line.low(place + 1)[:1].isdecimal():
        place += 2
    return place


def merged(line: Line, found: Sequence[Extent]) -> list[Extent]:
    """A lower and an upper bound side by side are one: "more than 10 and less than 20"."""
    result: list[Extent] = []
    for one in found:
        before = result[-1] if result else None
        both = _both(before, one) if before and _is_next(line, before, one) else None
        if both:
            result[-1] = both
        else:
            result.append(one)
    return result


def _is_next(line: Line, before: Extent, one: Extent) -> bool:
    between = line.lows[before.last : one.first]
    return 1 <= len(between) <= 2 and all(low == "," or low in line.words.sets["merging"] for low in between)  # noqa: PLR2004 - ", and"


def _both(one: Extent, two: Extent) -> Extent | None:
    if one.low is None:
        low, high = two, one
    else:
        low, high = one, two
    if low.low is None or low.high is not None or high.high is None or high.low is not None:
        return None
    if low.low >= high.high:
        return None
    return one._replace(
        last=two.last,
        low=low.low,
        high=high.high,
        is_low_closed=low.is_low_closed,
        is_high_closed=high.is_high_closed,
        has_two_ends=True,
        unit=one.unit or two.unit,
    )


def _range(line: Line, one: Extent) -> Range:
    atoms = line.atoms
    return Range(
        atoms[one.first].start,
        atoms[one.last - 1].end,
        one.low,
        one.high,
        one.is_low_closed,
        one.is_high_closed,
    )


def find_dimensions(tokens: Sequence[Token], lexicon: Lexicon) -> list[Dimension]:
    """Every number with a unit of length, weight, volume, area, speed, information or angle."""
    line = _line(tokens, lexicon)
    found: list[Dimension] = []
    is_turned = _is_angle(line)
    place = 0
    while place < len(line.atoms):
        told = numeral(line, place)
        unit = measure(line, told.last) if told else None
        if told is None or unit is None:
            place = told.last if told else place + 1
            continue
        place = unit.last
        if unit.dimension != "angle" or is_turned:
            one, place = _summed(line, told, unit)
            found.append(one)
    return found


def _is_angle(line: Line) -> bool:
    return not any(low in line.words.sets["angle_not_with"] for low in line.lows)


def _summed(line: Line, told: Numeral, unit: Measure) -> tuple[Dimension, int]:
    """The amount, with a smaller unit after it in the larger one ("12 ft 2 in")."""
    value, last = told.value, unit.last
    more = numeral(line, last)
    small = measure(line, more.last) if more else None
    larger, count = line.words.composites.get(small.name, ("", 1.0)) if small else ("", 1.0)
    if more and small and larger == unit.name:
        value, last = value + more.value / count, small.last
    atoms = line.atoms
    return Dimension(atoms[told.first].start, atoms[last - 1].end, value, unit.name, unit.dimension), last
