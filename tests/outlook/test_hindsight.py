from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from truceline.core.frame import Frame
from truceline.outlook.document import outlook_of
from truceline.outlook.frozen import Issued
from truceline.outlook.hindsight import hindsight
from truceline.outlook.stage import Stage

DAY = date(2030, 2, 10)


@pytest.fixture
def whole(shelled):
    """The strand of all shells, as of three weeks after the forecast."""
    return Stage.of(shelled, Frame(as_of=DAY + timedelta(days=20))).strands()[0]


@pytest.fixture
def kept(shelled):
    made = outlook_of(shelled, Frame(as_of=DAY))
    return Issued("0" * 64, datetime(2030, 2, 11, tzinfo=UTC), made)


def test_what_came_is_added_up_day_by_day_as_far_as_it_is_known(whole, kept):
    (found,) = hindsight([kept], whole, None)
    assert (found.told, [one.days for one in found.forecasts]) == (DAY, [7, 14, 30])
    assert len(found.came) == 20
    assert found.came[6] == pytest.approx(whole.expected[-20:-13].sum())
    assert list(found.came) == sorted(found.came)


def test_what_was_issued_again_for_the_same_days_counts_once(whole, kept):
    again = kept._replace(outlook=kept.outlook.model_copy(update={"ledger_position": 9}))
    assert hindsight([kept, again], whole, None) == hindsight([kept], whole, None)


def test_what_was_not_yet_issued_is_not_known(whole, kept):
    assert hindsight([kept], whole, datetime(2030, 2, 10, tzinfo=UTC)) == ()


def test_before_its_first_day_has_come_there_is_nothing_to_see(shelled, kept):
    today = Stage.of(shelled, Frame(as_of=DAY)).strands()[0]
    assert hindsight([kept], today, None) == ()
