"""One amount at one place: a number, a vague word, a part, a ratio - or a number that is none."""

from __future__ import annotations

from truceline.reading.quantities.extents import Extent, extent, qualified
from truceline.reading.quantities.fractions import numeral
from truceline.reading.quantities.line import Line
from truceline.reading.quantities.measures import measure
from truceline.reading.quantities.nouns import head_noun
from truceline.reading.quantities.ratios import Amount, Kind, folded, percent, ratio_at
from truceline.reading.quantities.refusals import is_plural_near, is_refused
from truceline.reading.quantities.vocabulary import Vague


def amount_at(line: Line, place: int, done: int, refused: int) -> Amount | None:
    """The amount that begins at or around a place, not before atom `done`."""
    words, low = line.words, line.lows[place]
    if low in words.one_of and (told := words.one_of.at(line.lows, place)):
        return _one_of(line, place, told[1])
    if low in words.ratios and (ratio := ratio_at(line, place)):
        return ratio
    if low in words.vague and (vague := words.vague.at(line.lows, place)):
        return _vague(line, place, *vague)
    if low in words.parts and (part := words.parts.at(line.lows, place)):
        return _part(line, place, *part)
    return _number(line, place, done, refused)


def _one_of(line: Line, place: int, last: int) -> Amount | None:
    noun = head_noun(line, last - 1)
    if noun is None or line.lows[noun] in line.words.sets["duration"]:
        return None
    return Amount(place, last, "one_of", "partitive", 0.0, None, 1.0, noun=noun)


def _led(line: Line, place: int) -> int:
    """The place of the article before a phrase, if there is one."""
    words = line.words
    before = line.low(place - 1)
    return place - 1 if before in words.sets["article"] or before in words.sets["the"] else place


def _vague(line: Line, place: int, vague: Vague, last: int) -> Amount | None:
    words, lows = line.words, line.lows
    first = _led(line, place)
    is_the = line.low(first) in words.sets["the"] and first < place
    if (is_the and lows[last - 2 if last - place > 1 else place] in words.sets["not_after_the"]) or line.low(
        place - 1
    ) in words.sets["not_vague_after"]:
        return None
    if lows[last] in words.sets["not_vague_before"]:
        return None
    unit = measure(line, last + (lows[last] in words.sets["of"]))
    noun = head_noun(line, last - (lows[last - 1] in words.sets["of"]))
    told = Extent(
        first, last, vague.low, vague.best, vague.high, is_approx=vague.approx, unit=unit, core=first
    )
    if noun is not None and lows[noun] in words.sets["duration"]:
        return Amount(first, last)
    if unit:
        return _measured(line, qualified(line, told._replace(last=unit.last)))
    rule = "definite" if place == last - 1 and vague.low == vague.high == 2 else "vague"  # noqa: PLR2004 - "both"
    return _counted(qualified(line, told), noun, rule)


def _counted(told: Extent, noun: int | None, rule: str, kind: Kind = "count") -> Amount:
    return Amount(
        told.first, told.last, rule, kind, told.low, told.best, told.high, noun=noun, is_approx=told.is_approx
    )


def _part(line: Line, place: int, vague: Vague, last: int) -> Amount | None:
    """A part of a whole: "most of the weapons", "partially"; not "is part of", "at all", "most dangerous"."""
    words, lows = line.words, line.lows
    ends_of = lows[last - 1] in words.sets["of"]
    before = line.low(place - 1)
    if before in words.sets["part_hosts"] and lows[place] in words.sets["part_word"]:
        return None
    is_adverb = not ends_of and lows[last - 1].endswith(words.adverb_endings)
    noun = None if is_adverb else head_noun(line, last - ends_of)
    needs_thing = lows[place] in words.sets["share_needs_thing"] and last == place + 1
    following = lows[last]
    if needs_thing and following not in words.sets["of"]:
        is_said = is_adverb and following.endswith(words.participle_endings)
        if following in words.sets["not_part_before"] or before in words.sets["not_all_after"]:
            return None
        if lows[place] in words.sets["superlative"] and before in words.sets["determiner"]:
            return None
        if (
            lows[place] in words.sets["part_word"]
            and before[:1].isalnum()
            and before not in words.sets["and"]
        ):
            return None
        if not is_said and (noun is None or not _is_thing(line, last)):
            return None
    if noun is not None and lows[noun] in words.sets["duration"]:
        return None
    told = Extent(
        _led(line, place) if ends_of or last - place > 1 else place,
        last,
        vague.low,
        vague.best,
        vague.high,
        is_approx=vague.approx,
    )
    return _counted(qualified(line, told), noun, "part", "partitive")


