"""Where parts of a drawing touch: seams that nobody drew, and that would count as a boundary.

Two edges along one line whose corners lie elsewhere are cut at other points, and on a plane they lie beside
each other by what edges are cut to. What is thinner than two of it, a gap between parts or a hair left beside
a hole, is nothing that somebody drew; yet a point far inside would lie on its edge.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import shapely

from truceline.places.plane import BEND_KM

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_SEAM_KM = 1e-2
"""Less than this of an outline that goes is none: a corner cut."""
_SHARPEST = 100.0
"""So many times farther out than edges are moved a corner may go: one of over a degree stays sharp."""


def closed(shape: BaseGeometry) -> BaseGeometry:
    """A flat area (km) without gaps as thin as a hair; as it was where it has none."""
    return _shorter(_moved(_moved(shape, BEND_KM), -BEND_KM), shape)


def without_holes(outer: shapely.Polygon, *holes: shapely.Polygon) -> BaseGeometry | None:
    """An area (km) less holes that touch its ring or each other; None where they reach beyond their own.

    A corner that lies on an edge by its degrees lies a hair beside it on a plane.
    """
    if not holes or not all(one.is_valid and one.area > 0 for one in (outer, *holes)):
        return None
    taken = shapely.union_all(holes)
    beyond = shapely.difference(taken, outer)
    overlaps = (shapely.intersection(one, other) for one, other in combinations(holes, 2))
    if not all(_is_hair(one) for one in (beyond, *overlaps)):
        return None
    left = shapely.difference(outer, taken)
    return None if _is_hair(left) else _opened(left)


def _is_hair(shape: BaseGeometry) -> bool:
    """Whether a flat shape is nowhere wider than a hair."""
    return bool(_moved(shape, -BEND_KM).is_empty)


def _opened(shape: BaseGeometry) -> BaseGeometry:
    """A flat area without hairs; as it was where it has none."""
    return _shorter(_moved(_moved(shape, -BEND_KM), BEND_KM), shape)


def _moved(shape: BaseGeometry, km: float) -> BaseGeometry:
    """An area with its edges moved outwards, corners kept sharp."""
    return shape.buffer(km, join_style="mitre", mitre_limit=_SHARPEST)


def _shorter(tidied: BaseGeometry, shape: BaseGeometry) -> BaseGeometry:
    """The tidied shape where that took a seam away; the shape itself, to the bit, where there was none."""
    return tidied if shape.length - tidied.length > _SEAM_KM else shape
