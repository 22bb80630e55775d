from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from truceline.publish.beside.plain_text import harmless, one_line


def test_controls_become_visible():
    assert harmless("a\x00b\x07c\x7fd\x9f") == "a\N{SYMBOL FOR NULL}b\N{SYMBOL FOR BELL}c\ufffdd\ufffd"


def test_marks_that_turn_what_follows_become_visible():
    assert harmless("\u202egnp.exe \u2067x\u2069") == "\ufffdgnp.exe \ufffdx\ufffd"


def test_arabic_and_persian_spelling_is_left_alone():
    words = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645 \u200f\u0625\u062f\u0644\u0628\u200e"
    assert harmless(words) == words


def test_every_end_of_line_is_one_line_feed():
    assert harmless("a\r\nb\rc\u2028d\x85e\tf") == "a\nb\nc\nd\ne\tf"
    assert one_line(" a\r\n b\tc ") == "a b c"


@given(st.text())
def test_whatever_is_written_can_stand_in_xml_and_changes_no_more(text: str):
    told = harmless(text)
    assert harmless(told) == told
    node = etree.Element("a")
    node.text = told
    assert etree.fromstring(etree.tostring(node)).text == (told or None)
