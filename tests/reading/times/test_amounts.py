import pytest
from tests.reading.times.making import read, times


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("two days", 2),
        ("72-hour", 3),
        ("two-week", 14),
        ("three months", 90),
        ("3.5years", 1277.5),
        ("one and a half years", 547.5),
        ("half an hour", 1 / 48),
        ("a few minutes", 3 / 1440),
        ("several weeks", 21),
        ("another month", 30),
        ("a further ten days", 10),
        ("ten more days", 10),
        ("1 week and 2 days", 9),
        ("more than 4 days", 4),
        ("twenty-one days", 21),
        ("two hundred and ten days", 210),
        ("10d", 10),
    ],
)
def test_a_length_is_told_in_days(words, length):
    [span] = times(f"It was a matter of {words} then.")
    assert span.when.text == words
    assert span.role == "duration"
    assert span.duration_days == pytest.approx(length)
    assert span.when.start is None


def test_a_spell_after_for_reaches_back_from_the_anchor():
    assert read("Clashes have gone on for two days.") == [("two days", "during", "2018-10-16..2018-10-17")]


def test_a_spell_that_is_to_come_has_no_days():
    assert read("It is extended for another month; it holds for two days.", back=False) == [
        ("another month", "during", "?"),
        ("two days", "during", "?"),
    ]


@pytest.mark.parametrize("words", ["the second day running", "a second consecutive day", "the second day"])
def test_a_day_running_reaches_back_from_the_anchor(words):
    assert read(f"They shelled it for {words}.") == [(words, "during", "2018-10-16..2018-10-17")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("within 30 days", "2018-10-17..2018-11-16"),
        ("within the next week", "2018-10-17..2018-10-28"),
        ("within ten days of 1 October", "2018-10-01..2018-10-11"),
        ("within hours", "?"),
    ],
)
def test_within_sets_a_deadline(words, expected):
    assert read(f"They are to leave {words}.") == [(words, "by", expected)]


def test_within_looks_back_where_nothing_is_to_come():
    told = [("within 24 hours", "during", "2018-10-16..2018-10-17")]
    assert read("Shelling raised the toll to 24 within 24 hours.") == told


def test_within_a_time_of_an_event_has_no_days_of_its_own():
    [span] = times("within a month of the agreement")
    assert (span.when.start, span.when.end, span.duration_days) == (None, None, 30)


def test_a_spell_with_a_start_has_both_ends():
    assert read("a week starting tomorrow; for 3 days from today") == [
        ("a week starting tomorrow", "during", "2018-10-18..2018-10-24"),
        ("3 days from today", "during", "2018-10-17..2018-10-19"),
    ]


@pytest.mark.parametrize("text", ["a second round", "a 10-year-old boy", "30 years old", "10 m away, 5 s"])
def test_other_measures_are_no_lengths_of_time(text):
    assert read(text) == []
