"""Points on the WGS84 ellipsoid as positions in space, in metres from the centre of the earth.

Seen so, the antimeridian and the poles are ordinary places, no event needs a projection, and the
straight way between two points gives the way over ground: to a micrometre at 100 km, a millimetre at 500.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.compiled import compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.float64]
    """Shape (n, 3), metres."""

EQUATOR_M = 6378137.0
FLATTENING = 1 / 298.257223563
E2 = FLATTENING * (2 - FLATTENING)
POLAR_M = EQUATOR_M * (1 - FLATTENING)
MEAN_M = 6371008.8
RADIAN = math.pi / 180
# Where the way over ground is told from the straight one by a series rather than an arc sine.
_NEAR = 0.01
# Below this (square metres) nothing is bent, and numbers that are divided by would vanish.
_ONE_SPOT = 1e-12
_PER_EQUATOR, _PER_POLAR = 1 / EQUATOR_M**2, 1 / POLAR_M**2


def positions(lonlat: NDArray[np.float64]) -> Positions:
    """Longitude and latitude (degrees, shape (n, 2)) as positions in space."""
    lon, lat = np.radians(lonlat[:, 0]), np.radians(lonlat[:, 1])
    across = EQUATOR_M / np.sqrt(1 - E2 * np.sin(lat) ** 2)
    return np.column_stack(
        (
            across * np.cos(lat) * np.cos(lon),
            across * np.cos(lat) * np.sin(lon),
            across * (1 - E2) * np.sin(lat),
        )
    )


@inlined
def position(lon: float, lat: float) -> tuple[float, float, float]:
    """One point's position in space."""
    s, c = math.sin(lat * RADIAN), math.cos(lat * RADIAN)
    across = EQUATOR_M / math.sqrt(1 - E2 * s * s)
    return (
        across * c * math.cos(lon * RADIAN),
        across * c * math.sin(lon * RADIAN),
        across * (1 - E2) * s,
    )


@inlined
def lifted(x: float, y: float, z: float) -> float:
    """What to multiply a position near the surface by to bring it onto it."""
    return 1.0 / math.sqrt((x * x + y * y) / (EQUATOR_M * EQUATOR_M) + z * z / (POLAR_M * POLAR_M))


@inlined
def over_ground(px: float, py: float, pz: float, qx: float, qy: float, qz: float) -> float:
    """The way over ground, metres, between two positions on the surface.

    It is an arc that is bent as the ellipsoid is halfway, in that direction. With the earth's mean
    radius instead, the edge of a strip 140 km deep would be two centimetres off.
    """
    dx, dy, dz = qx - px, qy - py, qz - pz
    mx, my, mz = 0.5 * (px + qx), 0.5 * (py + qy), 0.5 * (pz + qz)
    square = dx * dx + dy * dy + dz * dz
    if square < _ONE_SPOT:
        return math.sqrt(square)
    # Where the middle of the chord comes out on the surface: the normal section's curvature (Euler).
    flat, turned = mx * mx + my * my, (dx * dx + dy * dy) * _PER_EQUATOR + dz * dz * _PER_POLAR
    lift = flat * _PER_EQUATOR + mz * mz * _PER_POLAR
    steep = flat * _PER_EQUATOR**2 + mz * mz * _PER_POLAR**2
    # The square of the chord over that of the radius.
    k = turned * turned * lift / (steep * square)
    if k < _NEAR:
        return math.sqrt(square) * (1 + k * (1 / 24 + k * (3 / 640 + k * 5 / 7168)))
    half = 0.5 * math.sqrt(k)
    return math.sqrt(square) * math.asin(min(1.0, half)) / half


@inlined
def arc(straight: float) -> float:
    """About the way over ground, metres, to a hundred-thousandth at 500 km: on a ball."""
    return 2 * MEAN_M * math.asin(min(1.0, 0.5 * straight / MEAN_M))


@compiled
def centre_and_reach(
    west: float, south: float, wide: float, high: float
) -> tuple[float, float, float, float]:
    """The middle of a cell of longitude and latitude in space, and how far its farthest corner is."""
    x, y, z = position(west + wide / 2, south + high / 2)
    most = 0.0
    for i in range(3):
        for j in range(3):
            a, b, c = position(west + wide * i / 2, south + high * j / 2)
            most = max(most, (a - x) ** 2 + (b - y) ** 2 + (c - z) ** 2)
    return x, y, z, math.sqrt(most) * 1.001
