"""Places told from another place: "north-eastern X", "countryside of X", "6 km north-west of X"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from truceline.places.plane import Plane, travel

Wind = Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW", "C"]
_BEARING: dict[Wind, float] = {
    "N": 0.0,
    "NE": 45.0,
    "E": 90.0,
    "SE": 135.0,
    "S": 180.0,
    "SW": 225.0,
    "W": 270.0,
    "NW": 315.0,
}
_WINDS: dict[str, Wind] = {name: name for name in _BEARING}
# "The north of X" and "the north-east of X" overlap as people use them: each part is a right angle wide.
_HALF_ANGLE = 45.0
_ARC_STEP = 3.0
# The centre of an area is the disc of half its radius.
_CENTRE_SHARE = 0.5
# One of eight winds is 22.5 degrees exact, so a place told by it lies off sideways by up to tan 22.5.
_ASTRAY = float(np.tan(np.radians(22.5)))

_WIND = re.compile(
    r"(?:(?P<ns>north|south)(?:ern)?[ -]?)?(?:(?P<ew>east|west)(?:ern)?)?|(?P<c>cent(?:ral|re|er)|middle)"
)
# Signs, exponents and words like `nan` are taken in too: what is no distance is then told as such.
_KM = r"(?P<km>[-+]?(?:\d+(?:[.,]\d+)?(?:e[-+]?\d+)?|nan|inf(?:inity)?)) ?(?:km|kms|kilomet(?:re|er)s?)"
_OFFSET = re.compile(
    rf"(?:about |some |around |~ ?)?{_KM}(?: to)?(?: the)? (?P<wind>[a-z -]+?) (?:of|from) (?P<base>.+)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile("(?P<base>.+?)['\u2019]s (?P<part>.+)")
_RURAL = frozenset({"countryside", "rural", "outskirts", "suburbs", "vicinity", "hinterland"})
_FILLERS = frozenset({"the", "part", "parts", "area", "areas", "side", "sector", "of", "in"})


@dataclass(frozen=True, slots=True)
class Told:
    """A place as told from `base`: in which direction, how far, and whether it means the country round it."""

    base: str
    wind: Wind | None
    km: float | None = None
    is_rural: bool = False


def wind(text: str) -> Wind | None:
    """The direction that words say: "north-eastern", "south west", "NW", "central"."""
    for short in _BEARING:
        if text == short:
            return short
    match = _WIND.fullmatch(text.casefold())
    if not match or not text:
        return None
    if match["c"]:
        return "C"
    return _WINDS.get("".join(word[0].upper() for word in (match["ns"], match["ew"]) if word))


def told(text: str) -> Told | None:
    """The place a text tells from another place; None for a plain name (English only)."""
    text = " ".join(text.split())
    offset = _OFFSET.fullmatch(text)
    if offset and (side := wind(offset["wind"])):
        return Told(offset["base"], side, float(offset["km"].replace(",", ".")))
    owner = _POSSESSIVE.fullmatch(text)
    words = f"{owner['part']} of {owner['base']}".split() if owner else text.split()
    found, is_rural, base = _peeled(words)
    while len(base) > 1 and base[-1].casefold() in _RURAL:
        base, is_rural = base[:-1], True
    if not base or (found is None and not is_rural):
        return None
    return Told(" ".join(base), found, None, is_rural)


def _peeled(words: list[str]) -> tuple[Wind | None, bool, list[str]]:
    """The direction and the words for country taken off the front, and the name that is left."""
    found: Wind | None = None
    is_rural = False
    while words:
        taken = 0 if found else next((n for n in (2, 1) if len(words) > n and wind(" ".join(words[:n]))), 0)
        if taken:
            found = wind(" ".join(words[:taken]))
        elif words[0].casefold() in _RURAL:
            is_rural, taken = True, 1
        elif len(words) > 1 and words[0].casefold() in _FILLERS:
            taken = 1
        else:
            break
        words = words[taken:]
    return found, is_rural, words


def part_of_disc(lon: float, lat: float, radius_km: float, side: Wind) -> dict[str, object]:
    """The part of a disc on one side, as a GeoJSON polygon: a right angle wide from its centre."""
    if side == "C":
        angles, reach = np.arange(0.0, 360.0, _ARC_STEP), radius_km * _CENTRE_SHARE
        rim = _rim(lon, lat, reach, angles)
        return _polygon(rim)
    middle = _BEARING[side]
    angles = np.arange(middle - _HALF_ANGLE, middle + _HALF_ANGLE + _ARC_STEP / 2, _ARC_STEP)
    return _polygon([(lon, lat), *_rim(lon, lat, radius_km, angles)])


def offset_point(lon: float, lat: float, km: float, side: Wind) -> tuple[float, float, float]:
    """Longitude and latitude so far off in that direction, and how far astray (km) that may lead."""
    if side == "C":
        return lon, lat, km
    return (*travel(lon, lat, _BEARING[side], km), km * _ASTRAY)


def _rim(lon: float, lat: float, radius_km: float, angles: np.ndarray) -> list[tuple[float, float]]:
    turned = np.radians(angles)
    xy = radius_km * np.column_stack((np.sin(turned), np.cos(turned)))
    return [(float(x), float(y)) for x, y in Plane(lon, lat).unproject(xy)]


def _polygon(ring: list[tuple[float, float]]) -> dict[str, object]:
    """The ring closed and turned anticlockwise, as GeoJSON wants it."""
    closed = [*ring, ring[0]][::-1]
    return {"type": "Polygon", "coordinates": [[list(position) for position in closed]]}
