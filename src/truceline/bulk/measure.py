"""How far points lie from edges, and on which side: looked up by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.bulk.cells import CROSSED_INSIDE, CROSSED_OUTSIDE, INSIDE, OFF, OUTSIDE
from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.globe import lifted, over_ground, position
from truceline.bulk.grid import FINE, cell_at
from truceline.bulk.nearby import crosses, gap_to_piece, guessed, nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from truceline.bulk.index import Index

    Floats = NDArray[np.float64]

_FAR = 1e300


@inlined
def leaf_at(lon: float, lat: float, edge: int, index: Index) -> int:
    """The leaf of an edge that a point (degrees) lies in; -1 outside the grid."""
    column, row, east, north = cell_at(lon, lat, index.grid)
    if column < 0:
        return -1
    return leaf_in(row * index.grid.columns + column, east, north, edge, index)


@inlined
def leaf_in(cell: int, east: float, north: float, edge: int, index: Index) -> int:
    """The leaf of an edge at a place (0-1 each way) of a coarse cell."""
    leaf: int = index.coarse[edge, cell]
    if leaf >= 0:
        return leaf
    return -1 - leaf + int(north * FINE) * FINE + int(east * FINE)


@inlined
def _way(x: float, y: float, z: float, pieces: Floats, i: int, along: float) -> float:
    """Signed way over ground to the foot on a piece, + left of it."""
    ax, ay, az = pieces[i, 0], pieces[i, 1], pieces[i, 2]
    ex, ey, ez = pieces[i, 3] - ax, pieces[i, 4] - ay, pieces[i, 5] - az
    fx, fy, fz = ax + along * ex, ay + along * ey, az + along * ez
    up = lifted(fx, fy, fz)
    fx, fy, fz = fx * up, fy * up, fz * up
    dx, dy, dz = x - fx, y - fy, z - fz
    if along <= 0.0:
        nx, ny, nz = pieces[i, 6], pieces[i, 7], pieces[i, 8]
    elif along >= 1.0:
        nx, ny, nz = pieces[i, 9], pieces[i, 10], pieces[i, 11]
    else:
        nx, ny, nz = fy * ez - fz * ey, fz * ex - fx * ez, fx * ey - fy * ex
    way = over_ground(x, y, z, fx, fy, fz)
    return way if nx * dx + ny * dy + nz * dz >= 0.0 else -way


@inlined
def offset(lon: float, lat: float, x: float, y: float, z: float, leaf: int, edge: int, index: Index) -> float:
    """Signed distance of a point from an edge, metres: + inside an area, + left of a line.

    The point is given in degrees and in space; `leaf` is its own, or -1 outside the grid, where all
    pieces are looked through.
    """
    best, found, at = _FAR, -1, 0.0
    if leaf < 0:
        slack = 2 * OFF if index.is_area[edge] else 0.0
        found, _ = nearest(x, y, z, index, edge, guessed(x, y, z, index, edge), slack)
        _, at = gap_to_piece(x, y, z, index.pieces, found)
    else:
        for k in range(index.first[leaf], index.first[leaf + 1]):
            gap, along = gap_to_piece(x, y, z, index.pieces, index.listed[k])
            if gap < best:
                best, found, at = gap, index.listed[k], along
    way = _way(x, y, z, index.pieces, found, at)
    if index.is_area[edge]:
        way = abs(way) if is_inside(lon, lat, x, y, z, leaf, edge, index) else -abs(way)
    return way


@inlined
def is_inside(
    lon: float, lat: float, x: float, y: float, z: float, leaf: int, edge: int, index: Index
) -> bool:
    """Whether a point, given in degrees and in space, lies inside an area's edge."""
    side = OUTSIDE if leaf < 0 else index.side[leaf]
    if side < CROSSED_OUTSIDE:
        return bool(side == INSIDE)
    odd = _odd_crossings(lon, lat, x, y, z, leaf, edge, index)
    return bool((side == CROSSED_INSIDE) != odd)


@inlined
def _odd_crossings(
    lon: float, lat: float, x: float, y: float, z: float, leaf: int, edge: int, index: Index
) -> bool:
    """Whether the way from a point to the middle of its leaf crosses the edge an odd number of times."""
    grid = index.grid
    column, row, east, north = cell_at(lon, lat, grid)
    if index.coarse[edge, row * grid.columns + column] < 0:
        east, north = (int(east * FINE) + 0.5) / FINE, (int(north * FINE) + 0.5) / FINE
    else:
        east, north = 0.5, 0.5
    qx, qy, qz = position(grid.west + grid.wide * (column + east), grid.south + grid.high * (row + north))
    odd = False
    for k in range(index.first[leaf], index.first[leaf + 1]):
        if crosses(x, y, z, qx, qy, qz, index.pieces, index.listed[k]):
            odd = not odd
    return odd


@compiled
def offsets(lon: Floats, lat: Floats, edge: int, index: Index, out: Floats) -> None:
    """Signed distances of many points (degrees) from one edge, metres."""
    for n in range(lon.shape[0]):
        x, y, z = position(lon[n], lat[n])
        out[n] = offset(lon[n], lat[n], x, y, z, leaf_at(lon[n], lat[n], edge, index), edge, index)
