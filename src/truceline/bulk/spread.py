"""How far the truth may lie from a recorded point: a disc, each spot alike, or a normal spread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from truceline.bulk.compiled import inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.places.scatter import Scatter

    Floats = NDArray[np.float64]

Kind = Literal["disc", "normal"]
NODES = 64
ROWS, STEPS = 33, 256
# Normal spreads are added up to so many standard deviations: beyond lies a share of 0.0003.
CUT = 4.0
TAIL = 4.5
"""Beyond so many standard deviations a normal spread touches nothing."""
# The grain that tells a normal spread.
NORMAL = 1.0
_FINE = 4000


@dataclass(frozen=True)
class Spread:
    """What an event's uncertainty in metres means: the radius of a disc, or a standard deviation."""

    kind: Kind = "disc"

    @property
    def grain(self) -> float:
        """The standard deviation each way of a spread of size 1."""
        return 0.5 if self.kind == "disc" else NORMAL

    @property
    def reach(self) -> float:
        """How far a spread of size 1 goes."""
        return 1.0 if self.kind == "disc" else TAIL

    def damping(self, wave: Floats, size: float, doubt: float) -> Floats:
        """What is left of waves of so many radians a metre once blurred by the spread and the doubt."""
        normal = np.exp(-0.5 * (wave * doubt) ** 2)
        if self.kind == "normal":
            return np.asarray(normal * np.exp(-0.5 * (wave * size) ** 2))
        from scipy import special  # a kept index needs none of it, and it is slow to load

        turn = np.maximum(wave * size, 1e-9)
        return np.asarray(normal * 2 * special.j1(turn) / turn)

    def table(self) -> Floats:
        """Shape (33, 257 + 64): of a spread and a doubt, by how great a part of both the doubt is.

        Row k is for (k / 32)^2. First comes the share within r, over r^2, at 257 squared distances up
        to the reach, which is 1; then how far from the middle each of 64 equal shares lies.
        """
        ratios = np.linspace(0.0, 1.0, ROWS) ** 2
        return np.stack([np.concatenate((self._per_square(k), self._radii(k))) for k in ratios.tolist()])

    def _scatter(self, ratio: float) -> Scatter:
        """Where size and doubt are 1 together. Two normal ones are one, as wide as both at right angles."""
        from truceline.places.scatter import Scatter  # as above

        return Scatter(0.0, 1.0) if self.kind == "normal" else Scatter(1.0 - ratio, ratio)

    def _per_square(self, ratio: float) -> Floats:
        scatter = self._scatter(ratio)
        reach = scatter.radius_km + CUT * scatter.sd_km
        away = reach * np.sqrt(np.linspace(0.0, 1.0, STEPS + 1))
        away[0] = away[1] / 1000
        return scatter.within(away) * (reach / away) ** 2

    def _radii(self, ratio: float) -> Floats:
        scatter = self._scatter(ratio)
        away = np.linspace(0.0, scatter.reach_km, _FINE)
        within = np.maximum.accumulate(scatter.within(away))
        return np.interp((np.arange(NODES) + 0.5) / NODES, within / within[-1], away)


@inlined
def row_of(size: float, doubt: float, kernel: tuple[float, float, Floats]) -> tuple[int, float, float, float]:
    """The row of a spread's table, how far on to the next (0-1), and in metres its unit and its reach."""
    if kernel[1] == NORMAL:
        unit = math.hypot(size, doubt)
        return 0, 0.0, unit, CUT * unit
    unit = size + doubt
    ratio = doubt / unit
    row = min(int((ROWS - 1) * math.sqrt(ratio)), ROWS - 2)
    low, high = (row / (ROWS - 1)) ** 2, ((row + 1) / (ROWS - 1)) ** 2
    return row, (ratio - low) / (high - low), unit, size + CUT * doubt
