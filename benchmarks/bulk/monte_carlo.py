"""P(inside) by drawing places: where the event may have been, the zone may lie, and how deep it may be.

Places are drawn quasi-randomly (Sobol), so that thousands tell a share to a thousandth or two. Each is
reached by a geodesic from the recorded point, and whether it lies in the zone is asked of `karney`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.spatial import cKDTree
from scipy.stats import qmc

from benchmarks.bulk.karney import GEOD, Edges, Outline, in_space

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.places.ground import Ground

    Floats = NDArray[np.float64]

SAMPLES_LOG2 = 13
_MEAN_RADIUS_M = 6371008.8
# Spots on a line stand so close that a strip's edge between two of them is off by no more.
_SCALLOP_M = 0.02
_M_PER_KM = 1000.0
# Strips as drawn are off by 0.03 %, so these tell what surely lies inside, and what surely outside.
_SHALLOWER, _DEEPER = 0.99, 1.01


@dataclass(frozen=True, eq=False)
class Membership:
    """Whether places lie in a zone, a depth given for each."""

    ground: Ground

    @cached_property
    def _surely(self) -> Outline:
        return Outline.of(self.ground.area(_SHALLOWER * self.ground.least_km))

    @cached_property
    def _perhaps(self) -> Outline:
        return Outline.of(self.ground.area(_DEEPER * self.ground.most_km))

    @cached_property
    def _line(self) -> cKDTree:
        step_m = np.sqrt(8 * _SCALLOP_M * self.ground.least_km * _M_PER_KM)
        return cKDTree(in_space(Edges.of(self.ground.base).spots(step_m)[0]))

    @cached_property
    def _within(self) -> Membership | None:
        return None if self.ground.within is None else Membership(self.ground.within)

    def of(self, places: Floats, share: Floats) -> NDArray[np.bool_]:
        """Whether places (degrees, shape (n, 2)) lie inside; share 0 is the least depth, 1 the greatest."""
        ground = self.ground
        found = self._perhaps.holds(places)
        if ground.is_strip:
            open_ = np.flatnonzero(found & ~self._surely.holds(places))
            straight, _ = self._line.query(in_space(places[open_]))
            metres = 2 * _MEAN_RADIUS_M * np.arcsin(straight / 2 / _MEAN_RADIUS_M)
            found[open_] = metres <= (ground.least_km + share[open_] * ground.unsure_km) * _M_PER_KM
            if self._within:
                found &= self._within.of(places, share)
        return found


def drawn(seed: int) -> Floats:
    """Numbers from 0 to 1, shape (8192, 5), that fill their space evenly."""
    numbers = qmc.Sobol(5, rng=np.random.default_rng(seed)).random_base2(SAMPLES_LOG2)
    return np.asarray(numbers, np.float64)


def share_inside(
    membership: Membership,
    point: Floats,
    size_m: float,
    kind: Literal["disc", "normal"],
    numbers: Floats,
) -> float:
    """P(inside) of an event recorded at a point (degrees); `size_m` is a radius or a standard deviation."""
    far = np.sqrt(numbers[:, 0]) if kind == "disc" else _rayleigh(numbers[:, 0])
    doubt_m = membership.ground.uncertainty_km * _M_PER_KM
    flat = size_m * far[:, None] * _direction(numbers[:, 1])
    flat -= doubt_m * _rayleigh(numbers[:, 2])[:, None] * _direction(numbers[:, 3])
    azimuth = np.degrees(np.arctan2(flat[:, 0], flat[:, 1]))
    start = np.broadcast_to(point, flat.shape)
    lon, lat, _ = GEOD.fwd(start[:, 0], start[:, 1], azimuth, np.hypot(flat[:, 0], flat[:, 1]))
    return float(membership.of(np.column_stack((lon, lat)), numbers[:, 4]).mean())


def _rayleigh(share: Floats) -> Floats:
    """How far off, in standard deviations each way, a normal spread is for each share of it."""
    return np.asarray(np.sqrt(-2 * np.log1p(-share)))


def _direction(share: Floats) -> Floats:
    return np.column_stack((np.sin(2 * np.pi * share), np.cos(2 * np.pi * share)))
