from __future__ import annotations

from datetime import date

import pytest
from tests.mechanism.conftest import SIGNERS, deed

from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.ledger.entry import Recording
from truceline.mechanism.entering import Given
from truceline.mechanism.signed import Signed

ASKED = {"extension": "e-1", "norms": ["fords-open"], "until": "2030-01-31", "why": "The river is high."}
LATE = date(2030, 1, 20)


@pytest.fixture
def asked(act):
    act("south-liaison", "request", **ASKED)


def status(case, as_of=LATE, norm="fords-open", **frame):
    found = case.assess(Frame(as_of=as_of, **frame))
    return next(one for one in found.norms if one.norm == norm)


def dues(case, **frame):
    return sorted(due.by for due in status(case, **frame).due if due.certain)


TEXT = date(2030, 1, 15)
"""The deadline in the text; a rule that may apply makes a second, uncertain one."""


# What moves a deadline


def test_an_extension_asked_for_moves_nothing(case, asked, matter):
    assert matter("extension", "e-1").state == "asked"
    assert "extension-e-1" not in {due.source for due in status(case).due}


def test_an_extension_granted_by_one_of_two_moves_nothing(case, asked, act, matter):
    act("north-liaison", "grant", extension="e-1")
    found = matter("extension", "e-1")
    assert (found.state, found.silent) == ("half granted", ("south",))
    assert "extension-e-1" not in {due.source for due in status(case).due}


def test_two_keys_of_one_side_grant_half(case, asked, act, matter):
    act("south-liaison", "grant", extension="e-1")
    act("south-second", "grant", extension="e-1")
    assert matter("extension", "e-1").state == "half granted"


def test_an_extension_granted_by_all_is_an_instrument_that_moves_the_deadline(case, asked, act, matter):
    act("north-liaison", "grant", extension="e-1")
    act("south-liaison", "grant", extension="e-1")
    assert matter("extension", "e-1").state == "granted"
    found = status(case)
    assert {due.by for due in found.due} == {date(2030, 1, 31)}
    instrument = case.law(Frame(as_of=LATE)).agreement.instrument["extension-e-1"]
    assert (instrument.authority, instrument.amends) == ("signed", ("truce",))
    assert "extension-e-1" in case.assess(Frame(as_of=LATE)).frame.instruments


def test_the_proof_of_a_moved_deadline_names_both_grants(case, asked, act):
    act("north-liaison", "grant", extension="e-1")
    act("south-liaison", "grant", extension="e-1")
    cited = {one.says for node in _walk(status(case).proof) for one in node.supporting}
    assert {"north grants the extension e-1.", "south grants the extension e-1."} <= cited


def _walk(node):
    yield node
    for part in node.parts:
        yield from _walk(part)


def test_the_shortest_time_granted_counts(case, asked, act):
    act("north-liaison", "grant", extension="e-1", until="2030-01-22")
    act("south-liaison", "grant", extension="e-1")
    assert date(2030, 1, 22) in {due.by for due in status(case).due}
    assert date(2030, 1, 31) not in {due.by for due in status(case).due}


def test_without_the_instrument_the_text_s_own_day_stands(case, asked, act):
    act("north-liaison", "grant", extension="e-1")
    act("south-liaison", "grant", extension="e-1")
    assert dues(case, instruments=frozenset({"truce"})) == [TEXT]


def test_what_was_known_before_the_grant_shows_none(case, asked, act):
    act("north-liaison", "grant", extension="e-1")
    before = case.ledger.now
    case.ledger._clock.at = before.replace(day=before.day + 1)
    act("south-liaison", "grant", extension="e-1")
    assert "extension-e-1" not in {due.source for due in status(case, known_at=before).due}


def test_an_assessment_made_with_an_extension_replays_and_one_made_before_does_too(case, asked, act):
    frame = Frame(as_of=LATE)
    before = case.assess(frame)
    act("north-liaison", "grant", extension="e-1")
    act("south-liaison", "grant", extension="e-1")
    after = case.assess(frame)
    assert before.agreement.digest != after.agreement.digest
    assert case.replay(before)
    assert case.replay(after)


