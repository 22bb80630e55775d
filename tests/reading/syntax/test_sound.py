from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting import calls_of
from tests.reading.syntax.reading_of import WORDS

from truceline.reading.syntax import Parse, parse
from truceline.reading.tokens import tokens_of

COMMON = [
    "the",
    "a",
    "army",
    "forces",
    "shelled",
    "withdrew",
    "to",
    "withdraw",
    "that",
    "if",
    "who",
    "which",
    "and",
    "or",
    ",",
    ";",
    ":",
    ".",
    '"',
    "(",
    ")",
    "of",
    "in",
    "by",
    "with",
    "from",
    "after",
    "not",
    "while",
    "killed",
    "kill",
    "killing",
    "said",
    "say",
    "was",
    "were",
    "has",
    "been",
    "never",
    "Turkey",
    "'s",
    "will",
    "must",
    "be",
    "is",
    "3",
    "five",
    "its",
    "they",
    "it",
    "there",
    "did",
    "due",
    "according",
    "unless",
    "agreed",
    "refused",
    "shelling",
    "attack",
    "attacks",
    "fire",
    "heavy",
    "-",
    "?",
    "what",
    "how",
    "for",
    "called",
    "on",
    "have",
    "had",
    "going",
    "yet",
    "at",
    "least",
    "no",
    "neither",
    "both",
]
SENTENCE = st.lists(st.sampled_from(COMMON), max_size=30).map(" ".join)


def assert_sound(found: Parse) -> None:
    """Indexes point inside, governors form no ring, and every token bears a tag and a lemma."""
    assert len(found.tags) == len(found.lemmas) == len(found.tokens)
    for place, node in enumerate(found.nodes):
        assert node.index == place
        assert 0 <= node.first <= node.head < node.last <= len(found.tokens)
        for phrase in (*node.subject, *node.object, *(other for _, other in node.oblique)):
            assert 0 <= phrase < len(found.phrases)
        seen = set()
        above: int | None = place
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = found.nodes[above].governor
    for phrase in found.phrases:
        assert 0 <= phrase.first <= phrase.head < phrase.last <= len(found.tokens)


@settings(max_examples=150, deadline=None)
@given(SENTENCE)
def test_any_row_of_words_gets_a_sound_structure(text: str) -> None:
    assert_sound(parse(tokens_of(text), WORDS))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gets_a_sound_structure(text: str) -> None:
    assert_sound(parse(tokens_of(text), WORDS))


@pytest.mark.parametrize(
    "repeated",
    [
        "the ",
        "not ",
        "that ",
        "if X leaves, ",
        "said that ",
        "X , ",
        "( ",
        "and X ",
        "to withdraw ",
        "who shelled ",
    ],
)
def test_a_long_sentence_takes_time_in_proportion(repeated: str) -> None:
    def per_token(size: int) -> float:
        tokens = tokens_of("The army shelled " + repeated * size)
        return calls_of(lambda: parse(tokens, WORDS)) / len(tokens)

    assert per_token(4000) < 1.5 * per_token(400)


def test_no_tokens_make_an_empty_parse() -> None:
    found = parse((), WORDS)
    assert (found.nodes, found.phrases) == ((), ())
