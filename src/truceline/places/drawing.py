"""What is drawn on the map: an area, lines or points, held as longitude and latitude.

A drawing knows no projection. It is looked at from a point, and then it is flat (see `plane`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np
import shapely

from truceline.places.plane import Plane, axes, middle, projected, upright

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from truceline.places.plane import Points

Kind = Literal["area", "line", "point"]
# Points closer than this are one point to us: 1 mm, far below any drawing's own accuracy.
GRID_KM = 1e-6
# WGS84 is nowhere curved more than a sphere of the first radius, nor less than one of the second.
_SMALL_KM, _LARGE_KM = 6335.43, 6399.60
# Up to here (radians, 3,200 km) an edge that is straight on a plane bends by less than its sagitta.
_NEAR = 0.5
# Above all that rounding does to points that are all but on an edge.
_BEND_KM = 1e-3
# No area is so large that a point in it is farther from its edge: a quarter of the way round the globe.
_QUARTER_KM = 10_000.0


@dataclass(frozen=True, eq=False)
class Drawing:
    """Rings, paths or points in degrees, their edges already cut short enough to be straight.

    For an area the rings are grouped by polygon: its outer ring (anticlockwise) and its holes
    (clockwise). For lines and points every group holds one path.
    """

    kind: Kind
    groups: tuple[tuple[Points, ...], ...]

    @classmethod
    def of(cls, geometry: BaseGeometry, plane: Plane, kind: Kind) -> Drawing:
        """The parts of that kind of a flat geometry (km on the plane), brought back to degrees."""
        paths_of: Callable[[BaseGeometry], tuple[Points, ...]] = _PATHS[kind]
        if kind == "area":
            geometry = shapely.set_precision(geometry, GRID_KM)
        single = shapely.get_parts(geometry)
        kept = [part for part in single if part.geom_type in _SINGLE[kind] and not part.is_empty]
        return cls(kind, tuple(tuple(map(plane.unproject, paths_of(part))) for part in kept))

    @property
    def is_empty(self) -> bool:
        return not self.groups

    @cached_property
    def coordinates(self) -> Points:
        """All points of all paths, shape (n, 2), degrees."""
        return np.concatenate([path for group in self.groups for path in group])

    @cached_property
    def edges(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where each edge starts and ends among the coordinates; a point is an edge onto itself."""
        starts: list[NDArray[np.intp]] = []
        ends: list[NDArray[np.intp]] = []
        first = 0
        for path in (path for group in self.groups for path in group):
            index = np.arange(first, first + len(path))
            starts.append(index[:-1] if len(path) > 1 else index)
            ends.append(index[1:] if len(path) > 1 else index)
            first += len(path)
        return np.concatenate(starts), np.concatenate(ends)

    @cached_property
    def _globe(self) -> _Globe:
        vectors = upright(self.coordinates)
        starts, ends = self.edges
        along = vectors[ends] - vectors[starts]
        squares = (along**2).sum(axis=1)
        longest_km = float(2 * np.arcsin(np.sqrt(squares.max()) / 2)) * _LARGE_KM
        bend_km = _BEND_KM + longest_km**2 / (4 * _SMALL_KM)
        return _Globe(vectors, (vectors[starts] * along).sum(axis=1), squares, bend_km)

    @cached_property
    def home(self) -> Plane:
        """The plane around the middle of the drawing."""
        return middle(self.coordinates)

    def is_across(self, plane: Plane) -> bool:
        """Whether all of it lies on the other half of the globe, where a plane's map tells nothing."""
        return bool((self._globe.vectors @ axes([plane])[0, 2]).max() <= 0)

    def edges_from(self, plane: Plane) -> tuple[Points, Points]:
        """Start and end of every edge, km on the plane."""
        return _edges_from(self, plane)

    def edges_from_all(self, planes: Sequence[Plane]) -> tuple[Points, Points]:
        """The same for several planes: shape (planes, edges, 2)."""
        xy = projected(planes, self.coordinates)
        starts, ends = self.edges
        return xy[:, starts], xy[:, ends]

    def seen_from(self, plane: Plane) -> BaseGeometry:
        """The drawing as a flat geometry, km on the plane."""
        xy = plane.project(self.coordinates)
        flat: list[Any] = []
        first = 0
        for group in self.groups:
            cuts = first + np.cumsum([len(path) for path in group])
            flat.append(_flat(self.kind, np.split(xy[first : cuts[-1]], cuts[:-1] - first)))
            first = int(cuts[-1])
        return _gathered(self.kind, flat)

    def offset_km(self, plane: Plane) -> float:
        """Signed distance of the plane's centre from the drawing, kilometres.

        Area: from its boundary, positive inside. Lines: positive to the left, looking along the
        points (an end continues straight on). Points: never negative.
        """
        starts, ends = self.edges_from(plane)
        if self.kind == "line":
            return signed_offset(starts, ends)
        distance = abs(signed_offset(starts, ends))
        if self.kind == "area":
            # On the other side of the globe an area is drawn all round the plane's centre.
            if distance > _QUARTER_KM:
                return -distance
            x, y = np.concatenate((starts, ends)).T
            edge = np.arange(len(starts))
            if not _surround_origin(x[None], y[None], edge, edge + len(starts))[0]:
                return -distance
        return distance

    def offset_bounds_km(self, planes: Sequence[Plane]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What an area's `offset_km` is at least and at most, from each plane's centre.

        Seen on a sphere, where an edge is a chord, in a hundredth of the time. Without bounds where the
        sphere would be far off.
        """
        globe, (starts, ends) = self._globe, self.edges
        x, y, z = np.moveaxis(axes(planes) @ globe.vectors.T, 1, 0)
        before = z[:, starts]
        passed = z[:, ends] - before - globe.begins
        share = np.clip(passed / np.where(globe.squares > 0, globe.squares, 1.0), 0.0, 1.0)
        apart = (2 - 2 * before - share * (2 * passed - share * globe.squares)).min(axis=1)
        angle = 2 * np.arcsin(np.minimum(1.0, np.sqrt(np.maximum(apart, 0.0)) / 2))
        least, most = _SMALL_KM * angle - globe.bend_km, _LARGE_KM * angle + globe.bend_km
        inside = _surround_origin(x, y, starts, ends)
        beside = least <= GRID_KM
        low = np.where(beside | ~inside, -most, least)
        high = np.where(beside | inside, most, -least)
        far = (angle > _NEAR) | (z.min(axis=1) <= 0)
        return np.where(far, -np.inf, low), np.where(far, np.inf, high)


class _Globe(NamedTuple):
    """A drawing on the unit sphere of directions that are up."""

    vectors: NDArray[np.float64]
    """Every point, shape (n, 3)."""
    begins: NDArray[np.float64]
    """Of each edge, how far along its own direction it starts, times its length."""
    squares: NDArray[np.float64]
    """Of each edge, the square of its length."""
    bend_km: float
    """How far an edge may lie from its chord, and as straight on any plane from either: twice its sagitta."""


@lru_cache(maxsize=64)
def _edges_from(drawing: Drawing, plane: Plane) -> tuple[Points, Points]:
    xy = plane.project(drawing.coordinates)
    starts, ends = drawing.edges
    return xy[starts], xy[ends]


def signed_offset(starts: Points, ends: Points) -> float:
    """Distance of the origin from the nearest edge, positive to the left of it.

    Where the nearest point is a corner both its edges have a say, so the sign is right inside
    sharp bends too (a pseudo-normal; Baerentzen and Aanaes 2005).
    """
    along = ends - starts
    length = np.hypot(along[:, 0], along[:, 1])
    safe = np.where(length > 0, length, 1.0)
    unit = along / safe[:, None]
    reached = np.clip(-(starts * unit).sum(axis=1), 0.0, length)
    nearest = starts + unit * reached[:, None]
    distance = np.hypot(nearest[:, 0], nearest[:, 1])
    least = float(distance.min())
    ties = distance <= least + GRID_KM * 1e-3
    turn = float((unit[ties, 1] * nearest[ties, 0] - unit[ties, 0] * nearest[ties, 1]).sum())
    return -least if turn < 0 else least


def _surround_origin(
    x: NDArray[np.float64], y: NDArray[np.float64], starts: NDArray[np.intp], ends: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether rings, holes included, go round the origin (even-odd rule), in each of several views.

    `x` and `y` are the corners, shape (views, n); only the few edges that cross the axis are looked at.
    """
    above = y > 0
    view, edge = np.nonzero(above[:, starts] != above[:, ends])
    x_start, y_start = x[view, starts[edge]], y[view, starts[edge]]
    x_end, y_end = x[view, ends[edge]], y[view, ends[edge]]
    at = x_start - y_start * (x_end - x_start) / (y_end - y_start)
    odd: NDArray[np.bool_] = np.bincount(view[at > 0], minlength=len(x)) % 2 == 1
    return odd


def _rings(polygon: BaseGeometry) -> tuple[Points, ...]:
    assert isinstance(polygon, shapely.Polygon)
    turned = shapely.orient_polygons(polygon)
    return tuple(shapely.get_coordinates(ring) for ring in (turned.exterior, *turned.interiors))


def _path(geometry: BaseGeometry) -> tuple[Points, ...]:
    return (shapely.get_coordinates(geometry),)


_PATHS: dict[str, Callable[[BaseGeometry], tuple[Points, ...]]] = {
    "area": _rings,
    "line": _path,
    "point": _path,
}
_SINGLE = {"area": {"Polygon"}, "line": {"LineString", "LinearRing"}, "point": {"Point"}}


def _flat(kind: Kind, paths: Sequence[Points]) -> BaseGeometry:
    if kind == "area":
        return shapely.Polygon(paths[0], list(paths[1:]))
    return shapely.LineString(paths[0]) if kind == "line" else shapely.Point(paths[0][0])


def _gathered(kind: Kind, flat: list[Any]) -> BaseGeometry:
    if len(flat) == 1:
        only: BaseGeometry = flat[0]
        return only
    match kind:
        case "area":
            return shapely.MultiPolygon(flat)
        case "line":
            return shapely.MultiLineString(flat)
    return shapely.MultiPoint(flat)
