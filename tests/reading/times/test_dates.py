from datetime import date

import pytest
from tests.reading.times.making import days, read, times


@pytest.mark.parametrize(
    "words",
    [
        "2018-09-17",
        "2018/09/17",
        "17.09.2018",
        "17/9/2018",
        "9/17/2018",
        "17-09-2018",
        "17/09/18",
        "20180917",
        "17 September 2018",
        "17 September, 2018",
        "the 17th of September, 2018",
        "the seventeenth of September 2018",
        "17-Sep-2018",
        "Sept. 17, 2018",
        "September 17th, 2018",
        "September the 17th, 2018",
        "Monday, 17 September 2018",
        "2018 September 17",
        "September seventeenth two thousand eighteen",
    ],
)
def test_a_date_is_read_in_every_common_form_without_an_anchor(words):
    assert read(f"It was signed on {words}, in Sochi.", anchor=None) == [(words, "on", "2018-09-17")]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 October", "2018-10-03"),
        ("October 3", "2018-10-03"),
        ("Oct. 3", "2018-10-03"),
        ("the twenty-first of May", "2018-05-21"),
        ("fifteen August", "2018-08-15"),
        ("10/15", "2018-10-15"),
        ("the 15th", "2018-10-15"),
        ("Monday 15", "2018-10-15"),
        ("Monday the 15th", "2018-10-15"),
        ("Thursday 6/9", "2018-09-06"),
    ],
)
def test_a_date_without_a_year_is_the_last_such_within_a_reports_reach(words, day):
    assert read(f"Shells fell on {words}.") == [(words, "on", day)]


def test_a_date_far_back_in_the_year_is_the_coming_one():
    assert days("They will meet on 10 December.") == ["2018-12-10"]


def test_the_caller_may_tell_which_of_the_like_days_is_meant():
    assert days("on 10 December", back=True) == ["2017-12-10"]
    assert days("on 3 October", back=False) == ["2019-10-03"]
    assert days("on Monday", back=False) == ["2018-10-22"]
    assert days("on Monday", back=True) == ["2018-10-15"]


def test_ambiguous_figures_take_the_day_first_unless_only_the_other_order_is_near():
    assert days("on 3/10/2018") == ["2018-10-03"]
    assert days("on 10/3/2018") == ["2018-10-03"]
    assert days("on 5/4/2016") == ["2016-04-05"]


def test_ambiguous_figures_that_stay_open_have_the_worst_precision():
    assert [span.when.precision for span in times("on 5/4/2016 and on 13/4/2016")] == [5, 1]


def test_the_order_of_figures_may_be_told():
    assert days("on 3/10/2018", day_first=False) == ["2018-03-10"]
    assert days("on 3/10/2016", day_first=True) == ["2016-10-03"]


def test_a_weekday_tells_the_order_of_ambiguous_figures():
    assert [span.when.precision for span in times("Sunday 1/7/2012")] == [1]
    assert days("Sunday 1/7/2012; Saturday 1/7/2012; Friday 4/5/2012") == [
        "2012-07-01",
        "2012-01-07",
        "2012-05-04",
    ]


def test_figures_with_points_put_the_day_first():
    assert days("on 03.10.2016") == ["2016-10-03"]


def test_without_an_anchor_a_date_without_a_year_keeps_its_words_and_no_days():
    assert read("on 3 October", anchor=None) == [("3 October", "on", "?")]


def test_a_day_that_no_month_has_keeps_its_words_and_no_days():
    assert read("on 30 February 2018") == [("30 February 2018", "on", "?")]


def test_the_29th_of_february_is_looked_for_in_leap_years():
    assert days("on 29 February", anchor=date(2018, 10, 17)) == ["2020-02-29"]
    assert days("on 29 February", anchor=date(2018, 10, 17), back=True) == ["2016-02-29"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("in March 2018", "2018-03-01..2018-03-31"),
        ("in September", "2018-09-01..2018-09-30"),
        ("in 2017", "2017-01-01..2017-12-31"),
        ("the year 2008", "2008-01-01..2008-12-31"),
        ("in 2018-10", "2018-10-01..2018-10-31"),
        ("in Q3 2018", "2018-07-01..2018-09-30"),
        ("in 2017-Q1", "2017-01-01..2017-03-31"),
        ("in the third quarter of 2013", "2013-07-01..2013-09-30"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("the nineties", "1990-01-01..1999-12-31"),
        ("in the 21st century", "2000-01-01..2099-12-31"),
        ("in week 31", "2018-07-30..2018-08-05"),
        ("week 27 of last year", "2017-07-03..2017-07-09"),
    ],
)
def test_months_years_quarters_and_decades_are_stretches(words, expected):
    assert days(words) == [expected]


def test_may_is_a_month_only_with_a_capital_and_company():
    assert read("They may withdraw on 3 May, and in May they may return.") == [
        ("3 May", "on", "2018-05-03"),
        ("May", "during", "2018-05-01..2018-05-31"),
    ]


def test_a_prime_minister_and_a_march_are_no_months():
    assert read("Theresa May said that 15 may have died on the march on Damascus.") == []


def test_short_names_of_days_need_a_capital_and_company():
    assert read("He sat in the sun; Sat images came on Sat, 13 October.") == [
        ("Sat, 13 October", "on", "2018-10-13"),
    ]


def test_a_number_after_a_month_may_belong_to_the_people_it_counts():
    assert read("In September 12 people were killed.") == [("September", "during", "2018-09-01..2018-09-30")]


@pytest.mark.parametrize(
    "text",
    [
        "The 15th Brigade and the 25th Division fought on.",
        "Around 2000 fighters from 2015 families left, says resolution 2254.",
        "The M5 and M4, an 82 mm mortar, 120-mm shells, version 2.3 and 24/7 watch.",
        "About 1/3 of the weapons were moved by 15 fighters.",
        "The second road and the third convoy.",
        "A 10-year-old boy.",
        "Trenches in 7 July Street.",
        "Between 10 and 12 km, 3-4 km wide.",
        "Call +86 2010-2015-86 about 133-03-03-2020.",
        "The Daily Sabah wrote that the dead line is up-to-date.",
    ],
)
def test_other_numbers_and_names_are_no_times(text):
    assert read(text) == []


def test_a_count_after_a_weekday_is_no_day_of_a_month():
    assert read("On Sunday one of our ships unloaded wheat.") == read("On Sunday a ship unloaded wheat.")


def test_the_second_of_a_week_is_no_day():
    assert read("It was the second this week.") == [("this week", "during", "2018-10-15..2018-10-21")]
