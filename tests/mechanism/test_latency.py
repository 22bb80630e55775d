from __future__ import annotations

from datetime import timedelta

import pytest

from truceline.mechanism.latency import waits
from truceline.mechanism.messages import Message

MESSAGE = {"to": "south", "subject": "s", "text": "t"}


@pytest.fixture
def found(case):
    """The waits as they stand now, by direction and step."""

    def look():
        record = case.mechanism.record()
        return {(w.sender, w.to, w.step): w for w in waits(record.each(Message), case.ledger.now)}

    return look


def test_hours_run_from_sending_to_each_step(act, found):
    """Each act takes an hour."""
    act("north-liaison", "send", message="m-1", **MESSAGE)
    act("south-liaison", "deliver", message="m-1")
    act("south-liaison", "acknowledge", message="m-1")
    act("south-liaison", "answer", message="m-1", text="t")
    hours = {step: wait.median_h for (_, _, step), wait in found().items()}
    assert hours == {"deliver": 1.0, "acknowledge": 2.0, "answer": 3.0}


def test_a_step_passed_over_was_done_with_the_next(act, found):
    act("north-liaison", "send", message="m-1", **MESSAGE)
    act("south-liaison", "answer", message="m-1", text="t")
    assert {wait.median_h for wait in found().values()} == {1.0}


def test_what_is_still_open_is_counted_with_how_long_it_has_waited(act, case, found):
    act("north-liaison", "send", message="m-1", **MESSAGE)
    act("north-liaison", "send", message="m-2", **MESSAGE)
    act("south-liaison", "acknowledge", message="m-2")
    case.ledger._clock.at += timedelta(hours=10)
    wait = found()["north", "south", "acknowledge"]
    assert (wait.sent, wait.done, wait.open, wait.oldest_open_h) == (2, 1, 1, 13.0)


def test_a_message_closed_without_an_answer_no_longer_waits_for_one(act, found):
    act("north-liaison", "send", message="m-1", **MESSAGE)
    act("south-liaison", "acknowledge", message="m-1")
    act("north-liaison", "close", message="m-1")
    wait = found()["north", "south", "answer"]
    assert (wait.done, wait.open, wait.median_h, wait.oldest_open_h) == (0, 0, None, None)


def test_each_direction_is_told_apart(act, found):
    act("north-liaison", "send", message="m-1", **MESSAGE)
    act("south-liaison", "send", message="m-2", **MESSAGE | {"to": "north"})
    act("north-liaison", "deliver", message="m-2")
    assert found()["south", "north", "deliver"].done == 1
    assert found()["north", "south", "deliver"].done == 0


def test_nine_in_ten_took_no_longer(act, case, found):
    for number in range(1, 12):
        name = f"m-{number}"
        act("north-liaison", "send", message=name, **MESSAGE)
        case.ledger._clock.at += timedelta(hours=number - 1)
        act("south-liaison", "deliver", message=name)
    wait = found()["north", "south", "deliver"]
    assert (wait.median_h, wait.ninth_h, wait.longest_h) == (6.0, 10.0, 11.0)


def test_no_message_gives_no_wait(found):
    assert found() == {}
