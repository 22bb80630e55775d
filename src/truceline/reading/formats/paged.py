"""PDF files: lines of text with their places on the page, by PDFium.

PDFium (pypdfium2) tells where each letter stands, which headers, columns, rows and footnote marks are
told by, and joins words broken at a line's end. The order is the one the text was drawn in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from ctypes import byref, c_int, create_string_buffer
from typing import TYPE_CHECKING, Any, NamedTuple

from truceline.reading.formats.columns import levelled, unwoven
from truceline.reading.formats.draft import Draft, Note, laid_out, needs_extra, refused
from truceline.reading.formats.layout import pieces_of
from truceline.reading.formats.lines import WIDE_GAP, Line
from truceline.reading.formats.running import without_running_lines

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_BROKEN_WORD = "\ufffe\x02"
"""PDFium's signs for a hyphen at a line's end, which it takes away together with the line's end."""
_LINE = re.compile(rf"[^\r\n{_BROKEN_WORD}]+[{_BROKEN_WORD}]?")
_FORMS = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff]")
_RAISED = 0.8
"""A digit lower than this share of its line's height is the mark of a footnote."""
_SURROGATES = range(0xD800, 0xE000)
_SEMIBOLD = 600
_PAGES_SHOWN = 8


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(data: bytes, name: str, progress: Callable[[int, int], None] | None) -> Draft:
    """The text page by page; what repeats at the top and foot of pages is left out, broken words are joined.

    Raises InputError for an encrypted or damaged file and for one whose pages are pictures.
    """
    document = _opened(data, name)
    try:
        lines: list[Line] = []
        bare: list[int] = []
        total = len(document)
        for number in range(1, total + 1):
            found, is_bare = _read_page(document, number, name)
            lines += found
            if is_bare:
                bare.append(number)
            if progress:
                progress(number, total)
        title, hint = _properties(document)
    finally:
        document.close()
    if not lines:
        raise refused(
            name, f"has no text layer on any of its {total} pages: it needs OCR before it can be read"
        )
    notes = _notes(lines, bare, total, name)
    text, blocks = laid_out(pieces_of(without_running_lines(lines)))
    return Draft(text, blocks, title, hint=hint, notes=notes)


def _opened(data: bytes, name: str) -> PdfDocument:
    try:
        import pypdfium2  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise needs_extra(name, "a PDF", "pypdfium2") from error
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise refused(name, "is an encrypted PDF; save it without a password") from error
        raise refused(name, "is a damaged or cut PDF: it cannot be opened") from error


def _read_page(document: PdfDocument, number: int, name: str) -> tuple[list[Line], bool]:
    """The page's lines in reading order, and whether it shows things but no text."""
    import pypdfium2  # noqa: PLC0415 - an extra

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise refused(name, f"is a damaged PDF: page {number} cannot be read") from error
    try:
        lines = unwoven(levelled(_lines(page, number)))
        return lines, not lines and any(True for _ in page.get_objects(max_depth=1))
    finally:
        page.close()


def _lines(page: PdfPage, number: int) -> Iterator[Line]:
    import pypdfium2  # noqa: PLC0415 - an extra

    height = page.get_height()
    textpage = page.get_textpage()
    try:
        text = _characters(textpage)
        geometry = _Geometry(textpage, pypdfium2.raw)
        for match in _LINE.finditer(text):
            line = _line(geometry, match.group(), match.start(), number, height)
            if line is not None:
                yield line
    finally:
        textpage.close()


def _characters(textpage: Any) -> str:
    """The page's text with one character for each of PDFium's, so that places can be asked by index."""
    text: str = textpage.get_text_range()
    if len(text) == textpage.count_chars():
        return text
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    codes = (raw.FPDFText_GetUnicode(textpage, index) for index in range(textpage.count_chars()))
    return "".join("\ufffd" if code == 0 or code in _SURROGATES else chr(code) for code in codes)


