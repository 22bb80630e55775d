import io
import zipfile
from datetime import UTC, date, datetime

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.reading.formats.looking import blocks, issues, read, texts

from truceline.errors import InputError

WORDML = nsdecls("w")


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def repacked(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The same package with parts added or replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()


def test_paragraphs_headings_items_and_rows_come_in_their_order():
    report = docx.Document()
    report.add_heading("Daily report", 0)
    report.add_heading("Situation", 1)
    report.add_paragraph("Two posts were shelled on Monday.")
    report.add_paragraph("One soldier was injured;", style="List Bullet")
    report.add_paragraph("a school was damaged.", style="List Number")
    table = report.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("Province", "Cases", "Hama", "12"), strict=True):
        cell.text = text
    report.add_paragraph("No comment was given.")
    assert blocks(read(saved(report), "r.docx")) == [
        ("heading", "Daily report"),
        ("heading", "Situation"),
        ("paragraph", "Two posts were shelled on Monday."),
        ("item", "One soldier was injured;"),
        ("item", "a school was damaged."),
        ("row", "Province | Cases"),
        ("row", "Hama | 12"),
        ("paragraph", "No comment was given."),
    ]


def test_a_word_file_is_told_by_its_bytes_whatever_its_name():
    report = docx.Document()
    report.add_paragraph("Two posts were shelled.")
    assert texts(read(saved(report), "report.txt")) == ["Two posts were shelled."]


def test_headers_and_footers_give_no_text():
    report = docx.Document()
    report.sections[0].header.paragraphs[0].text = "Army of X attacked"
    report.sections[0].footer.paragraphs[0].text = "page 1"
    report.add_paragraph("Two posts were shelled.")
    assert texts(read(saved(report), "r.docx")) == ["Two posts were shelled."]


def test_a_table_that_lays_out_the_page_is_read_cell_by_cell():
    report = docx.Document()
    table = report.add_table(rows=1, cols=2)
    for cell in table._cells:
        cell.text = "Two posts were shelled on Monday by unknown gunmen. " * 10
    assert [kind for kind, _ in blocks(read(saved(report), "r.docx"))] == ["paragraph", "paragraph"]


def test_tracked_changes_are_read_as_accepted_and_told():
    report = docx.Document()
    paragraph = report.add_paragraph("The groups ")
    paragraph._p.append(parse_xml(f"<w:ins {WORDML}><w:r><w:t>have left</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {WORDML}><w:r><w:delText>will leave</w:delText></w:r></w:del>"))
    document = read(saved(report), "r.docx")
    assert texts(document) == ["The groups have left"]
    assert "tracked-changes" in issues(document)


def test_line_ends_tabs_and_hyphens_of_a_run_are_kept():
    report = docx.Document()
    run = report.add_paragraph().add_run("one")
    run.add_break()
    run.add_text("two")
    run._r.append(parse_xml(f"<w:noBreakHyphen {WORDML}/>"))
    run.add_tab()
    run.add_text("three")
    assert texts(read(saved(report), "r.docx")) == ["one\ntwo-\tthree"]


def test_the_raised_figure_of_a_footnote_does_not_run_into_a_number():
    report = docx.Document()
    paragraph = report.add_paragraph("killed 5")
    paragraph.add_run("12").font.superscript = True
    paragraph.add_run(" fighters")
    assert texts(read(saved(report), "r.docx")) == ["killed 5 fighters"]


def test_text_boxes_are_read_once():
    report = docx.Document()
    paragraph = report.add_paragraph("Main text.")
    box = "<w:txbxContent><w:p><w:r><w:t>Box text.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    paragraph._p.append(
        parse_xml(f"<w:r {WORDML} {mc}><mc:AlternateContent>{both}</mc:AlternateContent></w:r>")
    )
    assert texts(read(saved(report), "r.docx")) == ["Main text.", "Box text."]


