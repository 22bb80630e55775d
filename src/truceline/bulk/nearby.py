"""Which pieces of an edge are nearest to a point, near it, or crossed on a way: while an index is built."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.compiled import compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.forest import Forest
    from truceline.bulk.index import Index

    Floats = NDArray[np.float64]
    Ids = NDArray[np.int32]

BLOCK = 16


@inlined
def gap_to_box(x: float, y: float, z: float, boxes: Floats, i: int) -> float:
    """Squared distance from a point to a box, 0 inside it."""
    dx = max(boxes[i, 0] - x, 0.0, x - boxes[i, 3])
    dy = max(boxes[i, 1] - y, 0.0, y - boxes[i, 4])
    dz = max(boxes[i, 2] - z, 0.0, z - boxes[i, 5])
    gap: float = dx * dx + dy * dy + dz * dz
    return gap


@inlined
def gap_to_piece(x: float, y: float, z: float, pieces: Floats, i: int) -> tuple[float, float]:
    """Squared distance from a point to a piece, and how far along it (0-1) the foot is."""
    ax, ay, az = pieces[i, 0] - x, pieces[i, 1] - y, pieces[i, 2] - z
    ex, ey, ez = pieces[i, 3] - pieces[i, 0], pieces[i, 4] - pieces[i, 1], pieces[i, 5] - pieces[i, 2]
    along = -(ax * ex + ay * ey + az * ez) / (ex * ex + ey * ey + ez * ez + 1e-30)
    along = min(1.0, max(0.0, along))
    ax += along * ex
    ay += along * ey
    az += along * ez
    return ax * ax + ay * ay + az * az, along


@compiled
def nearest(
    x: float, y: float, z: float, forest: Forest | Index, edge: int, guess: int, slack: float = 0.0
) -> tuple[int, float]:
    """The nearest piece and its squared distance; a good guess makes it quick.

    With a `slack` another may be told that is not farther by more than this share of squared distances.
    """
    pieces, boxes, groups = forest.pieces, forest.boxes, forest.groups
    p0, p1, b0, b1, g0, g1 = forest.trees[edge]
    best, _ = gap_to_piece(x, y, z, pieces, guess)
    found, more = guess, 1.0 + slack
    for g in range(g0, g1):
        if gap_to_box(x, y, z, groups, g) * more >= best:
            continue
        first_box = b0 + (g - g0) * BLOCK
        for b in range(first_box, min(first_box + BLOCK, b1)):
            if gap_to_box(x, y, z, boxes, b) * more >= best:
                continue
            first_piece = p0 + (b - b0) * BLOCK
            for i in range(first_piece, min(first_piece + BLOCK, p1)):
                gap, _ = gap_to_piece(x, y, z, pieces, i)
                if gap < best:
                    best, found = gap, i
    return found, best


@compiled
def guessed(x: float, y: float, z: float, forest: Forest | Index, edge: int) -> int:
    """A piece that is about as near as any: of the nearest group's nearest box."""
    p0, _, b0, b1, g0, g1 = forest.trees[edge]
    group = _nearest_box(x, y, z, forest.groups, g0, g1)
    first = b0 + (group - g0) * BLOCK
    return int(p0 + (_nearest_box(x, y, z, forest.boxes, first, min(first + BLOCK, b1)) - b0) * BLOCK)


@inlined
def _nearest_box(x: float, y: float, z: float, boxes: Floats, first: int, last: int) -> int:
    found, best = first, gap_to_box(x, y, z, boxes, first)
    for i in range(first + 1, last):
        gap = gap_to_box(x, y, z, boxes, i)
        if gap < best:
            best, found = gap, i
    return found


@compiled
def within(x: float, y: float, z: float, forest: Forest | Index, edge: int, reach: float, out: Ids) -> int:
    """Writes the pieces no farther than that, in the order they are drawn; how many there are."""
    pieces, boxes, groups = forest.pieces, forest.boxes, forest.groups
    p0, p1, b0, b1, g0, g1 = forest.trees[edge]
    count, limit = 0, reach * reach
    for g in range(g0, g1):
        if gap_to_box(x, y, z, groups, g) > limit:
            continue
        first_box = b0 + (g - g0) * BLOCK
        for b in range(first_box, min(first_box + BLOCK, b1)):
            if gap_to_box(x, y, z, boxes, b) > limit:
                continue
            first_piece = p0 + (b - b0) * BLOCK
            for i in range(first_piece, min(first_piece + BLOCK, p1)):
                if gap_to_piece(x, y, z, pieces, i)[0] <= limit:
                    out[count] = i
                    count += 1
    return count


@inlined
def above(
    ax: float, ay: float, az: float, bx: float, by: float, bz: float, px: float, py: float, pz: float
) -> bool:
    """Whether p lies left of the plane through the earth's centre, a and b; on it counts as left."""
    ex, ey, ez = bx - ax, by - ay, bz - az
    dx, dy, dz = px - ax, py - ay, pz - az
    turn = ax * (ey * dz - ez * dy) + ay * (ez * dx - ex * dz) + az * (ex * dy - ey * dx)
    return turn >= 0.0


@inlined
def crosses(px: float, py: float, pz: float, qx: float, qy: float, qz: float, pieces: Floats, i: int) -> bool:
    """Whether the way from p to q crosses a piece; a way through a corner crosses one of its edges."""
    ax, ay, az = pieces[i, 0], pieces[i, 1], pieces[i, 2]
    bx, by, bz = pieces[i, 3], pieces[i, 4], pieces[i, 5]
    if above(px, py, pz, qx, qy, qz, ax, ay, az) == above(px, py, pz, qx, qy, qz, bx, by, bz):
        return False
    return above(ax, ay, az, bx, by, bz, px, py, pz) != above(ax, ay, az, bx, by, bz, qx, qy, qz)


@compiled
def crossings(
    px: float, py: float, pz: float, qx: float, qy: float, qz: float, forest: Forest | Index, edge: int
) -> int:
    """How many pieces the way from p to q crosses."""
    pieces, boxes, groups = forest.pieces, forest.boxes, forest.groups
    p0, p1, b0, b1, g0, g1 = forest.trees[edge]
    length = (qx - px) ** 2 + (qy - py) ** 2 + (qz - pz) ** 2
    pad = length / 4e7 + 1.0
    low = (min(px, qx) - pad, min(py, qy) - pad, min(pz, qz) - pad)
    top = (max(px, qx) + pad, max(py, qy) + pad, max(pz, qz) + pad)
    count = 0
    for g in range(g0, g1):
        if _apart(low, top, groups, g):
            continue
        first_box = b0 + (g - g0) * BLOCK
        for b in range(first_box, min(first_box + BLOCK, b1)):
            if _apart(low, top, boxes, b):
                continue
            first_piece = p0 + (b - b0) * BLOCK
            for i in range(first_piece, min(first_piece + BLOCK, p1)):
                if crosses(px, py, pz, qx, qy, qz, pieces, i):
                    count += 1
    return count


@inlined
def _apart(low: tuple[float, float, float], top: tuple[float, float, float], boxes: Floats, i: int) -> bool:
    return bool(
        boxes[i, 0] > top[0]
        or boxes[i, 1] > top[1]
        or boxes[i, 2] > top[2]
        or boxes[i, 3] < low[0]
        or boxes[i, 4] < low[1]
        or boxes[i, 5] < low[2]
    )
