"""Figures and number words that count nothing: dates, names, ages, codes, list numbers, pronouns."""

from __future__ import annotations

from truceline.reading.quantities.extents import Extent
from truceline.reading.quantities.line import Line
from truceline.reading.quantities.nouns import is_plural

_LAST_DAY = 31
_YEARS = (1900.0, 2100.0)
_LONGEST_FIGURE = 9
_MONTH_REACH = 10
_OPENING_SIGNS = "([{<>=~$\"'\u201c\u2018\u00ab\u20ac\u00a3\u2264\u2265"
_HOURS = 24
_LAST_ITEM = 20
_BRACKET_REACH = 30
_CODE_LENGTHS = range(2, 6)


def is_refused(line: Line, found: Extent, noun: int | None) -> bool:
    """Whether a number is no amount for what stands around it."""
    if found.is_figure and (_is_code(line, found) or _is_dated(line, found, noun)):
        return True
    return (
        _is_name(line, found)
        or _is_money(line, found)
        or _is_compound(line, found)
        or _is_pronoun(line, found, noun)
    )


def _is_code(line: Line, found: Extent) -> bool:
    """Figures that belong to a word, an address, a score, a place on the globe or a list."""
    words, core = line.words, found.core
    text = line.lows[core]
    before, after = line.low(core - 1), line.low(found.last)
    if line.touches(core) and not (before in _OPENING_SIGNS or before in words.sets["article"]):
        is_bullet = before == "-" and not line.touches(core - 1)
        if not is_bullet:
            return True
    if line.touches(found.last) and (after[:1].isalpha() or after in ("/", "\u00b0", "'", "_", "=", "@")):
        return True
    if (
        after == "."
        and line.touches(found.last)
        and line.touches(found.last + 1)
        and line.low(found.last + 1)[:1].isdecimal()
    ):
        return True
    if after == "\u00b0" or (
        line.touches(found.last) and after == "-" and line.low(found.last + 1)[:1].isdecimal()
    ):
        return True
    is_long = len(text) > _LONGEST_FIGURE and text.isdecimal()
    is_padded = len(text) > 1 and text[0] == "0" and text.isdecimal()
    _, point, decimals = text.partition(".")
    is_degree = bool(point) and len(decimals) > 3 and found.unit is None  # noqa: PLR2004 - metres of latitude
    return is_long or is_padded or is_degree or _is_list_number(line, found)


def _is_list_number(line: Line, found: Extent) -> bool:
    """As in "1." or "1)" before a sentence or an item, "[12]" as a note."""
    after, before = line.low(found.last), line.low(found.core - 1)
    if found.core == 0 and after in (".", ")", ":"):
        return found.last + 1 < len(line.atoms) or after != "."
    return (
        after == ")"
        and before != "("
        and found.low is not None
        and found.low < _LAST_ITEM
        and found.core + 1 == found.last
        and _is_alone(line, found)
    ) or (before == "[" and after == "]")


def _is_alone(line: Line, found: Extent) -> bool:
    """Whether no bracket was opened before in the sentence that the closing one could end."""
    return "(" not in line.lows[max(0, found.core - _BRACKET_REACH) : found.core]


def _is_dated(line: Line, found: Extent, noun: int | None) -> bool:
    """Days beside a month, years, hours of the clock, ages."""
    words, core = line.words, found.core
    before, after = line.low(core - 1), line.low(found.last)
    value = found.high if found.high is not None else found.low
    if value is None:
        return False
    if value <= _LAST_DAY and (
        _month_follows(line, found) or (_is_month(line, core - 1) and not _is_day_told(line, core, noun))
    ):
        return True
    if after in words.sets["ordinal_mark"] or after in words.sets["stamp"] or before in words.sets["aged"]:
        return True
    if _is_year(line, found, noun):
        return True
    is_at = before in words.sets["at"] and line.low(core - 2) not in words.sets["at_hosts"]
    if is_at and noun is None and value <= _HOURS and found.unit is None:
        return True
    return before == "," and after in (",", ")") and noun is None and found.unit is None


