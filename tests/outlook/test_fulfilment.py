from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import look

from truceline.core.frame import Frame
from truceline.outlook.fulfilment import fulfilments


@pytest.fixture
def guns(case):
    """What is said of the guns' withdrawal as of a day; None where nothing is to be said."""
    case.ledger._clock.at += timedelta(days=60)
    return lambda day: {one.norm: one for one in fulfilments(case, Frame(as_of=day))}.get("guns-out")


def test_half_is_shown_and_the_rest_has_a_date(guns, told):
    told(look("north", date(2030, 1, 5), 1))
    found = guns(date(2030, 1, 6))
    assert (found.parts, found.shown, found.cannot_say) == (2, 1, None)
    (due,) = found.deadlines
    assert (due.by, due.certain) == (date(2030, 1, 10), True)
    assert 0.0 < due.low < due.chance < due.high < 1.0
    assert found.on_track is (due.chance > 0.5)
    assert found.half_by > date(2030, 1, 6)
    assert 0.0 < found.never < 0.5


def test_the_path_is_what_was_shown_each_week(guns, told):
    told(look("north", date(2030, 1, 5), 1))
    path = guns(date(2030, 1, 9)).path
    assert [(one.day, one.low) for one in path] == [(date(2030, 1, 2), 0.0), (date(2030, 1, 9), 0.5)]


def test_overdue_it_has_no_deadline_ahead_and_still_a_date(guns, told):
    told(look("north", date(2030, 1, 5), 1))
    found = guns(date(2030, 1, 20))
    assert (found.deadlines, found.on_track) == ((), None)
    assert found.half_by > date(2030, 1, 20)


def test_of_nothing_shown_nothing_is_said(guns):
    assert guns(date(2030, 1, 6)).cannot_say == "none of its 2 parts was shown: one is needed to see a pace"


def test_what_is_kept_needs_no_forecast(guns, told):
    told(look("north", date(2030, 1, 5), 1), look("south", date(2030, 1, 5), 2))
    assert guns(date(2030, 1, 6)) is None


def test_a_promise_in_one_piece_shows_no_pace(case):
    found = {one.norm: one for one in fulfilments(case, Frame(as_of=date(2030, 1, 6)))}
    assert found["fords-open"].cannot_say == "it is in one piece: nothing of it is seen until all is"