class _Geometry:
    """Where characters of a page stand."""

    def __init__(self, textpage: Any, raw: Any) -> None:
        self._textpage, self._raw = textpage, raw
        self._rect, self._flags = raw.FS_RECTF(), c_int()
        self._name = create_string_buffer(100)

    def box(self, index: int) -> _Box:
        rect = self._rect
        self._raw.FPDFText_GetLooseCharBox(self._textpage, index, byref(rect))
        return _Box(rect.left, rect.bottom, rect.right, rect.top)

    def is_bold(self, *places: int) -> bool:
        return all(self._is_bold(place) for place in places)

    def _is_bold(self, place: int) -> bool:
        if self._raw.FPDFText_GetFontWeight(self._textpage, place) >= _SEMIBOLD:
            return True
        # Fonts that are not embedded tell no weight, but their names do.
        self._raw.FPDFText_GetFontInfo(self._textpage, place, self._name, len(self._name), byref(self._flags))
        return b"bold" in self._name.value.lower()


def _line(geometry: _Geometry, written: str, start: int, page: int, height: float) -> Line | None:
    broken = written[-1] in _BROKEN_WORD
    bare = (written[:-1] if broken else written).strip()
    if not bare:
        return None
    first = start + len(written) - len(written.lstrip())
    places = (first, first + len(bare) // 2, first + len(bare) - 1)
    # The middling of three letters is neither a footnote's mark nor a sign of another font.
    main = sorted((geometry.box(place) for place in places), key=lambda box: box.height)[1]
    cells = tuple(cell for cell in (_clean(cell) for cell in _cells(geometry, bare, first, main)) if cell)
    if not cells:
        return None
    left, right = geometry.box(places[0]).left, geometry.box(places[-1]).right
    return Line(
        text=" ".join(cells),
        page=page,
        left=min(left, right),
        right=max(left, right),
        bottom=main.bottom,
        size=main.height,
        page_height=height,
        cells=cells,
        is_broken=broken,
        is_bold=geometry.is_bold(*places),
    )


def _cells(geometry: _Geometry, text: str, first: int, main: _Box) -> Iterator[str]:
    """The line cut where words stand far apart, without the raised digits of footnotes."""
    parts: list[str] = []
    for index, letter in enumerate(text):
        if letter == " " and 0 < index < len(text) - 1:
            gap = geometry.box(first + index + 1).left - geometry.box(first + index - 1).right
            if gap > WIDE_GAP * main.height:
                yield "".join(parts)
                parts = []
                continue
        if letter.isdigit() and _is_raised(geometry.box(first + index), main):
            continue
        parts.append(letter)
    yield "".join(parts)


def _is_raised(box: _Box, main: _Box) -> bool:
    return box.height < _RAISED * main.height and box.bottom > main.bottom + 0.1 * main.height


def _clean(text: str) -> str:
    """Ligatures and the letter shapes of Arabic as the letters they stand for."""
    return " ".join(_FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text).split())


def _properties(document: PdfDocument) -> tuple[str, str]:
    """The title, and when the file was made: not the day of publication, but worth telling."""
    told = document.get_metadata_dict()
    made = re.match(r"(?:D:)?(\d{4})(\d{2})(\d{2})", told.get("CreationDate") or "")
    day = "-".join(made.groups()) if made else ""
    return " ".join((told.get("Title") or "").split()), (
        f"its properties say it was created on {day}, which need not be that day" if day else ""
    )


def _notes(lines: list[Line], bare: list[int], total: int, name: str) -> tuple[Note, ...]:
    letters = sum(len(line.text) for line in lines)
    unreadable = sum(len(_UNREADABLE.findall(line.text)) for line in lines)
    if unreadable > 0.5 * letters:
        raise refused(
            name, "has a text layer that does not tell its letters: it needs OCR before it can be read"
        )
    notes = []
    if bare:
        shown = ", ".join(map(str, bare[:_PAGES_SHOWN])) + (", ..." if len(bare) > _PAGES_SHOWN else "")
        message = f"{len(bare)} of {total} pages have no text layer and were not read; they need OCR: {shown}"
        notes.append(Note("no-text-layer", message, effect="skipped"))
    if unreadable > 0.02 * letters:
        notes.append(
            Note("unreadable-characters", f"{unreadable:,} characters of its text layer tell no letter")
        )
    return tuple(notes)
