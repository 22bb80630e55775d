import pytest
from tests.reading.times.making import read, times


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("since Monday", "since", "2018-10-15..?"),
        ("since the morning", "since", "2018-10-17..?"),
        ("since 2015", "since", "2015-01-01..?"),
        ("since tomorrow", "since", "2018-10-18..?"),
        ("since the beginning of September", "since", "2018-09-01..?"),
        ("starting 1 October", "since", "2018-10-01..?"),
        ("from 15 October onwards", "since", "2018-10-15..?"),
        ("after 2016", "since", "2017-01-01..?"),
        ("after 15 October", "since", "2018-10-16..?"),
        ("2015 or later", "since", "2015-01-01..?"),
        ("until Monday", "until", "?..2018-10-22"),
        ("until mid-December", "until", "?..2018-12-15"),
        ("till today", "until", "?..2018-10-17"),
        ("until now", "until", "?..2018-10-17"),
        ("by October 15", "by", "?..2018-10-15"),
        ("by 10 December", "by", "?..2018-12-10"),
        ("by the end of the year", "by", "?..2018-12-31"),
        ("by 15-20 October", "by", "?..2018-10-20"),
        ("before November 15", "by", "?..2018-11-14"),
        ("before 2018", "by", "?..2017-12-31"),
        ("before dawn on Tuesday", "on", "2018-10-16"),
        ("after dusk on Monday", "on", "2018-10-15"),
        ("before the end of December", "by", "?..2018-12-31"),
        ("before Friday and Saturday", "by", "?..2018-10-18"),
        ("no later than 10 December", "by", "?..2018-12-10"),
        ("on or before 15 October", "by", "?..2018-10-15"),
    ],
)
def test_a_preposition_opens_or_closes_a_stretch(words, kind, expected):
    assert read(f"All of it, {words}, is out.") == [(words, kind, expected)]


def test_a_deadline_is_the_next_such_day_unless_it_has_just_passed():
    assert [when for _, _, when in read("by 15 October, by 15 November, by 1 July")] == [
        "?..2018-10-15",
        "?..2018-11-15",
        "?..2019-07-01",
    ]


def test_deadlines_are_told_from_other_times():
    roles = [
        span.role
        for span in times("Due by 15 October, before Monday, within 30 days, until Monday, since Monday")
    ]
    assert roles == ["deadline", "deadline", "deadline", "time", "time"]


def test_by_and_up_to_before_people_are_no_times():
    assert read("The M5 was cut by 15 fighters, and up to 2018 people left.") == []


def test_the_day_of_an_event_is_the_events_and_bounds_nothing():
    assert read("after yesterday's shelling; before Friday's talks; after overnight raids") == [
        ("yesterday", "on", "2018-10-16"),
        ("Friday", "on", "2018-10-19"),
        ("overnight", "during", "2018-10-16..2018-10-17"),
    ]


def test_as_of_a_past_moment_tells_until_when():
    assert read("based on information received as of 19:30, 16 October 2018") == [
        ("as of 19:30, 16 October 2018", "until", "?..2018-10-16"),
    ]
    assert read("as of 1 November 2018") == [("as of 1 November 2018", "since", "2018-11-01..?")]


def test_open_ends_joined_by_or_stay_apart():
    assert [when for _, _, when in read("after 2016 and before 2018, or before 2019")] == [
        "2017-01-01..?",
        "?..2017-12-31",
        "?..2018-12-31",
    ]
