from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.case.test_depths import DECLARED, seen
from tests.mechanism.conftest import enter, open_case
from tests.mechanism.test_patrols import PLAN, REPORT

from truceline.core.frame import Frame
from truceline.ledger.signers import Role
from truceline.mechanism.sight import Viewer
from truceline.web.map.case_map import CaseMap
from truceline.web.map.reader import Reader

DAY = date(2030, 3, 1)
WAY = {"type": "LineString", "coordinates": [[22.0, 40.1], [22.4, 40.1]]}


def somebody(name: str, party: str | None, role: Role, *, secret: bool = False) -> Reader:
    return Reader(secret, Viewer(name, party, role))


NORTH = somebody("north-liaison", "north", Role.LIAISON)
SOUTH = somebody("south-liaison", "south", Role.LIAISON)
OBSERVER = somebody("mission-observer", "mission", Role.OBSERVER)
ANALYST = somebody("analyst", None, Role.ANALYST, secret=True)


@pytest.fixture
def case(tmp_path):
    return open_case(tmp_path / "case")


@pytest.fixture
def planned(case):
    enter(case, "north-liaison", "plan", **PLAN)
    return case


def patrols(case, reader, day=DAY, today=DAY):
    return CaseMap(case, lambda: today).patrols(Frame(day), reader)["features"]


@pytest.mark.parametrize("reader", [NORTH, SOUTH])
def test_those_whose_patrol_it_is_see_its_way(planned, reader):
    (route,) = patrols(planned, reader)
    assert route["properties"]["part"] == "route"
    assert route["geometry"] == WAY


@pytest.mark.parametrize("reader", [Reader(), Reader(secret=True), OBSERVER, ANALYST])
def test_nobody_else_sees_that_there_is_a_patrol_to_come(planned, reader):
    assert patrols(planned, reader) == []


def test_nobody_else_sees_a_patrol_under_way(planned):
    enter(planned, "north-liaison", "set_out", patrol="p-1")
    assert patrols(planned, OBSERVER) == patrols(planned, ANALYST) == []
    assert len(patrols(planned, SOUTH)) == 1


def done(case, **more):
    case.ledger._clock.at += timedelta(days=10)
    enter(case, "north-liaison", "finish", **REPORT, **more)


def test_a_patrol_that_is_over_shows_what_it_looked_at(planned):
    done(planned, area=WAY, reach_km=2)
    (covered,) = patrols(planned, OBSERVER)
    assert covered["properties"]["part"] == "covered"
    assert covered["properties"]["covered"] == 0.8
    assert covered["geometry"]["type"] == "Polygon"


def test_a_patrol_whose_report_draws_nothing_is_told_under_its_zone(planned):
    done(planned)
    (told,) = patrols(planned, OBSERVER)
    assert (told["properties"]["part"], told["geometry"]["type"]) == ("zone", "Point")


def test_where_a_patrol_was_is_withheld_from_others_for_three_days(planned):
    done(planned, area=WAY)
    assert patrols(planned, OBSERVER, today=date(2030, 1, 12)) == []
    assert len(patrols(planned, OBSERVER, today=date(2030, 1, 13))) == 1
    assert len(patrols(planned, NORTH, today=date(2030, 1, 12))) == 1


def test_a_patrol_that_was_done_later_is_not_told_by_an_earlier_day(planned):
    done(planned, area=WAY)
    assert patrols(planned, OBSERVER, day=date(2030, 1, 9)) == []


@pytest.fixture
def declared(case):
    case.ledger._clock.at += timedelta(days=4)
    for name in ("w-1", "w-2"):
        enter(case, "south-liaison", "declare", **(DECLARED | {"withdrawal": name}))
    case.ledger._clock.at += timedelta(days=20)
    return case


def sightings(case, reader, day=DAY):
    return CaseMap(case, lambda: day).sightings(Frame(day), reader)["features"]


def test_a_sighting_is_shown_once_however_many_withdrawals_it_speaks_against(declared):
    seen(declared, 1, date(2030, 1, 12), 40.05)
    (sighting,) = sightings(declared, SOUTH)
    assert sighting["properties"]["against"] == ["w-1", "w-2"]
    assert sighting["properties"]["depth_km"] == pytest.approx(5.6, abs=0.1)


def test_a_secret_sighting_is_for_those_who_may_see_it(declared):
    seen(declared, 1, date(2030, 1, 12), 40.05, sensitivity="secret")
    assert sightings(declared, SOUTH) == []
    assert len(sightings(declared, somebody("a", "south", Role.LIAISON, secret=True))) == 1


def test_a_sighting_of_a_later_day_is_not_shown(declared):
    seen(declared, 1, date(2030, 1, 12), 40.05)
    assert sightings(declared, SOUTH, date(2030, 1, 11)) == []