def test_an_outline_level_or_a_numbering_makes_a_heading_or_an_item():
    report = docx.Document()
    properties = report.add_paragraph("Casualties")._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:outlineLvl {WORDML} w:val="1"/>'))
    properties = report.add_paragraph("One killed")._p.get_or_add_pPr()
    properties.get_or_add_numPr()
    assert [kind for kind, _ in blocks(read(saved(report), "r.docx"))] == ["heading", "item"]


def footnoted(report) -> bytes:
    notes = (
        f'<w:footnotes {WORDML}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>-</w:t></w:r></w:p>'
        '</w:footnote><w:footnote w:id="1"><w:p><w:r><w:t>As told by residents.</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    data = saved(report)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        links = package.read("word/_rels/document.xml.rels").decode()
        types = package.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = f'<Override PartName="/word/footnotes.xml" ContentType="{media}"/></Types>'
    return repacked(
        data,
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": links.replace("</Relationships>", link).encode(),
            "[Content_Types].xml": types.replace("</Types>", part).encode(),
        },
    )


def test_footnotes_come_last_without_their_separator():
    report = docx.Document()
    report.add_paragraph("Two posts were shelled.")
    assert texts(read(footnoted(report), "r.docx")) == ["Two posts were shelled.", "As told by residents."]


def test_the_day_a_file_was_made_is_not_the_day_of_publication():
    report = docx.Document()
    report.add_paragraph("Two posts were shelled.")
    report.core_properties.created = datetime(2018, 10, 16, tzinfo=UTC)
    report.core_properties.title = "Bulletin 12"
    document = read(saved(report), "r.docx")
    assert document.published_on is None
    assert document.title == "Bulletin 12"
    assert "created on 2018-10-16" in issues(document)["no-date"]


def test_the_publish_date_of_a_cover_page_is_the_day_of_publication():
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    report = docx.Document()
    report.add_paragraph("Two posts were shelled.")
    cover = (
        b'<CoverPageProperties xmlns="http://schemas.microsoft.com/office/2006/coverPageProps">'
        b"<PublishDate>2018-10-15T00:00:00</PublishDate></CoverPageProperties>"
    )
    part = Part(PackURI("/customXml/item9.xml"), "application/xml", cover, report.part.package)
    report.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
    )
    document = read(saved(report), "r.docx")
    assert (document.published_on, document.published_basis) == (date(2018, 10, 15), "metadata")


def bomb() -> bytes:
    report = docx.Document()
    return repacked(saved(report), {"word/document.xml": b"<a>" + b" " * (64 << 20) + b"</a>"})


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: data[: len(data) // 2], "damaged"),
        (lambda data: repacked(data, {"word/document.xml": b"<w:document>no end"}), "damaged"),
        (lambda data: repacked(data, {"word/document.xml": b"<nothing/>"}), "damaged"),
        (lambda data: repacked(data, {"[Content_Types].xml": b""}), "damaged"),
        (lambda _: bomb(), "zip bomb"),
    ],
)
def test_a_broken_or_swollen_file_is_refused_with_the_reason(damage, reason):
    report = docx.Document()
    report.add_paragraph("Two posts were shelled.")
    with pytest.raises(InputError, match=reason):
        read(damage(saved(report)), "r.docx")


def test_a_protected_file_is_refused():
    report = docx.Document()
    data = bytearray(saved(report))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag of an encrypted member in the zip's directory
    with pytest.raises(InputError, match="encrypted"):
        read(bytes(data), "r.docx")


def test_a_file_without_text_says_so():
    with pytest.raises(InputError, match="no text"):
        read(saved(docx.Document()), "r.docx")


def test_entities_are_not_expanded():
    report = docx.Document()
    report.add_paragraph("HERE")
    data = saved(report)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = xml.replace("?>", f'?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>', 1).replace(
        "HERE", "so &l9; far"
    )
    try:
        document = read(repacked(data, {"word/document.xml": declared.encode()}), "r.docx")
    except InputError:
        return
    assert len(document.text) < 1000
