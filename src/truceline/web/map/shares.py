"""P(inside) of points in one zone: by the exact geometry, or by the compiled kernel where they are many."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.extras import PACKAGES
from truceline.places.lonlat import padded_bounds
from truceline.places.plane import Plane
from truceline.places.scatter import Scatter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.places.ground import Ground

    Floats = NDArray[np.float64]
_AT_ONCE = 256


def has_kernel() -> bool:
    """Whether the compiled kernel is installed: within about a hundredth, and far quicker."""
    return all(find_spec(name) is not None for name in PACKAGES["bulk"])


def shares(ground: Ground, lon: Floats, lat: Floats, radius_km: Floats, *, by_kernel: bool) -> Floats:
    """P(inside), 0-1, of points (degrees) within so many km of each; shape (points,)."""
    found = np.zeros(len(lon))
    if by_kernel and len(lon):
        from truceline.bulk.keeping import kept_survey  # noqa: PLC0415 - Numba takes half a second to load

        measured = kept_survey([ground]).measure(lon, lat, radius_km * 1000.0)
        return measured.p_inside[:, 0]
    for radius in np.unique(radius_km):
        alike = np.flatnonzero(radius_km == radius)
        found[alike] = _exact(ground, lon[alike], lat[alike], float(radius))
    return found


def near(ground: Ground, lon: Floats, lat: Floats, radius_km: Floats) -> NDArray[np.bool_]:
    """Those that are not surely outside."""
    found = np.zeros(len(lon), np.bool_)
    area = ground.area()
    if area.is_empty:
        return found
    for radius in np.unique(radius_km):
        reach_km = Scatter(float(radius), ground.uncertainty_km).reach_km
        west, south, east, north = padded_bounds(area, reach_km)
        alike = radius_km == radius
        found |= alike & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return found


def _exact(ground: Ground, lon: Floats, lat: Floats, radius_km: float) -> Floats:
    found = np.zeros(len(lon))
    for first in range(0, len(lon), _AT_ONCE):
        part = slice(first, first + _AT_ONCE)
        planes: list[Any] = list(map(Plane, lon[part].tolist(), lat[part].tolist()))
        found[part] = ground.disc_shares(planes, radius_km)
    return found
