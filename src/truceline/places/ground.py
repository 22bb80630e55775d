"""A zone as it lies on the ground on one day under one reading, and what lies in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from truceline.places.drawing import Drawing
from truceline.places.outline import Outlines, outlines
from truceline.places.plane import Plane
from truceline.places.scatter import Scatter
from truceline.places.strip import Side, one_side

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from truceline.places.plane import Points

_NODES = 4
_LEGENDRE = {count: np.polynomial.legendre.leggauss(count) for count in range(2, _NODES + 1)}
# How many depths stand for all that are open where shares change over no less than this part of them:
# Gauss's error is then at most 0.001 at a straight edge, and was 0.0016 at the worst that were tried.
_ENOUGH = ((2, 0.6), (3, 0.33), (_NODES, 0.0))
# Displacements that stand for a zone's uncertainty when shapes overlap: equal shares, sunflower order.
_DISPLACED = 512
_GOLDEN = np.pi * (3 - 5**0.5)
# The mean length of a displacement is 1.2533 standard deviations each way; of that, over all directions, an
# edge sweeps outwards over 1/pi of its length. With a margin for displacements being finitely many.
_MEAN_SWEPT = 0.42
# Displacements are tried up to these, one batch after the other.
_BATCHES = (0, 8, 32, 128, _DISPLACED)
# Detail kept of an outline, as a share of the standard deviation it is displaced by.
_FINE = 0.002


class Standing(StrEnum):
    """Whether a point lies in a zone, as drawn."""

    INSIDE = "inside"
    UNDETERMINED = "undetermined"
    OUTSIDE = "outside"


@dataclass(frozen=True, eq=False)
class Ground:
    """A drawn area, or a strip along a drawn line, cut off by the zone it lies within.

    A strip is surely as deep as `least_km` and surely no deeper than `most_km`; between, every
    depth is alike. `uncertainty_km` is the standard deviation of the drawing, each way.
    """

    base: Drawing
    least_km: float = 0.0
    most_km: float = 0.0
    side: Side = "both"
    within: Ground | None = None
    uncertainty_km: float = 0.0
    _layered: dict[Any, tuple[Drawing, NDArray[np.float64]]] = field(default_factory=dict, repr=False)

    @property
    def is_strip(self) -> bool:
        return self.base.kind != "area"

    def standing(self, plane: Plane) -> Standing:
        """Whether the plane's centre lies inside as drawn; the boundary belongs to the zone."""
        limits = [self._own_standing(plane)]
        if self.within and limits[0] is not Standing.OUTSIDE:
            limits.append(self.within.standing(plane))
        order = list(Standing)
        return max(limits, key=order.index)

    def _own_standing(self, plane: Plane) -> Standing:
        offset = self.base.offset_km(plane)
        if not self.is_strip:
            return Standing.INSIDE if offset >= 0 else Standing.OUTSIDE
        if (self.side == "left" and offset < 0) or (self.side == "right" and offset > 0):
            return Standing.OUTSIDE
        if abs(offset) <= self.least_km:
            return Standing.INSIDE
        return Standing.UNDETERMINED if abs(offset) <= self.most_km else Standing.OUTSIDE

    def area(self, depth_km: float | None = None) -> Drawing:
        """The zone's area in degrees, at its greatest depth unless told otherwise."""
        return self._outlines.area(self.most_km if depth_km is None else depth_km)

    @cached_property
    def _outlines(self) -> Outlines:
        return outlines(self.base, self.side, self.within.area() if self.within else None)

    @property
    def unsure_km(self) -> float:
        """How much is open about the depth."""
        return self.most_km - self.least_km

    def depths(self, grain_km: float = 0.0) -> Iterator[tuple[float, float]]:
        """Depths that stand for all between least and most, each with its share of them.

        Few are needed for what changes only over a distance of `grain_km` or more.
        """
        if self.unsure_km == 0:
            yield self.most_km, 1.0
            return
        count = next(few for few, part in _ENOUGH if grain_km >= part * self.unsure_km)
        nodes, weights = _LEGENDRE[count]
        for node, weight in zip(nodes, weights, strict=True):
            yield self.least_km + self.unsure_km * float(node + 1) / 2, float(weight) / 2

    def offset_km(self, plane: Plane) -> float | None:
        """Signed distance of the plane's centre from the boundary at full depth, + inside."""
        area = self.area()
        return None if area.is_empty else area.offset_km(plane)

    def disc_share(self, plane: Plane, radius_km: float) -> float:
        """P(inside) of something anywhere in a disc round the plane's centre."""
        return self.disc_shares([plane], radius_km)[0]

    def disc_shares(self, planes: Sequence[Plane], radius_km: float) -> list[float]:
        """The same of several discs; together they take a tenth of the time."""
        spread = Scatter(radius_km, self.uncertainty_km)
        shares = [0.0] * len(planes)
        doubtful = []
        for number, beside in enumerate(self._beside(planes, spread.reach_km)):
            if beside is Standing.OUTSIDE:
                continue
            if spread.reach_km == 0:
                shares[number] = self.point_share(planes[number])
            elif beside is Standing.INSIDE and self._is_deep(planes[number], spread.reach_km):
                shares[number] = 1.0
            else:
                doubtful.append(number)
        found = self._doubtful_shares([planes[number] for number in doubtful], spread)
        for number, share in zip(doubtful, found, strict=True):
            shares[number] = float(share)
        return shares

    def _doubtful_shares(self, planes: Sequence[Plane], spread: Scatter) -> Iterable[float]:
        """P(inside) where the boundary runs through the spread."""
        if planes and _NODES * spread.grain_km >= self.unsure_km:
            layers, weights = self._layers(tuple(self.depths(spread.grain_km)))
            if not layers.is_empty:
                found: Iterable[float] = spread.shares(*layers.edges_from_all(planes), weights)
                return found
        return [self._share_over_depths(plane, spread) for plane in planes]

    def _beside(self, planes: Sequence[Plane], reach_km: float) -> Iterator[Standing]:
        """Whether all within reach of each plane's centre lies on one side of the boundary at full depth.

        Most places are far from it or near, and that is seen at a glance.
        """
        area = self.area()
        if area.is_empty:
            yield from [Standing.OUTSIDE] * len(planes)
            return
        bounds = (bound.tolist() for bound in area.offset_bounds_km(planes))
        for plane, least, most in zip(planes, *bounds, strict=True):
            low, high = least, most
            if not (high < -reach_km or low > reach_km or -reach_km < low <= high < reach_km):
                low = high = area.offset_km(plane)
            if high < -reach_km:
                yield Standing.OUTSIDE
            else:
                yield Standing.INSIDE if low > reach_km else Standing.UNDETERMINED

    def _layers(self, depths: tuple[tuple[float, float], ...]) -> tuple[Drawing, NDArray[np.float64]]:
        """The outlines at several depths in one drawing, and for each edge the share of its depth.

        What is far finer than the zone's uncertainty is smoothed away: no chance shifts by over 0.001.
        """
        if depths not in self._layered:
            by_km = self.uncertainty_km * _FINE
            layers = [self._outlines.smoothed(depth, by_km) for depth, _ in depths]
            groups = tuple(group for layer in layers for group in layer.groups)
            weights = [
                np.full(len(layer.edges[0]), share)
                for layer, (_, share) in zip(layers, depths, strict=True)
                if not layer.is_empty
            ]
            self._layered[depths] = Drawing("area", groups), np.concatenate([np.empty(0), *weights])
        return self._layered[depths]

    def _is_deep(self, plane: Plane, reach_km: float) -> bool:
        """Whether all within reach lies no deeper than the strip surely goes."""
        return self.unsure_km == 0 or abs(self.base.offset_km(plane)) + reach_km <= self.least_km

    def point_share(self, plane: Plane) -> float:
        """P(inside) of the plane's very centre, as drawn: only the depth is in doubt.

        Two strips of unsure depth, one inside the other, have doubts of their own.
        """
        if self.standing(plane) is Standing.OUTSIDE:
            return 0.0
        own = self._depth_share(plane) if self.is_strip else 1.0
        return own * (self.within.point_share(plane) if self.within else 1.0)

    def _depth_share(self, plane: Plane) -> float:
        """The share of possible depths at which the plane's centre is still inside."""
        beyond = self.most_km - abs(self.base.offset_km(plane))
        return float(np.clip(beyond / self.unsure_km, 0.0, 1.0)) if self.unsure_km else float(beyond >= 0)

    def _share_over_depths(self, plane: Plane, spread: Scatter) -> float:
        """P(inside) where the spread is small against the doubt about the depth.

        Only depths whose edge runs through the spread make a difference; those are looked at
        closely, on a strip made just for the surroundings.
        """
        away = abs(self.base.offset_km(plane))
        first = float(np.clip(away - spread.reach_km, self.least_km, self.most_km))
        last = float(np.clip(away + spread.reach_km, self.least_km, self.most_km))
        nearby = _Surroundings.of(self, plane, spread.reach_km)
        share = (self.most_km - last) * spread.share(*nearby.edges(self.most_km))
        for node, weight in zip(*_LEGENDRE[_NODES], strict=True):
            depth = first + (last - first) * (node + 1) / 2
            share += weight / 2 * (last - first) * spread.share(*nearby.edges(depth))
        return float(share / self.unsure_km)

    def shape_share(self, shape: Drawing) -> float:
        """P(inside) of something anywhere in (or along) a drawn shape."""
        plane = shape.home
        flat = shape.seen_from(plane)
        if self._is_beyond(plane, flat):
            return 0.0
        reach = Scatter(0.0, self.uncertainty_km).reach_km
        west, south, east, north = flat.bounds
        window = shapely.box(west - reach, south - reach, east + reach, north + reach)
        moved = _moved(flat, _moves(self.uncertainty_km))
        measure = _MEASURE[shape.kind]
        whole = float(measure(flat))
        total = 0.0
        for depth, weight in self.depths():
            area = self.area(depth)
            if not area.is_empty:
                common = shapely.intersection(moved, area.seen_from(plane) & window)
                total += weight * float(measure(common).mean())
        return float(min(1.0, total / whole))

    def _is_beyond(self, plane: Plane, flat: BaseGeometry) -> bool:
        """Whether a flat shape on a plane lies beyond reach of the zone."""
        area = self.area()
        if area.is_empty or area.is_across(plane):
            return True
        return bool(area.seen_from(plane).distance(flat) > Scatter(0.0, self.uncertainty_km).reach_km)

    def has_shape_share(self, shape: Drawing, chance: float) -> bool:
        """Whether `shape_share` is at least so great; mostly settled by few displacements or none.

        What a displaced area wins or loses is on average no more than its perimeter sweeps over, and
        shares only add up: of short ways, where most is in common, first.
        """
        plane = shape.home
        flat = shape.seen_from(plane)
        if self._is_beyond(plane, flat):
            return chance <= 0
        areas = [(self.area(depth), weight) for depth, weight in self.depths()]
        drawn = [(area.seen_from(plane), weight) for area, weight in areas if not area.is_empty]
        measure = _MEASURE[shape.kind]
        wanted = chance * float(measure(flat))
        if shape.kind == "area":
            inside = sum(weight * float(measure(flat & area)) for area, weight in drawn)
            length = sum(weight * min(float(flat.length), float(area.length)) for area, weight in drawn)
            doubt = _MEAN_SWEPT * self.uncertainty_km * length
            if inside - doubt >= wanted or inside + doubt < wanted:
                return bool(inside >= wanted)
        moves = _moves(self.uncertainty_km)
        total = 0.0
        for first, last in pairwise(_BATCHES):
            moved = _moved(flat, moves[first:last])
            for area, weight in drawn:
                total += weight * float(measure(shapely.intersection(moved, area)).sum())
            if total >= wanted * len(moves):
                return True
        return False


