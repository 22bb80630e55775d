"""A document: its text, where it came from, and what is not known stays unknown."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from tests.reading.reports import TOLD_ON, read, reader

from truceline.evidence.claim import Source
from truceline.reading.document import Block, Document

TEXT = "Velk fighters shelled Dorrin yesterday.\n"
DOCUMENT = Document("report.txt", TEXT, "0" * 64, "text/plain")


def test_a_document_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        DOCUMENT.text = "another"


def test_a_day_nobody_told_is_not_guessed():
    assert (DOCUMENT.published_on, DOCUMENT.published_basis) == (None, None)
    (claim,) = reader().read(DOCUMENT, Source(id="test", family="test")).claims
    assert claim.published_on is None
    assert (claim.time.start, claim.time.end) == (None, None)


def test_yesterday_is_the_day_before_the_day_of_publication():
    (claim,) = read(TEXT).claims
    assert claim.published_on == TOLD_ON
    assert claim.time.start == claim.time.end == date(2031, 3, 12)


def test_blocks_found_by_the_format_are_read_as_they_are():
    cut = replace(DOCUMENT, blocks=(Block(0, 13, "heading"), Block(14, len(TEXT), "paragraph")))
    reading = reader().read(cut, Source(id="test", family="test"))
    assert [one.sentence.kind for one in reading.sentences] == ["heading", "sentence"]


def test_a_claim_rests_on_the_document_by_its_hash():
    (claim,) = read(TEXT).claims
    assert claim.evidence.document == DOCUMENT.sha256
    assert claim.evidence.quote == TEXT.strip()
