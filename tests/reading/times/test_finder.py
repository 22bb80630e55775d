"""Whole sentences, other languages, and what holds for any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.counting import calls_of
from tests.reading.times.making import read, times

from truceline.reading.lexicon import Lexicon
from truceline.reading.times.finder import find_times
from truceline.reading.times.vocabulary import vocabulary_of
from truceline.reading.tokens import tokens_of

VOCABULARY = vocabulary_of(Lexicon.of("en"))
PHRASES = [" ".join(parts) for rows in VOCABULARY.phrases.values() for parts, _ in rows]
FIGURES = [
    "3",
    "15",
    "31",
    "99",
    "2018",
    "20181003",
    "3/10/2018",
    "10/25",
    "2018-10-03",
    "0/0/0",
    "14:30",
    "7.6",
]
MORE_FIGURES = ["15th", "9th-10th", "0000", "1990s", "10d", "\u0660"]
OTHERS = [
    "May",
    "March",
    "Sat",
    "mid-October",
    "Nov-Feb",
    "twenty-one",
    "house",
    "people",
    "(",
    ";",
    "\u200b",
]
WORDS = st.sampled_from(sorted(VOCABULARY.single) + PHRASES + FIGURES + MORE_FIGURES + OTHERS)
ANCHORS = st.one_of(st.none(), st.dates())


def test_a_report_is_read_from_its_words_of_time_alone():
    text = (
        "On Wednesday, 17 October 2018, 120 shells fell on the town, which the 15th Brigade has held "
        "since Monday; heavy weapons must be out by October 15, and talks go on daily."
    )
    assert read(text) == [
        ("Wednesday, 17 October 2018", "on", "2018-10-17"),
        ("since Monday", "since", "2018-10-15..?"),
        ("by October 15", "by", "?..2018-10-15"),
        ("daily", "habitual", "?"),
    ]


def test_spans_are_code_points_of_the_text():
    text = "\u201cNo\u201d \u2013 they left on\u00a03\u00a0October."
    [span] = times(text)
    start, end = span.when.span
    assert text[start:end] == "3\u00a0October"


def test_each_time_names_its_rule():
    assert [span.rule for span in times("yesterday, by Monday, two days")] == [
        "time.relative.day",
        "time.bound.by",
        "time.amount",
    ]


def test_arabic_is_read_with_its_own_lexicon():
    told = times("قصفت القوات القرية أمس منذ 3 أكتوبر حتى 15 تشرين الأول 2018", language="ar")
    assert [(span.when.start, span.when.end) for span in told] == [
        (date(2018, 10, 16), date(2018, 10, 16)),
        (date(2018, 10, 3), date(2018, 10, 15)),
    ]


@given(
    st.lists(WORDS, max_size=12),
    ANCHORS,
    st.sampled_from([None, True, False]),
    st.sampled_from([None, True, False]),
)
def test_times_never_overlap_run_backward_or_leave_the_text(words, anchor, back, day_first):
    text = " ".join(words)
    tokens = tokens_of(text)
    last = 0
    for span in find_times(tokens, anchor, Lexicon.of("en"), back=back, day_first=day_first):
        start, end = span.when.span
        assert last <= span.first < span.last <= len(tokens)
        assert text[start:end] == span.when.text
        assert not (span.when.start and span.when.end) or span.when.start <= span.when.end
        last = span.last


def test_signs_of_no_width_are_survived():
    assert read("\u200b \u200d on\u200b Monday \ufeff") == [("Monday", "on", "2018-10-15")]


@given(st.text(max_size=80), ANCHORS)
def test_any_text_is_survived(text, anchor):
    for span in find_times(tokens_of(text), anchor, Lexicon.of("en")):
        start, end = span.when.span
        assert 0 <= start < end <= len(text)


@given(st.lists(WORDS, max_size=8))
def test_a_sentence_is_read_the_same_each_time(words):
    tokens = tokens_of(" ".join(words))
    once = find_times(tokens, date(2018, 10, 17), Lexicon.of("en"))
    assert find_times(tokens, date(2018, 10, 17), Lexicon.of("en")) == once


def _calls(pattern: str, count: int) -> int:
    tokens = tokens_of(pattern * count + "day")
    return calls_of(lambda: find_times(tokens, date(2018, 10, 17), Lexicon.of("en")))


@pytest.mark.parametrize(
    "pattern",
    [
        "3 days after ",
        "10 and ",
        "the end of the ",
        "Monday and ",
        "5, ",
        "from ",
        "early ",
        "2 weeks and ",
        "Nov-Feb",
    ],
)
def test_reading_time_grows_with_the_length_and_no_faster(pattern):
    assert _calls(pattern, 1200) < 12 * _calls(pattern, 150)  # eight times longer; quadratic would be 64
