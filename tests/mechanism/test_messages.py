from __future__ import annotations

import pytest

from truceline.errors import InputError
from truceline.mechanism.messages import COURSE

MESSAGE = {"message": "m-1", "to": "south", "subject": "Firing at the ford", "text": "Who fired?"}


@pytest.fixture
def sent(act):
    act("north-liaison", "send", **MESSAGE)


def test_a_message_goes_from_sent_to_closed(sent, act, matter):
    states = []
    for who, kind, more in (
        ("south-liaison", "deliver", {}),
        ("south-liaison", "acknowledge", {}),
        ("south-liaison", "answer", {"text": "Nobody of ours."}),
        ("north-liaison", "close", {"outcome": "noted"}),
    ):
        act(who, kind, message="m-1", **more)
        states.append(matter("message", "m-1").state)
    assert states == ["delivered", "acknowledged", "answered", "closed"]


def test_a_step_that_is_not_allowed_names_those_that_are(sent, act):
    with pytest.raises(InputError) as caught:
        act("north-liaison", "close", message="m-1")
    assert "message m-1 is sent: it cannot close (allowed: deliver, acknowledge, answer)" in str(caught.value)


def test_nothing_follows_the_end(sent, act):
    act("south-liaison", "answer", message="m-1", text="No.")
    act("north-liaison", "close", message="m-1")
    with pytest.raises(InputError, match="nothing more can follow"):
        act("south-liaison", "deliver", message="m-1")


def test_only_the_one_written_to_can_acknowledge(sent, act):
    with pytest.raises(InputError, match="only south can acknowledge"):
        act("north-liaison", "acknowledge", message="m-1")
    with pytest.raises(InputError, match="only south can acknowledge"):
        act("mission-liaison", "acknowledge", message="m-1")


def test_only_whoever_sent_it_can_close_it(sent, act):
    act("south-liaison", "acknowledge", message="m-1")
    with pytest.raises(InputError, match="only north can close"):
        act("south-liaison", "close", message="m-1")


def test_nobody_writes_to_themself_or_to_a_stranger(act):
    with pytest.raises(InputError, match="is no other party"):
        act("north-liaison", "send", **MESSAGE | {"to": "north"})


def test_a_message_about_a_norm_that_is_none_is_refused(act):
    with pytest.raises(InputError, match="there is no norm 'guns'"):
        act("north-liaison", "send", **MESSAGE, about=["guns"])


def test_an_unknown_message_is_refused_with_those_there_are(sent, act):
    with pytest.raises(InputError, match="there is no message m-2 \\(allowed: m-1\\)"):
        act("south-liaison", "acknowledge", message="m-2")


def test_having_got_a_notice_does_not_confirm_the_incident(case, act):
    """An acknowledged register entry is confirmed: a receipt must not pass for that."""
    act("north-liaison", "send", **MESSAGE, notice="incident", incident="ford-3")
    act("south-liaison", "acknowledge", message="m-1")
    assert all(claim.incident is None and claim.kind == "statement" for claim in case.ledger.claims())


def test_every_state_can_be_left_but_the_last():
    assert [state for state in COURSE.states if not COURSE.steps[state]] == ["closed"]
