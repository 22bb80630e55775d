"""Parts of areas and the ground between places, cut so light that a claim can carry them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from truceline.places.bearing import Wind, part_of_disc
from truceline.places.plane import Plane, geodesic_km

# A shape in a claim has at most so many corners, and they are 100 m exact.
_MOST_CORNERS = 60
_DECIMALS = 3
_COARSER = 1.6
_FINEST = 0.003
# So many tolerances are tried, up to 0.84 degrees.
_STEPS = 13
# The middle of an area: the disc with a third of its ground.
_MIDDLE_SHARE = 1 / 3
_AREAL = {"Polygon", "MultiPolygon"}


def part_of_area(
    area: BaseGeometry, sides: Iterable[Wind], centre: tuple[float, float] | None = None
) -> BaseGeometry:
    """The part of an area (degrees) on the given sides of its middle, or of another point in it.

    Each side is a right angle wide, as in `bearing`; the area itself where nothing of it lies there.
    """
    middle = area.centroid
    lon, lat = centre or (middle.x, middle.y)
    reach_km = max(geodesic_km(lon, lat, x, y) for x, y in shapely.get_coordinates(area.envelope)) * 1.1
    pieces = [area & shape(part_of_disc(lon, lat, _reach(area, side, reach_km), side)) for side in sides]
    whole = shapely.union_all(pieces)
    kept = [one for one in shapely.get_parts(whole) if one.geom_type in _AREAL]
    return shapely.union_all(kept) if kept else area


def ring_part(
    lon: float, lat: float, inner_km: float, outer_km: float, sides: Iterable[Wind] = ()
) -> BaseGeometry:
    """The ground between two distances from a point, all round or on some sides."""
    around = part_of_disc(lon, lat, 2 * outer_km, "C")  # the centre of a disc is half its radius
    pieces = [shape(part_of_disc(lon, lat, outer_km, side)) for side in sides] or [shape(around)]
    inner = shape(part_of_disc(lon, lat, 2 * inner_km, "C"))
    return shapely.union_all(pieces) - inner


def between(one: tuple[float, float], other: tuple[float, float], width_km: float) -> BaseGeometry:
    """The strip between two points (longitude, latitude), so wide on either side of the straight way."""
    plane = Plane(*one)
    ends = plane.project(np.array([one, other]))
    strip = shapely.LineString(ends).buffer(width_km, quad_segs=4)
    return shapely.Polygon(plane.unproject(shapely.get_coordinates(strip.exterior)))


def light(area: BaseGeometry) -> dict[str, Any]:
    """The shape as GeoJSON with few corners."""
    plain = shapely.make_valid(shapely.set_precision(_plainer(area), 10.0**-_DECIMALS))
    kept = [one for one in shapely.get_parts(plain) if one.geom_type in _AREAL]
    drawn = shapely.orient_polygons(shapely.union_all(kept) if kept else area)
    return _rounded(mapping(drawn))


def _plainer(area: BaseGeometry) -> BaseGeometry:
    """The area with as much detail as so few corners can show; coarser steps never have more of them."""
    if int(shapely.get_num_coordinates(area)) <= _MOST_CORNERS:
        return area
    drawn: dict[int, BaseGeometry] = {}

    def is_light(step: int) -> bool:
        drawn[step] = shapely.simplify(area, _FINEST * _COARSER**step)
        return int(shapely.get_num_coordinates(drawn[step])) <= _MOST_CORNERS

    step = bisect_left(range(_STEPS - 1), x=True, key=is_light)
    return drawn[step] if step in drawn else shapely.simplify(area, _FINEST * _COARSER**step)


def _rounded(drawing: Any) -> dict[str, Any]:
    """Coordinates as lists of few digits, as JSON reads them back."""

    def digits(value: Any) -> Any:
        return round(value, _DECIMALS) if isinstance(value, float) else [digits(one) for one in value]

    return {"type": drawing["type"], "coordinates": digits(drawing["coordinates"])}


def _reach(area: BaseGeometry, side: Wind, reach_km: float) -> float:
    if side != "C":
        return reach_km
    plane = Plane(area.centroid.x, area.centroid.y)
    size = sum(
        float(shapely.Polygon(plane.project(shapely.get_coordinates(part.exterior))).area)
        for part in shapely.get_parts(area)
        if part.geom_type == "Polygon"
    )
    return 2 * float(np.sqrt(size * _MIDDLE_SHARE / np.pi))  # the centre of a disc is half its radius
