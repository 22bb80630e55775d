from __future__ import annotations

from datetime import date, timedelta

import pytest

from truceline.core.frame import Frame
from truceline.errors import InputError

FORD = {"stretch": "ford-road", "zone": "strip", "stands": "open", "on": "2030-01-14"}
WHOLE = {**FORD, "stretch": "all", "whole": True, "names": "fords_open"}
KEPT = {
    "access": "a-1",
    "zone": "strip",
    "whom": "observers",
    "on": "2030-01-10",
    "reason": "Mines.",
    "minutes": 40,
}


@pytest.fixture(autouse=True)
def _later(case):
    case.ledger._clock.at += timedelta(days=14)


def performance(case):
    found = case.assess(Frame(as_of=date(2030, 1, 16)))
    return next(one.performance for one in found.norms if one.norm == "fords-open")


def test_an_open_stretch_does_not_open_the_road(act, case, matter):
    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    act("mission-observer", "route", **FORD, names="fords_open")
    assert matter("route", "ford-road").state == "open"
    assert performance(case) == "unknown"


def test_the_whole_road_open_is_the_state_that_the_text_asks_for(act, case):
    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    act("mission-observer", "route", **WHOLE)
    assert performance(case) == "fulfilled"
    act("mission-observer", "route", **WHOLE | {"stands": "closed", "on": "2030-01-15"})
    assert performance(case) == "not_fulfilled"


def test_a_limited_road_is_neither(act, case, matter):
    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    act("mission-observer", "route", **WHOLE | {"stands": "limited", "closed_for": ["goods"]})
    assert matter("route", "all").told == "strip on 2030-01-14, for goods, says mission"
    assert performance(case) == "unknown"


def test_each_side_s_last_word_on_a_stretch_stands_side_by_side(act, matter):
    act("north-liaison", "route", **FORD)
    act("south-liaison", "route", **FORD | {"stands": "closed"})
    assert matter("route", "ford-road").details == {
        "north": "open on 2030-01-14",
        "south": "closed on 2030-01-14",
    }


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"zone": "moon"}, "there is no zone 'moon'"),
        ({"by": "west"}, "'west' is no party"),
        ({"on": "2030-02-14"}, "is yet to come"),
        ({"closed_for": ["goods"]}, "an open stretch is closed for nobody"),
        ({"zone": "river"}, "ford-road is a stretch of strip"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(act, changed, told):
    act("north-liaison", "route", **FORD)
    with pytest.raises(InputError, match=told):
        act("north-liaison", "route", **FORD | changed)


def test_a_denial_of_access_is_laid_to_whoever_is_named(act, case, matter):
    act("mission-observer", "keep_out", **KEPT, by="south")
    (claim,) = case.ledger.claims()
    assert (claim.act, claim.parties, claim.attribution_grade) == ("deny_access", {"south"}, "claimed")
    assert "Mines" not in claim.model_dump_json()
    assert matter("access", "a-1").told == "observers kept out of strip by south, 40 minutes"
    assert matter("access", "a-1").details["reason"] == "Mines."


def test_of_nobody_named_it_is_laid_to_nobody(act, case, matter):
    act("mission-observer", "keep_out", **KEPT)
    (claim,) = case.ledger.claims()
    assert (claim.parties, claim.attribution_grade) == (set(), "none")
    assert matter("access", "a-1").state == "denied"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"zone": "moon"}, "there is no zone 'moon'"),
        ({"by": "west"}, "'west' is no party"),
        ({"on": "2030-02-14"}, "is yet to come"),
    ],
)
def test_a_denial_that_makes_no_sense_is_refused(act, changed, told):
    with pytest.raises(InputError, match=told):
        act("mission-observer", "keep_out", **KEPT | changed)
