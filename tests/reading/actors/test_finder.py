import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting import calls_of
from tests.reading.actors.naming import IDLIB, actors, finder

from truceline.reading.tokens import tokens_of

_WORDS = st.sampled_from(
    [
        "the",
        "of",
        "and",
        "Turkish",
        "Russia",
        "HTS",
        "army",
        "fighters",
        "'s",
        "(",
        ")",
        ",",
        "-",
        "pro-Turkish",
        "president",
        "both",
        "sides",
        "it",
        "is",
        "al",
        "US",
        "General",
        '"',
    ]
)


@given(st.lists(_WORDS, max_size=25))
@settings(max_examples=150, deadline=None)
def test_spans_are_in_order_and_do_not_overlap(words):
    tokens = tokens_of(" ".join(words))
    free = 0
    for span in finder().find(tokens):
        assert free <= span.first < span.last <= len(tokens)
        free = span.last


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_read(text):
    tokens = tokens_of(text)
    assert all(span.last <= len(tokens) for span in finder().find(tokens))


@pytest.mark.parametrize(
    "phrase", ["president of ", "Turkish and ", "army ", "the ", '" ', "al HTS ", "of the 5 th ", "it is "]
)
def test_the_time_for_a_monstrous_sentence_grows_with_its_length(phrase):
    assert _calls(phrase * 4000) < 15 * _calls(phrase * 400)  # ten times longer


def _calls(text: str) -> int:
    tokens, found = tokens_of(text), finder()
    return calls_of(lambda: found.find(tokens))


def test_no_words_are_no_actors():
    assert finder().find(()) == []


def test_without_an_agreement_nobody_is_a_party():
    assert actors("Turkey and HTS met.", None) == [("Turkey", None), ("HTS", None)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قصفت قوات النظام البلدة", [("قوات النظام", "syria-gov")]),
        ("دخلت القوات التركية", [("القوات التركية", "turkey")]),
        ("أعلنت تركيا وروسيا اتفاقاً", [("تركيا", "turkey"), ("وروسيا", "russia")]),
        ("أطلق مسلحون النار", [("مسلحون", None)]),
    ],
)
def test_arabic_is_read_with_its_own_lists(text, found):
    assert actors(text, IDLIB, "ar") == found


def test_a_category_of_a_nations_insurgents_takes_no_other_noun_of_that_nation():
    assert actors("Syrian forces shelled the town.") == [("Syrian forces", "syria-gov")]
    assert actors("Syrian insurgents shelled the town.") == [("Syrian insurgents", "insurgents")]
