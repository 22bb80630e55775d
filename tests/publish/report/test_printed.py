"""The PDF of a report: the same document, tagged, and with text that can be copied out whole."""

from __future__ import annotations

import re

import pypdfium2
import pytest
from tests.publish.report.materials import bare, full, written

from truceline.publish.report.composed import Bullets, Heading, Paragraph, Table
from truceline.publish.report.printed import Press, printed
from truceline.publish.tongue.tongue import tongue


def text_of(pdf: bytes) -> str:
    """All text of a PDF without blanks: lines break where the paper ends, hyphens where words do."""
    pages = pypdfium2.PdfDocument(pdf)
    told = "".join(page.get_textpage().get_text_range() for page in pages)
    return squeezed(told)


def squeezed(told: str) -> str:
    return re.sub(r"[\s\u00ad\ufffe\u0002-]+", "", told)


def sentences(report):
    for section in report.sections:
        yield section.heading
        for block in section.blocks:
            match block:
                case Paragraph(sentences=several) | Bullets(items=several):
                    yield from (one.text for one in several)
                case Heading(text=text):
                    yield text
                case Table(caption=caption, heads=heads, rows=rows):
                    yield from (caption, *heads, *(cell.text for row in rows for cell in row.cells))
                case _:
                    pass


@pytest.mark.parametrize("facts", [bare(), full("plain words")], ids=["bare", "full"])
def test_all_its_text_can_be_copied_out(facts):
    report = written(facts)
    copied = text_of(printed(report))
    missing = [one for one in sentences(report) if squeezed(one) not in copied]
    assert not missing


def test_it_is_tagged_and_says_which_standard_it_keeps():
    pdf = printed(written(full()))
    assert b"/MarkInfo" in pdf
    assert b"pdfuaid:part" in pdf or b"pdfuaid" in pdf
    document = pypdfium2.PdfDocument(pdf)
    assert document.is_tagged()
    assert document.get_metadata_value("Title").startswith("River watch")


def test_its_sections_are_bookmarks():
    document = pypdfium2.PdfDocument(printed(written(full())))
    names = [one.get_title() for one in document.get_toc(max_depth=1)]
    assert names == [one.heading for one in written(full()).sections]


@pytest.mark.parametrize(
    "words", ["#panic()", "$x$ *b* _i_ `c`", "<label> @ref", "\\\\ // /* ", "#set page(width: 1pt)"]
)
def test_what_a_source_says_is_text_and_no_command(words):
    report = written(full(words))
    assert squeezed(words) in text_of(printed(report))


def test_the_same_report_gives_the_same_bytes():
    assert printed(written(full())) == printed(written(full()))


def test_several_pdfs_begun_together_are_those_set_one_by_one():
    reports = [written(full()), written(full(), tongue=tongue("ar"))]
    with Press() as press:
        begun = [press.begin(report) for report in reports]
        assert [one.result() for one in begun] == [printed(report) for report in reports]
