"""Zones to measure against: drawn round a point, with any number of corners and of any size."""

import numpy as np
import shapely

from truceline.places.drawing import Drawing
from truceline.places.ground import Ground
from truceline.places.plane import Plane


def blob(lon, lat, radius_km, corners, seed=1):
    """A ragged ring round a point."""
    rng = np.random.default_rng(seed)
    turn = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    order = np.arange(1, max(3, min(corners // 3, 200)))
    waves = rng.normal(0, 1, (len(order), 2)) * (0.35 / order[:, None] ** 1.25)
    swing = waves[:, :1] * np.cos(order[:, None] * turn) + waves[:, 1:] * np.sin(order[:, None] * turn)
    radius = np.clip(1 + swing.sum(axis=0), 0.25, None) * radius_km
    ring = np.column_stack((radius * np.cos(turn), radius * np.sin(turn)))
    return drawn(lon, lat, shapely.Polygon(ring))


def drawn(lon, lat, flat, kind="area"):
    """A flat shape, kilometres round a point, as a drawing: its edges cut short, as drawings have them."""
    return Drawing.of(shapely.segmentize(flat, 10.0), Plane(lon, lat), kind)


def winding(lon, lat, length_km=120, corners=200, seed=2):
    """A line that winds from west to east through a point."""
    rng = np.random.default_rng(seed)
    x = np.linspace(-length_km / 2, length_km / 2, corners)
    y = np.cumsum(rng.normal(0, length_km / corners * 0.8, corners))
    return drawn(lon, lat, shapely.LineString(np.column_stack((x, y - y.mean()))), "line")


def around(ground, count, wander_km, seed=3):
    """Points near the edge of a zone: longitudes and latitudes."""
    rng = np.random.default_rng(seed)
    corners = ground.area().coordinates
    spots = corners[rng.integers(len(corners), size=count)]
    moved = rng.normal(0, 1, (count, 2)) * np.broadcast_to(wander_km, count)[:, None]
    points = [Plane(*spot).unproject(move[None])[0] for spot, move in zip(spots, moved, strict=True)]
    return np.array(points).T.copy()


def exact_m(ground, lon, lat):
    """The reference: signed metres from the zone's edge."""
    return np.array([1000 * ground.offset_km(Plane(*spot)) for spot in zip(lon, lat, strict=True)])


def exact_p(ground, lon, lat, size_m):
    """The reference: the exact share of each disc."""
    spots = zip(lon, lat, size_m, strict=True)
    return np.array([ground.disc_share(Plane(x, y), size / 1000) for x, y, size in spots])


def area(*args, **kwargs):
    """A zone that is a ragged ring."""
    return Ground(blob(*args, **kwargs))
