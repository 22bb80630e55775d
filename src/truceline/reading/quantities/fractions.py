"""Numbers with parts: "two thirds", "one and a half million", "3/4", "one in five", "point zero three"."""

from __future__ import annotations

from truceline.reading.quantities.line import Line
from truceline.reading.quantities.measures import measure
from truceline.reading.quantities.numerals import Numeral, cardinal, ordinal, simple
from truceline.reading.quantities.powers import powered
from truceline.reading.quantities.vocabulary import RATIOS

_MILLION = 1e6
_HUNDRED = 100
_TENS_FROM = 20
_MOST_DIGITS = 15


def numeral(line: Line, place: int) -> Numeral | None:
    """The longest number that begins at a place, whole or not; signs only in a general reading."""
    if line.is_general and (signed := _signed(line, place)):
        return signed
    return _unsigned(line, place)


def _signed(line: Line, place: int) -> Numeral | None:
    lows = line.lows
    is_sign = lows[place] == "-" and not _follows_number(line, place)
    if not is_sign and lows[place] not in line.words.sets["minus"]:
        return None
    if place + 1 >= len(line.atoms):
        return None
    found = _unsigned(line, place + 1)
    return found._replace(first=place, value=-found.value) if found else None


def _follows_number(line: Line, place: int) -> bool:
    """Whether a hyphen joins two things and is no sign of a negative number."""
    if place == 0:
        return False
    before = line.lows[place - 1]
    return line.touches(place) and before[-1:].isalnum() or before[:1].isdecimal() or before == "-"  # noqa: RUF021


def _unsigned(line: Line, place: int) -> Numeral | None:
    words, low = line.words, line.lows[place]
    sign = words.fraction_signs.get(low)
    if sign is not None:
        return Numeral(place, place + 1, sign, is_share=True)
    found = cardinal(line, place)
    if low in words.sets["article"] or low in words.numeral_starts or found:
        part = share(line, place, found)
        if part is not None and (found is None or part.last > found.last):
            mixed = _mixed(line, found) if found and found.before_and else None
            return mixed or _scaled(line, part)
    if found is None:
        return None
    found = _pointed(line, found)
    if line.is_general:
        found = powered(line, found)
    return _mixed(line, found) or _ratio(line, found) or found


def share(line: Line, place: int, top: Numeral | None = None) -> Numeral | None:
    """A fraction alone: "half", "a fifth", "two thirds", "three twenty-firsts", "3/4".

    `top` is the whole number that begins there, where it has been read.
    """
    words, lows = line.words, line.lows
    if lows[place] in words.sets["half"]:
        return _whole_of(line, Numeral(place, place + 1, 0.5, is_share=True))
    top = top or cardinal(line, place)
    if top is None and lows[place] in words.sets["article"] and place + 1 < len(line.atoms):
        return _under(line, Numeral(place, place + 1, 1.0))
    if top is None:
        return None
    return _slashed(line, top) or _under(line, top)


def _whole_of(line: Line, half: Numeral) -> Numeral:
    """As in "half" with the article after it ("half a million", "half a dozen")."""
    after = line.skip(half.last, "article")
    lows, words = line.lows, line.words
    is_more = lows[after] in words.multipliers or lows[after] in words.collectives or measure(line, after)
    if after > half.last and not is_more:
        return half
    return half._replace(last=after)


def _slashed(line: Line, top: Numeral) -> Numeral | None:
    at = top.last
    if not top.is_figure or line.low(at) != "/" or not line.is_figure(min(at + 1, len(line.atoms) - 1)):
        return None
    if (
        at + 1 >= len(line.atoms)
        or not (line.touches(at) and line.touches(at + 1))
        or line.low(at + 2) == "/"
    ):
        return None
    under = simple(line, at + 1)
    if under is None or not under.value:
        return None
    return Numeral(top.first, under.last, top.value / under.value, is_figure=True, is_share=True)


def _under(line: Line, top: Numeral) -> Numeral | None:
    """The number over what stands after it, if that can be a denominator."""
    lows, words = line.lows, line.words
    at = top.last
    joint = at + (lows[at] == "-")
    if joint >= len(line.atoms):
        return None
    tens = words.tens.get(lows[at - 1])
    plain = words.denominators.get(lows[joint])
    if joint > at and tens and line.touches(joint) and plain and plain[0] < 10 and at - 1 > top.first:  # noqa: PLR2004 - "thirty-fifths"
        shorter = cardinal(line, top.first, end=at - 1)
        if shorter and shorter.last == at - 1:
            return _divided(shorter, tens + plain[0], joint + 1, is_plural=plain[1], is_one=True)
    if plain:
        is_half_after = plain[0] == 2 and top.value > 1 and not plain[1]  # noqa: PLR2004 - "two half"
        if is_half_after:
            return None
        return _divided(top, plain[0], joint + 1, is_plural=plain[1])
    return _under_compound(line, top, joint)


