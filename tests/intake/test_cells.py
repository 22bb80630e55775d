"""Single cells: days and numbers, and what is ambiguous."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.intake.cells import ORDERS, day, days_meant, number, whole
from truceline.intake.faults import UnusableRow

STYLES = {"Y-M-D": "%Y-%m-%d", "D/M/Y": "%d/%m/%Y", "M/D/Y": "%m.%d.%Y"}
some_day = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@given(some_day, st.sampled_from(sorted(STYLES)))
def test_a_day_written_in_a_declared_style_is_that_day(meant, style) -> None:
    assert day(meant.strftime(STYLES[style]), "day", (ORDERS[style],)) == meant


@given(some_day)
def test_without_a_declared_style_the_day_is_among_those_meant(meant) -> None:
    assert meant in days_meant(meant.strftime("%d/%m/%Y"))
    assert days_meant(f"{meant} 12:30:00") == (meant,)
    assert days_meant(meant.strftime("%d %B %Y")) == (meant,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2020-02-30",
        "5 Marchember 2020",
        "32 May 2020",
        "2020",
        "1/2/3/4",
        "100/1/2020",
        "1/2/220",
        "5 marzo 2020",
        "12/2020/5",
    ],
)
def test_what_is_no_day_means_none(text) -> None:
    assert days_meant(text) == ()


def test_a_day_in_another_than_the_declared_style_is_refused_by_name() -> None:
    with pytest.raises(UnusableRow, match="in the declared style D/M/Y"):
        day("2020-02-05", "day", ("dmy",))


def test_years_of_two_digits_are_of_our_age() -> None:
    assert days_meant("1-Feb-20") == (date(2020, 2, 1),)
    assert days_meant("1 Sept 1999") == (date(1999, 9, 1),)
    assert days_meant("1-Feb-71") == (date(1971, 2, 1),)


@pytest.mark.parametrize("text", ["x", "", "nan", "inf", "1,5"])
def test_what_is_no_finite_number_is_refused(text) -> None:
    with pytest.raises(UnusableRow):
        number(text, "n")


def test_a_whole_number_may_carry_a_point_but_no_fraction() -> None:
    assert whole("4.0", "n") == 4
    with pytest.raises(UnusableRow, match="no whole number"):
        whole("4.5", "n")
