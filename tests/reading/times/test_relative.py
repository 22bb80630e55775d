from datetime import date

import pytest
from tests.reading.times.making import days, read, times


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("today", "2018-10-17"),
        ("yesterday", "2018-10-16"),
        ("tomorrow", "2018-10-18"),
        ("the day before yesterday", "2018-10-15"),
        ("the day after tomorrow", "2018-10-19"),
        ("tonight", "2018-10-17"),
        ("last night", "2018-10-16..2018-10-17"),
        ("overnight", "2018-10-16..2018-10-17"),
        ("this morning", "2018-10-17"),
        ("earlier today", "2018-10-17"),
        ("last week", "2018-10-08..2018-10-14"),
        ("this week", "2018-10-15..2018-10-21"),
        ("next week", "2018-10-22..2018-10-28"),
        ("last month", "2018-09-01..2018-09-30"),
        ("this year", "2018-01-01..2018-12-31"),
        ("next year", "2019-01-01..2019-12-31"),
        ("last quarter", "2018-07-01..2018-09-30"),
        ("the past two quarters", "2018-04-01..2018-09-30"),
        ("the next two decades", "2020-01-01..2039-12-31"),
        ("the past 24 hours", "2018-10-16..2018-10-17"),
        ("the last 48 hours", "2018-10-15..2018-10-17"),
        ("the past two days", "2018-10-16..2018-10-17"),
        ("the last week", "2018-10-11..2018-10-17"),
        ("this past week", "2018-10-11..2018-10-17"),
        ("the next three days", "2018-10-18..2018-10-20"),
        ("the coming days", "?"),
        ("in recent days", "?..2018-10-17"),
        ("the weekend", "2018-10-13..2018-10-14"),
        ("this weekend", "2018-10-20..2018-10-21"),
        ("last September", "2018-09-01..2018-09-30"),
        ("last October", "2017-10-01..2017-10-31"),
        ("this August", "2018-08-01..2018-08-31"),
        ("next March", "2019-03-01..2019-03-31"),
        ("last Friday", "2018-10-12"),
        ("next Friday", "2018-10-26"),
        ("this Friday", "2018-10-19"),
        ("past Wednesday", "2018-10-10"),
        ("coming Wednesday", "2018-10-24"),
        ("next week on Tuesday", "2018-10-23"),
        ("Tuesday last week", "2018-10-09"),
        ("Monday of next week", "2018-10-22"),
        ("the 5th of next month", "2018-11-05"),
        ("the week of 10 April", "2018-04-09..2018-04-15"),
        ("the month of September", "2018-09-01..2018-09-30"),
    ],
)
def test_times_are_told_from_the_day_of_publication(words, expected):
    assert days(f"So it was over {words}.") == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("early October", "2018-10-01..2018-10-10"),
        ("mid-October", "2018-10-11..2018-10-20"),
        ("late October", "2018-10-21..2018-10-31"),
        ("the end of September", "2018-09-21..2018-09-30"),
        ("the beginning of 2018", "2018-01-01..2018-04-30"),
        ("the first half of 2018", "2018-01-01..2018-06-30"),
        ("the second half of October", "2018-10-16..2018-10-31"),
        ("earlier this week", "2018-10-15..2018-10-17"),
        ("later this month", "2018-10-18..2018-10-31"),
        ("the rest of the week", "2018-10-18..2018-10-21"),
        ("the first week of October", "2018-10-01..2018-10-07"),
        ("the last week of September", "2018-09-24..2018-09-30"),
        ("the first two weeks of 2021", "2021-01-04..2021-01-17"),
        ("the first ten days of October", "2018-10-01..2018-10-10"),
        ("the first Monday of next month", "2018-11-05"),
        ("the last Friday of this month", "2018-10-26"),
        ("the third month of 2021", "2021-03-01..2021-03-31"),
        ("the early 1980s", "1980-01-01..1983-12-31"),
    ],
)
def test_parts_of_a_stretch_are_told_by_name_or_number(words, expected):
    assert days(f"It began in {words}.") == [expected]


@pytest.mark.parametrize(
    "words", ["late on Saturday", "early on Saturday", "late Saturday", "Saturday evening"]
)
def test_a_part_of_a_day_is_the_day(words):
    assert read(f"They left {words}.") == [(words, "on", "2018-10-13")]


def test_a_weekday_on_its_own_day_is_that_day():
    assert days("The army shelled the town on Wednesday.") == ["2018-10-17"]


def test_a_clock_time_beside_a_date_belongs_to_its_span():
    assert [
        words for words, _, _ in read("At 14:30 on 3 October, and on 5 October at 07:30 a.m. local time.")
    ] == [
        "14:30 on 3 October",
        "5 October at 07:30 a.m. local time",
    ]


def test_a_time_of_day_belongs_to_the_date_that_follows_it():
    assert [
        words
        for words, _, _ in read("Late Tuesday night, in the early hours of Wednesday, at dawn on Thursday")
    ] == [
        "Late Tuesday night",
        "in the early hours of Wednesday",
        "at dawn on Thursday",
    ]


def test_the_next_day_is_told_from_the_time_named_before():
    assert days("They met on 3 October; the next day they left, and two days later they came back.") == [
        "2018-10-03",
        "2018-10-04",
        "2018-10-06",
    ]


def test_the_next_day_has_no_day_where_nothing_was_named_before():
    assert read("The next day they left.") == [("The next day", "on", "?")]


def test_seasons_are_three_months():
    assert days("in the summer of 2014; in the spring; last winter; in autumn 2017; next summer") == [
        "2014-06-01..2014-08-31",
        "2018-03-01..2018-05-31",
        "2017-12-01..2018-02-28",
        "2017-09-01..2017-11-30",
        "2019-06-01..2019-08-31",
    ]
    assert days("in the spring", anchor=None) == ["?"]


def test_feasts_are_words_without_days():
    assert [(words, told) for words, _, told in read("During Ramadan, and at Easter 2018")] == [
        ("Ramadan", "?"),
        ("Easter 2018", "?"),
    ]


def test_a_month_that_the_sentence_speaks_of_is_no_time():
    assert read("The month is granted if the zone stands.") == []
    assert days("In the month, many fled.") == ["2018-10-01..2018-10-31"]


def test_last_as_a_verb_is_no_relation():
    assert read("The truce should last two days.") == [("two days", "during", "?")]


def test_precision_follows_the_length():
    told = "today; the weekend; last week; last month; last year"
    assert [span.when.precision for span in times(told)] == [1, 2, 3, 4, 5]


def test_without_an_anchor_nothing_relative_has_days():
    text = (
        "today, last week, the past 24 hours, next Monday, in early October, the weekend, last night, "
        "this May, the next two quarters, in recent days, last fortnight, the end of the year"
    )
    assert set(days(text, anchor=None)) == {"?"}


@pytest.mark.parametrize("anchor", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_survived(anchor):
    text = "last week, next week, last year, next century, yesterday, tomorrow, two weeks ago, last decade"
    assert all(span.when.text for span in times(text, anchor=anchor))
