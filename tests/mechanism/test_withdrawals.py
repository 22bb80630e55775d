from __future__ import annotations

from datetime import date, timedelta

import pytest

from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.mechanism.withdrawals import counts

SOUTH = {"withdrawal": "w-1", "what": "howitzers", "count": 12, "leaves": "strip", "by": "2030-01-10"}
SITE = {"site": "depot-1", "holds": ["howitzers=12", "guns=3"], "lat": 39.8, "lon": 22.1}


@pytest.fixture
def promised(act, case):
    act("south-liaison", "declare", **SOUTH)
    case.ledger._clock.at += timedelta(days=11)


@pytest.fixture
def stored(act, case):
    act("south-liaison", "store", **SITE)
    case.ledger._clock.at += timedelta(days=11)


def performance(case, norm="guns-out"):
    found = case.assess(Frame(as_of=date(2030, 1, 12)))
    return next(one.performance for one in found.norms if one.norm == norm)


def test_a_declared_withdrawal_is_a_promise(promised, case, matter):
    (claim,) = case.ledger.claims()
    assert (claim.modality, claim.is_done) == ("committed", False)
    assert matter("withdrawal", "w-1").state == "declared"
    assert performance(case) == "unknown"


def test_said_to_be_done_it_is_one_side_s_word(promised, act, case, matter):
    act("south-liaison", "declare", **SOUTH, done=True)
    assert matter("withdrawal", "w-1").state == "declared done"
    done = list(case.ledger.claims())[-1]
    assert (done.is_done, done.source.reliability) == (True, "F")
    assert performance(case) == "unknown"


def test_what_was_declared_stands_beside_what_was_counted(promised, act, matter):
    act("mission-observer", "verify", withdrawal="w-1", counted=9, on="2030-01-11")
    found = matter("withdrawal", "w-1")
    assert (found.state, found.details["missing"]) == ("short", 3)
    assert found.told == "south: 12 of howitzers out of strip, 9 counted"
    act("mission-observer", "verify", withdrawal="w-1", counted=12, on="2030-01-12")
    assert matter("withdrawal", "w-1").state == "verified"


def test_counting_some_out_does_not_say_that_none_is_left(promised, act, case):
    act("analyst", "grade", cell="mission", family="mission", reliability="A")
    act("mission-observer", "verify", withdrawal="w-1", counted=12, on="2030-01-11")
    assert performance(case) == "unknown"


def test_nobody_verifies_their_own_declaration(act, case):
    act("north-liaison", "declare", **SOUTH)
    case.ledger._clock.at += timedelta(days=11)
    with pytest.raises(InputError, match="north declared it: somebody else counts"):
        act("north-observer", "verify", withdrawal="w-1", counted=12, on="2030-01-11")


@pytest.mark.parametrize(
    ("who", "changed", "told"),
    [
        ("south-liaison", {"withdrawal": "w-2", "what": "tanks"}, "there is no term 'tanks'"),
        ("south-liaison", {"withdrawal": "w-2", "leaves": "moon"}, "there is no zone 'moon'"),
        ("south-liaison", {"withdrawal": "w-2", "by": "2030-02-01", "done": True}, "yet to come"),
        ("south-liaison", {}, "there is a withdrawal w-1 already"),
        ("north-liaison", {"done": True}, "only south can say that it is done"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(promised, act, who, changed, told):
    with pytest.raises(InputError, match=told):
        act(who, "declare", **SOUTH | changed)


def test_a_count_of_tomorrow_is_refused(promised, act):
    with pytest.raises(InputError, match="a count of 2030-02-01 is yet to come"):
        act("mission-observer", "verify", withdrawal="w-1", counted=1, on="2030-02-01")


# Storage sites


def test_where_a_site_lies_is_in_no_claim_and_no_list(stored, case, matter):
    (claim,) = case.ledger.claims()
    assert claim.sensitivity == "secret"
    for told in (
        claim.model_dump_json(),
        matter("site", "depot-1").told,
        str(matter("site", "depot-1").details),
    ):
        assert "39.8" not in told


def test_what_is_missing_is_told_by_term(stored, act, matter):
    act("mission-observer", "inspect", site="depot-1", seen=["howitzers=10", "guns=3"], on="2030-01-11")
    found = matter("site", "depot-1")
    assert (found.state, found.missing) == ("short", {"howitzers": 2})
    assert found.told == "south: howitzers=12 guns=3; missing 2 howitzers"
    act("mission-observer", "inspect", site="depot-1", seen=["howitzers=12", "guns=4"], on="2030-01-12")
    assert (matter("site", "depot-1").state, matter("site", "depot-1").missing) == ("complete", {})


def test_what_is_not_named_was_not_seen(stored, act, case, matter):
    act("mission-observer", "inspect", site="depot-1", on="2030-01-11")
    assert matter("site", "depot-1").missing == {"howitzers": 12, "guns": 3}
    assert [claim.act for claim in case.ledger.claims()] == ["notify", "notify"]


def test_what_is_seen_is_a_sighting_at_the_site_for_those_who_may_see_it(stored, act, case):
    act("mission-observer", "inspect", site="depot-1", seen=["howitzers=10"], on="2030-01-11")
    sighting = list(case.ledger.claims())[-1]
    assert (sighting.act, sighting.sensitivity, sighting.parties) == ("presence", "secret", {"south"})
    assert (sighting.place[0].lat, sighting.quantity[0].best) == (39.8, 10)


def test_a_stock_is_declared_anew_by_its_own_side_alone(stored, act, matter):
    act("south-liaison", "store", **SITE | {"holds": ["howitzers=14"]})
    assert matter("site", "depot-1").details["expected"] == {"howitzers": 14}
    with pytest.raises(InputError, match="the site is of south"):
        act("north-liaison", "store", **SITE)
    with pytest.raises(InputError, match="there is no term 'tanks'"):
        act("south-liaison", "store", **SITE | {"holds": ["tanks=1"]})


def test_nobody_inspects_their_own_site_or_on_a_day_to_come(act, case):
    act("north-liaison", "store", **SITE)
    with pytest.raises(InputError, match="somebody else inspects it"):
        act("north-observer", "inspect", site="depot-1", on="2030-01-01")
    with pytest.raises(InputError, match="a visit of 2030-01-11 is yet to come"):
        act("mission-observer", "inspect", site="depot-1", on="2030-01-11")


def test_what_is_named_twice_is_added_up():
    assert counts(("guns=2", "guns=3")) == {"guns": 5}
