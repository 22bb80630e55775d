"""Replies are printed with the report they answer: only those that are shown, parties' first and as large."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from tests.publish.report.materials import full, setting, told, written

from truceline.publish.report.composed import Heading, Sentence
from truceline.publish.report.page import report_page
from truceline.publish.report.printed import printed
from truceline.publish.report.replied import heard, with_replies
from truceline.publish.tongue.tongue import tongue
from truceline.replies.shown import ShownAnswer, ShownReply, SpeaksFor

PARTY = ShownReply(
    id="r1", page="reports/weekly-2030-02-10/index.html", name="Office of the North", language="en",
    text="We fired no shell.\n\n#panic() <script>alert(1)</script>", received_on=date(2030, 2, 12),
    via="form", weight="equal",
    speaks_for=SpeaksFor(party="north", name="The North", basis="a signed letter"),
)  # fmt: skip
READER = PARTY.model_copy(
    update={
        "name": "Reader", "text": "I heard it.", "weight": "reader", "speaks_for": None,
        "answers": (ShownAnswer(on=date(2030, 2, 13), text="Thank you."),),
    }
)  # fmt: skip


def replied(*replies, code="en"):
    on = setting(full(), tongue=tongue(code))
    report = with_replies(on, written(full(), tongue=tongue(code)), replies)
    return replace(report, warnings=tuple(heard(on, replies)))


def test_a_party_s_words_stand_in_the_report_and_a_note_on_top():
    report = replied(PARTY, READER)
    words = told(report, "replies")
    assert words.index("The North replies, by Office of the North") < words.index("Reader, on")
    assert "We fired no shell." in words
    assert "The publisher answers, on 13\xa0Feb\xa02030:\nThank you." in words
    assert report.warnings == (Sentence("The North has replied to this report."),)


def test_each_reply_has_a_heading_of_the_same_rank():
    blocks = replied(PARTY, READER).sections[-1].blocks
    assert sum(isinstance(one, Heading) for one in blocks) == 2


@pytest.mark.parametrize("code", ["en", "ar"])
def test_page_and_print_have_all_words_and_no_command(code):
    report = replied(PARTY, READER, code=code)
    page = report_page(report)
    assert "<script>alert" not in page
    assert "We fired no shell." in page
    pdf = pypdfium2.PdfDocument(printed(report))
    text = " ".join(one.get_textpage().get_text_range() for one in pdf)
    assert {"We", "fired", "shell", "panic", "script", "alert"} <= set(re.findall(r"[A-Za-z]+", text))


def test_what_was_corrected_stands_on_top_of_the_print_too():
    report = replace(written(full()), warnings=(Sentence("Corrected: see report weekly-9."),))
    first = pypdfium2.PdfDocument(printed(report))[0].get_textpage().get_text_range()
    assert "Corrected: see report weekly-9." in first


def test_without_replies_the_report_is_as_it_was():
    report = written(full())
    assert with_replies(setting(full()), report, ()) == report
