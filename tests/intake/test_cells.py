"""Single cells: days and numbers, and what is ambiguous."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.instant import Clock
from truceline.intake.cells import ORDERS, as_typed, day, days_meant, number, whole
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


@pytest.mark.parametrize("text", ["1-Feb-20", "18-10-05", "5-10-18", "25/10/18", "5-10-18 10:00"])
def test_a_year_of_two_digits_is_not_guessed(text) -> None:
    with pytest.raises(UnusableRow, match="two digits") as caught:
        day(text, "day", ("dmy",))
    assert caught.value.doubt.fault == "ambiguous-date"


@pytest.mark.parametrize(
    "text",
    ["2018-10-05 22:00", "2018-10-05T22:00:00.5", "5 October 2018T10:00", "5 August 2018, 1:30 pm"],
)
def test_a_time_of_day_is_left_out_also_behind_a_t(text) -> None:
    (meant,) = days_meant(text)
    assert meant.isoformat() in ("2018-10-05", "2018-08-05")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2018-10-05T22:30:00Z", date(2018, 10, 6)),
        ("2018-10-05 22:30+00:00", date(2018, 10, 6)),
        ("2018-10-05 20:30 UTC", date(2018, 10, 5)),
        ("2018-10-05 23:30+0300", date(2018, 10, 5)),
    ],
)
def test_a_time_with_its_offset_is_of_the_day_on_the_agreements_clock(text, meant) -> None:
    assert day(text, "day", (), Clock("Asia/Damascus")) == meant
    assert days_meant(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2018-10-05 10:00 - 2018-10-09 12:00",
        "2018-10-05 - 2018-10-09 12:00",
        "2018-10-05 24:00",
        "2018-10-05T24:00:00",
        "2018-10-05 10:60",
        "2018-10-05 13:00 pm",
        "29/02/2019",
    ],
)
def test_a_range_midnight_at_24_and_days_that_are_none_are_refused(text) -> None:
    with pytest.raises(UnusableRow) as caught:
        day(text, "day", (), Clock("Asia/Damascus"))
    assert caught.value.doubt.fault == "bad-date"


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "value"),
    [
        ("1.234", ",", ".", 1234),
        ("1.234,5", ",", ".", 1234.5),
        ("35,62", ",", "", 35.62),
        ("12 000", ".", " ", 12000),
        ("1,234", ".", ",", 1234),
        ("12", ",", ".", 12),
    ],
)
def test_declared_signs_of_a_number_are_believed(text, decimal, thousands, value) -> None:
    assert number(as_typed(text, "n", decimal, thousands), "n") == value


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"),
    [("1.234", ",", ""), ("1_000", ".", ""), ("1,234", ".", ""), ("1.23", ",", "."), ("12.3456", ",", ".")],
)
def test_undeclared_signs_of_a_number_are_refused(text, decimal, thousands) -> None:
    with pytest.raises(UnusableRow) as caught:
        number(as_typed(text, "n", decimal, thousands), "n")
    assert caught.value.doubt.fault == "bad-number"


def test_a_whole_number_with_three_places_may_be_thousands() -> None:
    with pytest.raises(UnusableRow, match="thousands"):
        whole("1.000", "n")
    assert whole(as_typed("1,234.000", "n", ".", ","), "n") == 1234


@pytest.mark.parametrize("text", ["x", "", "nan", "inf", "1,5"])
def test_what_is_no_finite_number_is_refused(text) -> None:
    with pytest.raises(UnusableRow):
        number(text, "n")


def test_a_whole_number_may_carry_a_point_but_no_fraction() -> None:
    assert whole("4.0", "n") == 4
    with pytest.raises(UnusableRow, match="no whole number"):
        whole("4.5", "n")
