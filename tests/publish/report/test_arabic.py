"""A report in Arabic: every word of ours translated, everything to the left, whatever sources say."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest
from tests.publish.report.materials import bare, full, setting, told, written

from truceline.case.names import Names
from truceline.publish.report.by_day import dual_counts, toll_by_day
from truceline.publish.report.composed import Block, Bullets, Drawing, Heading, Paragraph, Table
from truceline.publish.report.figures import fans, map_of, timeline
from truceline.publish.report.page import report_page, worded
from truceline.publish.report.printed import printed
from truceline.publish.tongue.tongue import END, ISOLATE, tongue

ARABIC = tongue("ar")
GOLDEN = Path(__file__).parent / "golden" / "weekly-ar.txt"
ARABIC_WORD = re.compile("[\u0621-\u064a]+")
LATIN = re.compile("[A-Za-z]{2,}")
INNERMOST = re.compile(r"<(bdi|svg|style|head)\b[^>]*>(?:(?!<\1\b).)*?</\1>", re.DOTALL)
FOREIGN = re.compile(r'<span lang="en"[^>]*>[^<]*</span>')
NAMES = Names({
    "parties": {"north": "الشمال", "south": "الجنوب", "patron": "الراعي"},
    "zones": {"river-strip": "شريط النهر", "front": "خط الجبهة", "post-1": "النقطة 1", "post-2": "النقطة 2"},
    "norms": {"guns-out": "خروج المدافع", "line-drawn": "رسم الخط", "no-fire": "وقف النار"},
    "instruments": {"truce": "نص الهدنة"},
})  # fmt: skip


def page(words: str = "plain words") -> str:
    return report_page(written(full(words, title="مراقبة"), tongue=ARABIC, names=NAMES))


def without_what_stands_apart(html: str) -> str:
    """The page without what is set apart, drawn, or marked as another language."""
    plain = FOREIGN.sub("", html)
    before = ""
    while before != plain:
        before, plain = plain, INNERMOST.sub("", plain)
    return re.sub(r"<[^>]*>", " ", plain)


def test_a_report_reads_as_it_did():
    report = written(full(title="مراقبة"), tongue=ARABIC, names=NAMES)
    lines = [report.title, report.subtitle, report.notice]
    for section in report.sections:
        lines += ["", f"## {section.heading}", told(report, section.key)]
    text = "\n".join(lines).replace(ISOLATE, "<").replace(END, ">").replace("\N{NO-BREAK SPACE}", "_") + "\n"
    if os.environ.get("TRUCELINE_REFRESH_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_no_word_of_ours_is_left_in_english():
    left = without_what_stands_apart(page().replace("truceline", ""))
    assert sorted(set(LATIN.findall(left))) == []


def test_the_page_says_its_language_and_direction():
    html = page()
    assert '<html lang="ar" dir="rtl">' in html
    assert not re.search(r"<bdi[^>]*><bdi[^>]*></bdi></bdi>", html)


@pytest.mark.parametrize(
    "words", ["\u202eevil", f"{END * 5}evil", f"{ISOLATE * 200}evil", "مرحبا evil \u2067"]
)
def test_hostile_words_turn_nothing_around_them(words: str):
    html = page(words)
    body = html[html.index("<body") :]
    assert not re.search("[\u202a-\u202e\u2066\u2067\u200e\u200f]", re.sub(r"<svg.*?</svg>", "", body))
    assert html.count("<bdi>") == html.count("</bdi>")
    assert printed(written(full(words), tongue=ARABIC, names=NAMES)).startswith(b"%PDF")


@pytest.mark.parametrize("draw", [timeline, toll_by_day, dual_counts, fans])
def test_charts_run_to_the_left_and_their_words_do_not_stand_on_their_heads(draw):
    english = next(iter(draw(setting(full()))), None)
    arabic = next(iter(draw(setting(full(), ARABIC, names=NAMES))), None)
    assert (english is None) == (arabic is None)
    if english is None or arabic is None:
        return
    assert "matrix(-1" not in english.svg
    assert arabic.svg.count("matrix(-1") == arabic.svg.count("<text") + 1
    assert english.svg.count("<text") == arabic.svg.count("<text")


def test_a_map_is_no_mirror_image():
    drawn = next(map_of(setting(full(), ARABIC, names=NAMES)))
    assert "matrix(-1" not in drawn.svg
    assert "20 كم" in drawn.svg or " كم" in drawn.svg


def test_a_report_of_nothing_is_whole():
    report = written(bare(title="مراقبة"), tongue=ARABIC, names=NAMES)
    assert LATIN.findall(without_what_stands_apart(report_page(report).replace("truceline", ""))) == []


def test_every_arabic_word_of_the_pdf_can_be_copied_out():
    report = written(full(title="مراقبة"), tongue=ARABIC, names=NAMES)
    pdf = pypdfium2.PdfDocument(printed(report))
    copied = " ".join(page.get_textpage().get_text_range() for page in pdf)
    found = Counter(ARABIC_WORD.findall(unicodedata.normalize("NFKC", copied)))
    drawn = Counter(
        word for section in report.sections for block in section.blocks
        if not isinstance(block, Drawing) for word in ARABIC_WORD.findall(_text(block))
    )  # fmt: skip
    assert sum(drawn.values()) > 500
    assert {word: n for word, n in drawn.items() if found[word] < n} == {}


def _text(block: Block) -> str:
    match block:
        case Table():
            cells = [cell.text for row in block.rows for cell in row.cells]
            return " ".join([block.caption, *block.heads, *cells])
        case Paragraph():
            return " ".join(one.text for one in block.sentences)
        case Bullets():
            return " ".join(one.text for one in block.items)
        case Heading():
            return block.text
        case Drawing():
            return block.told


def test_isolates_become_elements_however_deep():
    assert worded(f"a {ISOLATE}b {ISOLATE}<c>{END}{END} d") == "a <bdi>b <bdi>&lt;c&gt;</bdi></bdi> d"
    assert worded("a & b") == "a &amp; b"
