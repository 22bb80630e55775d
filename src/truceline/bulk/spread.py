"""How far the truth may lie from a recorded point: a disc, each spot alike, or a normal spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special

from truceline.places.scatter import Scatter

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Kind = Literal["disc", "normal"]
NODES = 64
RATIOS = 17
_TAIL = 4.5
_FINE = 4000


@dataclass(frozen=True)
class Spread:
    """What an event's uncertainty in metres means: the radius of a disc, or a standard deviation."""

    kind: Kind = "disc"

    @property
    def grain(self) -> float:
        """The standard deviation each way of a spread of size 1."""
        return 0.5 if self.kind == "disc" else 1.0

    @property
    def reach(self) -> float:
        """How far a spread of size 1 goes."""
        return 1.0 if self.kind == "disc" else _TAIL

    def damping(self, wave: Floats, size: float, doubt: float) -> Floats:
        """What is left of waves of so many radians a metre once blurred by the spread and the doubt."""
        normal = np.exp(-0.5 * (wave * doubt) ** 2)
        if self.kind == "normal":
            return np.asarray(normal * np.exp(-0.5 * (wave * size) ** 2))
        turn = np.maximum(wave * size, 1e-9)
        return np.asarray(normal * 2 * special.j1(turn) / turn)

    def radii(self) -> Floats:
        """Shape (17, 64): how far from its middle each of 64 equal shares of a spread lies.

        Row k is for a doubt that is k / 16 of size and doubt together, which are 1.
        """
        return np.stack([self._radii(k / (RATIOS - 1)) for k in range(RATIOS)])

    def _radii(self, ratio: float) -> Floats:
        size, doubt = 1.0 - ratio, ratio
        if self.kind == "normal":
            size, doubt = 0.0, float(np.hypot(size, doubt))
        scatter = Scatter(size, doubt)
        away = np.linspace(0.0, scatter.reach_km, _FINE)
        within = np.maximum.accumulate(scatter.within(away))
        return np.interp((np.arange(NODES) + 0.5) / NODES, within / within[-1], away)


TAIL = _TAIL
