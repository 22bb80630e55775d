from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.mechanism.conftest import enter, open_case
from tests.mechanism.sketch import EAST, WEST

from truceline.case.watching import watched
from truceline.errors import InputError

# The strip: 0.4 degrees by 0.2, 34.1 km by 22.2 km.
AREA_KM2 = 34.15 * 22.21


@pytest.fixture
def case(tmp_path):
    made = open_case(tmp_path / "case")
    made.ledger._clock.at += timedelta(days=60)
    return made


def patrol(case, name, day, *, hours=4, covered=0.5, **more):
    span = {"starts": f"{day}T06:00:00Z", "ends": f"{day}T20:00:00Z"}
    enter(case, "mission-observer", "plan", patrol=name, zone="strip", **span)
    ended = f"{day}T{6 + hours:02d}:00:00Z"
    report = {"patrol": name, "started": f"{day}T06:00:00Z", "ended": ended, "covered": covered}
    enter(case, "mission-observer", "finish", **report, **more)


def test_hours_and_shares_are_told_week_by_week_and_empty_weeks_too(case):
    patrol(case, "p-1", "2030-01-07", area=WEST)
    patrol(case, "p-2", "2030-01-13", hours=2, covered=0.7)
    patrol(case, "p-3", "2030-01-22", covered=0.2)
    weeks = watched(case, "strip")
    assert [one.week for one in weeks] == [date(2030, 1, 7), date(2030, 1, 14), date(2030, 1, 21)]
    first, second, third = weeks
    assert (first.patrols, first.hours, first.most_covered, first.by) == (2, 6.0, 0.7, ("mission",))
    assert first.hours_per_km2 == pytest.approx(6 / AREA_KM2, rel=0.01)
    assert first.drawn_share == pytest.approx(0.5, abs=0.01)
    assert (second.patrols, second.hours, second.most_covered) == (0, 0, 0)
    assert third.drawn_share is None


def test_land_seen_twice_is_seen_once(case):
    patrol(case, "p-1", "2030-01-07", area=WEST)
    patrol(case, "p-2", "2030-01-08", area=WEST)
    assert watched(case, "strip")[0].drawn_share == pytest.approx(0.5, abs=0.01)
    patrol(case, "p-3", "2030-01-09", area=EAST)
    assert watched(case, "strip")[0].drawn_share == pytest.approx(1.0, abs=0.001)


def test_a_way_is_seen_as_far_as_it_reaches_and_only_inside_the_zone(case):
    way = {"type": "LineString", "coordinates": [[21.5, 40.1], [23.0, 40.1]]}
    patrol(case, "p-1", "2030-01-07", area=way, reach_km=2.221)
    assert watched(case, "strip")[0].drawn_share == pytest.approx(0.2, abs=0.01)


def test_what_was_only_planned_or_elsewhere_does_not_count(case):
    span = {"starts": "2030-01-07T06:00:00Z", "ends": "2030-01-07T20:00:00Z"}
    enter(case, "mission-observer", "plan", patrol="p-1", zone="strip", **span)
    assert watched(case, "strip") == ()
    patrol(case, "p-2", "2030-01-07")
    assert watched(case, "river") == ()


def test_what_was_reported_later_is_not_seen_earlier(case):
    patrol(case, "p-1", "2030-01-07")
    assert watched(case, "strip", case.ledger.now - timedelta(days=1)) == ()


def test_an_unknown_zone_is_refused(case):
    with pytest.raises(InputError, match="there is no zone 'moon'"):
        watched(case, "moon")
