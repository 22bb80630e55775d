"""The cells that events are looked up by: a coarse grid of longitude and latitude round all zones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.compiled import inlined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from truceline.places.drawing import Drawing

FULL_TURN = 360.0
POLE = 90.0
# Cells along the longer side, and into how many each side of one is cut where an edge is near.
_CELLS = 128
FINE = 8
# Beyond the drawings, degrees of latitude: events farther off are measured one by one.
_MARGIN = 2.0
_SMALLEST = 1e-3
# Near a pole every meridian is close, so the grid goes all the way round from here on.
_POLAR = 84.0


class Grid(NamedTuple):
    """West and south end (degrees), size of a cell, and how many there are each way."""

    west: float
    south: float
    wide: float
    high: float
    columns: int
    rows: int


def grid_round(drawings: Sequence[Drawing]) -> Grid:
    """The grid that holds all drawings with a margin; it goes the short way across 180 degrees."""
    lonlat = np.concatenate([drawing.coordinates for drawing in drawings])
    poles = [pole for drawing in drawings for pole in _poles_in(drawing)]
    south = max(-POLE, min(float(lonlat[:, 1].min()) - _MARGIN, *poles, POLE))
    north = min(POLE, max(float(lonlat[:, 1].max()) + _MARGIN, *poles, -POLE))
    west, span = _longitudes(lonlat[:, 0], south, north)
    middle = math.cos(math.radians((south + north) / 2))
    high = max(_SMALLEST, max(north - south, span * middle) / _CELLS)
    wide = min(span, high / max(0.05, middle))
    columns, rows = max(1, math.ceil(span / wide)), max(1, math.ceil((north - south) / high))
    return Grid(west, south, span / columns, (north - south) / rows, columns, rows)


def _poles_in(drawing: Drawing) -> list[float]:
    """Latitudes of the poles that a drawing goes round: what lies round one is nowhere near the edge."""
    if drawing.kind != "area":
        return []
    rings = [ring for group in drawing.groups for ring in group]
    return [math.copysign(POLE, float(ring[:, 1].mean())) for ring in rings if _goes_round(ring)]


def _goes_round(ring: NDArray[np.float64]) -> bool:
    steps = (np.diff(ring[:, 0]) + FULL_TURN / 2) % FULL_TURN - FULL_TURN / 2
    return bool(abs(steps.sum()) > FULL_TURN / 2)


def _longitudes(lon: np.ndarray, south: float, north: float) -> tuple[float, float]:
    """The western end and the span of the drawings' longitudes: all but their widest gap."""
    if max(-south, north) > _POLAR:
        return -FULL_TURN / 2, FULL_TURN
    order = np.sort(lon % FULL_TURN)
    gaps = np.diff(np.concatenate((order, [order[0] + FULL_TURN])))
    widest = int(gaps.argmax())
    margin = _MARGIN / math.cos(math.radians(max(-south, north)))
    span = FULL_TURN - float(gaps[widest]) + 2 * margin
    if span >= FULL_TURN:
        return -FULL_TURN / 2, FULL_TURN
    return float(order[(widest + 1) % len(order)]) - margin, span


def rectangles(grid: Grid) -> NDArray[np.float64]:
    """West, south, width and height (degrees) of every cell, row by row."""
    row, column = np.divmod(np.arange(grid.rows * grid.columns), grid.columns)
    return np.column_stack(
        (
            grid.west + grid.wide * column,
            grid.south + grid.high * row,
            np.full(len(row), grid.wide),
            np.full(len(row), grid.high),
        )
    )


@inlined
def cell_at(lon: float, lat: float, grid: Grid) -> tuple[int, int, float, float]:
    """Column and row of a point's cell, and where in it the point lies (0-1); column -1 outside."""
    turn = lon - grid.west
    if not 0.0 <= turn < FULL_TURN:
        turn %= FULL_TURN
    east = turn / grid.wide
    north = (lat - grid.south) / grid.high
    if lat == POLE:
        north = min(north, grid.rows - 1e-9)
    if not (0.0 <= north < grid.rows and east < grid.columns):
        return -1, -1, 0.0, 0.0
    column, row = int(east), int(north)
    return column, row, east - column, north - row