def _is_month(line: Line, place: int) -> bool:
    if line.low(place) not in line.words.sets["month"]:
        return False
    text = line.atoms[place].text
    return text[:1].isupper() or not text[:1].islower()


def _is_day_told(line: Line, core: int, noun: int | None) -> bool:
    """Whether the month before needs no day ("on 10 October 15 soldiers", "in October 15 soldiers")."""
    before = line.low(core - 2)
    return noun is not None and (before[:1].isdecimal() or before in line.words.sets["month_in"])


def _month_follows(line: Line, found: Extent) -> bool:
    """As in "10 October", "10, 11 and 12 October", "the 10 of October"."""
    at = found.last
    for _ in range(_MONTH_REACH):
        low = line.low(at)
        if _is_month(line, at):
            return True
        if not (low[:1].isdecimal() or low in line.words.sets["list_joint"] or low == ","):
            return False
        at += 1
    return False


def _is_year(line: Line, found: Extent, noun: int | None) -> bool:
    words, text = line.words, line.lows[found.core]
    value = found.low if found.low is not None else found.high
    if value is None or not (_YEARS[0] <= value < _YEARS[1] and len(text) == 4 and text.isdecimal()):  # noqa: PLR2004 - a year
        return False
    if found.unit is not None:
        return False
    before = line.low(found.core - 1)
    has_plural = noun is not None and is_plural(line, noun)
    if not has_plural or _is_month(line, found.core - 1):
        return True
    is_led = before in words.sets["year_before"] or (
        before == "," and line.low(found.core - 2)[:1].isdecimal()
    )
    return is_led and value % 100 != 0


def _is_name(line: Line, found: Extent) -> bool:
    """As in "Resolution 2254", "Phase Two", "No. 7"; after words of place only where no plural follows."""
    words, core = line.words, found.core
    before = line.low(core - 1)
    if before in words.sets["name_before"]:
        return True
    if before == "." and line.low(core - 2) in words.sets["number_sign"]:
        return True
    if before in words.sets["name_sign"]:
        return True
    if found.is_bounded or is_plural_near(line, found.last):
        return False
    if before in words.sets["place_before"]:
        return True
    text = line.atoms[core - 1].text if core else ""
    return (
        found.is_figure
        and len(text) in _CODE_LENGTHS
        and text.isalpha()
        and text.isupper()
        and found.unit is None
    )


def is_plural_near(line: Line, place: int) -> bool:
    """Whether a plural stands within three words, with nothing between that ends the search."""
    for at in range(place, place + 4):
        if is_plural(line, at):
            return True
        low = line.low(at)
        if not low[:1].isalpha() or low in line.words.sets["stop"]:
            return False
    return False


def _is_money(line: Line, found: Extent) -> bool:
    words = line.words
    before, after = line.low(found.core - 1), line.low(found.last)
    return before in words.sets["currency"] or after in words.sets["money"] or after in words.sets["currency"]


def _is_compound(line: Line, found: Extent) -> bool:
    """As in "five-member", "two-sided": a hyphen to a word that is no unit; "12-vehicle convoy" counts."""
    if line.low(found.last) != "-" or not line.touches(found.last) or not line.touches(found.last + 1):
        return False
    return line.low(found.last + 1) not in line.words.sets["compound_noun"]


def _is_pronoun(line: Line, found: Extent, noun: int | None) -> bool:
    """As in "one" that counts nothing: "no one", "the one who", "one should"."""
    core = found.core
    if found.is_figure or found.low != 1 or found.high != 1 or line.low(core) not in line.words.sets["one"]:
        return False
    before = line.low(core - 1)
    if noun is None:
        return before not in line.words.sets["one_counts_after"]
    return before in line.words.sets["no_number_after"]
