"""P(inside) of one event and one zone: certain, read off the pyramid, or summed up along the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.bulk.cells import INSIDE, OUTSIDE
from truceline.bulk.compiled import inlined
from truceline.bulk.globe import position
from truceline.bulk.measure import is_inside, leaf_at, offset
from truceline.bulk.nodes import summed
from truceline.bulk.overlap import overlap
from truceline.bulk.pyramid import looked_up
from truceline.bulk.spread import NORMAL, TAIL
from truceline.bulk.zones import depth, share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from truceline.bulk.index import Index
    from truceline.bulk.pyramid import Pyramid
    from truceline.bulk.zones import Zones

    Floats = NDArray[np.float64]

# Where a raster says more than this, whether it is certain is looked into.
_NEARLY, _NEARLY_NORMAL = 0.99, 0.9995


@inlined
def sure(
    lon: float,
    lat: float,
    size: float,
    zone: int,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
) -> int:
    """Whether all of a spread lies inside (1) or outside (0) by its middle's cell alone; -1: not told."""
    edge = zones.whole[zone]
    if edge < 0:
        return 0
    reach = size * kernel[0] + TAIL * zones.doubt[zone]
    leaf = leaf_at(lon, lat, edge, index)
    if leaf >= 0 and index.side[leaf] <= INSIDE and index.bound[leaf] > reach:
        if index.side[leaf] == OUTSIDE:
            return 0
        if not zones.is_open[zone]:
            return 1
    if zones.is_open[zone] and zones.core[zone] >= 0:
        leaf = leaf_at(lon, lat, zones.core[zone], index)
        if leaf >= 0 and index.side[leaf] == INSIDE and index.bound[leaf] > reach:
            return 1
    return -1


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

    `size` is the spread's (metres); `kernel` its reach and grain for size 1 and its table.
    """
    told = sure(lon, lat, size, zone, kernel, index, zones)
    if told >= 0:
        return float(told), told == 1
    if zones.is_open[zone]:
        return _open_chance(lon, lat, size, zone, kernel, index, zones, pyramid)
    edge, doubt = zones.whole[zone], zones.doubt[zone]
    reach = size * kernel[0] + TAIL * doubt
    leaf = leaf_at(lon, lat, edge, index)
    x, y, z = position(lon, lat)
    inside = is_inside(lon, lat, x, y, z, leaf, edge, index)
    holds = _holds(lon, lat, x, y, z, zone, inside, leaf, index, zones)
    if reach == 0.0:
        p = share(lon, lat, x, y, z, zone, 0.0, index, zones)
        return p, p > 0.0
    p = looked_up(x, y, z, size, zone, pyramid)
    if p < 0.0:
        p = overlap(x, y, z, size, doubt, inside, kernel, edge, index)
    elif inside and p > _nearly(kernel) and (leaf < 0 or index.limit[leaf] > reach):
        # A raster does not tell the certain from the nearly certain.
        p = 1.0 if offset(lon, lat, x, y, z, leaf, edge, index) > reach else p
    return p, holds


@inlined
def _holds(
    lon: float,
    lat: float,
    x: float,
    y: float,
    z: float,
    zone: int,
    inside: bool,  # noqa: FBT001 - compiled code takes no keywords
    leaf: int,
    index: Index,
    zones: Zones,
) -> bool:
    """Whether a point lies in a zone; `inside`: in its outline, which of a strip is a foot or more off."""
    if zones.within[zone] < 0 and (not zones.is_strip[zone] or (leaf >= 0 and index.side[leaf] <= INSIDE)):
        return inside
    _, high = depth(lon, lat, x, y, z, zone, 0.0, index, zones)
    return high >= 0.0


@inlined
def _nearly(kernel: tuple[float, float, Floats]) -> float:
    """The chance on a raster above which all of the spread may in truth lie inside."""
    return _NEARLY_NORMAL if kernel[1] == NORMAL else _NEARLY


@inlined
def _open_chance(
    lon: float,
    lat: float,
    size: float,
    zone: int,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
    pyramid: Pyramid,
) -> tuple[float, bool]:
    """The same of a zone whose depth is in doubt, where cells do not tell."""
    edge = zones.whole[zone]
    reach = size * kernel[0] + TAIL * zones.doubt[zone]
    leaf = leaf_at(lon, lat, edge, index)
    x, y, z = position(lon, lat)
    inside = is_inside(lon, lat, x, y, z, leaf, edge, index)
    holds = _holds(lon, lat, x, y, z, zone, inside, leaf, index, zones)
    if reach == 0.0:
        return share(lon, lat, x, y, z, zone, 0.0, index, zones), holds
    p = looked_up(x, y, z, size, zone, pyramid)
    if p < 0.0 or (inside and p > _nearly(kernel)):
        low, _ = depth(lon, lat, x, y, z, zone, reach, index, zones)
        if low > reach:
            p = 1.0
    if p < 0.0:
        p = summed(lon, lat, x, y, z, size, zone, inside, kernel, index, zones)
    return p, holds
