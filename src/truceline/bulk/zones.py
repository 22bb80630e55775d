"""Zones as a kernel sees them: areas, and strips along lines, each cut off by what it lies within."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from truceline.bulk.cells import INSIDE, OUTSIDE
from truceline.bulk.compiled import inlined
from truceline.bulk.measure import leaf_at, offset

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from truceline.bulk.index import Index
    from truceline.places.drawing import Drawing
    from truceline.places.ground import Ground

_SIDES = {"both": 0, "left": 1, "right": -1}
_ROOT_HALF = math.sqrt(0.5)
_DENSITY = 1 / math.sqrt(2 * math.pi)
_M_PER_KM = 1000.0
_FAR = 1e12


class Zones(NamedTuple):
    """One row a zone. Lengths are metres; `within` is another zone's row, or -1.

    `is_strip` tells a strip along an edge, as deep as anything between `least` and `most` on one
    `side` (1 left, -1 right) or both (0), from the area inside an edge. `doubt` is the standard
    deviation of the drawing, each way. Where a zone is cut off by another or has one side only,
    `outline` is the edge round what is left, to measure from, and of a line the line; else -1.
    `whole` is the edge round the zone at its greatest depth, -1 where that is nothing. `is_open`
    tells whether its depth, or that of one it lies within, is in doubt; of its own doubt alone, `core`
    is the edge at its least depth, else -1.
    """

    edge: NDArray[np.int64]
    is_strip: NDArray[np.uint8]
    least: NDArray[np.float64]
    most: NDArray[np.float64]
    side: NDArray[np.int8]
    within: NDArray[np.int64]
    doubt: NDArray[np.float64]
    outline: NDArray[np.int64]
    whole: NDArray[np.int64]
    is_open: NDArray[np.uint8]
    core: NDArray[np.int64]


def zones_of(grounds: Sequence[Ground], lines: Collection[int] = ()) -> tuple[list[Drawing], Zones]:
    """The drawings to index, each once, and the zones made of them: those asked for come first.

    `lines` are the numbers of those that are lines or points rather than strips: distances are from
    what is drawn, + left of a line.
    """
    every = list(grounds)
    for ground in every:
        if ground.within is not None and not any(ground.within is one for one in every):
            every.append(ground.within)
    drawings: list[Drawing] = []
    for ground in every:
        if not any(ground.base is one for one in drawings):
            drawings.append(ground.base)
    rows = [_row(ground, every, drawings, is_line=n in lines) for n, ground in enumerate(every)]
    kinds: dict[str, Any] = {"is_strip": np.uint8, "side": np.int8, "is_open": np.uint8}
    for name in ("least", "most", "doubt"):
        kinds[name] = np.float64
    columns = zip(Zones._fields, zip(*rows, strict=True), strict=True)
    table: list[Any] = [np.array(column, kinds.get(name, np.int64)) for name, column in columns]
    return drawings, Zones(*table)


def _row(ground: Ground, every: list[Ground], drawings: list[Drawing], *, is_line: bool) -> tuple[float, ...]:
    within = [n for n, one in enumerate(every) if one is ground.within]
    edge = next(n for n, one in enumerate(drawings) if one is ground.base)
    outline = _outline(ground, drawings)
    whole = outline if outline >= 0 else _brim(ground, ground.most_km, drawings) if ground.is_strip else edge
    return (
        edge,
        ground.is_strip,
        ground.least_km * _M_PER_KM,
        ground.most_km * _M_PER_KM,
        _SIDES[ground.side],
        within[0] if within else -1,
        ground.uncertainty_km * _M_PER_KM,
        edge if is_line else outline,
        whole,
        _is_open(ground),
        _core(ground, drawings),
    )


def _outline(ground: Ground, drawings: list[Drawing]) -> int:
    """The edge round a zone that is cut off or has one side only; it joins the drawings."""
    if ground.within is None and ground.side == "both":
        return -1
    return _brim(ground, ground.most_km, drawings)


def _core(ground: Ground, drawings: list[Drawing]) -> int:
    """The edge round what surely belongs to a zone of unsure depth; it joins the drawings."""
    alone = ground.within is None or not _is_open(ground.within)
    return _brim(ground, ground.least_km, drawings) if alone and _is_open(ground) else -1


def _brim(ground: Ground, depth_km: float, drawings: list[Drawing]) -> int:
    """The edge round a strip at a depth, -1 where there is nothing; it joins the drawings."""
    from truceline.bulk.brims import brim  # a kept index needs none of it, and shapely is slow to load

    drawing = brim(ground, depth_km)
    if drawing.is_empty:
        return -1
    drawings.append(drawing)
    return len(drawings) - 1


def _is_open(ground: Ground) -> bool:
    """Whether a depth is in doubt: the zone's own, or that of one it lies within."""
    return ground.unsure_km > 0 or (ground.within is not None and _is_open(ground.within))


