"""Everything that measuring from a set of edges needs, as flat arrays that a compiled kernel takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.cells import Cells, cells_of
from truceline.bulk.grid import Grid, grid_round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from truceline.places.drawing import Drawing


class Index(NamedTuple):
    """Edges with their cells: the parts of a `Forest`, and the `Cells` of every edge joined.

    Flat, for a compiled call counts every array of a nested tuple anew, which made lookups five
    times slower.

    `coarse` is (edges, cells); `listed` are the pieces that leaves list.
    """

    pieces: NDArray[np.float64]
    boxes: NDArray[np.float64]
    groups: NDArray[np.float64]
    trees: NDArray[np.int64]
    grid: Grid
    is_area: NDArray[np.uint8]
    coarse: NDArray[np.int32]
    first: NDArray[np.int64]
    listed: NDArray[np.int32]
    bound: NDArray[np.float32]
    limit: NDArray[np.float32]
    side: NDArray[np.int8]


def index_of(drawings: Sequence[Drawing]) -> Index:
    """Index drawings of areas, lines or points; each is one edge, numbered in that order."""
    from truceline.bulk.forest import forest_of  # a kept index needs none of it, and pyproj is slow to load

    grid = grid_round(drawings)
    forest = forest_of(drawings)
    cells = [
        cells_of(forest, edge, grid, inside=_is_inside(drawing, grid), is_area=drawing.kind == "area")
        for edge, drawing in enumerate(drawings)
    ]
    is_area = np.array([drawing.kind == "area" for drawing in drawings], np.uint8)
    joined = _joined(cells)
    return Index(
        forest.pieces,
        forest.boxes,
        forest.groups,
        forest.trees,
        grid,
        is_area,
        joined.coarse,
        joined.first,
        joined.listed,
        joined.bound,
        joined.limit,
        joined.side,
    )


def _is_inside(drawing: Drawing, grid: Grid) -> bool:
    """Whether the middle of the grid's first cell lies inside a drawn area."""
    if drawing.kind != "area":
        return False
    from truceline.places.plane import Plane  # as above

    return drawing.offset_km(Plane(grid.west + grid.wide / 2, grid.south + grid.high / 2)) >= 0


def _joined(cells: Sequence[Cells]) -> Cells:
    leaves = np.cumsum([0, *(len(one.bound) for one in cells)])
    lists = np.cumsum([0, *(len(one.listed) for one in cells)])
    coarse = [
        np.where(one.coarse >= 0, one.coarse + at, one.coarse - at).astype(np.int32)
        for one, at in zip(cells, leaves[:-1], strict=True)
    ]
    first = [one.first[:-1] + at for one, at in zip(cells, lists[:-1], strict=True)]
    return Cells(
        np.stack(coarse),
        np.concatenate([*first, lists[-1:]]),
        np.concatenate([one.listed for one in cells]),
        np.concatenate([one.bound for one in cells]),
        np.concatenate([one.limit for one in cells]),
        np.concatenate([one.side for one in cells]),
    )