# Answers


def test_a_refusal_is_recorded_and_may_be_taken_back(asked, act, matter):
    act("north-liaison", "refuse", extension="e-1", why="No.")
    assert matter("extension", "e-1").state == "refused"
    assert "north refuses; south silent" in matter("extension", "e-1").told
    act("north-liaison", "grant", extension="e-1")
    act("south-liaison", "grant", extension="e-1")
    assert matter("extension", "e-1").state == "granted"


def test_who_refuses_after_a_grant_no_longer_grants(asked, act, matter):
    act("north-liaison", "grant", extension="e-1")
    act("north-liaison", "refuse", extension="e-1", why="No.")
    found = matter("extension", "e-1")
    assert (found.state, dict(found.granted)) == ("refused", {})


def test_a_refusal_does_not_make_its_party_refuse_the_norm(case, asked, act):
    act("north-liaison", "refuse", extension="e-1", why="No.")
    found = case.assess(Frame(as_of=LATE))
    assert ("north", "refuses") not in {(one.party, one.posture) for one in found.postures}


def test_asking_for_time_is_bargaining_about_the_norm(case, asked):
    found = case.assess(Frame(as_of=LATE))
    assert ("south", "fords-open", "bargains") in {(p.party, p.norm, p.posture) for p in found.postures}


def test_more_than_was_asked_for_cannot_be_granted(asked, act):
    with pytest.raises(InputError, match="is later than the 2030-01-31"):
        act("north-liaison", "grant", extension="e-1", until="2030-02-01")


def test_only_deciders_grant_and_only_the_asker_takes_back(asked, act, matter):
    with pytest.raises(InputError, match="more time is granted by north and south"):
        act("mission-liaison", "grant", extension="e-1")
    with pytest.raises(InputError, match="only south can take it back"):
        act("north-liaison", "withdraw", extension="e-1")
    act("south-liaison", "withdraw", extension="e-1")
    assert matter("extension", "e-1").state == "withdrawn"
    with pytest.raises(InputError, match="is withdrawn: nothing more can follow"):
        act("north-liaison", "grant", extension="e-1")


def test_what_is_granted_stays_granted(asked, act):
    act("north-liaison", "grant", extension="e-1")
    act("south-liaison", "grant", extension="e-1")
    with pytest.raises(InputError, match="is granted: nothing more can follow"):
        act("north-liaison", "refuse", extension="e-1", why="I changed my mind.")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"norms": ["no-shelling"]}, "'no-shelling' is no norm with a deadline"),
        ({"finding": "guns"}, "there is no norm 'guns'"),
        ({"finding": "guns-out"}, "give both, or neither"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(act, changed, told):
    with pytest.raises(InputError, match=told):
        act("south-liaison", "request", **ASKED | changed)


def test_a_grant_of_later_does_not_help_a_day_before_it(case, act):
    """A deadline that had passed when it was moved was passed on the days in between."""
    case.ledger._clock.at = case.ledger.now.replace(day=18)
    act("south-liaison", "request", **ASKED)
    for who in ("north-liaison", "south-liaison"):
        act(who, "grant", extension="e-1")
    assert "extension-e-1" not in {due.source for due in status(case, as_of=date(2030, 1, 17)).due}
    assert "extension-e-1" in {due.source for due in status(case, as_of=date(2030, 1, 18)).due}


def test_a_back_test_sees_grants_from_the_day_they_bear(case, act):
    given = []
    for who, kind, fields in (
        ("south-liaison", "request", ASKED),
        ("north-liaison", "grant", {"extension": "e-1"}),
        ("south-liaison", "grant", {"extension": "e-1"}),
    ):
        given.append(Given(Signed.by(SIGNERS[who], deed(case, who, kind, **fields))))
    case.ledger._clock.at = case.ledger.now.replace(month=6)
    case.mechanism.enter(given, recorded=Recording.STATED)
    known = case.agreement.tempo.last_moment(date(2030, 1, 20))
    assert "extension-e-1" in {due.source for due in status(case, known_at=known).due}
