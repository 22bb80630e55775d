"""The share of a round spread that lies in an area, from the pieces of its edge within reach alone.

Seen from its middle a spread depends on distance only; F(r) is the share of it within r. So the share in
an area is an integral of F(r) d(theta) along its edge (Green), as in the exact geometry. Were F 1
everywhere, it would come to whether the middle lies inside, which is known. What is left is the integral of
F(r) - 1, which is nothing beyond the spread's reach.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.compiled import inlined
from truceline.bulk.nearby import BLOCK, gap_to_box
from truceline.bulk.spread import STEPS, row_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.index import Index

    Floats = NDArray[np.float64]

# Gauss nodes on edges so long against the reach: a pair on the shortest, else four on each such part.
_SHORT, _LONG = 1 / 8, 1 / 2
_PAIR = 0.5 / math.sqrt(3)
_NODES, _WEIGHTS = (part / 2 for part in np.polynomial.legendre.leggauss(4))
# By how much a sum may stray beyond 0 and 1 without a turn being miscounted.
_STRAY = 0.01
_TURN = 2 * math.pi
# Below this tangent the series of an angle is exact to the last digits.
_SMALL = 1 / 10
# Metres: from the very corner of an edge no angle can be told.
_NUDGE = 1e-6


@inlined
def overlap(
    x: float,
    y: float,
    z: float,
    size: float,
    doubt: float,
    inside: bool,  # noqa: FBT001 - compiled code takes no keywords
    kernel: tuple[float, float, Floats],
    edge: int,
    index: Index,
) -> float:
    """The share (0-1) of a spread and an edge's doubt (metres) round a position that lies in the edge.

    `inside` tells whether the middle does. Next to an edge it and the angles may disagree by a turn.
    """
    flat = math.sqrt(x * x + y * y)
    length = math.sqrt(x * x + y * y + z * z)
    # East and north at the middle, in space.
    ex, ey = (-y / flat, x / flat) if flat > 0.0 else (0.0, 1.0)
    nx, ny, nz = -z / length * ey, z / length * ex, flat / length
    row, part, _, reach = row_of(size, doubt, kernel)
    table, inverse = kernel[2], 1.0 / (reach * reach)
    p0, p1, b0, b1, g0, g1 = index.trees[edge]
    total, limit = 0.0, reach * reach
    for g in range(g0, g1):
        if gap_to_box(x, y, z, index.groups, g) > limit:
            continue
        first_box = b0 + (g - g0) * BLOCK
        for b in range(first_box, min(first_box + BLOCK, b1)):
            if gap_to_box(x, y, z, index.boxes, b) > limit:
                continue
            first_piece = p0 + (b - b0) * BLOCK
            for i in range(first_piece, min(first_piece + BLOCK, p1)):
                dx, dy, dz = index.pieces[i, 0] - x, index.pieces[i, 1] - y, index.pieces[i, 2] - z
                ax, ay = ex * dx + ey * dy + _NUDGE, nx * dx + ny * dy + nz * dz + _NUDGE / 3
                dx, dy, dz = index.pieces[i, 3] - x, index.pieces[i, 4] - y, index.pieces[i, 5] - z
                bx, by = ex * dx + ey * dy + _NUDGE, nx * dx + ny * dy + nz * dz + _NUDGE / 3
                total += _turned(ax, ay, bx - ax, by - ay, limit, inverse, row, part, table)
    share = total / _TURN + (1.0 if inside else 0.0)
    if share > 1.0 + _STRAY:
        share -= 1.0
    elif share < -_STRAY:
        share += 1.0
    return min(1.0, max(0.0, share))


@inlined
def _turned(
    ax: float,
    ay: float,
    ux: float,
    uy: float,
    limit: float,
    inverse: float,
    row: int,
    part: float,
    table: Floats,
) -> float:
    """The integral of F(r) - 1 d(theta) along an edge from a by u, seen from the middle of the spread."""
    square = ux * ux + uy * uy + 1e-30
    lever = ax * uy - ay * ux
    if lever * lever >= limit * square:
        return 0.0
    per = 1.0 / square
    foot, apart = -(ax * ux + ay * uy) * per, lever * lever * per
    enters, leaves = 0.0, 1.0
    bx, by = ax + ux, ay + uy
    if ax * ax + ay * ay > limit or bx * bx + by * by > limit:
        half = math.sqrt((limit - apart) * per)
        enters, leaves = max(0.0, foot - half), min(1.0, foot + half)
        if enters >= leaves:
            return 0.0
        bx, by = ax + leaves * ux, ay + leaves * uy
        ax, ay = ax + enters * ux, ay + enters * uy
    angle = _angle(ax * by - ay * bx, ax * bx + ay * by)
    # Squared distances as shares of the squared reach.
    total = _along(enters - foot, leaves - foot, square * inverse, apart * inverse, row, part, table)
    return total * (leaves - enters) * lever * inverse - angle


@inlined
def _angle(across: float, along: float) -> float:
    """The angle of a vector; small ones, which most are, by a series that is as exact and thrice as quick."""
    if abs(across) >= _SMALL * along:
        return math.atan2(across, along)
    t = across / along
    s = t * t
    return t * (1 - s * (1 / 3 - s * (1 / 5 - s * (1 / 7 - s * (1 / 9 - s * (1 / 11 - s / 13))))))


@inlined
def _along(
    enters: float, leaves: float, square: float, apart: float, row: int, part: float, table: Floats
) -> float:
    """The mean of F(r) / r^2 from one place to another along an edge, told from the foot on it."""
    long = (leaves - enters) * math.sqrt(square)
    middle = 0.5 * (enters + leaves)
    if long <= _SHORT:
        spaced = (leaves - enters) * _PAIR
        total = 0.5 * _per_square(apart + square * (middle - spaced) ** 2, row, part, table)
        return total + 0.5 * _per_square(apart + square * (middle + spaced) ** 2, row, part, table)
    parts = math.ceil(long / _LONG)
    step = (leaves - enters) / parts
    total = 0.0
    for k in range(parts):
        middle = enters + (k + 0.5) * step
        for node in range(4):
            along = middle + step * _NODES[node]
            total += _WEIGHTS[node] * _per_square(apart + square * along * along, row, part, table)
    return total / parts


@inlined
def _per_square(q: float, row: int, part: float, table: Floats) -> float:
    """F(r) / r^2 in units of the reach, at a squared distance in units of its square."""
    q = min(q, 1.0) * STEPS
    at = min(int(q), STEPS - 1)
    q -= at
    low = table[row, at] * (1.0 - q) + table[row, at + 1] * q
    high = table[row + 1, at] * (1.0 - q) + table[row + 1, at + 1] * q
    return float(low * (1.0 - part) + high * part)
