"""What lies under the map: countries, provinces and towns of the package; nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import shapely

from truceline.places import general
from truceline.places.areas import areas
from truceline.places.gazetteer import Entry, LargeList
from truceline.web.map.shapes import collection, feature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truceline.web.voice import Voice

Json = dict[str, Any]
Box = tuple[float, float, float, float]
_WIDER = 1.2
"""How far the base goes beyond what is drawn: so many times its width, on each side."""
_LEAST = 1.5
_TOWNS = 500
_SAME = 0.03
"""Degrees: two lists put the middle of one town that far apart."""
_RANK = {"capital": 3_000_000, "city": 600_000, "town": 60_000}
_VILLAGE = 4_000
_ARABIC = re.compile("[\u0621-\u064a]")


def layer(bounds: Box, curated: Mapping[str, tuple[Entry, ...]], on: Voice) -> Json:
    """Countries, provinces and towns round the bounds (west, south, east, north in degrees).

    `part` is `country`, `province` or `town`; towns have a `rank` (people, more or less).
    """
    window = _wider(bounds)
    fine = (window[2] - window[0]) / 4000
    frame = shapely.box(*window)
    features = [
        feature(cut, {"part": "country" if area.is_country else "province", "name": area.name}, fine=fine)
        for area in areas().rows
        if _touches(area.box, window) and not (cut := shapely.intersection(area.shape, frame)).is_empty
    ]
    return collection([*features, *_towns(window, curated, on)], bounds=list(window))


def _wider(bounds: Box) -> Box:
    west, south, east, north = bounds
    wide, high = max(_LEAST, _WIDER * (east - west)), max(_LEAST, _WIDER * (north - south))
    west, south = max(-180.0, west - wide), max(-85.0, south - high)
    return west, south, min(180.0, east + wide), min(85.0, north + high)


def _touches(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _towns(window: Box, curated: Mapping[str, tuple[Entry, ...]], on: Voice) -> Iterator[Json]:
    own = [] if isinstance(curated, LargeList) else list(_own(curated, window))
    known = [(one.lon, one.lat) for one in own]
    found = [(_RANK.get(one.kind, _VILLAGE), _called(one.name, on), one.lon, one.lat) for one in own]
    found += [
        (town.population, _name(town, on), town.lon, town.lat)
        for town in map(general.read_row, general.table())
        if _holds(window, town.lon, town.lat) and not _is_near(known, town.lon, town.lat)
    ]
    found.sort(key=lambda one: (-one[0], one[1]))
    for rank, name, lon, lat in found[:_TOWNS]:
        yield feature(shapely.Point(lon, lat), {"part": "town", "name": name, "rank": rank})


def _own(curated: Mapping[str, tuple[Entry, ...]], window: Box) -> Iterator[Entry]:
    """Places of the case's own list that have a point of their own; a province is no town."""
    seen = set()
    for entry in (entry for several in curated.values() for entry in several):
        key = (entry.name, entry.lat, entry.lon)
        if key not in seen and entry.radius_m <= _TOWN_M and _holds(window, entry.lon, entry.lat):
            seen.add(key)
            yield entry


_TOWN_M = 15_000.0


def _holds(window: Box, lon: float, lat: float) -> bool:
    return window[0] <= lon <= window[2] and window[1] <= lat <= window[3]


def _is_near(known: Iterable[tuple[float, float]], lon: float, lat: float) -> bool:
    return any(abs(lon - east) < _SAME and abs(lat - north) < _SAME for east, north in known)


def _called(name: str, on: Voice) -> str:
    return on.names.of("places", name) or name


def _name(town: general.Town, on: Voice) -> str:
    if on.tongue.runs_left:
        return next((name for name in town.names if _ARABIC.search(name)), _called(town.name, on))
    return _called(town.name, on)
