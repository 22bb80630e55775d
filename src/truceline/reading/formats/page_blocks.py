"""Elements of a page into pieces of text; no recursion, whatever the depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.reading.formats.draft import CELL_SIGN, Kind, Piece
from truceline.reading.formats.plain import blocks_of, is_heading

if TYPE_CHECKING:
    from lxml.etree import _Element


def _tags(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


SILENT = _tags("script style template noscript svg head title iframe object select textarea button")
"""Elements whose text nobody reads."""
_HEADINGS = _tags("h1 h2 h3 h4 h5 h6")
_ITEMS = _tags("li dd dt")
_CELLS = _tags("td th")
_BOLD = _tags("b strong")
_VERBATIM = _tags("pre listing xmp")
_BLOCKS = (
    _HEADINGS
    | _ITEMS
    | _CELLS
    | _tags("p div section article main header footer aside blockquote ul ol dl table tbody thead")
    | _tags("tfoot caption figure figcaption form fieldset center address hr body html details summary nav")
)
_LAYOUT = ("p", "div", "br", "ul", "ol", "h1", "h2", "h3", "h4")
_MUCH_LAYOUT = 3
_SPACE = re.compile(r"[ \t\r\n\f]+")
_NOTE_MARK = "0123456789[]()*, "
"""A raised mark of a footnote; left in, it would run into the word or the number before it."""
_MOSTLY = 0.6
_LONGEST_CELL = 60
"""Words; a cell with more is a page's layout and no table."""


class _Builder:
    """Collects text and closes a piece wherever a block begins or ends."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._parts: list[str] = []
        self._lines: list[Piece] = []
        self._links = self._linked = 0
        self._bolds = self._bold = 0
        self._kinds: list[Kind] = ["paragraph"]

    def add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            words = len(text.split())
            self._linked += words if self._links else 0
            self._bold += words if self._bolds else 0

    def line(self) -> None:
        """A line's end within a block: the next begins a block too, unless it goes on in small letters."""
        text = _SPACE.sub(" ", "".join(self._parts)).strip()
        is_link = self._linked > _MOSTLY * len(text.split())
        kind = self._kinds[-1]
        if kind == "paragraph" and self._bold >= len(text.split()) and is_heading(text):
            kind = "heading"
        self._parts, self._linked, self._bold = [], 0, 0
        if text and self._lines and text[:1].islower():
            before = self._lines[-1]
            self._lines[-1] = before._replace(
                text=f"{before.text} {text}", is_link=before.is_link and is_link
            )
        elif text:
            self._lines.append(Piece(text, kind, is_link=is_link))

    def close(self) -> None:
        self.line()
        self.pieces += self._lines
        self._lines = []

    def open(self, tag: str) -> None:
        self._links += tag == "a"
        self._bolds += tag in _BOLD
        if tag == "br":
            self.line()
        elif tag in _BLOCKS:
            self.close()
            self._kinds.append(_kind(tag, self._kinds[-1]))

    def shut(self, tag: str) -> None:
        self._links -= tag == "a"
        self._bolds -= tag in _BOLD
        if tag in _BLOCKS:
            self.close()
            self._kinds.pop()

    def whole(self, element: _Element) -> bool:
        """Take an element as it is: a row of data, text with its own line ends, or nothing to read."""
        tag = element.tag
        if tag in SILENT or (tag == "sup" and not _text(element).strip(_NOTE_MARK)):
            return True
        if tag in _VERBATIM and "\n" in (written := _text(element)).strip():
            self.close()
            blocks = blocks_of(written)
            self.pieces += [Piece(written[block.start : block.end], block.kind) for block in blocks]
            return True
        if tag == "tr" and (row := _row(element)) is not None:
            self.close()
            self.pieces.append(Piece(row, "row"))
            return True
        return False


def pieces_of(root: _Element) -> list[Piece]:
    """Every block under `root`, in order."""
    builder = _Builder()
    for event, element in _walk(root, builder):
        if event == "start":
            builder.open(str(element.tag))
            builder.add(element.text)
        else:
            builder.shut(str(element.tag))
            builder.add(element.tail if element is not root else None)
    builder.close()
    return builder.pieces


def _walk(root: _Element, builder: _Builder) -> Iterator[tuple[str, _Element]]:
    """Starts and ends of elements; those taken whole are passed by, but for the text after them."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - heavy, and an extra

    walker = iterwalk(root, events=("start", "end"))
    taken: _Element | None = None
    for event, element in walker:
        if event == "start" and builder.whole(element):
            walker.skip_subtree()
            taken = element
        elif taken is not None and event == "end" and element is taken:
            taken = None
            builder.add(None if element is root else element.tail)
        else:
            yield event, element


def _kind(tag: str, outer: Kind) -> Kind:
    if tag in _HEADINGS:
        return "heading"
    if tag in _ITEMS:
        return "item"
    return outer if outer == "item" and tag in ("p", "div") else "paragraph"


def _text(element: _Element) -> str:
    return "".join(str(part) for part in element.itertext())


def _row(element: _Element) -> str | None:
    """The cells of a row of data on one line; None for a row that lays out the page."""
    cells = [cell for cell in element if cell.tag in _CELLS]
    if len(cells) <= 1 or any(inner is not element for inner in element.iter("table", "tr")):
        return None
    if any(sum(1 for _ in cell.iter(*_LAYOUT)) >= _MUCH_LAYOUT for cell in cells):
        return None
    texts = [_SPACE.sub(" ", " ".join(str(part) for part in cell.itertext())).strip() for cell in cells]
    if any(len(text.split()) > _LONGEST_CELL for text in texts):
        return None
    return CELL_SIGN.join(texts)
