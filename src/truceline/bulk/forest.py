"""Drawings' edges as short straight pieces in space, ready to be measured from.

A piece is at most a kilometre long, so that what its chord cuts off the round of the earth is two
centimetres; the foot of a distance is lifted back onto the surface all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from pyproj import Geod

from truceline.bulk.globe import positions
from truceline.bulk.nearby import BLOCK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from truceline.places.drawing import Drawing
    from truceline.places.plane import Points

LONGEST_M = 1000.0
_WGS84 = Geod(ellps="WGS84")
# Chords dip under the boxes of their ends by no more than this.
_DIP_M = 0.05


class Forest(NamedTuple):
    """All edges' pieces in the order they are drawn, with boxes round every 16 and every 256 of them.

    `pieces` is (n, 12): start, end, and the left-hand normals at start and end, each in space; at a
    corner both edges have a say in the normal. `boxes` and `groups` are (n, 6): least and most.
    `trees` tells for each edge its first and last (exclusive) piece, box and group.
    """

    pieces: NDArray[np.float64]
    boxes: NDArray[np.float64]
    groups: NDArray[np.float64]
    trees: NDArray[np.int64]


def forest_of(drawings: Sequence[Drawing]) -> Forest:
    """The pieces of drawings of areas, lines or points; each drawing is one edge."""
    pieces = [_pieces_of(drawing) for drawing in drawings]
    boxes = [_boxes(one) for one in pieces]
    groups = [_boxes_of(one) for one in boxes]
    trees = np.column_stack([end for level in (pieces, boxes, groups) for end in _ends(level)])
    return Forest(_joined(pieces), _joined(boxes), _joined(groups), np.ascontiguousarray(trees))


def _joined(level: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.ascontiguousarray(np.concatenate(level))


def _ends(level: Sequence[NDArray[np.float64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    last = np.cumsum([len(one) for one in level])
    return np.concatenate(([0], last[:-1])), last


def _pieces_of(drawing: Drawing) -> NDArray[np.float64]:
    closed = drawing.kind == "area"
    paths = [path for group in drawing.groups for path in group]
    return np.concatenate([_pieces(_chords(path), closed=closed) for path in paths])


def _chords(path: Points) -> Points:
    """The path, WGS84 degrees, with points added along each edge's geodesic, none doubled."""
    if len(path) == 1:
        return path
    lon, lat = path[:, 0], path[:, 1]
    azimuth, _, length = _WGS84.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    count = np.maximum(1, np.ceil(np.asarray(length) / LONGEST_M).astype(int))
    edge = np.repeat(np.arange(len(count)), count)
    share = (np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)) / count[edge]
    along = share * np.asarray(length)[edge]
    added_lon, added_lat, _ = _WGS84.fwd(lon[edge], lat[edge], np.asarray(azimuth)[edge], along)
    first = share == 0
    whole = np.column_stack((np.where(first, lon[edge], added_lon), np.where(first, lat[edge], added_lat)))
    whole = np.concatenate((whole, path[-1:]))
    moved = np.any(np.diff(whole, axis=0) != 0, axis=1)
    return whole[np.concatenate(([True], moved))]


def _pieces(path: Points, *, closed: bool) -> NDArray[np.float64]:
    if len(path) == 1:
        path = np.concatenate((path, path))
    spots = positions(path)
    along = np.diff(spots, axis=0)
    normal = np.cross(spots[:-1], along)
    size = np.linalg.norm(normal, axis=1, keepdims=True)
    normal /= np.where(size > 0, size, 1.0)
    before, after = np.roll(normal, 1, axis=0), np.roll(normal, -1, axis=0)
    if not closed:
        before[0], after[-1] = normal[0], normal[-1]
    return np.concatenate((spots[:-1], spots[1:], normal + before, normal + after), axis=1)


def _boxes(pieces: NDArray[np.float64]) -> NDArray[np.float64]:
    start, end = pieces[:, :3], pieces[:, 3:6]
    at = np.arange(0, len(pieces), BLOCK)
    least = np.minimum.reduceat(np.minimum(start, end), at) - _DIP_M
    most = np.maximum.reduceat(np.maximum(start, end), at) + _DIP_M
    return np.ascontiguousarray(np.concatenate((least, most), axis=1))


def _boxes_of(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    at = np.arange(0, len(boxes), BLOCK)
    least, most = np.minimum.reduceat(boxes[:, :3], at), np.maximum.reduceat(boxes[:, 3:], at)
    return np.ascontiguousarray(np.concatenate((least, most), axis=1))
