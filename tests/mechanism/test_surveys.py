"""Two patrols may show together what neither shows alone, where somebody answers for the sum."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from truceline.core.frame import Frame
from truceline.errors import InputError

SURVEY = {
    "survey": "s-1",
    "patrols": ["p-1", "p-2"],
    "none_of": ["guns"],
    "covered": 0.9,
    "basis": "Each took its half.",
}


@pytest.fixture
def patrolled(act, case):
    """Two patrols of the mission on two days, each of which looked at half of the strip."""

    def patrol(name: str, day: str, covered: float = 0.5, none_of=("guns",), zone="strip") -> None:
        hours = [f"{day}T06:00:00Z", f"{day}T10:00:00Z"]
        act("mission-observer", "plan", patrol=name, zone=zone, starts=hours[0], ends=hours[1])
        case.ledger._clock.at += timedelta(days=14)
        done = {"started": hours[0], "ended": hours[1], "covered": covered, "none_of": list(none_of)}
        act("mission-observer", "finish", patrol=name, **done)

    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    patrol("p-1", "2030-01-08")
    patrol("p-2", "2030-01-10")
    return patrol


def performance(case):
    found = case.assess(Frame(as_of=date(2030, 1, 12)))
    return next(one.performance for one in found.norms if one.norm == "guns-out")


def test_two_halves_show_nothing_until_somebody_says_that_they_are_two(patrolled, act, case, matter):
    assert performance(case) == "unknown"
    act("mission-verifier", "survey", **SURVEY)
    assert performance(case) == "fulfilled"
    assert matter("survey", "s-1").told == "p-1 p-2: 90% of strip, no guns"
    assert matter("survey", "s-1").details["by one patrol each"] == {"p-1": "50%", "p-2": "50%"}


def test_the_look_runs_from_the_first_patrol_to_the_last(patrolled, act, case):
    act("mission-verifier", "survey", **SURVEY)
    look = list(case.ledger.claims())[-1]
    assert (look.time.start, look.time.end) == (date(2030, 1, 8), date(2030, 1, 10))
    assert (look.coverage, look.actor) == (0.9, ())


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"covered": 0.4}, "by their reports they saw between 50% and 100%"),
        ({"none_of": ["howitzers"]}, "p-1 does not report that it saw none of 'howitzers'"),
        ({"patrols": ["p-1", "p-3"]}, "there is no patrol p-3: only what was done can be put together"),
        ({"patrols": ["p-1", "p-1"]}, "one patrol's look is told by its own report"),
    ],
)
def test_a_survey_says_no_more_than_the_reports(patrolled, act, changed, told):
    with pytest.raises(InputError, match=told):
        act("mission-verifier", "survey", **SURVEY | changed)


def test_patrols_weeks_apart_are_no_one_look(patrolled, act):
    patrolled("p-3", "2030-02-01")
    with pytest.raises(InputError, match="they took 24 days"):
        act("mission-verifier", "survey", **SURVEY | {"patrols": ["p-1", "p-3"]})


def test_patrols_of_two_zones_are_no_one_look(patrolled, act):
    patrolled("p-3", "2030-01-09", zone="river")
    with pytest.raises(InputError, match="they looked at strip and river"):
        act("mission-verifier", "survey", **SURVEY | {"patrols": ["p-1", "p-3"]})


def test_a_patrol_ahead_is_not_put_together(patrolled, act):
    hours = {"starts": "2030-02-20T06:00:00Z", "ends": "2030-02-20T10:00:00Z"}
    act("mission-observer", "plan", patrol="p-4", zone="strip", **hours)
    with pytest.raises(InputError, match="the patrol p-4 is planned"):
        act("mission-verifier", "survey", **SURVEY | {"patrols": ["p-1", "p-4"]})


def test_another_side_is_not_told_that_a_patrol_is_ahead(patrolled, act):
    hours = {"starts": "2030-02-20T06:00:00Z", "ends": "2030-02-20T10:00:00Z"}
    act("mission-observer", "plan", patrol="p-4", zone="strip", **hours)
    with pytest.raises(InputError, match="there is no patrol p-4") as caught:
        act("north-observer", "survey", **SURVEY | {"patrols": ["p-1", "p-4"]})
    assert "p-4" not in caught.value.problems[0].allowed


def test_the_share_of_a_patrol_whose_report_is_secret_is_told_by_no_survey(patrolled, act, matter):
    hours = {"started": "2030-01-09T06:00:00Z", "ended": "2030-01-09T10:00:00Z"}
    act("mission-observer", "plan", patrol="p-5", zone="strip", starts=hours["started"], ends=hours["ended"])
    done = {"covered": 0.37, "none_of": ["guns"], "sensitivity": "secret"}
    act("mission-observer", "finish", patrol="p-5", **hours, **done)
    with pytest.raises(InputError, match="there is no patrol p-5"):
        act("north-observer", "survey", **SURVEY | {"patrols": ["p-1", "p-5"], "covered": 0.8})
    act("mission-verifier", "survey", **SURVEY | {"patrols": ["p-1", "p-5"], "covered": 0.8})
    assert matter("survey", "s-1").details["by one patrol each"] == {"p-1": "50%"}


def test_a_report_that_a_survey_rests_on_is_not_taken_back_before_it(patrolled, act, case, matter):
    made = act("mission-verifier", "survey", **SURVEY).entered[0].name
    report = matter("patrol", "p-2").last.name
    with pytest.raises(InputError, match="survey s-1 rests on it: take that back first"):
        act("mission-observer", "retract", act=report, why="Half of it was fog.")
    act("mission-verifier", "retract", act=made, why="Half of it was fog.")
    act("mission-observer", "retract", act=report, why="Half of it was fog.")
    assert performance(case) == "unknown"
