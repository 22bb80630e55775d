"""P(inside) of one event and one zone: certain, read off the pyramid, or summed up from points."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.cells import INSIDE
from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.globe import lifted, over_ground, position
from truceline.bulk.measure import is_inside, leaf_at, offset
from truceline.bulk.nearby import crosses, gap_to_piece, within
from truceline.bulk.overlap import overlap
from truceline.bulk.pyramid import looked_up
from truceline.bulk.spread import NODES, NORMAL, STEPS, TAIL, row_of
from truceline.bulk.zones import bracket, depth, share, step, strip_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.index import Index
    from truceline.bulk.pyramid import Pyramid
    from truceline.bulk.zones import Zones

    Floats = NDArray[np.float64]

# Few nodes with a wide blur: worst at a straight edge through the middle, 0.014 off.
_BLUR = 0.2
# Where a raster says more than this, whether it is certain is looked into.
_NEARLY, _NEARLY_NORMAL = 0.99, 0.9995
_GOLDEN = math.pi * (3 - math.sqrt(5))
_COS, _SIN = np.cos(np.arange(NODES) * _GOLDEN), np.sin(np.arange(NODES) * _GOLDEN)


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
    if zones.is_open[zone]:
        return _open_chance(lon, lat, size, zone, kernel, index, zones, pyramid)
    edge = zones.whole[zone]
    if edge < 0:
        return 0.0, False
    doubt = zones.doubt[zone]
    reach = size * kernel[0] + TAIL * doubt
    leaf = leaf_at(lon, lat, edge, index)
    if leaf >= 0 and index.side[leaf] <= INSIDE and index.bound[leaf] > reach:
        inside = index.side[leaf] == INSIDE
        return 1.0 if inside else 0.0, inside
    x, y, z = position(lon, lat)
    inside = is_inside(lon, lat, x, y, z, leaf, edge, index)
    if reach == 0.0:
        return 1.0 if inside else 0.0, inside
    p = looked_up(x, y, z, size, zone, pyramid)
    if p < 0.0:
        p = overlap(x, y, z, size, doubt, inside, kernel, edge, index)
    elif inside and p > (_NEARLY_NORMAL if kernel[1] == NORMAL else _NEARLY) and leaf >= 0:
        # A raster does not tell the certain from the nearly certain.
        if index.limit[leaf] > reach and offset(lon, lat, x, y, z, leaf, edge, index) > reach:
            p = 1.0
    return p, inside


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
    """The same of a zone whose depth is in doubt."""
    doubt = zones.doubt[zone]
    reach = size * kernel[0] + TAIL * doubt
    low, high, top = bracket(lon, lat, zone, index, zones)
    if top < -reach:
        return 0.0, False
    if low > reach:
        return 1.0, True
    x, y, z = position(lon, lat)
    if high >= 0.0 or top < 0.0:
        # Inside or not for certain: where a raster tells the chance, nothing need be measured.
        p = looked_up(x, y, z, size, zone, pyramid)
        if p >= 0.0:
            return p, high >= 0.0
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
    nodes = np.empty((NODES, 3))
    span = _place(x, y, z, size, doubt, kernel, nodes)
    blur = math.hypot(size * kernel[1], doubt) * _BLUR
    shares = np.ones(NODES)
    near = np.empty(index.pieces.shape[0], np.int32)
    while zone >= 0:
        edge = zones.edge[zone]
        way = offset(lon, lat, x, y, z, leaf_at(lon, lat, edge, index), edge, index)
        # Whichever piece is nearest to a node, it is no farther from the middle than this.
        count = within(x, y, z, index, edge, abs(way) + 2.0 * span + 1.0, near)
        for node in range(NODES):
            if shares[node] > 0.0:
                its = _way(nodes[node], x, y, z, way, near[:count], zone, index, zones)
                shares[node] *= (
                    strip_share(its, zone, blur, zones) if zones.is_strip[zone] else step(its, blur)
                )
        zone = zones.within[zone]
    return float(shares.mean())


@inlined
def _place(
    x: float,
    y: float,
    z: float,
    size: float,
    doubt: float,
    kernel: tuple[float, float, Floats],
    out: Floats,
) -> float:
    """Write where the points of a spread lie in space; how far the farthest is from the middle, metres."""
    row, part, unit, _ = row_of(size, doubt, kernel)
    scale = unit * math.sqrt(1.0 - _BLUR * _BLUR)
    flat = math.sqrt(x * x + y * y)
    east_x, east_y = (-y / flat, x / flat) if flat > 0.0 else (0.0, 1.0)
    length = math.sqrt(x * x + y * y + z * z)
    up_z = z / length
    north_x, north_y, north_z = -up_z * east_y, up_z * east_x, flat / length
    radii = kernel[2][:, STEPS + 1 :]
    span = 0.0
    for node in range(NODES):
        away = (radii[row, node] * (1.0 - part) + radii[row + 1, node] * part) * scale
        a, b = away * _COS[node], away * _SIN[node]
        px, py, pz = x + east_x * a + north_x * b, y + east_y * a + north_y * b, z + north_z * b
        up = lifted(px, py, pz)
        out[node, 0], out[node, 1], out[node, 2] = px * up, py * up, pz * up
        span = max(span, away)
    return span


@inlined
def _way(
    node: Floats,
    x: float,
    y: float,
    z: float,
    way: float,
    near: NDArray[np.int32],
    zone: int,
    index: Index,
    zones: Zones,
) -> float:
    """Signed distance of a node from a zone's edge, told from that of the middle: metres, + inside."""
    best, odd = 1e300, False
    is_sided = not zones.is_strip[zone] or zones.side[zone] != 0
    for k in range(near.shape[0]):
        gap, _ = gap_to_piece(node[0], node[1], node[2], index.pieces, near[k])
        best = min(best, gap)
        if is_sided and crosses(x, y, z, node[0], node[1], node[2], index.pieces, near[k]):
            odd = not odd
    its = over_ground(math.sqrt(best))
    return -its if (way < 0.0) != odd else its
