"""How far the truth may lie from a point, and how much of that falls into an area.

The true place of an event lies anywhere in a disc round the point it is recorded at, each spot
alike. The drawing of a zone may lie off by a vector nobody knows: the same for all of the zone, in
any direction, normally distributed with the zone's uncertainty as standard deviation each way. Seen
from the point both together are one spread that depends on distance only. So the share of it in
an area, the integral of its density over the area, becomes an integral round the boundary (Green):

    P = 1 / 2 pi * integral of F(r) d(theta),      F(r): the share of the spread within distance r

which has no sampling error and is right for slivers, holes and several parts alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.places.plane import Points

    Numbers = NDArray[np.float64]

# Beyond this many standard deviations lies a share of exp(-4.5^2 / 2) = 0.00004.
_TAIL = 4.5
_GRID = 385
# Displacements beyond this many standard deviations are left out: a share of 2e-8.
_FARTHEST = 6.0
_SPACED, _SPACED_WEIGHTS = np.polynomial.legendre.leggauss(16)
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(4)


@dataclass(frozen=True)
class Scatter:
    """A disc of `radius_km`, blurred by a normal displacement of `sd_km` in each direction."""

    radius_km: float
    sd_km: float

    @property
    def reach_km(self) -> float:
        """The distance that (all but) nothing lies beyond."""
        return self.radius_km + _TAIL * self.sd_km

    @property
    def grain_km(self) -> float:
        """The distance over which shares change: a standard deviation each way of the whole."""
        return float(np.hypot(self.radius_km / 2, self.sd_km))

    @cached_property
    def _step_km(self) -> float:
        """Length of edge on which four Gauss nodes are exact enough."""
        return 0.7 * max(self.sd_km, self.radius_km / 6)

    def within(self, r: Numbers) -> Numbers:
        """F(r): the share within each distance (km)."""
        shares: Numbers = self._per_square(r) * np.minimum(r, self.reach_km) ** 2
        return shares

    def _per_square(self, r: Numbers) -> Numbers:
        """F(r) / r^2, which stays smooth at the centre."""
        if self.radius_km == 0:
            half = np.maximum(r / self.sd_km, 1e-6) ** 2 / 2
            shares: Numbers = -np.expm1(-half) / half / (2 * self.sd_km**2)
            return shares
        if self.sd_km == 0:
            return 1 / np.maximum(r, self.radius_km) ** 2
        return np.interp(r, *self._table)

    @cached_property
    def _table(self) -> tuple[Numbers, Numbers]:
        """F(r) / r^2 on a grid of distances: two discs' overlap, averaged over the displacement."""
        return _tabulated(self)

    def share(self, starts: Points, ends: Points, weights: Numbers | None = None) -> float:
        """The share (0-1) of the spread round the origin that lies in an area.

        The area is given by its directed edges (km): outer rings anticlockwise, holes clockwise. With
        a weight for each edge, several areas are averaged in one go.
        """
        return float(self.shares(starts[None], ends[None], weights)[0])

    def shares(self, starts: Points, ends: Points, weights: Numbers | None = None) -> Numbers:
        """The same for several areas, or for one as seen from several points: shape (areas, edges, 2)."""
        assert self.reach_km > 0, "without any spread the point itself tells"
        turned = self._turned(starts.reshape(-1, 2), ends.reshape(-1, 2)).reshape(starts.shape[:2])
        if weights is not None:
            turned *= weights
        shares: Numbers = np.clip(turned.sum(axis=1) / (2 * np.pi), 0.0, 1.0)
        return shares

    def _turned(self, starts: Points, ends: Points) -> Numbers:
        """The integral of F(r) d(theta) along each edge."""
        turned = np.zeros(len(starts))
        along = ends - starts
        length = np.hypot(along[:, 0], along[:, 1])
        real = np.flatnonzero(length > 0)
        starts, along, length = starts[real], along[real], length[real]
        unit = along / length[:, None]
        enters, leaves = _crossing(starts, unit, length, self.reach_km)
        near = leaves > enters
        turned[real[~near]] = _angle(starts[~near], (starts + along)[~near])
        starts, unit, along = starts[near], unit[near], along[near]
        enters, leaves = enters[near], leaves[near]
        before = _angle(starts, starts + unit * enters[:, None])
        after = _angle(starts + unit * leaves[:, None], starts + along)
        turned[real[near]] = before + self._swept(starts, unit, enters, leaves) + after
        return turned

    def _swept(self, starts: Points, unit: Points, enters: Numbers, leaves: Numbers) -> Numbers:
        """The integral of F(r) d(theta) along the part of each edge within reach."""
        pieces = np.maximum(1, np.ceil((leaves - enters) / self._step_km)).astype(int)
        edge = np.repeat(np.arange(len(starts)), pieces)
        rank = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        size = ((leaves - enters) / pieces)[edge]
        at = (enters[edge] + rank * size)[:, None] + size[:, None] * (_NODES + 1) / 2
        x = starts[edge, 0, None] + unit[edge, 0, None] * at
        y = starts[edge, 1, None] + unit[edge, 1, None] * at
        lever = (starts[:, 0] * unit[:, 1] - starts[:, 1] * unit[:, 0])[edge]
        heights = (self._per_square(np.hypot(x, y)) * _WEIGHTS).sum(axis=1) / 2
        swept: Numbers = np.bincount(edge, heights * size * lever, len(starts)).astype(np.float64, copy=False)
        return swept


