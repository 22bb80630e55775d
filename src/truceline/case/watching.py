"""How much of a zone was watched, week by week: patrols done, hours, and the share of it that was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import shapely

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict
from truceline.mechanism.patrols import Finish, Patrol
from truceline.places.atlas import Atlas
from truceline.places.drawing import Drawing
from truceline.places.geojson import drawn

_HOUR_S = 3600
_DAYS_OF_WEEK = 7


class Watched(Strict):
    """A zone in one week, from Monday on. Patrols count in the week they ended in."""

    week: date
    """Its Monday."""
    patrols: int
    by: tuple[str, ...]
    """The parties whose own word there is for them."""
    hours: float
    hours_per_km2: float | None
    """Hours of observation for each square kilometre of the zone; null where it is not drawn."""
    most_covered: float
    """The largest share of the zone that one patrol says it looked at: what a single look can prove."""
    drawn_share: float | None
    """The share of the zone that all areas drawn in the reports cover together; null where none is drawn."""


def watched(
    case: Case, zone: str, known_at: datetime | None = None, last: date | None = None
) -> tuple[Watched, ...]:
    """The weeks in which a patrol in the zone was done, and those between, oldest first.

    Only what was done counts, by the last day if one is given. A week without a patrol is shown with
    none. InputError for an unknown zone.
    """
    if zone not in case.agreement.zone:
        raise InputError(Problem("ZONE", 0, "", f"there is no zone {zone!r}", tuple(case.agreement.zone)))
    weeks: dict[date, list[Patrol]] = defaultdict(list)
    for patrol in case.mechanism.record(known_at=known_at).each(Patrol):
        if patrol.report is not None and patrol.plan.zone == zone:
            day = case.agreement.tempo.day_of(patrol.report.ended)
            if last is None or day <= last:
                weeks[_monday(day)].append(patrol)
    if not weeks:
        return ()
    count = (max(weeks) - min(weeks)).days // _DAYS_OF_WEEK + 1
    mondays = [min(weeks) + timedelta(days=_DAYS_OF_WEEK * number) for number in range(count)]
    return tuple(_week(case, zone, monday, weeks.get(monday, []), known_at) for monday in mondays)


def _week(case: Case, zone: str, monday: date, patrols: list[Patrol], known_at: datetime | None) -> Watched:
    day = monday + timedelta(days=_DAYS_OF_WEEK - 1)
    area = _area_of(case.law(Frame(as_of=day, known_at=known_at)).atlas, zone, day)
    reports = [patrol.report for patrol in patrols if patrol.report is not None]
    hours = sum((one.ended - one.started).total_seconds() for one in reports) / _HOUR_S
    km2 = None if area is None else float(area.seen_from(area.home).area)
    return Watched(
        week=monday,
        patrols=len(reports),
        by=tuple(sorted({party for patrol in patrols for party in patrol.took_part})),
        hours=hours,
        hours_per_km2=hours / km2 if km2 else None,
        most_covered=max((one.covered for one in reports), default=0.0),
        drawn_share=None if area is None else _share_seen(area, reports),
    )


def _area_of(atlas: Atlas, zone: str, day: date) -> Drawing | None:
    ground = atlas.ground(zone, day)
    area = None if ground is None else ground.area()
    return None if area is None or area.is_empty else area


def _share_seen(area: Drawing, reports: Iterable[Finish]) -> float | None:
    """The share of the zone within reach of what the reports draw, each part of it once."""
    plane = area.home
    shapes = [
        drawn(one.area).seen_from(plane).buffer(one.reach_km) for one in reports if one.area is not None
    ]
    if not shapes:
        return None
    zone = area.seen_from(plane)
    seen = shapely.intersection(shapely.union_all(shapes), zone)
    return float(seen.area / zone.area) if zone.area else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