def _under_compound(line: Line, top: Numeral, place: int) -> Numeral | None:
    found = ordinal(line, place)
    if found is None or found.value < _TENS_FROM:
        return None
    is_plural = line.lows[found.last - 1] not in line.words.ordinals
    return _divided(top, found.value, found.last, is_plural=is_plural)


def _divided(
    top: Numeral, under: float, last: int, *, is_plural: bool, is_one: bool = False
) -> Numeral | None:
    """A fraction whose words agree: "one fifth", "two fifths", not "two fifth"."""
    if not is_one and not is_plural and top.value != 1:
        return None
    return Numeral(top.first, last, top.value / under, is_figure=False, is_share=True)


def _scaled(line: Line, part: Numeral) -> Numeral:
    """A fraction of what multiplies: "half a dozen", "a quarter million", "two thirds of a million"."""
    lows, words = line.lows, line.words
    at = part.last
    if lows[at] in words.sets["of"]:
        at = line.skip(at + 1, "article")
        if at == part.last + 1:
            return part
    factor = words.multipliers.get(lows[at]) or words.collectives.get(lows[at])
    if not factor:
        return part
    return part._replace(last=at + 1, value=part.value * factor, is_share=False)


def _mixed(line: Line, found: Numeral) -> Numeral | None:
    """A number and a part of one: "two and a half", "one million and a half", "2 1/2"."""
    lows, words = line.lows, line.words
    if found.last < len(line.atoms) and found.is_figure:
        sign = words.fraction_signs.get(lows[found.last])
        if sign is not None:
            return found._replace(last=found.last + 1, value=found.value + sign)
    if found.is_figure and found.last < len(line.atoms) and line.is_figure(found.last):
        part = share(line, found.last)
        is_whole = part is not None and part.value < 1 and found.value == int(found.value)
        return found._replace(last=part.last, value=found.value + part.value) if part and is_whole else None
    at, value, floor = found.before_and or (found.last, found.value, found.floor)
    if at + 1 >= len(line.atoms) or lows[at] not in words.sets["and"]:
        return None
    part = share(line, at + 1)
    if part is None or part.value >= 1 or part.is_figure and not found.is_figure:  # noqa: RUF021
        return None
    after = part.last
    scale = words.multipliers.get(lows[after])
    if scale and scale < floor:
        return Numeral(found.first, after + 1, value + part.value * scale)
    if scale and floor == 1:
        return Numeral(found.first, after + 1, (value + part.value) * scale)
    return Numeral(found.first, after, value + part.value * (floor if floor >= _MILLION else 1))


def _pointed(line: Line, found: Numeral) -> Numeral:
    """Decimals in words: "two hundred point zero three", "nought point eleven"."""
    lows, words = line.lows, line.words
    at = found.last
    if found.is_figure or lows[at] not in words.sets["point"]:
        return found
    digits = ""
    at += 1
    while (
        at < len(line.atoms)
        and len(digits) < _MOST_DIGITS
        and (more := simple(line, at))
        and more.value < _HUNDRED
    ):
        digits += f"{more.value:.0f}"
        at = more.last
    if not digits:
        return found
    value = found.value + float(f"0.{digits}")
    factor = words.multipliers.get(lows[at])
    return Numeral(found.first, at + 1, value * factor) if factor else Numeral(found.first, at, value)


def _ratio(line: Line, found: Numeral) -> Numeral | None:
    """One number out of another: "one in five", "two out of three", "1 over 3"; never more than the whole.

    A report's "3 in 2018" is no ratio: there only words are read as one, and `in` only after "one".
    """
    words, at = line.words, found.last
    if line.lows[at] not in words.ratio_starts:
        return None
    for name in RATIOS:
        for phrase in words.sets[name]:
            parts = phrase.split()
            if line.lows[at : at + len(parts)] == parts:
                if not line.is_general and (
                    name == "ratio_over" or (name == "ratio_in" and found.value != 1)
                ):
                    return None
                return _proper(line, found, at + len(parts))
    return None


def _proper(line: Line, top: Numeral, place: int) -> Numeral | None:
    under = cardinal(line, place) if place < len(line.atoms) else None
    if under is None or not 0 < top.value < under.value:
        return None
    if not line.is_general and (under.is_figure or top.is_figure):
        return None
    return Numeral(top.first, under.last, top.value / under.value, is_share=True)