@lru_cache(maxsize=256)
def _tabulated(spread: Scatter) -> tuple[Numbers, Numbers]:
    grid = np.linspace(0, spread.reach_km, _GRID)
    centre = -np.expm1(-((spread.radius_km / spread.sd_km) ** 2) / 2) / spread.radius_km**2
    return grid, np.concatenate(([centre], _disc_within(spread, grid[1:]) / grid[1:] ** 2))


def _disc_within(spread: Scatter, r: Numbers) -> Numbers:
    """F(r) of a disc that is displaced: the share of it within `r`, averaged over the displacement.

    Displaced a little, the smaller circle lies wholly in the larger; displaced far, they are apart.
    Only between does their overlap change: there Gauss nodes are spaced as in a half circle, since
    the overlap goes like a root at both ends.
    """
    radius, sd = spread.radius_km, spread.sd_km
    least = np.minimum(np.abs(r - radius), _FARTHEST * sd)
    half = (np.minimum(r + radius, _FARTHEST * sd) - least) / 2
    turn = np.pi * (_SPACED + 1) / 2
    apart = least[:, None] + half[:, None] * (1 - np.cos(turn))
    density = apart / sd**2 * np.exp(-((apart / sd) ** 2) / 2)
    shares = _overlap(r[:, None], radius, apart) / (np.pi * radius**2)
    between = half * ((shares * density * np.sin(turn)) @ _SPACED_WEIGHTS) * np.pi / 2
    whole = -np.expm1(-((least / sd) ** 2) / 2) * np.minimum(r / radius, 1.0) ** 2
    found: Numbers = whole + between
    return found


def _crossing(starts: Points, unit: Points, length: Numbers, radius: float) -> tuple[Numbers, Numbers]:
    """Where along each edge (km from its start) it enters and leaves the circle."""
    foot = -(starts * unit).sum(axis=1)
    apart = (starts**2).sum(axis=1) - foot**2
    half = np.sqrt(np.maximum(radius**2 - apart, 0.0))
    return np.clip(foot - half, 0.0, length), np.clip(foot + half, 0.0, length)


def _angle(one: Points, other: Points) -> Numbers:
    """The angle at the origin from one point to the other, radians, -pi to pi."""
    cross = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    angle: Numbers = np.arctan2(cross, (one * other).sum(axis=1))
    return angle


def _overlap(r: Numbers, radius: float, apart: Numbers) -> Numbers:
    """The area common to a disc of radius `r` and one of `radius`, their centres `apart`."""
    safe = np.maximum(apart, 1e-12)
    one = np.clip((safe**2 + r**2 - radius**2) / (2 * safe * r), -1, 1)
    other = np.clip((safe**2 + radius**2 - r**2) / (2 * safe * radius), -1, 1)
    kite = (-safe + r + radius) * (safe + r - radius) * (safe - r + radius) * (safe + r + radius)
    lens = r**2 * np.arccos(one) + radius**2 * np.arccos(other) - np.sqrt(np.maximum(kite, 0)) / 2
    return np.where(apart <= np.abs(r - radius), np.pi * np.minimum(r, radius) ** 2, lens)
