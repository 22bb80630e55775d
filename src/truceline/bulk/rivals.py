"""Of an edge's pieces those that some point of a ball is nearest to: all others are outdone by one of them.

A foot on one piece outdoes a spot on another where no point of the ball is nearer to that spot. The
difference of the squares of both ways is the same along each plane between the two, so in a ball it is
greatest straight towards the spot: one sum tells it for all points at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.nearby import BLOCK, gap_to_box, gap_to_piece

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from truceline.bulk.forest import Forest
    from truceline.bulk.index import Index

    Floats = NDArray[np.float64]
    Ids = NDArray[np.int32]
    Spot = tuple[float, float, float]


@compiled
def rivals(
    x: float,
    y: float,
    z: float,
    reach: float,
    forest: Forest | Index,
    edge: int,
    nearest: int,
    slack: float,
    out: Ids,
    gaps: Floats,
) -> int:
    """Writes the pieces that points of a ball may be nearest to, the nearest to its middle first.

    `nearest` is that one. Pieces are left out where, from every point of the ball, the square of the way
    to one of those written is no more than `slack` (square metres) greater. `gaps` is room for as many
    numbers as `out`; how many are written.
    """
    count = _candidates(x, y, z, reach, forest, edge, nearest, slack, out, gaps)
    kept = 1
    while kept < count:
        # The nearest of what is left is written next, and outdoes some of the others.
        least = kept
        for k in range(kept + 1, count):
            if gaps[k] < gaps[least]:
                least = k
        out[kept], out[least] = out[least], out[kept]
        gaps[kept], gaps[least] = gaps[least], gaps[kept]
        foot = _foot(x, y, z, forest.pieces, out[kept])
        kept += 1
        left = kept
        for k in range(kept, count):
            if not _outdone(x, y, z, reach, foot, forest.pieces, out[k], gaps[k], slack):
                out[left], gaps[left] = out[k], gaps[k]
                left += 1
        count = left
    return kept


@compiled
def _candidates(
    x: float,
    y: float,
    z: float,
    reach: float,
    forest: Forest | Index,
    edge: int,
    nearest: int,
    slack: float,
    out: Ids,
    gaps: Floats,
) -> int:
    """Writes the nearest piece, and all that it does not outdo, with the squares of the ways to them."""
    pieces, boxes, groups = forest.pieces, forest.boxes, forest.groups
    p0, p1, b0, b1, g0, g1 = forest.trees[edge]
    foot = _foot(x, y, z, pieces, nearest)
    out[0], gaps[0] = nearest, gap_to_piece(x, y, z, pieces, nearest)[0]
    count = 1
    for g in range(g0, g1):
        if _is_box_outdone(x, y, z, reach, foot, groups, g, slack):
            continue
        first_box = b0 + (g - g0) * BLOCK
        for b in range(first_box, min(first_box + BLOCK, b1)):
            if _is_box_outdone(x, y, z, reach, foot, boxes, b, slack):
                continue
            first_piece = p0 + (b - b0) * BLOCK
            for i in range(first_piece, min(first_piece + BLOCK, p1)):
                gap, _ = gap_to_piece(x, y, z, pieces, i)
                if i != nearest and not _outdone(x, y, z, reach, foot, pieces, i, gap, slack):
                    out[count], gaps[count] = i, gap
                    count += 1
    return count


@inlined
def _foot(x: float, y: float, z: float, pieces: Floats, i: int) -> Spot:
    """The place on a piece that is nearest to a point."""
    _, along = gap_to_piece(x, y, z, pieces, i)
    return (
        pieces[i, 0] + along * (pieces[i, 3] - pieces[i, 0]),
        pieces[i, 1] + along * (pieces[i, 4] - pieces[i, 1]),
        pieces[i, 2] + along * (pieces[i, 5] - pieces[i, 2]),
    )


@inlined
def _square(ax: float, ay: float, az: float, bx: float, by: float, bz: float) -> float:
    dx, dy, dz = bx - ax, by - ay, bz - az
    square: float = dx * dx + dy * dy + dz * dz
    return square


@inlined
def _outdone(
    x: float,
    y: float,
    z: float,
    reach: float,
    foot: Spot,
    pieces: Floats,
    i: int,
    gap: float,
    slack: float,
) -> bool:
    """Whether a foot outdoes a whole piece, to which the square of the way from the middle is `gap`."""
    ax, ay, az = pieces[i, 0], pieces[i, 1], pieces[i, 2]
    bx, by, bz = pieces[i, 3], pieces[i, 4], pieces[i, 5]
    way = _square(x, y, z, *foot)
    to_a, to_b = _square(ax, ay, az, *foot), _square(bx, by, bz, *foot)
    if way - gap + 2 * reach * max(to_a, to_b) ** 0.5 <= slack:
        return True
    # What holds at both ends of a piece holds between them, but for a quarter of its squared length.
    at_a = way - _square(x, y, z, ax, ay, az) + 2 * reach * to_a**0.5
    at_b = way - _square(x, y, z, bx, by, bz) + 2 * reach * to_b**0.5
    return bool(max(at_a, at_b) + 0.25 * _square(ax, ay, az, bx, by, bz) <= slack)


@inlined
def _is_box_outdone(
    x: float, y: float, z: float, reach: float, foot: Spot, boxes: Floats, i: int, slack: float
) -> bool:
    """Whether a foot outdoes all that lies in a box."""
    dx = max(foot[0] - boxes[i, 0], boxes[i, 3] - foot[0])
    dy = max(foot[1] - boxes[i, 1], boxes[i, 4] - foot[1])
    dz = max(foot[2] - boxes[i, 2], boxes[i, 5] - foot[2])
    far = (dx * dx + dy * dy + dz * dz) ** 0.5
    return bool(_square(x, y, z, *foot) - gap_to_box(x, y, z, boxes, i) + 2 * reach * far <= slack)
