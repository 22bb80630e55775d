"""Strips along a line: everything within a depth of it, on both sides or one."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from truceline.places.drawing import GRID_KM, Drawing, signed_offset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry

    from truceline.places.plane import Plane, Points

Side = Literal["both", "left", "right"]
# Corners of a strip are arcs of this many pieces per quarter: 0.03 % of the depth too shallow.
_ARC = 32
# Pieces of a line this long are flat enough to be widened on one plane (0.03 m per km at the ends).
_CHUNK_KM = 150.0


def strip_on_plane(line: BaseGeometry, depth_km: float, side: Side) -> BaseGeometry:
    """The strip along a flat line (km), round at its ends.

    Which side of the end the round part belongs to is told by the line going straight on.
    """
    whole = shapely.buffer(line, depth_km, quad_segs=_ARC)
    return whole if side == "both" else one_side(whole, line, side, depth_km)


def one_side(area: BaseGeometry, line: BaseGeometry, side: Side, depth_km: float) -> BaseGeometry:
    """The part of a strip (or of a cut-out of it) on one side of its line."""
    paths = [shapely.get_coordinates(part) for part in shapely.get_parts(line)]
    cuts = [shapely.LineString(_lengthened(path, 2 * depth_km)) for path in paths if len(path) > 1]
    if not cuts or area.is_empty:
        return shapely.Polygon()
    pieces = shapely.polygonize([shapely.union_all([area.boundary, *cuts])])
    starts = np.concatenate([path[:-1] for path in paths])
    ends = np.concatenate([path[1:] for path in paths])
    kept = []
    for piece in shapely.get_parts(pieces):
        spot = shapely.get_coordinates(piece.representative_point())[0]
        left = signed_offset(starts - spot, ends - spot) > 0
        if left == (side == "left") and shapely.contains_xy(area, *spot):
            kept.append(piece)
    return shapely.union_all(kept) if kept else shapely.Polygon()


def strip_along(line: Drawing, depth_km: float, side: Side) -> Drawing:
    """The strip along a drawn line (or round drawn points), as an area in degrees."""
    return Drawing.of(flat_strip(line, depth_km, side), line.home, "area")


def flat_strip(line: Drawing, depth_km: float, side: Side) -> BaseGeometry:
    """The strip along a drawn line (or round drawn points), km on the plane around the line.

    Each stretch of the line is widened on its own plane, so that the depth is geodesic however
    long the line is.
    """
    home = line.home
    parts = [
        _seen_from(home, strip_on_plane(flat, depth_km, "both"), plane) for flat, plane in _stretches(line)
    ]
    whole = shapely.union_all(parts)
    return whole if side == "both" else one_side(whole, line.seen_from(home), side, depth_km)


def _seen_from(home: Plane, flat: BaseGeometry, plane: Plane) -> BaseGeometry:
    """What is flat on one plane, on another; points that are one to us are made one first."""
    if plane == home:
        return flat
    return shapely.transform(
        shapely.set_precision(flat, GRID_KM), lambda xy: home.project(plane.unproject(xy))
    )


@lru_cache(maxsize=64)
def _stretches(line: Drawing) -> tuple[tuple[BaseGeometry, Plane], ...]:
    """Each stretch of a line as it lies flat on the plane around it."""
    return tuple((chunk.seen_from(chunk.home), chunk.home) for chunk in _chunks(line))


def _chunks(line: Drawing) -> Iterator[Drawing]:
    for path in (path for group in line.groups for path in group):
        if len(path) == 1:
            yield Drawing("point", ((path,),))
            continue
        xy = line.home.project(path)
        run = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))))
        bounds = np.searchsorted(run, np.arange(_CHUNK_KM, run[-1], _CHUNK_KM))
        for first, last in zip([0, *bounds], [*bounds, len(path) - 1], strict=True):
            if last > first:
                yield Drawing("line", ((path[first : last + 1],),))


def _lengthened(path: Points, km: float) -> Points:
    """The path going straight on at both ends."""
    first, last = path[0] - path[1], path[-1] - path[-2]
    return np.concatenate(
        (
            [path[0] + first / max(np.hypot(*first), 1e-12) * km],
            path,
            [path[-1] + last / max(np.hypot(*last), 1e-12) * km],
        )
    )
