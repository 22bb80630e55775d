"""Whether two points may be one place, told by different maps."""

from __future__ import annotations

from math import cos, hypot, radians

NEAR_KM = 5.0
"""Two reports a village apart may be of one place; a hint, so a rough measure will do."""
_KM_PER_DEGREE = 111.2


def may_be_one(lat: float, lon: float, other_lat: float, other_lon: float) -> bool:
    """Whether two points (degrees) lie so near each other that maps may mean one place by them."""
    north = (lat - other_lat) * _KM_PER_DEGREE
    if abs(north) > NEAR_KM:
        return False
    degrees = ((lon - other_lon) + 180) % 360 - 180
    return hypot(north, degrees * _KM_PER_DEGREE * cos(radians(lat))) <= NEAR_KM
