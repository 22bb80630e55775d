"""Sentences that may be told: those that the engine says without any claim."""

from __future__ import annotations

import pytest
from tests.publish.release.world import ground, private, shelling

from truceline.publish.release.voice import Voice


@pytest.fixture(scope="module")
def voice() -> Voice:
    return Voice.of(ground([]), private([]).now.frame)


def test_everything_that_the_engine_says_of_nothing_may_be_said(voice):
    for status in private([]).now.norms:
        assert voice.kept(status.would_change) == status.would_change
        assert voice.may_say(status.proof.statement)


@pytest.mark.parametrize(
    "text",
    [
        "if the text stands alone (due 2030-01-10)",
        "if ten-days-more applies (due 2030-01-25)",
        "if no deadline applies",
        "if its condition holds: no guns in strip",
        "south: refuted",
    ],
)
def test_turns_that_only_evidence_brings_are_known(voice, text):
    lead = "if its condition holds: "
    told = text if not text.startswith(lead) else lead + min(voice.sentences)
    assert voice.may_say(told)


@pytest.mark.parametrize(
    "text",
    [
        "The miller says that three shells fell.",
        "if the-miller applies (due 2030-01-25)",
        "if the text stands alone (due by the miller)",
        "the miller: refuted",
        "7 incidents reported, none confirmed",
    ],
)
def test_what_it_never_says_may_not_be_said(voice, text):
    assert not voice.may_say(text)
    assert voice.said(text, "instead") == "instead"


def test_no_word_of_a_claim_becomes_sayable(voice):
    claim = shelling(says="A secret", event="a-secret")
    again = Voice.of(ground([claim]), private([claim]).now.frame)
    assert again.sentences == voice.sentences
