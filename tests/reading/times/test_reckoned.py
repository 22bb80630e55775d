import pytest
from tests.reading.times.making import days, read


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("two days ago", "2018-10-15"),
        ("a week ago", "2018-10-10"),
        ("2 weeks and 2 days ago", "2018-10-01"),
        ("a couple of days ago", "2018-10-15"),
        ("two years ago", "2016-10-17"),
        ("more than a year ago", "?..2017-10-17"),
        ("less than a week ago", "2018-10-10..2018-10-17"),
        ("in ten days' time", "2018-10-27"),
        ("in two days from today", "2018-10-19"),
        ("in 24 hours", "2018-10-16..2018-10-17"),
        ("a week from Monday", "2018-10-29"),
        ("ten days after 17 September", "2018-09-27"),
        ("three days before October 15", "2018-10-12"),
        ("the day before 15 October", "2018-10-14"),
        ("Monday two weeks from now", "2018-10-29"),
        ("days ago", "?"),
    ],
)
def test_a_time_is_reckoned_from_another(words, expected):
    assert [(words, when) for words, _, when in read(f"It happened {words}.")] == [(words, expected)]


def test_earlier_and_later_count_from_the_time_named_before():
    assert days("on 3 October, two days later, a week earlier") == ["2018-10-03", "2018-10-05", "2018-09-28"]
    assert days("three weeks earlier") == ["?"]


def test_a_time_after_an_event_that_has_no_date_has_no_days():
    assert read("A month after the deal; the day before the summit") == [
        ("A month after", "on", "?"),
        ("the day before", "on", "?"),
    ]


def test_in_so_many_days_looks_back_where_the_sentence_does():
    assert days("40 people were killed in three days") == ["2018-10-14..2018-10-17"]
    assert days("They will leave in three days") == ["2018-10-20"]
    assert days("killed in three days", back=True) == ["2018-10-14..2018-10-17"]
    assert days("will leave in three days", back=False) == ["2018-10-20"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("in the 48 hours to Tuesday noon", "2018-10-14..2018-10-16"),
        ("over the three weeks to 14 October", "2018-09-24..2018-10-14"),
        ("in the week to Sunday", "2018-10-08..2018-10-14"),
        ("in the month up to 14 October", "2018-09-15..2018-10-14"),
        ("in the week ending Sunday", "2018-10-08..2018-10-14"),
        ("reports from last week's raid", "2018-10-08..2018-10-14"),
    ],
)
def test_a_length_with_its_last_day_reaches_back_from_it(words, expected):
    assert days(words) == [expected]
