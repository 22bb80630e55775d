"""Another way to P(inside): throw points at the globe and count. Shares no code with the package.

Points are thrown with geodesics from the recorded point. Areas are tested in plain longitude and
latitude, in which GeoJSON's edges are straight; distances from lines on an equal-area plane round the line.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import shapely
from pyproj import Geod, Transformer

GEOD = Geod(ellps="WGS84")
THROWN = 30_000


def even(count, columns):
    """Numbers in [0, 1) that fill a cube more evenly than chance: a Kronecker sequence."""
    ratio = 2.0
    for _ in range(60):
        ratio = (1 + ratio) ** (1 / (columns + 1))
    return (0.5 + np.arange(1, count + 1)[:, None] * ratio ** -np.arange(1.0, columns + 1)) % 1


def normal(one, other):
    """Pairs of standard normal numbers from pairs of even ones (Box and Muller 1958)."""
    far = np.sqrt(-2 * np.log(1 - one))
    return far * np.cos(2 * np.pi * other), far * np.sin(2 * np.pi * other)


def thrown(lon, lat, radius_km, sd_km):
    """Points spread over a disc and then displaced normally, shape (n, 2), degrees."""
    dice = even(THROWN, 5)
    turn, far = 2 * np.pi * dice[:, 0], radius_km * np.sqrt(dice[:, 1])
    east, north = normal(dice[:, 2], dice[:, 3])
    # Displacing by a vector in the tangent plane, then one geodesic.
    east, north = sd_km * east + far * np.sin(turn), sd_km * north + far * np.cos(turn)
    lons, lats, _ = GEOD.fwd(
        np.full(THROWN, lon),
        np.full(THROWN, lat),
        np.degrees(np.arctan2(east, north)),
        1000 * np.hypot(east, north),
    )
    return np.column_stack((lons, lats))


def in_area(points, geometry, around):
    """Whether points lie in a shapely area in degrees whose longitudes run on about `around`."""
    lon = around + (points[:, 0] - around + 180) % 360 - 180
    shapely.prepare(geometry)
    return shapely.contains_xy(geometry, lon, points[:, 1])


def km_from_line(points, positions, around):
    """Distance of each point from a line (positions in degrees), on an equal-area plane."""
    fine = np.concatenate(
        [np.linspace(one, other, 12, endpoint=False) for one, other in pairwise(positions)]
        + [np.array([positions[-1]], float)]
    )
    lat = float(np.mean([p[1] for p in positions]))
    plane = Transformer.from_crs(
        "EPSG:4326", f"+proj=laea +lat_0={lat} +lon_0={around} +datum=WGS84", always_xy=True
    )
    path = shapely.LineString(np.column_stack(plane.transform(fine[:, 0], fine[:, 1])))
    shapely.prepare(path)
    xy = np.column_stack(plane.transform(points[:, 0], points[:, 1]))
    return shapely.distance(path, shapely.points(xy)) / 1000


def nearest_km(lon, lat, positions):
    """The geodesic distance from a point to a line, closing in on the nearest point of each edge."""
    return min(
        _nearest_on_edge(lon, lat, np.array(one, float), np.array(other, float))
        for one, other in pairwise(positions)
    )


def _nearest_on_edge(lon, lat, one, other):
    first, last = 0.0, 1.0
    for _ in range(4):
        shares = np.linspace(first, last, 400)
        spots = one + (other - one) * shares[:, None]
        km = GEOD.inv(np.full(400, lon), np.full(400, lat), spots[:, 0], spots[:, 1])[2] / 1000
        best = int(np.argmin(km))
        first, last = shares[max(best - 1, 0)], shares[min(best + 1, 399)]
    return float(km.min())
