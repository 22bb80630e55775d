from __future__ import annotations

from datetime import timedelta

import pytest
from tests.mechanism.conftest import Promised

from truceline.errors import InputError

PLEDGED = {"release": "r-1", "people": 20, "to": "north", "by": "2030-01-10"}


@pytest.fixture(autouse=True)
def _pledged(act, case):
    act("south-liaison", "pledge", **PLEDGED)
    case.ledger._clock.at += timedelta(days=11)


@pytest.fixture
def stands(matter):
    return lambda: matter("release", "r-1").state


def test_a_pledge_is_a_promise_and_shows_no_release(case, stands):
    (claim,) = case.ledger.claims()
    assert (claim.act, claim.modality, claim.is_done) == ("release", "committed", False)
    assert claim.says == "south pledges to hand over 20 detainees to north by 2030-01-10."
    assert stands() == "pledged"


def test_those_who_go_home_are_handed_over_to_nobody(act, case):
    act("south-liaison", "pledge", release="r-2", people=8, held_as="hostages", by="2030-01-20")
    assert list(case.ledger.claims())[-1].says == "south pledges to release 8 hostages by 2030-01-20."
    with pytest.raises(InputError, match="no side receives them"):
        act("north-liaison", "receive", release="r-2", people=8, on="2030-01-11")


def test_the_side_that_held_them_alone_completes_nothing(act, stands):
    act("south-liaison", "let_go", release="r-1", people=20, on="2030-01-10", through="icrc")
    assert stands() == "said done"


def test_the_most_cautious_count_of_the_others_decides(act, stands, matter):
    act("north-liaison", "receive", release="r-1", people=20, on="2030-01-10")
    assert stands() == "complete"
    act("mission-observer", "attest", release="r-1", people=18, on="2030-01-10", counted_by="icrc")
    assert stands() == "short"
    assert matter("release", "r-1").details == {"pledged": 20, "counted": {"north": 20, "icrc": 18}}


def test_days_are_added_up_and_a_day_told_again_is_corrected(act, case, stands):
    act("north-liaison", "receive", release="r-1", people=9, on="2030-01-09")
    act("north-liaison", "receive", release="r-1", people=10, on="2030-01-10")
    assert stands() == "short"
    act("north-liaison", "receive", release="r-1", people=11, on="2030-01-10")
    assert stands() == "complete"
    assert [one.status for one in case.ledger.claims()] == ["accepted", "accepted", "superseded", "accepted"]


def test_what_all_tell_of_one_day_is_one_release_by_the_side_that_held_them(act, case):
    act("south-liaison", "let_go", release="r-1", people=20, on="2030-01-10")
    act("north-liaison", "receive", release="r-1", people=20, on="2030-01-10")
    act("mission-verifier", "attest", release="r-1", people=20, on="2030-01-10", counted_by="icrc")
    reports = list(case.ledger.claims())[1:]
    assert {one.incident for one in reports} == {"release-r-1.2030-01-10"}
    assert {tuple(one.parties) for one in reports} == {("south",)}
    assert all(one.is_done for one in reports)
    assert reports[-1].says == "icrc counts 20 detainees of south on 2030-01-10."


@pytest.mark.parametrize(
    ("who", "kind", "changed", "why"),
    [
        ("north-liaison", "let_go", {}, "south holds them"),
        ("south-liaison", "receive", {}, "north receives them"),
        ("north-observer", "attest", {"counted_by": "icrc"}, "one of the two sides: somebody else counts"),
        ("mission-observer", "attest", {"counted_by": "north"}, "north is one of the two sides"),
        ("mission-observer", "attest", {"counted_by": "moon"}, "'moon' is no organisation"),
        ("south-liaison", "let_go", {"through": "moon"}, "'moon' is no organisation"),
        ("north-liaison", "receive", {"on": "2030-02-01"}, "2030-02-01 is yet to come"),
        ("north-liaison", "receive", {"release": "r-7"}, "there is no release r-7"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused(act, who, kind, changed, why):
    with pytest.raises(InputError, match=why):
        act(who, kind, **{"release": "r-1", "people": 20, "on": "2030-01-10"} | changed)


@pytest.mark.parametrize(
    ("changed", "why"), [({"to": "moon"}, "'moon' is no party"), ({"to": "south"}, "south holds them")]
)
def test_a_pledge_to_nobody_known_is_refused(act, changed, why):
    with pytest.raises(InputError, match=why):
        act("south-liaison", "pledge", **PLEDGED | {"release": "r-2"} | changed)


def test_a_promise_of_release_is_shown_by_who_counted_not_by_the_pledge(tmp_path):
    promised = Promised(tmp_path, {"check": "event_occurred", "event": "release", "by": ["south"]})
    promised.enter("south-liaison", "pledge", **PLEDGED)
    promised.later(days=11)
    assert promised.performance == "unknown"
    attested = {"release": "r-1", "people": 20, "on": "2030-01-10", "counted_by": "icrc"}
    promised.enter("mission-observer", "attest", **attested)
    assert promised.performance == "fulfilled"
