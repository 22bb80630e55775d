from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import TRUCE, shelling

from truceline.core.frame import Frame
from truceline.outlook.comparison import compared
from truceline.outlook.stage import Stage


@pytest.fixture
def found(case):
    """The comparison of the whole as of a day."""
    return lambda day: compared(Stage.of(case, Frame(as_of=day)).strands()[0])


def test_a_fall_to_a_third_is_told_with_its_interval_and_its_day(shelled, found):
    told = found(date(2030, 3, 1))
    assert told.cannot_say is None
    assert told.ratio.low < 1 / 3 < told.ratio.high < 0.6
    assert told.raw.ratio == pytest.approx(told.ratio.ratio, rel=0.05)
    (change,) = told.changes
    assert abs((change.day - TRUCE).days) <= 7
    assert change.earliest <= change.day <= change.latest


def test_the_windows_are_those_before_and_since(shelled, found):
    told = found(date(2030, 3, 1))
    assert (told.before.first, told.before.last) == (date(2029, 11, 2), date(2029, 12, 31))
    assert (told.since.first, told.since.last) == (TRUCE, date(2030, 3, 1))


def test_one_event_is_too_little_and_it_is_told_how_much_is_missing(case, told, found):
    told(*shelling(TRUCE - timedelta(days=60), [1] + [0] * 59))
    shown = found(date(2030, 3, 1))
    assert shown.ratio is None
    assert "more needed" in shown.cannot_say


def test_a_source_that_fell_silent_is_no_truce_that_holds(case, told, found):
    """Three shells a day, and not a word since the truce: calm, or nobody to tell."""
    case.ledger._clock.at += timedelta(days=90)
    told(*shelling(TRUCE - timedelta(days=90), [3] * 90))
    shown = found(date(2030, 3, 1))
    assert shown.quiet_since == date(2029, 12, 31)
    assert shown.cannot_say == "14 days were observed since: nobody has told anything since 2029-12-31"


def test_days_since_are_too_few_at_first(shelled, found):
    shown = found(date(2030, 1, 4))
    assert shown.cannot_say == "4 days were observed since: 10 more needed"


def test_one_day_is_told_in_the_singular(shelled, found):
    assert found(date(2030, 1, 1)).cannot_say == "1 day was observed since: 13 more needed"
