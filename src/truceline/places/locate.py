"""From words to the map: what a text may name, in which zones that lies, how far from the lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from truceline.errors import InputError, Problem
from truceline.evidence.claim import Place
from truceline.places.areas import area_round
from truceline.places.atlas import Atlas
from truceline.places.bearing import Told, offset_point, part_of_disc, told
from truceline.places.gazetteer import Entry, Gazetteer
from truceline.places.membership import Membership
from truceline.places.parts import light, part_of_area
from truceline.places.plane import geodesic_km
from truceline.places.spelling import key

_COORDINATES = re.compile(
    r"(?P<lat>[-+]?\d+(?:\.\d+)?)\s*\u00b0?\s*(?P<ns>[NS]?)(?:\s*[,;]\s*|\s+)"
    r"(?P<lon>[-+]?\d+(?:\.\d+)?)\s*\u00b0?\s*(?P<ew>[EW]?)",
    re.IGNORECASE,
)
_M_PER_DEGREE = 111_200.0
# What an area's name may have after it in a list, where the text has not: "north-eastern X".
_AREA_WORDS = ("governorate", "province", "region", "district", "oblast")
_RURAL_WORDS = ("countryside", *_AREA_WORDS)
_SETTLEMENTS = frozenset({"capital", "city", "town", "village", "place", "post", "hill", "quarter"})
# The country round a settlement whose district nobody has listed: as far as a district reaches.
COUNTRYSIDE_KM = 30.0
# A wind of eight is 22.5 degrees exact: told from farther off, a place may lie anywhere in a country.
FARTHEST_KM = 300.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place a text may mean.

    `told` says it in words; `entry` is the gazetteer's row it rests on; `zones` holds the membership
    in every zone and `lines` the signed distance (km, + left) from every line, None if not drawn.
    """

    told: str
    place: Place
    entry: Entry | None
    zones: Mapping[str, Membership]
    lines: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Location:
    """Everything a text may mean, the likeliest first; empty where nothing of that name is known."""

    text: str
    candidates: tuple[Candidate, ...]


def locate(
    atlas: Atlas,
    gazetteer: Gazetteer,
    text: str,
    on: date | None = None,
    readings: Mapping[str, str] | None = None,
) -> Location:
    """What a text means on the map of an agreement.

    It may be `latitude,longitude` in degrees, a name, or a place told from a name ("north-eastern X",
    "northern countryside of X", "6 km north-west of X"; English). Every zone is answered for that
    day and those readings. Coordinates off the globe raise InputError, and so does a distance that is
    none or over `FARTHEST_KM`.
    """
    candidates = []
    for words, place, entry in _meanings(atlas, gazetteer, text.strip(), (on, readings)):
        zones = {
            zone.id: atlas.membership(place, zone.id, on=on, readings=readings)
            for zone in atlas.agreement.zones
        }
        lines = {
            zone.id: atlas.distance_km(place, zone.id, on)
            for zone in atlas.agreement.zones
            if zone.shape == "line"
        }
        candidates.append(Candidate(words, place, entry, zones, lines))
    return Location(text, tuple(candidates))


_Meaning = tuple[str, Place, Entry | None]


def _meanings(
    atlas: Atlas, gazetteer: Gazetteer, text: str, when: tuple[date | None, Mapping[str, str] | None]
) -> list[_Meaning]:
    pair = _COORDINATES.fullmatch(text)
    if pair:
        return [_coordinates(pair)]
    named = [
        *((zone, Place(text=text, zone=zone), None) for zone in _zones_named(atlas, text)),
        *((_words(entry), _at(entry, text), entry) for entry in gazetteer.find(text)),
    ]
    if named:
        return named
    one = told(text)
    if one is None:
        return []
    if one.km is not None and not 0 < one.km <= FARTHEST_KM:
        message = f"{one.km:g} km off: expected more than 0 and at most {FARTHEST_KM:g} km"
        raise InputError(Problem(text, 0, "", message))
    return [
        *(_part_of_zone(atlas.shape(zone, *when), zone, one, text) for zone in _zones_named(atlas, one.base)),
        *_told_from(_bases(gazetteer, one), one, text),
    ]


def _coordinates(pair: re.Match[str]) -> _Meaning:
    """A point as exact as its fewest decimals."""
    lat = float(pair["lat"]) * (-1 if pair["ns"].upper() == "S" else 1)
    lon = float(pair["lon"]) * (-1 if pair["ew"].upper() == "W" else 1)
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # noqa: PLR2004 - degrees on the globe
        raise InputError(Problem(pair[0], 0, "", "is off the globe; give latitude,longitude in degrees"))
    decimals = min(len(number.partition(".")[2]) for number in (pair["lat"], pair["lon"]))
    radius_m = float(round(_M_PER_DEGREE * 10.0**-decimals / 2))
    return f"{lat:g}, {lon:g}", Place(text=pair[0], lat=lat, lon=lon, radius_m=radius_m), None


