"""Drawings as geometries in plain longitude and latitude, for maps, files and selections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from truceline.places.plane import HALF_TURN, POLE, travel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from truceline.places.drawing import Drawing
    from truceline.places.plane import Points

_WORLDS = (0.0, 360.0, -360.0)


def in_degrees(drawing: Drawing) -> BaseGeometry | None:
    """The drawing in degrees, cut in two where it crosses the antimeridian (RFC 7946, 3.1.9)."""
    if drawing.is_empty:
        return None
    around = drawing.home.lon
    whole = shapely.union_all([_one(drawing, group, around) for group in drawing.groups])
    if drawing.kind != "area" and _fits(whole):
        # A union would turn lines about; their direction tells left from right.
        lines = [_one(drawing, group, around) for group in drawing.groups]
        return lines[0] if len(lines) == 1 else shapely.geometrycollections(lines)
    if _fits(whole):
        return whole
    parts = [_shifted(whole, world) for world in _WORLDS]
    return shapely.union_all([part for part in parts if not part.is_empty])


def padded_bounds(drawing: Drawing, pad_km: float) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees, at least `pad_km` beyond the drawing on each side.

    Where that crosses the antimeridian or a pole, all longitudes are spanned.
    """
    geometry = in_degrees(drawing)
    assert geometry is not None, "nothing drawn has no bounds"
    west, south, east, north = geometry.bounds
    south = _moved(south, 180.0, pad_km)
    north = _moved(north, 0.0, pad_km)
    widest = max(abs(south), abs(north))
    if widest >= POLE:
        return -HALF_TURN, south, HALF_TURN, north
    # At the latitude nearest the pole a degree of longitude is shortest.
    wider = travel(0.0, widest, 90.0, pad_km)[0]
    if west - wider < -HALF_TURN or east + wider > HALF_TURN:
        return -HALF_TURN, south, HALF_TURN, north
    return west - wider, south, east + wider, north


def _moved(lat: float, bearing: float, km: float) -> float:
    lon, reached = travel(0.0, lat, bearing, km)
    if abs(lon) > HALF_TURN / 2:  # gone over the pole and down the other side
        return POLE if bearing == 0 else -POLE
    return reached


def _fits(geometry: BaseGeometry) -> bool:
    return geometry.bounds[0] >= -HALF_TURN and geometry.bounds[2] <= HALF_TURN


def _shifted(geometry: BaseGeometry, by: float) -> BaseGeometry:
    world = shapely.box(by - HALF_TURN, -POLE, by + HALF_TURN, POLE)
    return shapely.transform(geometry & world, lambda xy: xy - [by, 0.0])


def _one(drawing: Drawing, group: Sequence[Points], around: float) -> BaseGeometry:
    paths = [_continuous(path, around) for path in group]
    if drawing.kind == "area":
        return shapely.Polygon(_closed(paths[0]), paths[1:])
    return shapely.LineString(paths[0]) if drawing.kind == "line" else shapely.Point(paths[0][0])


def _continuous(path: Points, around: float) -> Points:
    """The path with longitudes that run on, starting less than half a turn from `around`."""
    steps = (np.diff(path[:, 0]) + 180) % 360 - 180
    first = around + (path[0, 0] - around + 180) % 360 - 180
    return np.column_stack((first + np.concatenate(([0.0], np.cumsum(steps))), path[:, 1]))


def _closed(ring: Points) -> Points:
    """A ring that goes round a pole is closed over the pole."""
    if abs(ring[-1, 0] - ring[0, 0]) < HALF_TURN:
        return ring
    pole = POLE if ring[:, 1].mean() > 0 else -POLE
    return np.concatenate((ring, [[ring[-1, 0], pole], [ring[0, 0], pole]]))
