"""Tiles of the web's map (Web Mercator) and the ranges of Morton codes that cover them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.morton import BITS, interleaved
from truceline.bulk.vector_tile import EXTENT
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DEEPEST = 22
FARTHEST_LAT = math.degrees(math.atan(math.sinh(math.pi)))
"""The map is a square: it ends at 85.05 degrees north and south."""
_FINER = 1
"""A tile is covered by cells of half its width: finer, and there are more ranges than they save."""


@dataclass(frozen=True)
class TileName:
    """Zoom, column from the antimeridian eastward, row from the north."""

    z: int
    x: int
    y: int

    @classmethod
    def of(cls, text: str) -> TileName:
        """Read `Z/X/Y`; InputError where there is no such tile."""
        try:
            z, x, y = map(int, text.split("/"))
        except ValueError as error:
            raise InputError(
                Problem(text, 0, "Z/X/Y", "a tile is three numbers, such as 8/155/88")
            ) from error
        if not 0 <= z <= DEEPEST:
            raise InputError(Problem(text, 0, "Z/X/Y", f"no such zoom; they go from 0 to {DEEPEST}"))
        if not (0 <= x < 1 << z and 0 <= y < 1 << z):
            raise InputError(Problem(text, 0, "Z/X/Y", f"at zoom {z} both go from 0 to {(1 << z) - 1}"))
        return cls(z, x, y)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north (degrees)."""
        count = 1 << self.z
        west, east = (column / count * 360 - 180 for column in (self.x, self.x + 1))
        north, south = (_latitude(row / count) for row in (self.y, self.y + 1))
        return west, south, east, north

    @property
    def at_end(self) -> bool:
        """Whether the map ends with it, north or south."""
        return self.y in {0, (1 << self.z) - 1}

    def steps(
        self, lon: Floats, lat: Floats
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
        """Where places lie in the tile, in steps from its north-west corner, and which lie in it at all.

        Each place on the map lies in one tile of a zoom: edges belong to the tile south-east of them.
        """
        count = 1 << self.z
        sine = np.sin(np.radians(np.clip(lat, -89.999, 89.999)))
        across = (lon + 180) / 360 * count - self.x
        down = (0.5 - np.arctanh(sine) / (2 * math.pi)) * count - self.y
        inside = (across >= 0) & (across < 1) & (down >= 0) & (down < 1)
        x, y = (np.floor(np.where(inside, part, 0) * EXTENT).astype(np.int64) for part in (across, down))
        return x, y, inside

    def cells(self, bits: int) -> NDArray[np.uint64]:
        """The cells of 2^bits by 2^bits that hold every place in the tile, and some round it."""
        west, south, east, north = self.box
        x, y = np.meshgrid(_cells(west, east, 360.0, bits), _cells(south, north, 180.0, bits))
        return interleaved(x.ravel(), y.ravel())


def ranges_of(tiles: Sequence[TileName]) -> list[tuple[int, int]]:
    """First and last codes, in order, of ranges that together hold every place in tiles of one zoom."""
    bits = min(BITS, tiles[0].z + _FINER)
    cells = np.unique(np.concatenate([tile.cells(bits) for tile in tiles]))
    return _joined(cells, 2 * (BITS - bits))


def _cells(first: float, last: float, span: float, bits: int) -> NDArray[np.uint64]:
    count = 1 << bits
    ends = [min(max(math.floor((end + span / 2) / span * count), 0), count - 1) for end in (first, last)]
    return np.arange(ends[0], ends[1] + 1, dtype=np.uint64)


def _joined(cells: NDArray[np.uint64], shift: int) -> list[tuple[int, int]]:
    """Neighbouring cells as one range of full codes each."""
    breaks = np.flatnonzero(np.diff(cells) != 1) + 1
    parts = np.split(cells, breaks)
    return [(int(part[0]) << shift, ((int(part[-1]) + 1) << shift) - 1) for part in parts]


def _latitude(down: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))
