"""The edge of a strip, drawn where it truly lies: at its depth from the line, over ground.

The exact geometry draws a strip on a flat map round its middle. There a depth of 140 km is some hundred
metres wrong at the ends of a long front. Here every corner is moved to where it is as far from the line as
it should be, and corners stand so near each other that the arc between them is straight. Of a strip with
one side only, corners on the line stay; one that is cut off is drawn whole and then cut.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely

from truceline.bulk.compiled import compiled
from truceline.bulk.forest import forest_of
from truceline.bulk.globe import E2, lifted, over_ground, positions
from truceline.bulk.nearby import gap_to_piece, nearest
from truceline.places.drawing import Drawing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.forest import Forest
    from truceline.places.ground import Ground
    from truceline.places.plane import Points

    Floats = NDArray[np.float64]

_M_PER_KM = 1000.0
# An arc between corners is off its chord by no more than this, kilometres.
_OFF_KM = 3e-4
_ROUNDS = 4
# Corners of a strip with one side only belong to its edge where they are as deep but for this share.
_SLACK = 0.01


def brim(ground: Ground, depth_km: float) -> Drawing:
    """The outline of a zone at a depth."""
    if ground.within is not None:
        return _cut_off(replace(ground, within=None, _layered={}), ground.within, depth_km)
    flat = ground.area(depth_km)
    if not ground.is_strip or flat.is_empty:
        return flat
    forest = forest_of([ground.base])
    slack = math.inf if ground.side == "both" else _SLACK
    groups = tuple(
        tuple(_moved(_denser(path, depth_km), forest, depth_km, slack) for path in group)
        for group in flat.groups
    )
    return Drawing("area", groups)


def _cut_off(ground: Ground, within: Ground, depth_km: float) -> Drawing:
    """What of a zone lies in another at its greatest depth."""
    drawings = brim(ground, depth_km), brim(within, within.most_km)
    if any(drawing.is_empty for drawing in drawings):
        return Drawing("area", ())
    plane = ground.base.home
    own, limit = (shapely.make_valid(drawing.seen_from(plane)) for drawing in drawings)
    return Drawing.of(shapely.intersection(own, limit), plane, "area")


def _denser(path: Points, depth_km: float) -> Floats:
    """The path in space with corners added, so that arcs at that depth are straight between them."""
    step_m = math.sqrt(8 * depth_km * _OFF_KM) * _M_PER_KM
    corners = positions(path)
    along = np.diff(corners, axis=0)
    count = np.maximum(1, np.ceil(np.linalg.norm(along, axis=1) / step_m)).astype(int)
    edge = np.repeat(np.arange(len(count)), count)
    share = (np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)) / count[edge]
    return np.ascontiguousarray(corners[edge] + along[edge] * share[:, None])


def _moved(spots: Floats, forest: Forest, depth_km: float, slack: float) -> Points:
    _move(spots, forest, depth_km * _M_PER_KM, slack)
    lat = np.arctan2(spots[:, 2], (1 - E2) * np.hypot(spots[:, 0], spots[:, 1]))
    found = np.degrees(np.column_stack((np.arctan2(spots[:, 1], spots[:, 0]), lat)))
    return np.concatenate((found, found[:1]))


@compiled
def _move(spots: Floats, forest: Forest, depth_m: float, slack: float) -> None:
    """Bring each spot that is about as deep to the depth from the line, on the way from its foot on it."""
    guess = forest.trees[0, 0]
    for n in range(spots.shape[0]):
        for _ in range(_ROUNDS):
            x, y, z = spots[n, 0], spots[n, 1], spots[n, 2]
            guess, _ = nearest(x, y, z, forest, 0, guess)
            _, along = gap_to_piece(x, y, z, forest.pieces, guess)
            foot_x = forest.pieces[guess, 0] * (1.0 - along) + forest.pieces[guess, 3] * along
            foot_y = forest.pieces[guess, 1] * (1.0 - along) + forest.pieces[guess, 4] * along
            foot_z = forest.pieces[guess, 2] * (1.0 - along) + forest.pieces[guess, 5] * along
            way_x, way_y, way_z = x - foot_x, y - foot_y, z - foot_z
            away = over_ground(foot_x, foot_y, foot_z, x, y, z)
            if away == 0.0 or abs(away - depth_m) > slack * depth_m:
                break
            far = depth_m / away
            x, y, z = foot_x + way_x * far, foot_y + way_y * far, foot_z + way_z * far
            up = lifted(x, y, z)
            spots[n, 0], spots[n, 1], spots[n, 2] = x * up, y * up, z * up
