from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawing import strand
from tests.publish.reading import Page

from truceline.publish.charts.dated import LONGEST, WEEK, first_week, months_below, weekly
from truceline.publish.timescale import Timescale


@given(st.lists(st.integers(0, 9), min_size=7, max_size=60))
def test_weeks_are_whole_and_end_with_the_last_day(counts):
    weeks = weekly(np.array(counts, dtype=float))
    assert len(weeks) == len(counts) // WEEK
    assert weeks[-1] == sum(counts[-WEEK:])


def test_the_first_week_begins_so_many_weeks_before_the_day_after_the_last():
    one = strand([1] * 10, [1] * 10)
    assert first_week(one) == one.last + timedelta(days=1) - timedelta(days=14)


def test_a_history_longer_than_there_is_room_for_is_cut_at_its_old_end():
    weeks = weekly(np.arange(LONGEST + 700.0))
    assert len(weeks) == LONGEST // WEEK
    assert weeks[-1] > weeks[0]


def test_a_stretch_without_a_january_tells_its_year():
    axis = Timescale(date(2030, 2, 10), date(2030, 5, 20), 0, 300)
    assert [one.text for one in Page(months_below(axis, 0, 50)).all("text")] == ["Mar 2030", "Apr", "May"]


@pytest.mark.parametrize(
    ("last", "names"), [(date(2030, 6, 30), 6), (date(2034, 12, 31), 5), (date(2030, 1, 9), 1)]
)
def test_months_are_named_as_far_as_there_is_room(last, names):
    axis = Timescale(date(2030, 1, 1), last, 0, 300)
    told = [one.text for one in Page(months_below(axis, 0, 50)).all("text")]
    assert (told[0], len(told)) == ("2030", names)
