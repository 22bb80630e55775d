"""For each cell the pieces of an edge that any point in it may be nearest to, and which side it lies on.

Near an edge a cell is cut fine. Where the edge runs through it, it lists all pieces near it. Elsewhere it
lists only those that some point in it is nearest to, the nearest to its middle first: of a line exactly
these; of an area, whose side the cell tells, as few as tell every distance closely enough.
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.globe import arc, centre_and_reach
from truceline.bulk.grid import FINE, Grid, rectangles
from truceline.bulk.nearby import crossings, nearest, within
from truceline.bulk.rivals import rivals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.forest import Forest

    Floats = NDArray[np.float64]
    _Part = tuple[NDArray[np.int32], NDArray[np.int32], Floats, NDArray[np.int8]]

OUTSIDE, INSIDE, CROSSED_OUTSIDE, CROSSED_INSIDE = 0, 1, 2, 3
# A cell is cut fine where the edge is nearer than this many of its radii.
_CUT = 2.0
# How far off an area's distances may be, metres, and as a share of those beyond a kilometre.
_OFF_M, OFF, _NEAR_M = 0.02, 5e-4, 1000.0
# Straight distances are shorter than those over ground: bounds leave room for it.
_LESS, _MORE = 0.9995, 1.0005
_CHUNK = 4096


class Cells(NamedTuple):
    """One edge's leaves. `coarse` names a cell's leaf, or, as -1 - n, the first of its fine ones.

    `first` (one longer than there are leaves) says where the pieces that a leaf lists begin. `bound` is the
    least and `limit` the greatest distance from the edge of any point in the leaf (metres), `side` whether
    it lies inside, and where the edge runs through it, whether its middle does.
    """

    coarse: NDArray[np.int32]
    first: NDArray[np.int64]
    listed: NDArray[np.int32]
    bound: NDArray[np.float32]
    limit: NDArray[np.float32]
    side: NDArray[np.int8]


def cells_of(forest: Forest, edge: int, grid: Grid, *, inside: bool, is_area: bool) -> Cells:
    """Leaves for every cell of the grid; `inside`: whether the middle of its first cell lies inside."""
    cells = rectangles(grid)
    is_inside = np.empty(len(cells), np.bool_)
    is_near = np.empty(len(cells), np.bool_)
    is_inside[0] = inside
    _look(forest, edge, cells, grid.columns, is_inside, is_near)
    count = np.where(is_near, FINE * FINE, 1)
    first = np.cumsum(count) - count
    coarse = np.where(is_near, -1 - first, first).astype(np.int32)
    cell = np.repeat(np.arange(len(cells)), count)
    leaves = _cut(cells, cell, np.arange(len(cell)) - first[cell], is_near)

    def listed(start: int) -> _Part:
        part = slice(start, start + _CHUNK)
        return _list(forest, edge, is_area, cells, is_inside, leaves[part], cell[part])

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        parts = list(threads.map(listed, range(0, len(leaves), _CHUNK)))
    counts, listed_ids, bound, side = (np.concatenate(part) for part in zip(*parts, strict=True))
    first_piece = np.concatenate(([0], np.cumsum(counts)))
    least, most = bound.astype(np.float32).T.copy()
    return Cells(coarse, first_piece, listed_ids, least, most, side)


def _cut(cells: Floats, cell: NDArray[np.intp], rank: NDArray[np.intp], is_near: NDArray[np.bool_]) -> Floats:
    """West, south, width and height (degrees) of every leaf, row by row within its cell."""
    parts = np.where(is_near, FINE, 1)[cell]
    leaves = cells[cell]
    leaves[:, 2:] /= parts[:, None]
    leaves[:, 0] += leaves[:, 2] * (rank % parts)
    leaves[:, 1] += leaves[:, 3] * (rank // parts)
    return leaves


@compiled
def _look(
    forest: Forest,
    edge: int,
    cells: Floats,
    columns: int,
    is_inside: NDArray[np.bool_],
    is_near: NDArray[np.bool_],
) -> None:
    """Which cells' middles lie inside, going from each to the next, and which are near the edge."""
    guess = forest.trees[edge, 0]
    for n in range(cells.shape[0]):
        x, y, z, reach = centre_and_reach(cells[n, 0], cells[n, 1], cells[n, 2], cells[n, 3])
        if n > 0:
            before = n - 1 if n % columns else n - columns
            px, py, pz, _ = centre_and_reach(
                cells[before, 0], cells[before, 1], cells[before, 2], cells[before, 3]
            )
            odd = crossings(px, py, pz, x, y, z, forest, edge) % 2 == 1
            is_inside[n] = is_inside[before] != odd
        guess, gap = nearest(x, y, z, forest, edge, guess)
        is_near[n] = math.sqrt(gap) < _CUT * reach


@compiled
def _list(
    forest: Forest,
    edge: int,
    is_area: bool,  # noqa: FBT001 - compiled code takes no keywords
    cells: Floats,
    is_inside: NDArray[np.bool_],
    leaves: Floats,
    cell: NDArray[np.intp],
) -> _Part:
    """How many pieces each leaf lists, which, its bounds, and its side."""
    counts = np.empty(len(leaves), np.int32)
    bound = np.empty((len(leaves), 2), np.float64)
    side = np.empty(len(leaves), np.int8)
    pieces = np.empty(16 * len(leaves) + 64, np.int32)
    few, gaps = np.empty(forest.pieces.shape[0], np.int32), np.empty(forest.pieces.shape[0])
    used, guess = 0, forest.trees[edge, 0]
    for n in range(len(leaves)):
        west, south, wide, high = leaves[n, 0], leaves[n, 1], leaves[n, 2], leaves[n, 3]
        x, y, z, reach = centre_and_reach(west, south, wide, high)
        guess, gap = nearest(x, y, z, forest, edge, guess)
        away = math.sqrt(gap)
        if away <= reach:
            count = within(x, y, z, forest, edge, away + 2 * reach + 1.0, few)
        else:
            slack = _slack(away - reach) if is_area else 0.0
            count = rivals(x, y, z, reach, forest, edge, guess, slack, few, gaps)
        if used + count > pieces.shape[0]:
            more = np.empty(2 * (used + count), np.int32)
            more[:used] = pieces[:used]
            pieces = more
        pieces[used : used + count] = few[:count]
        used += count
        counts[n] = count
        bound[n, 0] = max(0.0, away * _LESS - reach)
        bound[n, 1] = arc(away + reach) * _MORE
        home = cells[cell[n]]
        hx, hy, hz, _ = centre_and_reach(home[0], home[1], home[2], home[3])
        inside = is_inside[cell[n]] != (crossings(hx, hy, hz, x, y, z, forest, edge) % 2 == 1)
        side[n] = (CROSSED_OUTSIDE if away <= reach else OUTSIDE) + (1 if inside else 0)
    return counts, pieces[:used].copy(), bound, side


@inlined
def _slack(away: float) -> float:
    """How much the square of a way, no shorter than that, may be off."""
    off = max(_OFF_M, OFF * away) if away >= _NEAR_M else _OFF_M
    return 2 * off * away
