from datetime import date

import pytest
from tests.reading.times.making import days, read


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("from 3 to 10 October", "2018-10-03..2018-10-10"),
        ("3-10 October 2016", "2016-10-03..2016-10-10"),
        ("October 3-10", "2018-10-03..2018-10-10"),
        ("October 3-10, 2016", "2016-10-03..2016-10-10"),
        ("October 9th-10th 2017", "2017-10-09..2017-10-10"),
        ("October 4th - 7th 2017", "2017-10-04..2017-10-07"),
        ("July 30th/31st 2017", "2017-07-30..2017-07-31"),
        ("28th-30th of September", "2018-09-28..2018-09-30"),
        ("3 until 12 of Sept", "2018-09-03..2018-09-12"),
        ("between the ninth and the seventeenth of April", "2018-04-09..2018-04-17"),
        ("from April twenty-seventh to the third", "2018-04-27..2018-05-03"),
        ("28 September - 2 October", "2018-09-28..2018-10-02"),
        ("20 November-5 December 2017", "2017-11-20..2017-12-05"),
        ("Nov 18-Dec 19, 2015", "2015-11-18..2015-12-19"),
        ("Nov-Feb 2017", "2016-11-01..2017-02-28"),
        ("from 10/25 to 01/25", "2018-10-25..2019-01-25"),
        ("from 1/10/2018 - 7/10/2018", "2018-10-01..2018-10-07"),
        ("between Monday and Wednesday", "2018-10-15..2018-10-17"),
        ("from Thursday to Saturday", "2018-10-11..2018-10-13"),
        ("from Monday to Friday next week", "2018-10-22..2018-10-26"),
        ("from next Monday to Friday", "2018-10-22..2018-10-26"),
        ("from March to May", "2018-03-01..2018-05-31"),
        ("from May to March", "2018-05-01..2019-03-31"),
        ("May to September", "2018-05-01..2018-09-30"),
        ("2014-2018", "2014-01-01..2018-12-31"),
        ("between 2014 and 2018", "2014-01-01..2018-12-31"),
        ("since 2015 until 2017", "2015-01-01..2017-12-31"),
        ("from 2017-Q1 to 2018-Q1", "2017-01-01..2018-03-31"),
        ("from mid-September to mid-October", "2018-09-16..2018-10-15"),
        ("between 2007 and the end of 2008", "2007-01-01..2008-12-31"),
        ("from yesterday to tomorrow", "2018-10-16..2018-10-18"),
        ("between 1 October and now", "2018-10-01..2018-10-17"),
        ("from 4 to 22 this month", "2018-10-04..2018-10-22"),
        ("the night of 3-4 October", "2018-10-03..2018-10-04"),
        ("overnight on 3-4 October", "2018-10-03..2018-10-04"),
        ("the night from Monday to Tuesday", "2018-10-15..2018-10-16"),
        ("between the evenings of 5 and 7 October", "2018-10-05..2018-10-07"),
        ("between 18:00 on 3 October and 06:00 on 4 October", "2018-10-03..2018-10-04"),
        ("Monday and Tuesday", "2018-10-15..2018-10-16"),
        ("15 and 16 October", "2018-10-15..2018-10-16"),
        ("30 September and 1 October", "2018-09-30..2018-10-01"),
        ("5, 6 and 7 October", "2018-10-05..2018-10-07"),
        ("yesterday and today", "2018-10-16..2018-10-17"),
        ("September and October", "2018-09-01..2018-10-31"),
    ],
)
def test_two_ends_make_one_stretch_with_both_included(words, expected):
    assert read(f"They fought, {words}, in the hills.") == [(words, "during", expected)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("15 and 18 October", ["2018-10-15", "2018-10-18"]),
        ("5, 9 and 12 October", ["2018-10-05", "2018-10-09", "2018-10-12"]),
        ("October 15 and November 15", ["2018-10-15", "2018-11-15"]),
        ("next Monday or next Tuesday", ["2018-10-22", "2018-10-23"]),
        ("2007 and 2009", ["2007-01-01..2007-12-31", "2009-01-01..2009-12-31"]),
    ],
)
def test_days_that_do_not_follow_each_other_stay_apart(words, expected):
    assert days(f"On {words} they met.") == expected


def test_a_range_that_would_run_backward_is_none():
    assert days("from 10 October 2018 to 3 October 2017") == ["2018-10-10..?", "2017-10-03"]


def test_a_range_over_new_year_runs_forward():
    assert days("from 30 December to 2 January", anchor=date(2019, 1, 5)) == ["2018-12-30..2019-01-02"]


def test_a_number_after_a_date_that_counts_something_ends_no_range():
    assert days("On October 3 - 10 militants were killed.") == ["2018-10-03"]
