"""How the edges of a drawing run between its corners: straight in degrees, or along geodesics.

GeoJSON takes edges as straight in longitude and latitude (RFC 7946, 3.1.1). A treaty's "straight line
between two points" is commonly a geodesic, and far from the equator the two lie kilometres apart. A
drawing may declare which it means; a geodesic edge is cut into pieces whose straight run is the
geodesic to 0.1 m, and from there on is as any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

import numpy as np
from pyproj import Geod

from truceline.errors import telling
from truceline.places.plane import BEND_KM, HALF_TURN, bends_km, unwrapped

if TYPE_CHECKING:
    from truceline.places.plane import Points

Edges = Literal["planar", "geodesic"]
EDGES: tuple[Edges, ...] = get_args(Edges)
_WGS84 = Geod(ellps="WGS84")
# Between all but opposite ends of the globe there are two shortest ways, or any number.
_FARTHEST_M = 19_900_000.0
# A longer piece can rise far beyond its ends, which its bend is told from.
_WIDEST = 30.0
# Within this, whichever way an edge runs, it is where it should be.
_SHORTEST_M = 0.05


class UnknownEdgesError(ValueError):
    """A drawing declares edges of a sort that is not known."""

    allowed: ClassVar[tuple[str, ...]] = EDGES


def edges_in(said: Mapping[str, Any], usual: Edges = "planar") -> Edges:
    """What an object declares as its `edges`, else the usual; UnknownEdgesError for any other word."""
    value = said.get("edges")
    if value is None:
        return usual
    for known in EDGES:
        if value == known:
            return known
    raise UnknownEdgesError(telling("{text} says nothing about how edges run", text=repr(value)))


def edges_of(feature: Mapping[str, Any], usual: Edges = "planar") -> Edges:
    """What a GeoJSON feature declares in its properties, else beside them, else the usual."""
    said = feature.get("properties")
    beside = edges_in(feature, usual)
    return edges_in(said, beside) if isinstance(said, Mapping) else beside


def along_geodesics(path: Points) -> Points:
    """A path of running longitudes (degrees) with points added, so that each edge follows its geodesic.

    The straight pieces lie within 0.1 m of it. Raises ValueError for an edge without a single shortest way.
    """
    lon, lat = path[:, 0], path[:, 1]
    far = np.asarray(_WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2]) > _FARTHEST_M
    if far.any():
        start, end = path[far.argmax()], path[far.argmax() + 1]
        told = telling(
            "from {start} to {end} there is more than one shortest way: give a corner between them",
            start=f"[{start[0]:g}, {start[1]:g}]",
            end=f"[{end[0]:g}, {end[1]:g}]",
        )
        raise ValueError(told)
    while (bent := _is_bent(path)).any():
        path = unwrapped(_halved(path, np.flatnonzero(bent)))
    return path


def straightened(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """A GeoJSON geometry of geodesic edges as one of planar edges, its corners cut.

    For what carries a geometry and no declaration. ValueError where an edge has no single shortest way.
    """
    if str(geometry["type"]).endswith("Point"):
        return dict(geometry)
    return {**geometry, "coordinates": _cut(geometry["coordinates"])}


def _cut(nested: Any) -> Any:
    """Paths of positions, however deep, with geodesic edges cut; longitudes from -180 to 180."""
    if not np.isscalar(nested[0][0]):
        return [_cut(one) for one in nested]
    given = np.array([position[:2] for position in nested], dtype=np.float64)
    path = along_geodesics(unwrapped(given))
    beyond = np.abs(path[:, 0]) > HALF_TURN
    path[beyond, 0] = (path[beyond, 0] + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    if (given[0] == given[-1]).all():
        path[-1] = path[0]
    return path.tolist()


def _is_bent(path: Points) -> Any:
    """Which edges, straight in degrees, leave their geodesic by more than may be."""
    bend = bends_km(path)
    wide = np.abs(np.diff(path[:, 0])) > _WIDEST
    # Half the tolerance: the bend is that of the straight run, a little off the geodesic's own.
    bent = (bend > BEND_KM / 2) | (wide & (bend > 0))
    lon, lat = path[:, 0], path[:, 1]
    # Beside a pole longitudes differ by much where points hardly do.
    return bent & (np.asarray(_WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])[2]) > _SHORTEST_M)


def _halved(path: Points, edges: Any) -> Points:
    """The path with the middle of these edges' geodesics put in."""
    start, end = path[edges], path[edges + 1]
    azimuth, _, metres = _WGS84.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    lon, lat, _ = _WGS84.fwd(start[:, 0], start[:, 1], azimuth, np.asarray(metres) / 2)
    # The same way round as the edge: longitudes run on.
    lon = start[:, 0] + (lon - start[:, 0] + HALF_TURN) % (2 * HALF_TURN) - HALF_TURN
    points: Points = np.insert(path, edges + 1, np.column_stack((lon, lat)), axis=0)
    return points
