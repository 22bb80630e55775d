from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.mechanism.sketch import WEST

from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.mechanism.kinds import deed_from

MESSAGE = {"message": "m-1", "to": "south", "subject": "s", "text": "t"}


def name(receipt) -> str:
    return receipt.entered[0].name


def test_an_act_taken_back_leaves_the_matter_as_it_was(act, matter, case):
    act("north-liaison", "send", **MESSAGE)
    read = act("south-liaison", "acknowledge", message="m-1")
    act("south-liaison", "retract", act=name(read), why="Not yet read.")
    assert matter("message", "m-1").state == "sent"
    assert matter("retraction", name(read)).told == "acknowledge of message m-1, by south-liaison"
    assert len(case.mechanism.record().acts) == 3


def test_a_matter_whose_opening_is_taken_back_is_none_and_may_be_opened_again(act, case, matter):
    sent = act("north-liaison", "send", **MESSAGE)
    act("north-liaison", "retract", act=name(sent), why="To the wrong side.")
    assert ("message", "m-1") not in case.mechanism.record().matters
    act("north-liaison", "send", **MESSAGE | {"to": "mission"})
    assert matter("message", "m-1").sent.to == "mission"


def test_its_claims_count_no_more_from_then_on_and_did_before(act, case):
    asked = act(
        "south-liaison", "request", extension="e-1", norms=["fords-open"], until="2030-02-01", why="x"
    )
    before = case.ledger.now
    case.ledger._clock.at = before.replace(hour=20)
    act("south-liaison", "retract", act=name(asked), why="A slip.")

    def bargains(**frame):
        found = case.assess(Frame(as_of=date(2030, 1, 10), **frame))
        return any(one.posture == "bargains" for one in found.postures)

    assert not bargains()
    assert bargains(known_at=before)


def test_only_the_side_that_made_it_takes_it_back(act):
    sent = act("north-liaison", "send", **MESSAGE)
    with pytest.raises(InputError, match="only north can take this act back"):
        act("south-liaison", "retract", act=name(sent), why="x")


def test_of_acts_for_no_party_only_the_signer(act):
    graded = act("analyst", "grade", cell="north", family="north")
    with pytest.raises(InputError, match="only analyst can take this act back"):
        act("publisher", "retract", act=name(graded), why="x")
    act("analyst", "retract", act=name(graded), why="x")


def test_what_something_has_followed_stays(act):
    sent = act("north-liaison", "send", **MESSAGE)
    act("south-liaison", "deliver", message="m-1")
    with pytest.raises(InputError, match="has gone on since \\(deliver by south-liaison\\)"):
        act("north-liaison", "retract", act=name(sent), why="x")


def test_what_all_have_decided_stays(act):
    act("south-liaison", "request", extension="e-1", norms=["fords-open"], until="2030-02-01", why="x")
    act("south-liaison", "grant", extension="e-1")
    last = act("north-liaison", "grant", extension="e-1")
    with pytest.raises(InputError, match="is granted, and stays so"):
        act("north-liaison", "retract", act=name(last), why="x")


def test_one_key_may_be_taken_back_and_both_may_not(act, matter):
    act("north-liaison", "divide", zone="strip", segments=["west"])
    act("north-liaison", "propose", zone="strip", segment="west", drawing="n1", geometry=WEST)
    given = {"zone": "strip", "segment": "west", "drawing": "n1"}
    first = act("north-liaison", "approve", **given)
    act("north-liaison", "retract", act=name(first), why="x")
    act("south-liaison", "approve", **given)
    assert matter("boundary", "strip").state == "agreed"
    last = act("north-liaison", "approve", **given)
    with pytest.raises(InputError, match="n1 of west is in force: dispute it, or draw it anew"):
        act("north-liaison", "retract", act=name(last), why="x")


def test_an_unknown_act_or_a_retraction_cannot_be_taken_back(act):
    with pytest.raises(InputError, match="no acts that count begin with"):
        act("north-liaison", "retract", act="0" * 12, why="x")
    sent = act("north-liaison", "send", **MESSAGE)
    gone = act("north-liaison", "retract", act=name(sent), why="x")
    with pytest.raises(InputError, match="a retraction stays"):
        act("north-liaison", "retract", act=name(gone), why="x")
    with pytest.raises(InputError, match="no acts that count"):
        act("north-liaison", "retract", act=sent.entered[0].digest, why="x")


def test_a_name_too_short_is_none():
    with pytest.raises(ValueError, match="pattern"):
        deed_from({"kind": "retract", "act": "abc", "why": "x"})


def test_an_observer_cannot_take_back_what_the_liaison_did(act):
    sent = act("north-liaison", "send", **MESSAGE)
    with pytest.raises(InputError, match="who is observer cannot take it back"):
        act("north-observer", "retract", act=name(sent), why="x")


# Reports that stand each by itself


def test_a_figure_is_taken_back_though_the_other_side_gave_its_own_since(act, case, matter):
    case.ledger._clock.at += timedelta(days=20)
    act("north-liaison", "count", where="hama", on="2030-01-07", firings=3)
    act("south-liaison", "count", where="hama", on="2030-01-07", firings=5)
    act("north-liaison", "retract", act=case.mechanism.record().acts[0].signed.digest, why="A slip.")
    assert matter("tally", "hama.2030-01-07").told == "south 5"
    assert [one.status for one in case.ledger.claims()][:2] == ["superseded", "accepted"]
    act("north-liaison", "count", where="hama", on="2030-01-07", firings=5)
    assert matter("tally", "hama.2030-01-07").state == "same"
    assert case.mechanism.record().left_out == []


def test_a_pledge_is_not_taken_back_once_others_have_counted(act, case):
    act("south-liaison", "pledge", release="r-1", people=20, to="north", by="2030-01-10")
    case.ledger._clock.at += timedelta(days=20)
    act("north-liaison", "receive", release="r-1", people=9, on="2030-01-09")
    act("north-liaison", "receive", release="r-1", people=7, on="2030-01-10")
    pledged, first, _ = (one.signed.digest for one in case.mechanism.record().acts)
    with pytest.raises(InputError, match="has gone on since"):
        act("south-liaison", "retract", act=pledged, why="A slip.")
    act("north-liaison", "retract", act=first, why="A slip.")
    assert case.mechanism.record().matters["release", "r-1"].figures == {"north": 7}
