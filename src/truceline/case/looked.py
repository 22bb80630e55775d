"""Where a patrol looked: the part of its zone within reach of the way or area that its report draws."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import shapely

from truceline.mechanism.patrols import Patrol
from truceline.places.drawing import Drawing
from truceline.places.geojson import drawn

if TYPE_CHECKING:
    from truceline.places.atlas import Atlas

Ring = tuple[tuple[float, float], ...]
"""Longitude and latitude of its corners, degrees."""
_FINEST_KM = 0.05
_DIGITS = 4


def looked_at(atlas: Atlas, patrol: Patrol, day: date) -> tuple[Ring, ...]:
    """Outlines of what a patrol that was done looked at in its zone.

    Nothing where its report draws nothing or is secret, or where nobody has drawn the zone.
    """
    report = patrol.report
    if report is None or report.area is None or _is_hidden(patrol):
        return ()
    ground = atlas.ground(patrol.plan.zone, day)
    zone = None if ground is None else ground.area()
    if zone is None or zone.is_empty:
        return ()
    plane = zone.home
    reached = drawn(report.area).seen_from(plane).buffer(report.reach_km)
    seen = shapely.simplify(shapely.intersection(reached, zone.seen_from(plane)), _FINEST_KM)
    return tuple(
        tuple((round(float(lon), _DIGITS), round(float(lat), _DIGITS)) for lon, lat in group[0])
        for group in Drawing.of(seen, plane, "area").groups
    )


def _is_hidden(patrol: Patrol) -> bool:
    return any(patrol.hides(act) for act in patrol.acts if act.signed.deed is patrol.report)