def _zones_named(atlas: Atlas, text: str) -> list[str]:
    wanted = key(text)
    return [
        zone.id
        for zone in atlas.agreement.zones
        if wanted and wanted in {key(zone.id), key(zone.name or zone.id)}
    ]


def _bases(gazetteer: Gazetteer, one: Told) -> list[Entry]:
    """The entries a direction may start from: for parts, areas of that name before settlements."""
    if one.km is not None:
        return gazetteer.find(one.base)
    words = _RURAL_WORDS if one.is_rural else _AREA_WORDS
    areas = [entry for word in words for entry in gazetteer.find(f"{one.base} {word}")]
    return list(dict.fromkeys([*areas, *gazetteer.find(one.base)]))


def _told_from(bases: list[Entry], one: Told, text: str) -> list[_Meaning]:
    """What is meant from each entry; the sides of a province are told from the town of its name."""
    home = next((entry for entry in bases if entry.kind in _SETTLEMENTS), None)
    return [_part_of_province(entry, one, text, home) or _from_entry(entry, one, text) for entry in bases]


def _part_of_province(entry: Entry, one: Told, text: str, home: Entry | None) -> _Meaning | None:
    """The part of a province whose shape is known; None of anything else."""
    if one.wind is None or one.km is not None or entry.kind not in _AREA_WORDS:
        return None
    area = area_round((entry.name, entry.adm1 or ""), entry.lat, entry.lon)
    if area is None:
        return None
    is_from_town = home is not None and one.wind != "C" and area.spans(home.lat, home.lon)
    centre = (home.lon, home.lat) if home and is_from_town else None
    part = light(part_of_area(area.shape, (one.wind,), centre))
    around = f"countryside of {_words(entry)}" if one.is_rural else _words(entry)
    return f"{one.wind} part of {around}", _of_shape(part, one, text, entry), entry


def _words(entry: Entry) -> str:
    region = entry.adm1 or entry.country
    return f"{entry.name} ({entry.kind}{', ' + region if region else ''})"


def _at(entry: Entry, text: str) -> Place:
    return Place(
        text=text, base=entry.name, lat=entry.lat, lon=entry.lon, radius_m=entry.radius_m, adm1=entry.adm1
    )


def _from_entry(entry: Entry, one: Told, text: str) -> _Meaning:
    if one.km is not None and one.wind is not None:
        lon, lat, astray = offset_point(entry.lon, entry.lat, one.km, one.wind)
        radius_m = (entry.radius_m**2 + (1000 * astray) ** 2) ** 0.5
        place = Place(
            text=text,
            base=entry.name,
            direction=one.wind,
            lat=round(lat, 6),
            lon=round(lon, 6),
            radius_m=round(radius_m),
            adm1=entry.adm1,
        )
        return f"{one.km:g} km {one.wind} of {_words(entry)}", place, entry
    radius_km = entry.radius_m / 1000
    if one.is_rural and entry.kind in _SETTLEMENTS:
        radius_km = max(radius_km, COUNTRYSIDE_KM)
    around = f"countryside of {_words(entry)}" if one.is_rural else _words(entry)
    if one.wind is None:
        place = _at(entry, text).model_copy(update={"radius_m": radius_km * 1000})
        return around, place, entry
    area = part_of_disc(entry.lon, entry.lat, radius_km, one.wind)
    return f"{one.wind} part of {around}", _of_shape(area, one, text, entry), entry


def _of_shape(area: dict[str, Any], one: Told, text: str, entry: Entry | None) -> Place:
    spot = shape(area).representative_point()
    return Place(
        text=text,
        base=entry.name if entry else one.base,
        direction=one.wind,
        geometry=area,
        lat=round(spot.y, 6),
        lon=round(spot.x, 6),
        adm1=entry.adm1 if entry else None,
    )


def _part_of_zone(whole: BaseGeometry | None, zone: str, one: Told, text: str) -> _Meaning:
    """The part of a zone on one side of its middle; the zone itself where that cannot be drawn."""
    if whole is None or one.wind is None or one.km is not None or whole.area == 0:
        return zone, Place(text=text, zone=zone), None
    middle = whole.centroid
    reach_km = max(geodesic_km(middle.x, middle.y, x, y) for x, y in shapely.get_coordinates(whole))
    part = whole & shape(part_of_disc(middle.x, middle.y, reach_km * 1.01, one.wind))
    if part.is_empty or part.geom_type not in {"Polygon", "MultiPolygon"}:
        return zone, Place(text=text, zone=zone), None
    return f"{one.wind} part of {zone}", _of_shape(dict(mapping(part)), one, text, None), None
