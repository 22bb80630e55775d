"""Text into tokens: nothing lost, nothing joined that belongs apart, and quick on anything."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.reading.tokens import folded, tokens_of


def texts(text):
    return [token.text for token in tokens_of(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Troops left Esk.", ["Troops", "left", "Esk", "."]),
        ("the army's guns", ["the", "army", "'s", "guns"]),
        ("it didn't fire", ["it", "did", "n't", "fire"]),
        ("it didn\u2019t fire", ["it", "did", "n\u2019t", "fire"]),
        ("we'll leave", ["we", "'ll", "leave"]),
        ("north-eastern Esk", ["north-eastern", "Esk"]),
        ("Jisr al-Shughur", ["Jisr", "al-Shughur"]),
        ("120mm mortars", ["120", "mm", "mortars"]),
        ("10-11 March", ["10", "-", "11", "March"]),
        ("on 2031-03-12,", ["on", "2031-03-12", ","]),
        ("on 12.03.2031.", ["on", "12.03.2031", "."]),
        ("at 09:40, 1,200 people", ["at", "09:40", ",", "1,200", "people"]),
        ("3.5 km", ["3.5", "km"]),
        ("the U.N. said", ["the", "U.N.", "said"]),
        ('"No," he said...', ['"', "No", ",", '"', "he", "said", "..."]),
        ("(2)", ["(", "2", ")"]),
        ("\u062d\u0645\u0635 city", ["\u062d\u0645\u0635", "city"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_numbers_and_signs_come_apart(text, parts):
    assert texts(text) == parts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ESK", "esk"),
        ("didn\u2019t", "didn't"),
        ("al\u2011Shughur", "al-shughur"),
        ("de\u00adploy", "deploy"),
        ("e\u0301tat", "\u00e9tat"),
    ],
)
def test_spellings_of_one_word_fold_into_one(text, plain):
    assert folded(text) == plain


def test_a_part_of_a_text_keeps_the_places_of_the_whole():
    text = "First. Second one."
    assert [(token.text, token.start, token.end) for token in tokens_of(text, 7, 13)] == [("Second", 7, 13)]


def test_capitals_and_words_are_told_apart():
    esk, comma, number = tokens_of("Esk , 12")
    assert (esk.is_capital, esk.is_word) == (True, True)
    assert not comma.is_word
    assert not number.is_word
    assert not tokens_of("esk")[0].is_capital


@given(st.text(max_size=200))
def test_every_sign_but_blanks_stands_in_one_token(text):
    tokens = tokens_of(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    between = text
    for token in reversed(tokens):
        between = between[: token.start] + between[token.end :]
    assert not between.strip()


@given(st.text(alphabet="ab'-.\u2019 1:/,", max_size=60))
def test_cutting_again_at_its_own_places_gives_the_same_token_text(text):
    assert all(
        "".join(again.text for again in tokens_of(text, token.start, token.end)) == token.text
        for token in tokens_of(text)
    )


@pytest.mark.parametrize("part", ["a", "a-", "a'b", "\u062d", "7"])
def test_a_word_of_any_length_takes_memory_of_its_own_size(part):
    text = part * 200_000
    tracemalloc.start()
    tokens_of(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * len(text)