@inlined
def step(way: float, spread: float) -> float:
    """The share of a normal spread (its standard deviation) round a point so deep inside a straight edge."""
    if spread == 0.0:
        return 1.0 if way >= 0.0 else 0.0
    return 0.5 * math.erfc(-way / spread * _ROOT_HALF)


@inlined
def _ramp(way: float, spread: float) -> float:
    """The integral of `step` up to there."""
    if spread == 0.0:
        return max(0.0, way)
    return way * step(way, spread) + spread * _DENSITY * math.exp(-0.5 * (way / spread) ** 2)


@inlined
def strip_share(way: float, zone: int, spread: float, zones: Zones) -> float:
    """The share of a small normal spread, so far left of a straight line (metres), in a strip along it."""
    least, most, away = zones.least[zone], zones.most[zone], abs(way)
    # Both edges of a strip count, for it may be thinner than the spread is wide.
    if most > least:
        near = _ramp(most - away, spread) - _ramp(least - away, spread)
        far = _ramp(-least - away, spread) - _ramp(-most - away, spread)
        total = (near - far) / (most - least)
    else:
        total = step(most - away, spread) - step(-most - away, spread)
    if zones.side[zone] != 0:
        total *= step(way * zones.side[zone], spread)
    return float(total)


@inlined
def share(
    lon: float, lat: float, x: float, y: float, z: float, zone: int, spread: float, index: Index, zones: Zones
) -> float:
    """How much of a small normal spread (metres, each way) round a point lies in a zone, 0-1.

    Small against the zone's bends: edges count as straight. With no spread it tells whether the
    point lies inside, and in the open part of a strip the share of depths at which it does.
    """
    total = 1.0
    while zone >= 0 and total > 0.0:
        edge = zones.edge[zone]
        leaf = leaf_at(lon, lat, edge, index)
        if not zones.is_strip[zone]:
            sure = leaf >= 0 and index.bound[leaf] > 5.0 * spread
            if sure and index.side[leaf] == OUTSIDE:
                return 0.0
            if not (sure and index.side[leaf] == INSIDE):
                total *= step(offset(lon, lat, x, y, z, leaf, edge, index), spread)
        else:
            if leaf >= 0 and index.bound[leaf] > zones.most[zone] + 5.0 * spread:
                return 0.0
            total *= strip_share(offset(lon, lat, x, y, z, leaf, edge, index), zone, spread, zones)
        zone = zones.within[zone]
    return total


@inlined
def depth(
    lon: float, lat: float, x: float, y: float, z: float, zone: int, reach: float, index: Index, zones: Zones
) -> tuple[float, float]:
    """How deep a point lies in a zone at its least and at its greatest, metres, + inside.

    Worked out only as far as it matters: beyond `reach` either way a bound may stand for it.
    """
    low, high = _FAR, _FAR
    while zone >= 0 and high >= -reach:
        edge = zones.edge[zone]
        leaf = leaf_at(lon, lat, edge, index)
        if not zones.is_strip[zone]:
            if leaf >= 0 and index.bound[leaf] > reach and index.side[leaf] <= INSIDE:
                way = float(index.bound[leaf])
                if index.side[leaf] == OUTSIDE:
                    way = -way
            else:
                way = offset(lon, lat, x, y, z, leaf, edge, index)
            low, high = min(low, way), min(high, way)
        elif leaf >= 0 and index.bound[leaf] > zones.most[zone] + reach:
            low, high = -_FAR, -_FAR
        else:
            way = offset(lon, lat, x, y, z, leaf, edge, index)
            away = abs(way)
            low, high = min(low, zones.least[zone] - away), min(high, zones.most[zone] - away)
            if zones.side[zone] != 0:
                low, high = min(low, way * zones.side[zone]), min(high, way * zones.side[zone])
        zone = zones.within[zone]
    return low, high


@inlined
def bracket(lon: float, lat: float, zone: int, index: Index, zones: Zones) -> tuple[float, float, float]:
    """How deep a point lies by its cell alone, metres, + inside.

    At least, at the zone's least and at its greatest depth; and at most, at its greatest.
    """
    low, high, top = _FAR, _FAR, _FAR
    while zone >= 0:
        edge = zones.edge[zone]
        leaf = leaf_at(lon, lat, edge, index)
        if leaf < 0:
            return -_FAR, -_FAR, _FAR
        near, far = float(index.bound[leaf]), float(index.limit[leaf])
        if zones.is_strip[zone]:
            low, high = min(low, zones.least[zone] - far), min(high, zones.most[zone] - far)
            top = min(top, zones.most[zone] - near)
            if zones.side[zone] != 0:
                low, high, top = min(low, -far), min(high, -far), min(top, far)
        elif index.side[leaf] == INSIDE:
            low, high, top = min(low, near), min(high, near), min(top, far)
        elif index.side[leaf] == OUTSIDE:
            low, high, top = min(low, -far), min(high, -far), min(top, -near)
        else:
            low, high, top = min(low, -far), min(high, -far), min(top, far)
        zone = zones.within[zone]
    return low, high, top
