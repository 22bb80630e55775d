"""Sentences marked together are marked as each would be alone."""

from __future__ import annotations

import pytest
from tests.reading.reports import TOLD_ON, reader

from truceline.reading.document import Document
from truceline.reading.sentences import sentences_of

TEXT = (
    "Velk fighters shelled Dorrin on Monday. Tarnia denied it. Ostland's minister said that the army "
    "would withdraw 12 tanks from Esk by Friday. It was quiet. Three civilians were killed near Lowmere."
)


@pytest.fixture(scope="module")
def document():
    return Document("report.txt", TEXT, "0" * 64, "text/plain", TOLD_ON, "given")


@pytest.fixture(scope="module")
def sentences(document):
    return sentences_of(document, reader().lexicon)


def test_together_as_one_by_one(document, sentences):
    marking = reader().marking
    together = marking.of(document, sentences, {})
    assert together == [one for sentence in sentences for one in marking.of(document, [sentence], {})]


def test_each_keeps_its_own_words(document, sentences):
    together = reader().marking.of(document, sentences, {})
    assert [one.sentence for one in together] == list(sentences)
    first = together[0]
    assert [first.words(act.first, act.last) for act in first.acts] == ["shelled"]


def test_actors_known_already_are_taken_as_they_are(document, sentences):
    known = {id(sentences[0].tokens): ()}
    first, *_ = reader().marking.of(document, sentences, known)
    assert first.actors == ()


def test_no_sentence_is_no_work(document):
    assert reader().marking.of(document, [], {}) == []
