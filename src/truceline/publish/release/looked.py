"""Where a patrol looked, as the public is told: whole squares of which it looked at the middle."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sqrt
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from truceline.case.looked import Ring

if TYPE_CHECKING:
    from truceline.publish.release.squares import Square, Squares

_KM_A_DEGREE = 110.57
_MOST = 120
"""Points along the longer edge at which it is asked which square they lie in."""
_DIGITS = 4


def squares_looked_at(squares: Squares, rings: tuple[Ring, ...]) -> tuple[Ring, ...]:
    """The outlines of the squares; the way that was taken within and between them is not told."""
    if not rings:
        return ()
    seen = shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])
    found = {squares.square(lat, lon) for lat, lon in _asked(seen, squares.town_km)}
    told = (one for one in sorted(found) if seen.covers(shapely.Point(one.lon, one.lat)))
    return tuple(map(_outline, told))


def _asked(seen: BaseGeometry, step_km: float) -> Iterator[tuple[float, float]]:
    west, south, east, north = seen.bounds
    step = max(step_km / 2 / _KM_A_DEGREE, (north - south) / _MOST, (east - west) / _MOST)
    for lat in np.arange(south, north + step, step):
        for lon in np.arange(west, east + step, step):
            yield float(lat), float(lon)


def _outline(one: Square) -> Ring:
    half = one.radius_km / sqrt(2) / _KM_A_DEGREE
    wide = half / max(cos(radians(one.lat)), 0.01)
    corners = ((-wide, -half), (wide, -half), (wide, half), (-wide, half))
    return tuple((round(one.lon + east, _DIGITS), round(one.lat + north, _DIGITS)) for east, north in corners)
