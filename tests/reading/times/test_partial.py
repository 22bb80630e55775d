from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.times.partial import Partial, full_year, resolved

ANCHOR = date(2018, 10, 17)


TOLD = st.builds(
    Partial,
    st.one_of(st.none(), st.integers(1, 9999)),
    st.one_of(st.none(), st.integers(1, 12)),
    st.one_of(st.none(), st.integers(1, 31)),
    st.one_of(st.none(), st.integers(1, 7)),
)


@given(TOLD, st.one_of(st.none(), st.dates()), st.sampled_from(["past", "next", "near", "deadline"]))
def test_a_told_date_keeps_what_it_tells(told, anchor, lean):
    if told.year and not told.month:
        told = told._replace(day=None)
    stretch = resolved(told, anchor, lean)
    if stretch.start is None:
        return
    assert stretch.end is None or stretch.start <= stretch.end
    assert told.year is None or stretch.start.year == told.year
    assert told.month is None or stretch.start.month == told.month
    assert told.day is None or stretch.start.day == told.day


@pytest.mark.parametrize(
    ("lean", "day"),
    [
        ("past", date(2018, 10, 15)),
        ("near", date(2018, 10, 15)),
        ("next", date(2018, 10, 22)),
        ("deadline", date(2018, 10, 22)),
    ],
)
def test_a_weekday_leans_as_told(lean, day):
    assert resolved(Partial(weekday=1), ANCHOR, lean).start == day


@pytest.mark.parametrize("lean", ["past", "near", "next", "deadline"])
def test_the_anchors_own_weekday_is_the_anchor(lean):
    assert resolved(Partial(weekday=3), ANCHOR, lean).start == ANCHOR


def test_a_weekday_helps_to_find_the_year_of_a_date():
    assert resolved(Partial(month=10, day=17, weekday=2), ANCHOR, "near").start == date(2017, 10, 17)


def test_a_weekday_and_a_day_of_the_month_find_the_nearest_month():
    assert resolved(Partial(weekday=5, day=13), ANCHOR, "past").start == date(2018, 7, 13)
    assert resolved(Partial(weekday=2, day=13), ANCHOR, "next").start == date(2018, 11, 13)


def test_the_31st_is_looked_for_in_months_that_have_one():
    assert resolved(Partial(day=31), ANCHOR, "past").start == date(2018, 8, 31)


def test_nothing_told_is_nowhere():
    assert not resolved(Partial(), ANCHOR, "near").is_placed


def test_a_short_year_is_not_far_ahead_of_the_anchor():
    assert full_year(87, ANCHOR) == 1987
    assert full_year(18, ANCHOR) == 2018
    assert full_year(30, ANCHOR) == 2030
    assert full_year(18, None) == 2018
