"""P(inside) of one event and one zone: certain, read off the pyramid, or summed up from points."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.globe import RADIAN, position
from truceline.bulk.pyramid import geographic, looked_up
from truceline.bulk.spread import NODES, RATIOS, TAIL
from truceline.bulk.zones import depth, share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from truceline.bulk.index import Index
    from truceline.bulk.pyramid import Pyramid
    from truceline.bulk.zones import Zones

    Floats = NDArray[np.float64]

_BLUR = 0.09
# Nearer to the earth's axis than this, meridians run together too fast to count along them.
_POLAR_M = 500_000.0
_GOLDEN = math.pi * (3 - math.sqrt(5))


@inlined
def chance(
    lon: float,
    lat: float,
    size: float,
    zone: int,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
    pyramid: Pyramid,
) -> tuple[float, bool]:
    """P(inside), 0-1, and whether the recorded point itself lies inside at the zone's greatest depth.

    `size` is the spread's (metres); `kernel` its reach and grain for size 1 and the radii of its nodes.
    """
    doubt = zones.doubt[zone]
    reach = size * kernel[0] + TAIL * doubt
    x, y, z = position(lon, lat)
    low, high = depth(lon, lat, x, y, z, zone, reach, index, zones)
    inside = high >= 0.0
    if high < -reach:
        return 0.0, inside
    if low > reach:
        return 1.0, inside
    if reach == 0.0:
        return share(lon, lat, x, y, z, zone, 0.0, index, zones), inside
    p = looked_up(x, y, z, size, zone, pyramid)
    if p >= 0.0:
        return p, inside
    return summed(lon, lat, x, y, z, size, zone, kernel, index, zones), inside


@compiled
def summed(
    lon: float,
    lat: float,
    x: float,
    y: float,
    z: float,
    size: float,
    zone: int,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
) -> float:
    """P(inside) from 64 points that stand for equal shares of the spread, each a little blurred."""
    doubt = zones.doubt[zone]
    rank = (RATIOS - 1) * doubt / (size + doubt)
    row = min(int(rank), RATIOS - 2)
    part = rank - row
    blur = math.hypot(size * kernel[1], doubt) * _BLUR
    span = (size + doubt) * math.sqrt(1.0 - _BLUR * _BLUR)
    flat = math.sqrt(x * x + y * y)
    east_x, east_y = (-y / flat, x / flat) if flat > 0.0 else (0.0, 1.0)
    length = math.sqrt(x * x + y * y + z * z)
    up_z = z / length
    north_x, north_y, north_z = -up_z * east_y, up_z * east_x, flat / length
    total = 0.0
    for node in range(NODES):
        away = (kernel[2][row, node] * (1.0 - part) + kernel[2][row + 1, node] * part) * span
        a, b = away * math.cos(node * _GOLDEN), away * math.sin(node * _GOLDEN)
        px, py, pz = x + east_x * a + north_x * b, y + east_y * a + north_y * b, z + north_z * b
        if flat > _POLAR_M:
            there_lon, there_lat = lon + a / flat / RADIAN, lat + b / length / RADIAN
        else:
            there_lon, there_lat = geographic(px, py, pz)
        total += share(there_lon, there_lat, px, py, pz, zone, blur, index, zones)
    return total / NODES
