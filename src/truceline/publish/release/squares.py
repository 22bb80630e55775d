"""Public points: the middle of the square that a place lies in, on a grid that only the key can draw.

Every place in a square gives the same answer, so a hundred records of one place say no more than one. (A
shift of its own for each record would be averaged away.) Squares are told small only where a town is, and
what is left of a large one is never smaller than a large one may be. See docs/decisions/0024.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, cos, floor, radians, sqrt
from typing import NamedTuple

from truceline.publish.release.key import ReleaseKey

# The shortest degree of latitude there is, at the equator: squares come out no smaller than they should.
_KM_A_DEGREE = 110.57
_SPARE = 1.5
"""How much longer a large square's edge is than it must be, so that it can do without its town."""
_DIGITS = 4

IsTown = Callable[[float, float], bool]
"""Whether a town is at a latitude and longitude."""


class Square(NamedTuple):
    """The middle of a square, degrees, and how far from it the truth may lie."""

    lat: float
    lon: float
    radius_km: float


@dataclass(frozen=True)
class Squares:
    """A grid of large squares, each of a whole number of small ones."""

    key: ReleaseKey
    town_km: float
    open_km: float
    is_town: IsTown
    _split: dict[tuple[int, int], frozenset[tuple[int, int]]] = field(default_factory=dict, init=False)

    def square(self, lat: float, lon: float) -> Square:
        """The square that a place is told by."""
        row, column, down, across = self._indices(lat, lon)
        large = (row, column)
        if large not in self._split:
            self._split[large] = self._towns(row, column)
        if (down, across) in self._split[large]:
            return self._middle(row, column, (down + 0.5) / self._parts, (across + 0.5) / self._parts, 1)
        return self._middle(row, column, 0.5, 0.5, self._parts)

    @cached_property
    def _parts(self) -> int:
        """Small squares along the edge of a large one."""
        return ceil(_SPARE * self.open_km / self.town_km)

    @cached_property
    def _height(self) -> float:
        """Degrees of latitude of a large square."""
        return self._parts * self.town_km / _KM_A_DEGREE

    def _indices(self, lat: float, lon: float) -> tuple[int, int, int, int]:
        south = (lat + 90) / self._height + self.key.share("rows")
        row = floor(south)
        width = self._width(row)
        east = ((lon + 180) / width + self.key.share(f"row {row}")) % (360 / width)
        column = floor(east)
        down, across = (min(int((one % 1) * self._parts), self._parts - 1) for one in (south, east))
        return row, column, down, across

    def _width(self, row: int) -> float:
        """Degrees of longitude of the row's squares: a whole number of them goes round the earth."""
        edges = (self._south(row), self._south(row + 1))
        shortest = min(cos(radians(min(abs(edge), 90.0))) for edge in edges)
        around = 360 * _KM_A_DEGREE * shortest
        return 360 / max(1, floor(around / (self._parts * self.town_km)))

    def _south(self, row: int) -> float:
        return (row - self.key.share("rows")) * self._height - 90

    def _middle(self, row: int, column: int, down: float, across: float, parts: int) -> Square:
        width = self._width(row)
        lat = self._south(row) + down * self._height
        lon = (column + across - self.key.share(f"row {row}")) * width - 180
        edge_km = parts * self.town_km
        return Square(
            round(min(max(lat, -90.0), 90.0), _DIGITS),
            round((lon + 180) % 360 - 180, _DIGITS),
            round(edge_km / sqrt(2), 1),
        )

    def _towns(self, row: int, column: int) -> frozenset[tuple[int, int]]:
        """The small squares of a large one that are told by themselves."""
        found = frozenset(
            (down, across)
            for down in range(self._parts)
            for across in range(self._parts)
            if self.is_town(
                *self._middle(row, column, (down + 0.5) / self._parts, (across + 0.5) / self._parts, 1)[:2]
            )
        )
        rest_km2 = (self._parts**2 - len(found)) * self.town_km**2
        return found if not rest_km2 or rest_km2 >= self.open_km**2 else frozenset()
