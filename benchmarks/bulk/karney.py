"""Exact distances, by geodesics only: nothing of the engine under test, and no map projection.

The foot of a point on a geodesic edge is found by going along it. From a first guess the distance and
the two azimuths there (Karney 2013, through PROJ) say how much farther to go: distance times the cosine
of the angle between them. On a plane that is the foot at once, on earth the error shrinks at each step
by about the square of distance over the earth's radius.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Geod, Transformer
from scipy.spatial import cKDTree

from truceline.places.drawing import Drawing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ids = NDArray[np.intp]

GEOD = Geod(ellps="WGS84")
SPACING_M = 250.0
"""How far apart the spots are by which near edges are told from far ones."""
_STEPS = 12
_TO_SPACE = Transformer.from_crs(4326, 4978, always_xy=True)
# Straight distances in space differ with direction by this much where ways over ground are the same.
_SLACK = 1e-5
_CHUNK = 500


def in_space(lonlat: Floats) -> Floats:
    """Degrees, shape (n, 2), as positions in metres from the earth's centre, shape (n, 3)."""
    return np.column_stack(_TO_SPACE.transform(lonlat[:, 0], lonlat[:, 1], np.zeros(len(lonlat))))


@dataclass(frozen=True, eq=False)
class Edges:
    """Geodesic edges: where they start (degrees), their azimuths there (degrees) and lengths (metres)."""

    start: Floats
    azimuth: Floats
    length: Floats

    @classmethod
    def of(cls, drawing: Drawing) -> Edges:
        """The edges of a drawn area or line."""
        starts, ends = (drawing.coordinates[ids] for ids in drawing.edges)
        azimuth, _, length = GEOD.inv(starts[:, 0], starts[:, 1], ends[:, 0], ends[:, 1])
        kept = np.asarray(length) > 0
        return cls(starts[kept], np.asarray(azimuth)[kept], np.asarray(length)[kept])

    def spots(self, spacing_m: float) -> tuple[Floats, Ids]:
        """Degrees of spots along the edges, both ends included, and the edge each is on."""
        count = np.ceil(self.length / spacing_m).astype(int) + 1
        edge = np.repeat(np.arange(len(count)), count)
        rank = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
        return self.at(edge, rank / (count[edge] - 1) * self.length[edge])[0], edge

    def at(self, edge: Ids, along: Floats) -> tuple[Floats, Floats]:
        """Degrees of the places so many metres along edges, and the azimuths (degrees) on from there."""
        start = self.start[edge]
        lon, lat, back = GEOD.fwd(start[:, 0], start[:, 1], self.azimuth[edge], along)
        return np.column_stack((lon, lat)), np.asarray(back) + 180.0


def distances(drawing: Drawing, points: Floats) -> Floats:
    """Metres over ground from points (degrees, shape (n, 2)) to the nearest edge of a drawing."""
    edges = Edges.of(drawing)
    spots, on_edge = edges.spots(SPACING_M)
    tree = cKDTree(in_space(spots))
    found = [
        _nearest(edges, tree, on_edge, points[first : first + _CHUNK])
        for first in range(0, len(points), _CHUNK)
    ]
    return np.concatenate(found)


def _nearest(edges: Edges, tree: cKDTree, on_edge: Ids, points: Floats) -> Floats:
    """All edges near enough to matter are measured to their very foot."""
    space = in_space(points)
    least, _ = tree.query(space)
    near = tree.query_ball_point(space, least * (1 + _SLACK) + SPACING_M / 2 + 1.0)
    pairs = [(n, edge) for n, spots in enumerate(near) for edge in np.unique(on_edge[spots])]
    point, edge = np.array(pairs, np.intp).T
    metres = to_feet(edges, edge, points[point])
    found = np.full(len(points), np.inf)
    np.minimum.at(found, point, metres)
    return found


def to_feet(edges: Edges, edge: Ids, points: Floats) -> Floats:
    """Metres from each point to the nearest place on its edge."""
    along = edges.length[edge] / 2
    away = np.full(len(edge), np.inf)
    for _ in range(_STEPS):
        place, ahead = edges.at(edge, along)
        bearing, _, metres = GEOD.inv(place[:, 0], place[:, 1], points[:, 0], points[:, 1])
        metres = np.asarray(metres)
        away = np.minimum(away, metres)
        further = metres * np.cos(np.radians(np.asarray(bearing) - ahead))
        along = np.clip(along + further, 0.0, edges.length[edge])
    return away


def inside(drawing: Drawing, points: Floats) -> NDArray[np.bool_]:
    """Whether points (degrees, shape (n, 2)) lie in an area; at once for many, see `Outline`."""
    return Outline.of(drawing).holds(points)


@dataclass(frozen=True, eq=False)
class Outline:
    """An area flat on a map round its middle, its geodesic edges followed step by step.

    The map is equal-area, so that 180 degrees and the poles are ordinary places.
    """

    flat: shapely.geometry.base.BaseGeometry
    to_flat: Transformer

    @classmethod
    def of(cls, drawing: Drawing, step_m: float = 100.0) -> Outline:
        """The outline of a drawn area; a step of 100 m bends off its geodesic by less than a millimetre."""
        middle = in_space(drawing.coordinates).mean(axis=0)
        lon, lat, _ = _TO_SPACE.transform(middle[0], middle[1], middle[2], direction="INVERSE")
        to_flat = Transformer.from_crs(4326, f"+proj=laea +lon_0={lon} +lat_0={lat}", always_xy=True)
        parts = []
        for rings in drawing.groups:
            flat = [np.column_stack(to_flat.transform(*_followed(ring, step_m).T)) for ring in rings]
            parts.append(shapely.Polygon(flat[0], flat[1:]))
        whole = shapely.MultiPolygon(parts)
        shapely.prepare(whole)
        return cls(whole, to_flat)

    def holds(self, points: Floats) -> NDArray[np.bool_]:
        """Whether points (degrees, shape (n, 2)) lie inside."""
        x, y = self.to_flat.transform(points[:, 0], points[:, 1])
        return np.asarray(shapely.contains_xy(self.flat, x, y))


def _followed(ring: Floats, step_m: float) -> Floats:
    """Spots along a ring, degrees."""
    return Edges.of(Drawing("area", ((ring,),))).spots(step_m)[0]