@dataclass(frozen=True)
class _Surroundings:
    """The part of a strip near a point, cut out before it is widened: quick, and as exact."""

    ground: Ground
    line: BaseGeometry
    window: BaseGeometry

    @classmethod
    def of(cls, ground: Ground, plane: Plane, reach_km: float) -> _Surroundings:
        wide = reach_km + ground.most_km
        line = ground.base.seen_from(plane) & shapely.box(-wide, -wide, wide, wide)
        window: BaseGeometry = shapely.box(-reach_km, -reach_km, reach_km, reach_km)
        if ground.within:
            window &= ground.within.area().seen_from(plane)
        return cls(ground, line, window)

    def edges(self, depth_km: float) -> tuple[Points, Points]:
        area = shapely.buffer(self.line, depth_km, quad_segs=32) & self.window
        if self.ground.side != "both":
            area = one_side(area, self.line, self.ground.side, depth_km)
        rings = [
            shapely.get_coordinates(ring)
            for part in shapely.get_parts(shapely.orient_polygons(area))
            if isinstance(part, shapely.Polygon)
            for ring in (part.exterior, *part.interiors)
        ]
        none = np.empty((0, 2))
        starts = np.concatenate([none, *(ring[:-1] for ring in rings)])
        return starts, np.concatenate([none, *(ring[1:] for ring in rings)])


def _moves(sd_km: float) -> Points:
    """The ways a zone's drawing may lie off, km east and north, the shortest first."""
    if sd_km == 0:
        return np.zeros((1, 2))
    rank = np.arange(_DISPLACED) + 0.5
    far = sd_km * np.sqrt(-2 * np.log1p(-rank / _DISPLACED))
    return np.column_stack((far * np.cos(rank * _GOLDEN), far * np.sin(rank * _GOLDEN)))


def _moved(flat: BaseGeometry, moves: Points) -> np.ndarray:
    """The shape moved all those ways, as the zone's drawing may be (moving either is the same)."""
    corners = int(shapely.get_num_coordinates(flat))
    copies = np.full(len(moves), flat)
    return np.asarray(shapely.transform(copies, np.repeat(moves, corners, axis=0).__add__))


_MEASURE: dict[str, Callable[[Any], Any]] = {
    "area": shapely.area,
    "line": shapely.length,
    "point": shapely.get_num_coordinates,
}
