from __future__ import annotations

from datetime import date

import pytest
from tests.case.conftest import write_source
from tests.mechanism.conftest import SIGNERS, deed, open_case

from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.mechanism.entering import Given
from truceline.mechanism.signed import Signed

CALL = {
    "meeting": "w-1",
    "at": "2030-01-04T09:00:00Z",
    "invited": ["south", "mission"],
    "agenda": "Guns\nFords",
}
MINUTE = {
    "meeting": "w-1",
    "on": "2030-01-04",
    "attended": ["north", "south"],
    "outcome": "Agreed to differ.",
}


@pytest.fixture
def called(act):
    act("north-liaison", "convene", **CALL)


@pytest.fixture
def held(called, case, act):
    case.ledger._clock.at = case.ledger.now.replace(day=5)
    act("north-liaison", "hold", **MINUTE)


def met(case):
    return [claim for claim in case.ledger.claims() if claim.act == "meet" and claim.kind == "event"]


def test_a_meeting_called_is_not_held(called, case, matter):
    assert matter("meeting", "w-1").state == "convened"
    (claim,) = case.ledger.claims()
    assert not claim.is_done
    assert not met(case)


def test_a_meeting_is_held_by_one_side_s_word_and_confirmed_by_another_s(held, case, act, matter):
    assert matter("meeting", "w-1").state == "held"
    act("south-liaison", "confirm", meeting="w-1")
    assert matter("meeting", "w-1").state == "confirmed"
    assert [claim.source.family for claim in met(case)] == ["north", "south"]
    assert {claim.incident for claim in met(case)} == {"meeting:w-1"}


def test_whoever_wrote_the_minute_cannot_confirm_it(held, act):
    with pytest.raises(InputError, match="another side that was there confirms it"):
        act("north-liaison", "confirm", meeting="w-1")


def test_who_was_not_there_cannot_confirm_it(held, act):
    with pytest.raises(InputError, match="mission was not there"):
        act("mission-liaison", "confirm", meeting="w-1")


def test_a_contested_minute_speaks_against_the_meeting(held, case, act, matter):
    act("south-liaison", "contest", meeting="w-1", why="We never came.")
    assert matter("meeting", "w-1").state == "contested"
    assert [claim.polarity for claim in met(case)] == ["positive", "negative"]


def test_a_cancelled_meeting_cannot_be_held(called, act, matter):
    act("south-liaison", "cancel", meeting="w-1", why="Snow.")
    assert matter("meeting", "w-1").state == "cancelled"
    with pytest.raises(InputError, match="is cancelled: it cannot hold: nothing more can follow"):
        act("north-liaison", "hold", **MINUTE | {"on": "2030-01-01"})


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"on": "2030-01-04"}, "a meeting of 2030-01-04 is yet to come"),
        ({"on": "2030-01-01", "attended": ["north", "west"]}, "west was not asked"),
        ({"on": "2030-01-01", "about": ["talk"]}, "there is no norm 'talk'"),
    ],
)
def test_a_minute_that_cannot_be_is_refused(called, act, changed, told):
    with pytest.raises(InputError, match=told):
        act("north-liaison", "hold", **MINUTE | changed)


def test_only_who_was_asked_can_move_a_meeting(act):
    act("north-liaison", "convene", **CALL | {"invited": ["mission"]})
    with pytest.raises(InputError, match="south was not asked to w-1"):
        act("south-liaison", "cancel", meeting="w-1", why="x")
    with pytest.raises(InputError, match="is no other party"):
        act("north-liaison", "convene", **CALL | {"meeting": "w-2", "invited": ["north"]})


def test_the_agenda_and_the_outcome_are_in_the_details_and_in_no_claim(held, case, matter):
    details = matter("meeting", "w-1").details
    assert (details["agenda"], details["outcome"]) == ("Guns\nFords", "Agreed to differ.")
    assert matter("meeting", "w-1").told == "north, south, mission: Guns"
    assert all("differ" not in claim.model_dump_json() for claim in case.ledger.claims())


def test_minutes_are_evidence_for_a_promise_to_meet(tmp_path):
    """The river truce of 2020: both sides meet by 15 April."""
    case = open_case(tmp_path / "case", write_source(tmp_path / "source") / "river.yaml")
    moment = case.ledger._clock

    def standing():
        found = case.assess(Frame(as_of=date(2030, 2, 1)))
        return next(one.performance for one in found.norms if one.norm == "they-meet")

    def enter(who, kind, **fields):
        case.mechanism.enter([Given(Signed.by(SIGNERS[who], deed(case, who, kind, **fields)))])

    analyst = {"family": "north", "reliability": "B"}
    enter("analyst", "grade", cell="north", **analyst)
    enter("north-liaison", "convene", **CALL | {"invited": ["south"]})
    moment.at = moment.at.replace(day=5)
    assert standing() == "unknown"
    enter("north-liaison", "hold", **MINUTE)
    assert standing() == "fulfilled"
