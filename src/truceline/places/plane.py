"""A flat map centred on one point, on which distances from that point are true geodesics.

Every question asked here ("how far is this point from that line", "how much of this disc lies in
that zone") is asked from one point, so each gets its own azimuthal-equidistant map of the WGS84
ellipsoid, centred there. Distances from the centre are exact; areas and distances elsewhere are
off by (r / R)^2 / 6, which is 0.1 m per km at 160 km. The antimeridian and the poles are ordinary
places on such a map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from pyproj import Geod

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    """Coordinates, shape (n, 2): longitude and latitude in degrees, or x and y in kilometres."""

_WGS84 = Geod(ellps="WGS84")
_M_PER_KM = 1000.0
HALF_TURN = 180.0
POLE = 90.0
# A polar radius of curvature: the larger one, so that bends are never underrated.
_EARTH_KM = 6400.0
# An edge straight in longitude and latitude is bent on the map. Pieces are cut so short that the
# bend stays under 0.1 m, and never longer than 25 km (0.3 m when looked at from 100 km away).
BEND_KM = 1e-4
_LONGEST_KM = 25.0


@dataclass(frozen=True, slots=True)
class Plane:
    """The flat map around a point (degrees, WGS84); x points east and y north, in kilometres."""

    lon: float
    lat: float

    def project(self, lonlat: Points) -> Points:
        """From longitude and latitude (degrees) to x and y (km)."""
        xy: Points = projected([self], lonlat)[0]
        return xy

    def unproject(self, xy: Points) -> Points:
        """From x and y (km) to longitude (-180 to 180) and latitude (degrees)."""
        count = len(xy)
        lon, lat, _ = _WGS84.fwd(
            np.full(count, self.lon),
            np.full(count, self.lat),
            np.degrees(np.arctan2(xy[:, 0], xy[:, 1])),
            np.hypot(xy[:, 0], xy[:, 1]) * _M_PER_KM,
        )
        return np.column_stack((lon, lat))


def projected(planes: Sequence[Plane], lonlat: Points) -> Points:
    """The same points on several planes: x and y (km), shape (planes, n, 2)."""
    centres = np.repeat([(plane.lon, plane.lat) for plane in planes], len(lonlat), axis=0)
    seen = np.tile(lonlat, (len(planes), 1))
    azimuth, _, metres = _WGS84.inv(centres[:, 0], centres[:, 1], seen[:, 0], seen[:, 1])
    angle = np.radians(azimuth)
    away = np.asarray(metres) / _M_PER_KM
    xy = np.column_stack((away * np.sin(angle), away * np.cos(angle)))
    return xy.reshape(len(planes), len(lonlat), 2)


def geodesic_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """The length of the geodesic between two points (degrees), in kilometres."""
    return float(_WGS84.inv(lon, lat, other_lon, other_lat)[2]) / _M_PER_KM


def travel(lon: float, lat: float, bearing: float, km: float) -> tuple[float, float]:
    """Longitude and latitude reached by going `km` on an initial bearing (degrees from north)."""
    reached = _WGS84.fwd(lon, lat, bearing, km * _M_PER_KM)
    return float(reached[0]), float(reached[1])


def axes(planes: Sequence[Plane]) -> NDArray[np.float64]:
    """East, north and up of each plane as unit vectors seen from the middle of the earth: (planes, 3, 3)."""
    lon, lat = np.radians([(plane.lon, plane.lat) for plane in planes]).T
    across, along, rise, level = np.sin(lon), np.cos(lon), np.sin(lat), np.cos(lat)
    east = (-across, along, np.zeros_like(lon))
    north = (-rise * along, -rise * across, level)
    up = (level * along, level * across, rise)
    return np.moveaxis(np.array([east, north, up]), -1, 0)


def upright(lonlat: Points) -> NDArray[np.float64]:
    """Which way is up at each point (degrees): unit vectors, shape (n, 3)."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def middle(lonlat: Points) -> Plane:
    """The plane around the mean direction of the points, seen from the centre of the earth."""
    x, y, z = upright(lonlat).mean(axis=0)
    if np.hypot(np.hypot(x, y), z) < 1e-9:  # noqa: PLR2004 - points all round the globe have no middle
        return Plane(float(lonlat[0, 0]), float(lonlat[0, 1]))
    return Plane(float(np.degrees(np.arctan2(y, x))), float(np.degrees(np.arctan2(z, np.hypot(x, y)))))


def unwrapped(lonlat: Points) -> Points:
    """The same path with longitudes that run on past 180 instead of jumping.

    An edge is taken the short way round, so none may span more than 180 degrees of longitude.
    """
    steps = np.diff(lonlat[:, 0])
    turns = np.where(np.abs(steps) > HALF_TURN, -2 * HALF_TURN * np.sign(steps), 0.0)
    return np.column_stack((lonlat[:, 0] + np.concatenate(([0.0], np.cumsum(turns))), lonlat[:, 1]))


def densified(lonlat: Points) -> Points:
    """The path with points added so that its pieces are straight on any nearby plane.

    Edges are straight in longitude and latitude, as GeoJSON defines them (RFC 7946, 3.1.1); see `edges`
    for those that are not.
    """
    pieces = _pieces(lonlat)
    edge = np.repeat(np.arange(len(pieces)), pieces)
    rank = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    share = (rank / pieces[edge])[:, None]
    return np.concatenate([lonlat[edge] + (lonlat[edge + 1] - lonlat[edge]) * share, lonlat[-1:]])


def bends_km(lonlat: Points) -> NDArray[np.float64]:
    """How far each edge of a path, straight in longitude and latitude, bends on a nearby plane; at most."""
    step, lat, lat_low = _steps(lonlat)
    bend: NDArray[np.float64] = (
        _EARTH_KM * step[:, 0] * (step[:, 0] * np.cos(lat_low) + 2 * step[:, 1]) * np.sin(lat) / 8
    )
    return bend


def _steps(lonlat: Points) -> tuple[Points, NDArray[np.float64], NDArray[np.float64]]:
    """Of each edge, in radians: its size in longitude and latitude, its highest and lowest latitude."""
    step = np.radians(np.abs(np.diff(lonlat, axis=0)))
    lat = np.radians(np.maximum(np.abs(lonlat[:-1, 1]), np.abs(lonlat[1:, 1])))
    lat_low = np.radians(np.minimum(np.abs(lonlat[:-1, 1]), np.abs(lonlat[1:, 1])))
    return step, lat, lat_low


def _pieces(lonlat: Points) -> NDArray[Any]:
    step, _, lat_low = _steps(lonlat)
    length = _EARTH_KM * np.hypot(step[:, 0] * np.cos(lat_low), step[:, 1])
    fine = np.maximum(length / _LONGEST_KM, np.sqrt(bends_km(lonlat) / BEND_KM))
    whole: NDArray[Any] = np.maximum(1, np.ceil(fine)).astype(int)
    return whole
