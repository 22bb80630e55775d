"""Units after a number: "km", "square metres", "miles an hour", "2 in" after feet, "82 mm"."""

from __future__ import annotations

from typing import NamedTuple

from truceline.reading.quantities.line import Line
from truceline.reading.quantities.nouns import is_plural
from truceline.reading.quantities.vocabulary import Unit

_OPENING = {"(": ")", "{": "}", "[": "]"}


class Measure(NamedTuple):
    """The atoms of a unit end before `last`; `in_km` is its length in km, if it is one."""

    last: int
    name: str
    dimension: str
    in_km: float | None
    is_hyphened: bool = False


def measure(line: Line, place: int) -> Measure | None:
    """The unit that stands at a place, just after its number: with a hyphen or in brackets too."""
    count = len(line.atoms)
    if place >= count:
        return None
    low = line.lows[place]
    if low == "-" and place + 1 < count and (line.touches(place) == line.touches(place + 1)):
        found = _unit(line, place + 1)
        return found._replace(is_hyphened=True) if found and _is_free(line, found) else None
    if low in _OPENING and place + 1 < count:
        found = _unit(line, place + 1)
        if found and line.low(found.last) == _OPENING[low]:
            return found._replace(last=found.last + 1)
        return None
    found = _unit(line, place)
    return found if found and _is_free(line, found) else None


def _is_free(line: Line, found: Measure) -> bool:
    """Whether the unit's word ends there ("24 m212" does not), or a sign or another number follows."""
    last = found.last
    return not (line.touches(last) and line.low(last)[:1].isalnum())


def _unit(line: Line, place: int) -> Measure | None:
    words, text = line.words, line.atoms[place].text
    if text in words.sets["no_unit"]:
        return None
    cased = words.cased_units.get(text)
    if cased:
        unit = words.unit_named.get(cased)
        last = place + 1
    else:
        told = words.units.at(line.lows, place)
        if told is None:
            return _shy(line, place) if line.is_general else _percent(line, place)
        unit, last = told
    if unit and not line.is_general and not _is_reported(line, unit, place):
        return None
    return _composed(line, unit, last) if unit else None


def _percent(line: Line, place: int) -> Measure | None:
    told = line.words.percent.at(line.lows, place)
    return Measure(told[1], "percent", "percent", None) if told else None


def _is_reported(line: Line, unit: Unit, place: int) -> bool:
    """Whether a report means the unit: "two foot patrols" are no feet, "two barrel bombs" no barrels."""
    words = line.words
    reported = words.sets["report_units"]
    if reported and unit.name not in reported:
        return False
    is_hyphened = line.low(place - 1) == "-"
    return (
        is_hyphened or line.lows[place] not in words.sets["double_meaning"] or not is_plural(line, place + 1)
    )


def _composed(line: Line, unit: Unit, last: int) -> Measure:
    """A length by time is a speed: "miles an hour", "km/h", "metres per second"."""
    words = line.words
    if unit.dimension == "length" and line.low(last) in words.sets["per"]:
        time = words.per_times.get(line.low(last + 1))
        if time:
            return Measure(last + 2, f"{unit.name} per {time}", "speed", None)
    return Measure(last, unit.name, unit.dimension, words.km.get(unit.name))


def _shy(line: Line, place: int) -> Measure | None:
    """A unit that is an ordinary word too ("in"): it must touch the figure, or finish "12 ft 2 in"."""
    name = line.words.shy_units.get(line.lows[place])
    if name is None:
        return None
    before = line.lows[max(0, place - 2)]
    told = line.words.units.at([before, ""], 0)
    if line.touches(place) or (told and told[0].name in line.words.sets["shy_after"]):
        return Measure(place + 1, name, "length", line.words.km.get(name))
    return None
