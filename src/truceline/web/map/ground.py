"""What the mechanism did on the ground: patrols and what they looked at, sightings behind the line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from shapely.geometry import Point
from shapely.geometry import shape as read_shape

from truceline.case.depths import Sighting, sightings_since
from truceline.mechanism.patrols import Finish, Patrol
from truceline.mechanism.withdrawals import Withdrawal
from truceline.web.map.shapes import around, collection, feature

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.mechanism.record import Record
    from truceline.places.atlas import Atlas
    from truceline.web.map.reader import Reader
    from truceline.web.voice import Voice

Json = dict[str, Any]
_WITHHELD = timedelta(days=3)
"""Where a patrol was is not for outsiders before that."""
_LEAST_KM = 0.2


@dataclass(frozen=True)
class Patrols:
    """Tells patrols to one reader in one frame."""

    atlas: Atlas
    frame: Frame
    reader: Reader
    today: date
    on: Voice

    def layer(self, record: Record | None) -> Json:
        """The patrols of the record that the reader may see.

        `part` is `route` (a way planned, only for those inside), `covered` (what was looked at) or `zone` (a
        patrol whose report draws nothing: told in the midst of its zone, with the share it covered).
        """
        patrols = record.each(Patrol) if record else ()
        return collection([one for patrol in patrols for one in self._patrol(patrol)])

    def _patrol(self, patrol: Patrol) -> Iterator[Json]:
        report, told = patrol.report, self._told(patrol)
        if report is None:
            route = patrol.plan.route
            # The record is the reader's own already; the matter is asked once more, for lives hang on it.
            if patrol.is_ahead and route is not None and self.reader.viewer.sees(patrol):
                yield feature(read_shape(route), told | {"part": "route"}, patrol.id)
            return
        if self._is_withheld(patrol, report):
            return
        told |= {"covered": report.covered, "none_of": [self.on.category(term) for term in report.none_of]}
        if report.area is not None:
            yield feature(_area(report), told | {"part": "covered"}, patrol.id)
            return
        zone = self.atlas.shape(patrol.plan.zone, self.frame.as_of, self.frame.readings)
        if zone is not None:
            yield feature(zone.representative_point(), told | {"part": "zone"}, patrol.id)

    def _is_withheld(self, patrol: Patrol, report: Finish) -> bool:
        """Where a patrol was is not for outsiders before three days are over."""
        if self.reader.secret or self.reader.viewer.party in patrol.parties:
            return False
        return self.today < self.atlas.agreement.tempo.day_of(report.ended + _WITHHELD)

    def _told(self, patrol: Patrol) -> Json:
        plan, report = patrol.plan, patrol.report
        return {
            "patrol": patrol.id,
            "state": patrol.state,
            "state_words": self.on.tongue.term(patrol.state),
            "zone": plan.zone,
            "name": self.on.zone(plan.zone),
            "parties": self.on.parties(patrol.parties),
            "day": self.atlas.agreement.tempo.day_of(report.started if report else plan.starts).isoformat(),
        }


def _area(report: Finish) -> BaseGeometry:
    """What was looked at: the way taken is as wide as they saw to either side."""
    assert report.area is not None
    shape = read_shape(report.area)
    wide_km = report.reach_km or (0.0 if shape.geom_type.endswith("Polygon") else _LEAST_KM)
    return around(shape, wide_km) if wide_km else shape


def sightings(
    case: Case, record: Record | None, frame: Frame, hides: Callable[[str], bool], on: Voice
) -> Json:
    """What was seen of a category since its withdrawal was declared, each claim once, with its depth.

    `hides` tells of a claim's id that the reader may not see it.
    """
    found: dict[str, Json] = {}
    for withdrawal in record.each(Withdrawal) if record else ():
        seen = sightings_since(case, withdrawal, frame.known_at)
        for one in seen.seen:
            if one.lat is None or (one.day and one.day > frame.as_of) or hides(one.claim_id):
                continue
            known = found.setdefault(one.claim_id, _sighting(one, on.category(seen.what), on))
            known["properties"]["against"].append(withdrawal.id)
    return collection(list(found.values()))


def _sighting(one: Sighting, what: str, on: Voice) -> Json:
    assert one.lon is not None
    assert one.lat is not None
    told: Json = {
        "part": "sighting",
        "what": what,
        "says": one.says,
        "parties": on.parties(one.parties),
        "day": one.day.isoformat() if one.day else None,
        "count": one.count,
        "p_inside": one.p_inside,
        "depth_km": None if one.depth_km is None else round(one.depth_km, 1),
        "radius_km": one.radius_km,
        "against": [],
    }
    return feature(Point(one.lon, one.lat), told, one.claim_id)
