"""Spans: what the stages of reading hand on never changes in their hands."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from truceline.evidence.acts import Act
from truceline.evidence.claim import Casualties, Toll, When
from truceline.reading.span import ActorSpan, ActSpan, Sentence, Span, TimeSpan, Token, TollSpan
from truceline.reading.tokens import tokens_of


@pytest.mark.parametrize(
    "span",
    [
        Span(0, 1, "rule"),
        TimeSpan(0, 1, "rule", When()),
        ActorSpan(0, 1, "rule", None, 0),
        ActSpan(0, 1, "rule", Act.SHELL, 0, "shell.fire", "verb"),
        TollSpan(0, 1, "rule", Casualties(killed=Toll(low=1, best=1, high=1))),
    ],
)
def test_a_span_cannot_be_changed_and_equals_its_like(span):
    with pytest.raises(FrozenInstanceError):
        span.first = 3
    assert span == type(span)(*[getattr(span, name) for name in span.__dataclass_fields__])


def test_a_span_of_another_kind_is_not_the_same():
    assert Span(0, 1, "rule") != TimeSpan(0, 1, "rule", When())


@pytest.mark.parametrize(
    ("text", "is_capital", "is_word"),
    [
        ("Esk", True, True),
        ("esk", False, True),
        ("12", False, False),
        ("(", False, False),
        ("\u00c9tat", True, True),
    ],
)
def test_a_token_knows_capitals_and_words(text, is_capital, is_word):
    token = Token(text, text.lower(), 0, len(text))
    assert (token.is_capital, token.is_word) == (is_capital, is_word)


def test_a_sentence_is_a_sentence_unless_told_otherwise():
    sentence = Sentence(0, 0, 3, tokens_of("Esk"))
    assert (sentence.kind, sentence.heading) == ("sentence", "")
