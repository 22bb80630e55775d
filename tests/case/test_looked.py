"""Where a patrol looked: only what a finished report draws, and only in its zone."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
import shapely
from tests.mechanism.conftest import enter, open_case

from truceline.case.looked import looked_at
from truceline.core.frame import Frame
from truceline.publish.report.matters import Matters

DAY = date(2030, 1, 1)


@pytest.fixture
def case(tmp_path):
    return open_case(tmp_path / "case")


def box_of(case):
    return case.atlas.shape("strip", DAY, {}).bounds


def way(case):
    west, south, east, north = box_of(case)
    return {"type": "LineString", "coordinates": [[west, south], [east, north]]}


def patrolled(case, **finish):
    act = partial(enter, case)
    act(
        "north-liaison", "plan", patrol="p-1", zone="strip", manner="single",
        starts="2030-01-01T06:00:00Z", ends="2030-01-01T10:00:00Z", route=way(case),
    )  # fmt: skip
    if finish:
        case.ledger._clock.at += timedelta(hours=6)
        act(
            "north-liaison", "finish", patrol="p-1", started="2030-01-01T06:00:00Z",
            ended="2030-01-01T10:00:00Z", covered=0.5, **finish,
        )  # fmt: skip
    return case.mechanism.record().matters["patrol", "p-1"]


def test_what_lies_within_reach_of_the_way_and_in_the_zone_was_looked_at(case):
    rings = looked_at(case.atlas, patrolled(case, area=way(case), reach_km=2.0), DAY)
    seen = shapely.union_all([shapely.Polygon(ring) for ring in rings])
    zone = case.atlas.shape("strip", DAY, {})
    assert 0 < seen.area < zone.area
    assert seen.within(zone.buffer(0.002))


def test_a_route_that_is_planned_is_never_told(case):
    assert looked_at(case.atlas, patrolled(case), DAY) == ()


def test_a_report_that_draws_nothing_shows_nothing(case):
    assert looked_at(case.atlas, patrolled(case, reach_km=2.0), DAY) == ()


def test_a_secret_report_shows_nothing_to_whoever_reads(case):
    patrol = patrolled(case, area=way(case), reach_km=2.0, sensitivity="secret")
    assert looked_at(case.atlas, patrol, DAY) == ()


def test_a_report_tells_it(case):
    patrolled(case, area=way(case), reach_km=2.0)
    (told,) = Matters.of(case, Frame(as_of=DAY), DAY).told()["patrols"]
    assert told.looked
