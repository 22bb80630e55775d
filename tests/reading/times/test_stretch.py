from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.times.stretch import (
    Stretch,
    around,
    joined,
    length_in_days,
    neighbour,
    ordinal_part,
    ordinal_weekday,
    section,
    shifted,
    week_of_year,
)

UNITS = ["day", "week", "weekend", "fortnight", "month", "quarter", "half", "year", "decade", "century"]
PARTS = ["early", "mid", "late", "start", "end", "first_half", "second_half", "rest"]
DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1))


@given(DAYS, st.sampled_from(UNITS))
def test_a_unit_around_a_day_runs_forward_and_holds_the_day_unless_it_is_a_weekend(day, unit):
    stretch = around(day, unit)
    assert stretch.start <= stretch.end
    assert unit == "weekend" or stretch.start <= day <= stretch.end


@given(DAYS, st.sampled_from([unit for unit in UNITS if unit not in ("weekend", "fortnight")]))
def test_neighbours_touch(day, unit):
    here, there = around(day, unit), neighbour(day, unit, 1)
    assert there.start == here.end + timedelta(days=1)


@given(DAYS, st.sampled_from(UNITS), st.sampled_from(PARTS))
def test_a_section_lies_within_its_stretch(day, unit, part):
    whole = around(day, unit)
    piece = section(whole, part)
    assert whole.start <= piece.start <= piece.end <= whole.end


@given(
    DAYS,
    st.integers(-60, 60).filter(bool),
    st.sampled_from(["day", "week", "month", "year"]),
    st.integers(1, 9),
)
def test_a_numbered_part_runs_forward_or_is_nowhere(day, number, unit, count):
    piece = ordinal_part(around(day, "year"), number, unit, count)
    assert not piece.is_placed or piece.start <= piece.end


def test_a_month_from_the_31st_ends_on_the_months_last_day():
    assert shifted(date(2018, 1, 31), 1, "month") == date(2018, 2, 28)
    assert shifted(date(2020, 2, 29), -1, "year") == date(2019, 2, 28)


@pytest.mark.parametrize(
    ("day", "count"), [(date(9999, 12, 31), 1), (date(1, 1, 1), -1), (date(2018, 1, 1), 10**12)]
)
@pytest.mark.parametrize("unit", ["day", "week", "month", "century"])
def test_beyond_the_calendar_is_nowhere(day, count, unit):
    assert shifted(day, count, unit) is None


def test_the_last_unit_of_the_calendar_has_no_end():
    assert around(date(9999, 12, 31), "year") == Stretch(date(9999, 1, 1), None, "year")
    assert around(date(1, 1, 1), "century").start is None or around(date(1, 1, 1), "century").start.year == 1


def test_weeks_of_a_year_are_numbered_by_iso():
    assert week_of_year(2018, 31) == Stretch(date(2018, 7, 30), date(2018, 8, 5), "week")
    assert not week_of_year(2018, 53).is_placed
    assert ordinal_part(around(date(2021, 1, 1), "year"), 1, "week").start == date(2021, 1, 4)
    assert ordinal_part(around(date(2016, 1, 1), "year"), -1, "week") == Stretch(
        date(2016, 12, 26), date(2017, 1, 1), "week"
    )


def test_weeks_of_a_month_are_counted_from_its_first_and_last_day():
    october = around(date(2018, 10, 17), "month")
    assert ordinal_part(october, 2, "week") == Stretch(date(2018, 10, 8), date(2018, 10, 14), "week")
    assert ordinal_part(october, -1, "week") == Stretch(date(2018, 10, 25), date(2018, 10, 31), "week")
    assert ordinal_part(october, -2, "week") == Stretch(date(2018, 10, 18), date(2018, 10, 24), "week")


def test_a_numbered_weekday_lies_in_its_stretch_or_nowhere():
    october = around(date(2018, 10, 17), "month")
    assert ordinal_weekday(october, 1, 1).start == date(2018, 10, 1)
    assert ordinal_weekday(october, -1, 5).start == date(2018, 10, 26)
    assert not ordinal_weekday(october, 6, 1).is_placed
    assert not ordinal_weekday(Stretch(None, None), 1, 1).is_placed


def test_ends_that_run_backward_are_not_joined():
    first, second = (
        Stretch(date(2018, 10, 3), date(2018, 10, 3)),
        Stretch(date(2018, 10, 1), date(2018, 10, 1)),
    )
    assert joined(first, second) is None
    assert length_in_days(joined(second, first)) == 3
    assert length_in_days(Stretch(date(2018, 10, 3), None)) is None


def test_what_is_not_placed_has_no_sections():
    assert section(Stretch(None, None, "month"), "early") == Stretch(None, None, "month")
    assert not ordinal_part(Stretch(None, None), 1, "week").is_placed
    assert not ordinal_part(around(date(2018, 1, 1), "month"), 0, "week").is_placed
