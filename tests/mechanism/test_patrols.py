from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.mechanism.sketch import WEST

from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.evidence.acts import Act

PLAN = {
    "patrol": "p-1",
    "zone": "strip",
    "manner": "coordinated",
    "partners": ["south"],
    "starts": "2030-01-10T06:00:00Z",
    "ends": "2030-01-10T10:00:00Z",
    "route": {"type": "LineString", "coordinates": [[22.0, 40.1], [22.4, 40.1]]},
}
REPORT = {"patrol": "p-1", "started": "2030-01-10T06:00:00Z", "ended": "2030-01-10T10:00:00Z", "covered": 0.8}


@pytest.fixture
def planned(act):
    act("north-liaison", "plan", **PLAN)


@pytest.fixture
def back(planned, case):
    """The patrol is planned, and it is the day after."""
    case.ledger._clock.at += timedelta(days=10)


def patrolled(case):
    return [claim for claim in case.ledger.claims() if claim.act is Act.PATROL and claim.is_done]


def test_a_planned_patrol_is_no_patrol_done(planned, case, matter, act):
    assert matter("patrol", "p-1").state == "planned"
    act("north-liaison", "set_out", patrol="p-1")
    assert matter("patrol", "p-1").state == "under way"
    assert not patrolled(case)


def test_where_and_when_a_patrol_is_to_go_is_in_no_claim(planned, act, case, matter):
    act("north-liaison", "set_out", patrol="p-1")
    for claim in case.ledger.claims():
        told = claim.model_dump_json()
        assert claim.sensitivity == "secret"
        assert not claim.place
        assert "2030-01-10" not in told
        assert "22.4" not in told
        assert "strip" not in told
    assert matter("patrol", "p-1").is_secret


def test_a_report_shows_a_patrol_of_the_side_that_signs_it_alone(back, act, case, matter):
    act("north-observer", "finish", **REPORT)
    assert [claim.parties for claim in patrolled(case)] == [{"north"}]
    act("south-liaison", "take_part", patrol="p-1")
    assert [claim.parties for claim in patrolled(case)] == [{"north"}, {"south"}]
    assert matter("patrol", "p-1").took_part == {"north", "south"}
    assert not matter("patrol", "p-1").is_secret


def test_nobody_takes_part_twice_or_in_what_was_not_done(back, act):
    with pytest.raises(InputError, match="patrol p-1 is planned: it cannot take_part"):
        act("south-liaison", "take_part", patrol="p-1")
    act("north-liaison", "finish", **REPORT)
    with pytest.raises(InputError, match="north has said so already"):
        act("north-liaison", "take_part", patrol="p-1")


def test_an_aborted_or_denied_patrol_is_none(back, act, case, matter):
    act("north-liaison", "abort", patrol="p-1", why="Snow.")
    assert matter("patrol", "p-1").state == "aborted"
    with pytest.raises(InputError, match="is aborted: it cannot finish: nothing more can follow"):
        act("north-liaison", "finish", **REPORT)
    assert not patrolled(case)


def test_a_denial_is_laid_to_whoever_is_named_and_to_nobody_else(planned, act, case, matter):
    act("north-liaison", "plan", **PLAN | {"patrol": "p-2", "manner": "single", "partners": []})
    act("north-liaison", "deny", patrol="p-1", by="south", reason="Mines.", minutes=40)
    act("north-liaison", "deny", patrol="p-2", reason="Nobody said.")
    first, second = [claim for claim in case.ledger.claims() if claim.act is Act.DENY_ACCESS]
    assert (first.parties, first.attribution_grade) == ({"south"}, "claimed")
    assert (second.parties, second.attribution_grade) == (set(), "none")
    assert "Mines" not in first.model_dump_json()


def test_what_a_wide_patrol_does_not_see_shows_that_none_is_there(back, act, case):
    """Two looks of 0.9 reliability each would do; one of an observer graded A does."""
    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    single = {"patrol": "p-9", "manner": "single", "partners": []}
    act("mission-observer", "plan", **PLAN | single)
    act("mission-observer", "finish", **REPORT | {"patrol": "p-9", "none_of": ["guns"]})
    found = case.assess(Frame(as_of=date(2030, 1, 12)))
    status = next(one for one in found.norms if one.norm == "guns-out")
    assert status.performance == "fulfilled"


def test_a_patrol_that_saw_too_little_shows_nothing(back, act, case):
    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    act("mission-observer", "plan", **PLAN | {"patrol": "p-9", "manner": "single", "partners": []})
    few = {"patrol": "p-9", "none_of": ["guns"], "covered": 0.3}
    act("mission-observer", "finish", **REPORT | few)
    found = case.assess(Frame(as_of=date(2030, 1, 12)))
    assert next(one for one in found.norms if one.norm == "guns-out").performance == "unknown"


def test_positions_are_withheld_for_three_days(back, act, case):
    act("north-liaison", "finish", **REPORT, none_of=["guns"])
    assert {claim.embargo_until for claim in case.ledger.claims() if claim.place} == {date(2030, 1, 13)}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"zone": "moon"}, "there is no zone 'moon'"),
        ({"partners": ["north"]}, "is no other party"),
        ({"partners": []}, "a joint or coordinated one has some"),
        ({"manner": "single"}, "a single patrol has none"),
        ({"ends": "2030-01-09T06:00:00Z"}, "it ends before it starts"),
        ({"route": {"type": "Circle"}}, "geometry type 'Circle'"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(act, changed, told):
    with pytest.raises(InputError, match=told):
        act("north-liaison", "plan", **PLAN | changed)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"started": "2030-01-11T06:00:00Z"}, "it ends before it starts"),
        ({"ended": "2030-02-11T06:00:00Z"}, "reported once it is back"),
        ({"none_of": ["ghosts"]}, "there is no term 'ghosts'"),
        ({"area": {"type": "Circle"}}, "geometry type 'Circle'"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(back, act, changed, told):
    with pytest.raises(InputError, match=told):
        act("north-liaison", "finish", **REPORT | changed)


def test_only_those_whose_patrol_it_is_can_tell_of_it(back, act):
    with pytest.raises(InputError, match="p-1 is a patrol of north and south"):
        act("mission-observer", "finish", **REPORT, area=WEST)
    with pytest.raises(InputError, match="'west' is no party"):
        act("north-liaison", "deny", patrol="p-1", by="west", reason="x")
