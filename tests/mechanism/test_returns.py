from __future__ import annotations

from datetime import timedelta

import pytest
from tests.mechanism.conftest import Promised

from truceline.errors import InputError

HOME = {
    "to": "strip",
    "until": "2030-01-10",
    "since": "2030-01-04",
    "people": 340,
    "who": "displaced",
    "counted_by": "unhcr",
}


@pytest.fixture(autouse=True)
def _later(case):
    case.ledger._clock.at += timedelta(days=11)


def test_a_return_is_told_by_place_days_and_whose_count_it_is(act, case, matter):
    act("mission-observer", "come_back", **HOME, leaving="SY-ID")
    (claim,) = case.ledger.claims()
    assert claim.says == "unhcr counts 340 displaced people back in strip from 2030-01-04 to 2030-01-10."
    assert [(place.role, place.zone, place.text) for place in claim.place] == [
        ("location", "strip", "River strip"),
        ("origin", None, "SY-ID"),
    ]
    assert (claim.attribution_grade, claim.parties) == ("none", set())
    assert matter("return", "strip.2030-01-10").state == "counted"


def test_several_counts_stand_side_by_side_and_one_given_again_is_corrected(act, case, matter):
    act("mission-observer", "come_back", **HOME)
    act("mission-observer", "come_back", **HOME | {"people": 300, "counted_by": "iom"})
    act("mission-observer", "come_back", **HOME | {"people": 350})
    found = matter("return", "strip.2030-01-10")
    assert (found.state, found.told) == ("counted by several", "unhcr 350 displaced, iom 300 displaced")
    assert [one.status for one in case.ledger.claims()] == ["superseded", "accepted", "accepted"]
    assert [one["people"] for one in found.details["counts"]] == [350, 300]


def test_who_was_made_to_come_is_no_return_that_a_promise_asks_for(act, case):
    act("mission-observer", "come_back", **HOME, freely="no")
    (claim,) = case.ledger.claims()
    assert claim.event == "forced_return"
    assert "who were made to" in claim.says


def test_a_single_day_and_the_party_that_let_them_back(act, case):
    act("mission-observer", "come_back", **HOME | {"since": None, "who": "refugees"}, admitted_by="south")
    (claim,) = case.ledger.claims()
    assert claim.says == "unhcr counts 340 refugees back in strip on 2030-01-10."
    assert (claim.attribution_grade, claim.parties) == ("claimed", {"south"})


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"to": "moon"}, "'moon' is neither a zone of the agreement nor an ISO 3166 code"),
        ({"leaving": "moon"}, "'moon' is neither a zone"),
        ({"counted_by": "moon"}, "'moon' is no organisation"),
        ({"admitted_by": "moon"}, "'moon' is no party"),
        ({"until": "2030-02-01"}, "2030-02-01 is yet to come"),
        ({"since": "2030-01-11"}, "2030-01-11 is after 2030-01-10"),
    ],
)
def test_a_count_that_makes_no_sense_is_refused(act, changed, why):
    with pytest.raises(InputError, match=why):
        act("mission-observer", "come_back", **HOME | changed)


@pytest.mark.parametrize(("freely", "performance"), [("yes", "fulfilled"), ("no", "unknown")])
def test_a_promise_of_return_is_shown_by_those_who_came_freely(tmp_path, freely, performance):
    check = {"check": "event_occurred", "event": "return", "by": ["south"], "where": "strip"}
    promised = Promised(tmp_path, check)
    promised.later(days=12)
    promised.enter("mission-observer", "come_back", **HOME, admitted_by="south", freely=freely)
    assert promised.performance == performance
