"""Many points against the zones of one map: signed distances and P(inside), on all processors."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.chance import chance
from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.globe import position
from truceline.bulk.index import Index, index_of
from truceline.bulk.measure import leaf_at, offset
from truceline.bulk.pyramid import Pyramid, pyramid_of
from truceline.bulk.spread import TAIL, Spread
from truceline.bulk.zones import Zones, depth, zones_of
from truceline.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from truceline.places.ground import Ground

    Floats = NDArray[np.float64]

_FEWEST, _MOST = 1 << 14, 1 << 17
"""Rows of a part that one thread measures."""
_FINE = 1e7
_MIX = -7046029254386353131


class Measured(NamedTuple):
    """Shape (points, zones) each: metres from a zone's edge, + inside, and P(inside), 0-1.

    Of a line the distance is from the line itself, + left of it.

    NaN where a point is no place on earth.
    """

    distance_m: NDArray[np.float64]
    p_inside: NDArray[np.float64]


@dataclass(frozen=True)
class Survey:
    """An index of zones that points can be measured against."""

    count: int
    index: Index
    zones: Zones
    pyramid: Pyramid
    kernel: tuple[float, float, Floats]
    cells_near: dict[tuple[int, float], NDArray[np.bool_]] = field(default_factory=dict, repr=False)
    """By zone and size of spread: cells in which it may touch the zone, as far as anybody asked."""
    kept_as: str | None = None
    """The name under which the index is kept on disk, where it is."""

    @classmethod
    def of(
        cls, grounds: Sequence[Ground], spread: Spread | None = None, lines: Collection[int] = ()
    ) -> Survey:
        """Index the zones; `lines` numbers those to be measured from the line, + left of it.

        InputError where the extra `bulk` is not installed.
        """
        require_extra("bulk", "truceline bulk")
        spread = spread or Spread()
        drawings, zones = zones_of(grounds, lines)
        index = index_of(drawings)
        pyramid = pyramid_of(grounds, index, zones, spread)
        return cls(len(grounds), index, zones, pyramid, (spread.reach, spread.grain, spread.table()))

    def reach_m(self, size_m: float, doubt_m: float) -> float:
        """How far from a zone's edge a spread of that size may still touch it, with the edge's own doubt."""
        return size_m * self.kernel[0] + TAIL * doubt_m

    def measure(self, lon: Floats, lat: Floats, size_m: Floats) -> Measured:
        """Distances and chances of points (degrees) with the sizes of their spreads (metres)."""
        return self._measured(lon, lat, size_m, np.empty((len(lon), self.count)))

    def distances(self, lon: Floats, lat: Floats) -> Floats:
        """Distances alone, shape (points, zones); how surely points are placed is nothing to them."""
        return self._measured(lon, lat, lon, np.empty((0, self.count))).distance_m

    def _measured(self, lon: Floats, lat: Floats, size_m: Floats, p_inside: Floats) -> Measured:
        found = Measured(np.empty((len(lon), self.count)), p_inside)

        # Every part has its own table of places, so that few parts find more of them known.
        threads = os.cpu_count() or 1
        rows = min(max(_FEWEST, -(-len(lon) // threads)), _MOST)

        def part(first: int) -> None:
            last = min(first + rows, len(lon))
            places = np.full(2 << (rows - 1).bit_length(), -1, np.int64)
            _measure(
                lon, lat, size_m, first, last, places,
                self.kernel, self.index, self.zones, self.pyramid, *found,
            )  # fmt: skip

        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(part, range(0, len(lon), rows)))
        return found

    def chances(self, lon: Floats, lat: Floats, size_m: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """P(inside) and whether the recorded point itself lies inside, shape (points, zones) each."""
        shape = (len(lon), self.count)
        p, inside = np.empty(shape), np.empty(shape, np.bool_)
        _chances(lon, lat, size_m, self.kernel, self.index, self.zones, self.pyramid, p, inside)
        return p, inside


@compiled
def _chances(
    lon: Floats,
    lat: Floats,
    size_m: Floats,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
    pyramid: Pyramid,
    p: Floats,
    inside: NDArray[np.bool_],
) -> None:
    for n in range(p.shape[0]):
        for zone in range(p.shape[1]):
            p[n, zone], inside[n, zone] = chance(
                lon[n], lat[n], size_m[n], zone, kernel, index, zones, pyramid
            )


@compiled
def _measure(
    lon: Floats,
    lat: Floats,
    size_m: Floats,
    first: int,
    last: int,
    places: NDArray[np.int64],
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
    pyramid: Pyramid,
    distance_m: Floats,
    p_inside: Floats,
) -> None:
    """Fill in the rows from first to last; chances only where there is room for them.

    `places` (a power of two, all -1) is for the last row at each place: events recur at towns, and what
    was measured there is copied.
    """
    chances = p_inside.shape[0] > 0
    for n in range(first, last):
        if lon[n] != lon[n] or lat[n] != lat[n]:
            for zone in range(distance_m.shape[1]):
                distance_m[n, zone] = np.nan
                if chances:
                    p_inside[n, zone] = np.nan
            continue
        mixed = (np.int64(lon[n] * _FINE) * _MIX ^ np.int64(lat[n] * _FINE)) * _MIX
        at = (mixed >> np.int64(32)) & (places.shape[0] - 1)
        like = places[at]
        places[at] = n
        is_known = like >= 0 and lon[like] == lon[n] and lat[like] == lat[n]
        is_alike = is_known and size_m[like] == size_m[n]
        x, y, z = position(lon[n], lat[n])
        for zone in range(distance_m.shape[1]):
            if is_known:
                distance_m[n, zone] = distance_m[like, zone]
            else:
                distance_m[n, zone] = _distance(lon[n], lat[n], x, y, z, zone, index, zones)
            if is_alike and chances:
                p_inside[n, zone] = p_inside[like, zone]
            elif chances:
                p, _ = chance(lon[n], lat[n], size_m[n], zone, kernel, index, zones, pyramid)
                p_inside[n, zone] = p


@inlined
def _distance(
    lon: float, lat: float, x: float, y: float, z: float, zone: int, index: Index, zones: Zones
) -> float:
    """Metres from the edge of a zone at its greatest depth, + inside."""
    edge = zones.outline[zone]
    if edge < 0 and zones.within[zone] < 0 and not zones.is_strip[zone]:
        edge = zones.edge[zone]
    if edge >= 0:
        return offset(lon, lat, x, y, z, leaf_at(lon, lat, edge, index), edge, index)
    _, high = depth(lon, lat, x, y, z, zone, np.inf, index, zones)
    return high