def _is_thing(line: Line, place: int) -> bool:
    at = place + (line.low(place) in line.words.sets["determiner"])
    return (
        is_plural_near(line, at) or line.low(at) in line.words.numeral_starts or line.low(at)[:1].isdecimal()
    )


def _number(line: Line, place: int, done: int, refused: int) -> Amount | None:
    words = line.words
    article = place - 1 if place > done and line.low(place - 1) in words.sets["article"] else None
    found = numeral(line, article) if article is not None else None
    if found is not None and found.last <= place:
        found = None
    if (
        found is None
        and line.lows[place] in words.denominators
        and line.lows[place] not in words.numeral_starts
    ):
        return None
    found = found or numeral(line, place)
    if found is None:
        return None
    told = extent(line, found)
    told = told._replace(first=max(told.first, done))
    if found.is_share and not told.unit and not _is_share_meant(line, told):
        return Amount(told.first, told.last)
    return _told(line, told, refused)


def _is_share_meant(line: Line, told: Extent) -> bool:
    """As in "a third of", "half the weapons"; not "a third attack", "9/11", "a quarter" of a town."""
    words, after = line.words, line.low(told.last)
    if line.low(told.core) in words.sets["half"]:
        return True
    if after in words.sets["of"]:
        return (
            line.low(told.core) not in words.sets["article"]
            or line.low(told.last - 1) not in words.sets["quarter"]
        )
    return not (told.is_figure or line.low(told.core) in words.sets["article"])


def _told(line: Line, told: Extent, refused: int) -> Amount:
    words = line.words
    is_one = told.low == told.high == 1
    noun = None if told.unit and told.unit.name != "percent" else head_noun(line, told.last, is_one=is_one)
    nothing = Amount(told.core, told.last)
    if is_refused(line, told, noun) or _is_listed(line, told, refused):
        return nothing
    if fold := folded(line, told):
        return fold
    if (noun is not None and line.lows[noun] in words.sets["duration"]) or line.low(told.last) in words.sets[
        "duration"
    ]:
        return nothing
    if told.unit:
        return _measured(line, told)
    if told.is_share:
        return _counted(told, noun, "part", "partitive")
    if line.low(told.core - 1) == "(" and line.low(told.last) == ")":
        return _counted(told, None, "bracketed")
    if line.low(told.last) == "-" and line.touches(told.last) and line.touches(told.last + 1):
        return _counted(told, told.last + 1, "compound")
    rule = "definite" if line.low(told.first - 1) in words.sets["determiner"] else "number"
    return _counted(_grouped(line, told), noun, "change" if told.is_change else rule)


def _is_listed(line: Line, told: Extent, refused: int) -> bool:
    """Whether it goes on with numbers that count nothing ("paragraphs 5 and 6")."""
    if refused < 0 or told.core - refused not in (1, 2) or not told.is_figure:
        return False
    between = line.lows[refused : told.core]
    return all(low == "," or low in line.words.sets["list_joint"] for low in between) and not is_plural_near(
        line, told.last
    )


def _grouped(line: Line, told: Extent) -> Extent:
    """As in "1.500 fighters": things counted are whole, so the point parts thousands."""
    text = line.lows[told.core]
    _, point, rest = text.partition(".")
    if told.last - told.core == 1 and point and len(rest) == 3 and text[0] != "0" and told.low == told.high:  # noqa: PLR2004 - thousands
        value = (told.low or 0) * 1000
        return told._replace(low=value, best=value, high=value)
    return told


def _measured(line: Line, told: Extent) -> Amount:
    unit = told.unit
    assert unit is not None
    if unit.dimension == "percent":
        return percent(line, told)
    if unit.name in line.words.sets["calibre"]:
        return Amount(told.core, told.last, "calibre", "distance", told.low, told.best, told.high, "mm")
    factor = unit.in_km
    if unit.dimension == "length" and factor:
        low, best, high = (None if one is None else one * factor for one in (told.low, told.best, told.high))
        return Amount(
            told.first, told.last, "distance", "distance", low, best, high, "km", is_approx=told.is_approx
        )
    return Amount(
        told.first,
        told.last,
        "measure",
        "count",
        told.low,
        told.best,
        told.high,
        unit.name,
        is_approx=told.is_approx,
    )
