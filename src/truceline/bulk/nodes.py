"""P(inside) where a zone's depth is in doubt: from points that stand for equal shares of the spread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.globe import arc, lifted
from truceline.bulk.measure import is_inside, leaf_at, offset
from truceline.bulk.nearby import crosses, gap_to_piece, within
from truceline.bulk.overlap import overlap
from truceline.bulk.spread import NODES, STEPS, row_of
from truceline.bulk.zones import step, strip_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.index import Index
    from truceline.bulk.zones import Zones

    Floats = NDArray[np.float64]

# Few nodes with a wide blur.
_BLUR = 0.2
_GOLDEN = math.pi * (3 - math.sqrt(5))
_COS, _SIN = np.cos(np.arange(NODES) * _GOLDEN), np.sin(np.arange(NODES) * _GOLDEN)
# Where less than this of the points lies in what is in doubt, the middle's own share must do.
_FEW = 1e-4


@compiled
def summed(
    lon: float,
    lat: float,
    x: float,
    y: float,
    z: float,
    size: float,
    zone: int,
    inside: bool,  # noqa: FBT001 - compiled code takes no keywords
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
) -> float:
    """P(inside) of a zone of unsure depth.

    The shares at its least and at its greatest depth are exact. How much of what lies between counts is
    told by points, each a little blurred.
    """
    doubt = zones.doubt[zone]
    most = overlap(x, y, z, size, doubt, inside, kernel, zones.whole[zone], index)
    if most == 0.0:
        return 0.0
    core, least = zones.core[zone], 0.0
    if core >= 0:
        deep = is_inside(lon, lat, x, y, z, leaf_at(lon, lat, core, index), core, index)
        least = overlap(x, y, z, size, doubt, deep, kernel, core, index)
    if least == most:
        return least
    part = _between(lon, lat, x, y, z, size, zone, kernel, index, zones)
    return least + (most - least) * part


@compiled
def _between(
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
    """How much counts of what lies between least and greatest depth, 0-1."""
    doubt, core = zones.doubt[zone], zones.core[zone]
    nodes = np.empty((NODES, 3))
    span = _place(x, y, z, size, doubt, kernel, nodes)
    blur = math.hypot(size * kernel[1], doubt) * _BLUR
    shares = np.ones((NODES, 3))
    shares[:, 2] = 1.0 if core >= 0 else 0.0
    near = np.empty(index.pieces.shape[0], np.int32)
    part = 1.0
    while zone >= 0:
        edge = zones.edge[zone]
        way = offset(lon, lat, x, y, z, leaf_at(lon, lat, edge, index), edge, index)
        # Whichever piece is nearest to a node, it is no farther from the middle than this.
        count = within(x, y, z, index, edge, abs(way) + 2.0 * span + 1.0, near)
        sided = abs(way) <= span and (not zones.is_strip[zone] or zones.side[zone] != 0)
        for node in range(NODES):
            if shares[node, 1] > 0.0:
                its = _way(nodes, node, x, y, z, way, sided, near, count, index)
                _narrow(shares, node, its, zone, blur, zones)
        if zones.most[zone] > zones.least[zone]:
            part *= (zones.most[zone] - abs(way)) / (zones.most[zone] - zones.least[zone])
        zone = zones.within[zone]
    between = shares[:, 1].sum() - shares[:, 2].sum()
    if between > _FEW * NODES:
        part = (shares[:, 0].sum() - shares[:, 2].sum()) / between
    return float(min(1.0, max(0.0, part)))


@inlined
def _narrow(shares: Floats, node: int, way: float, zone: int, blur: float, zones: Zones) -> None:
    """Take off a point's shares, at unsure, greatest and least depth, what lies outside one edge."""
    if not zones.is_strip[zone]:
        inside = step(way, blur)
        shares[node, 0] *= inside
        shares[node, 1] *= inside
        shares[node, 2] *= inside
        return
    away = abs(way)
    side = step(way * zones.side[zone], blur) if zones.side[zone] != 0 else 1.0
    shares[node, 0] *= strip_share(way, zone, blur, zones)
    shares[node, 1] *= side * (step(zones.most[zone] - away, blur) - step(-zones.most[zone] - away, blur))
    shares[node, 2] *= side * (step(zones.least[zone] - away, blur) - step(-zones.least[zone] - away, blur))


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
    nodes: Floats,
    node: int,
    x: float,
    y: float,
    z: float,
    way: float,
    sided: bool,  # noqa: FBT001 - compiled code takes no keywords
    near: NDArray[np.int32],
    count: int,
    index: Index,
) -> float:
    """Signed distance of a node from an edge, told from that of the middle: metres, + inside or left."""
    px, py, pz = nodes[node, 0], nodes[node, 1], nodes[node, 2]
    best, odd = 1e300, False
    for k in range(count):
        gap, _ = gap_to_piece(px, py, pz, index.pieces, near[k])
        best = min(best, gap)
    if sided:
        for k in range(count):
            if crosses(x, y, z, px, py, pz, index.pieces, near[k]):
                odd = not odd
    its = arc(math.sqrt(best))
    return -its if (way < 0.0) != odd else its
