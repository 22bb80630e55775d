"""Word files (DOCX): paragraphs, headings, list items and table rows in the order they stand.

python-docx opens the package; the text is taken from the XML itself, since its own `text` leaves out
insertions of tracked changes and text boxes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING

from truceline.reading.formats.dating import told
from truceline.reading.formats.draft import (
    CELL_SIGN,
    Draft,
    Kind,
    Note,
    Piece,
    Told,
    laid_out,
    needs_extra,
    refused,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_COVER = "{http://schemas.microsoft.com/office/2006/coverPageProps}PublishDate"
_MOST = 256 << 20
"""Bytes that all parts may have unpacked; the text of no report comes near."""
_MOST_PACKED = 200
"""Times a large part may be packed; Word's own XML packs tenfold, bombs a thousandfold."""
_LARGE = 8 << 20
_LONGEST_CELL = 60
_TITLES = ("title", "subtitle")


def read_word(data: bytes, name: str, zone: tzinfo | None) -> Draft:
    """The body's text; headers, footers, comments and deleted text are left out, notes come last."""
    try:
        import docx  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise needs_extra(name, "a Word file", "python-docx") from error
    _refuse_bomb(data, name)
    try:
        word = docx.Document(io.BytesIO(data))
        styles = {style.style_id: (style.name or "").lower() for style in word.styles}
        pieces = [*_pieces(word.element.body, styles), *_notes_of(word, styles)]
    except Exception as error:  # python-docx lets through whatever zip, XML and missing parts raise
        raise refused(name, f"is a damaged or incomplete Word file ({type(error).__name__})") from error
    text, blocks = laid_out(pieces)
    title, hint = _properties(word)
    return Draft(text, blocks, title or _title(pieces, word), _dates(word, zone), hint, _revisions(word))


def _refuse_bomb(data: bytes, name: str) -> None:
    """Look at the sizes the zip declares before unpacking: no more than that is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise refused(name, "is a damaged or cut Word file: its zip cannot be opened") from error
    if any(part.flag_bits & 1 for part in parts):
        raise refused(name, "is encrypted; save it without a password")
    swollen = any(
        part.file_size > _LARGE and part.file_size > _MOST_PACKED * max(part.compress_size, 1)
        for part in parts
    )
    if swollen or sum(part.file_size for part in parts) > _MOST:
        raise refused(name, "unpacks to far more than a report holds (a zip bomb?); it was not opened")


def _pieces(root: _Element, styles: dict[str, str]) -> Iterator[Piece]:
    """Paragraphs and rows under `root`, which may be wrapped in content controls and text boxes."""
    waiting = list(reversed(list(root)))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}p":
            boxes, text = _text(element)
            yield Piece(text, _kind(element, styles))
            waiting += reversed(boxes)
        elif element.tag == f"{_W}tr" and (row := _row(element)) is not None:
            yield Piece(row, "row")
        elif element.tag not in (f"{_W}del", f"{_W}moveFrom", _FALLBACK):
            waiting += reversed(list(element))


def _text(paragraph: _Element) -> tuple[list[_Element], str]:
    """The paragraph's own text, and the text boxes anchored in it, which are read after it."""
    parts: list[str] = []
    boxes: list[_Element] = []
    waiting = list(reversed(list(paragraph)))
    while waiting:
        element = waiting.pop()
        match str(element.tag).removeprefix(_W):
            case "t":
                parts.append(element.text or "")
            case "tab":
                parts.append("\t" if parts else "")
            case "br" | "cr":
                parts.append("\n")
            case "noBreakHyphen":
                parts.append("-")
            case "txbxContent":
                boxes.append(element)
            case "del" | "moveFrom" | "pPr" | "rPr":
                continue
            case "r" if _is_note_mark(element):
                continue
            case _ if element.tag != _FALLBACK:
                waiting += reversed(list(element))
    return boxes, "".join(parts).strip()


def _is_note_mark(run: _Element) -> bool:
    """Whether it is a raised figure, which would run into the number before it."""
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    if raised is None or raised.get(f"{_W}val") != "superscript":
        return False
    return not "".join(one.text or "" for one in run.iter(f"{_W}t")).strip("0123456789[]()*, ")


def _row(row: _Element) -> str | None:
    """The cells on one line; None for a row that lays out the page rather than data."""
    cells = row.findall(f"{_W}tc") + row.findall(f"{_W}sdt/{_W}sdtContent/{_W}tc")
    texts = [" ".join(" ".join(_text(one)[1] for one in cell.iter(f"{_W}p")).split()) for cell in cells]
    nested = any(cell.find(f".//{_W}tbl") is not None for cell in cells)
    if len(texts) == 1 or nested or any(len(text.split()) > _LONGEST_CELL for text in texts):
        return None
    return CELL_SIGN.join(texts) if any(texts) else ""


def _kind(paragraph: _Element, styles: dict[str, str]) -> Kind:
    style = _style(paragraph, styles)
    properties = paragraph.find(f"{_W}pPr")
    outline = properties is not None and properties.find(f"{_W}outlineLvl") is not None
    if outline or style.startswith("heading") or style in _TITLES:
        return "heading"
    listed = properties is not None and properties.find(f"{_W}numPr") is not None
    return "item" if listed or (style.startswith("list ") and style != "list continue") else "paragraph"


def _style(paragraph: _Element, styles: dict[str, str]) -> str:
    """The style's name, which Word stores in English whatever language it speaks; lower case."""
    mark = paragraph.find(f"{_W}pPr/{_W}pStyle")
    wanted = mark.get(f"{_W}val", "") if mark is not None else ""
    return styles.get(wanted, wanted.lower())


def _notes_of(word: WordDocument, styles: dict[str, str]) -> Iterator[Piece]:
    """Footnotes and endnotes, without the lines that separate them from the text."""
    from lxml import etree  # noqa: PLC0415 - comes with python-docx

    for part in word.part.package.iter_parts():
        if not str(part.partname).endswith(("/footnotes.xml", "/endnotes.xml")):
            continue
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root:
            if note.get(f"{_W}type") in (None, "normal"):
                yield from _pieces(note, styles)


def _dates(word: WordDocument, zone: tzinfo | None) -> tuple[Told, ...]:
    """The publish date of the cover page's form: the one place of a Word file that means just this."""
    for part in word.part.package.iter_parts():
        if "/customXml/" not in str(part.partname) or b"PublishDate" not in part.blob[:20_000]:
            continue
        from lxml import etree  # noqa: PLC0415 - comes with python-docx

        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        written = root.findtext(f".//{_COVER}") or ""
        if written.strip():
            return (told(written, "cover page `PublishDate`", "metadata", zone),)
    return ()


def _properties(word: WordDocument) -> tuple[str, str]:
    """The title, and when the file was made: not the day of publication, but worth telling."""
    core = word.core_properties
    made = core.created
    hint = f"its properties say it was created on {made.date()}, which need not be that day" if made else ""
    return " ".join((core.title or "").split()), hint


def _title(pieces: list[Piece], word: WordDocument) -> str:
    first = next(
        (one for one in word.paragraphs[:5] if (one.style.name if one.style else "") == "Title"), None
    )
    return " ".join(first.text.split()) if first is not None and pieces else ""


def _revisions(word: WordDocument) -> tuple[Note, ...]:
    body = word.element.body
    if body.find(f".//{_W}ins") is None and body.find(f".//{_W}del") is None:
        return ()
    message = "holds tracked changes; it was read as if all were accepted"
    return (Note("tracked-changes", message),)
