"""Governing words: each effect as the lexicon describes it, each word with one class."""

from __future__ import annotations

import pytest

from truceline.evidence.claim import Modality
from truceline.reading.lexicon import Lexicon
from truceline.reading.modality.governors import Governors

GOVERNORS = Governors.of(Lexicon.of("en"))


@pytest.mark.parametrize(
    ("verb", "particles", "complements", "modality", "flips"),
    [
        ("promise", (), ("to",), Modality.COMMITTED, False),
        ("demand", (), ("that",), Modality.REQUIRED, False),
        ("call", ("for",), ("np",), Modality.REQUIRED, False),
        ("forbid", (), ("to",), Modality.REQUIRED, True),
        ("plan", (), ("to",), Modality.INTENDED, False),
        ("threaten", (), ("to",), Modality.INTENDED, False),
        ("threaten", (), ("that",), Modality.POSSIBLE, False),
        ("refuse", (), ("to",), Modality.REFUSED, False),
        ("expect", (), ("to",), Modality.EXPECTED, False),
        ("deny", (), ("that",), None, True),
        ("fail", (), ("to",), None, True),
        ("manage", (), ("to",), None, False),
        ("condemn", (), ("np",), Modality.PRESUPPOSED, False),
    ],
)
def test_a_verb_does_to_its_complement_what_its_class_says(verb, particles, complements, modality, flips):
    effect = GOVERNORS.verb(verb, particles, complements)
    assert (effect.modality, effect.flips) == (modality, flips)


def test_a_word_of_no_class_has_no_effect():
    assert GOVERNORS.verb("whistle", (), ()) is None
    assert GOVERNORS.noun("teapot") is None
    assert GOVERNORS.adjective("green") is None


def test_what_a_class_does_when_negated_is_an_effect_of_its_own():
    assert GOVERNORS.effects["refuse"].negated.modality is Modality.POSSIBLE
    assert GOVERNORS.effects["stop"].negated.aspect == "ongoing"
    assert not GOVERNORS.effects["stop"].negated.flips


def test_promises_plans_and_demands_have_not_begun():
    for name in ("promise", "plan", "demand", "expect", "refuse"):
        assert GOVERNORS.effects[name].aspect == "not_started"
