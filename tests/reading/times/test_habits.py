import pytest
from tests.reading.times.making import read, times


@pytest.mark.parametrize(
    "words",
    [
        "daily",
        "regularly",
        "at least weekly",
        "on a daily basis",
        "every day",
        "every week",
        "each night",
        "every other day",
        "every three months",
        "every Monday",
        "every day at 14:00",
        "Fridays",
        "weekends",
        "all weekends",
        "Tuesday afternoons",
        "mornings",
        "once a week",
        "three times a day",
        "twice weekly",
        "once every two weeks",
        "19th of every month",
        "round the clock",
    ],
)
def test_what_comes_again_is_a_set_without_days(words):
    [span] = times(f"They shell it {words}.")
    assert (span.when.text, span.when.kind, span.role) == (words, "habitual", "set")
    assert span.when.start is None
    assert span.when.end is None


def test_a_newspapers_name_is_no_habit():
    assert read("The Daily Sabah and Hurriyet Daily News wrote of all sides.") == []


def test_a_habit_may_begin_a_sentence():
    assert [words for words, _, _ in read("Daily shelling goes on.")] == ["Daily"]
