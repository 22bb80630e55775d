"""Lines of printed pages into paragraphs, headings, items and rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from truceline.reading.formats.draft import CELL_SIGN, Kind, Piece
from truceline.reading.formats.lines import Line

_ITEM = re.compile(
    r"(?:[\u2022\u2023\u2043\u25aa\u25ab\u25cf\u25a0\u25ba\u00b7\u2013\u2014\uf0b7\uf0a7*-]|o(?= )"
    r"|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+(?=\S)"
)
_ENDS = (".", "!", "?", ":", ";", '."', ".\u201d", ".\u2019", ".)", "\u061f")
_HYPHENS = ("-", "\u2010", "\u00ad")
_COMPOUND = re.compile(r"([^\W\d_]+)[-\u2010](?=[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")
_LARGER = 1.12
_LOOSER = 1.35
_LONGEST_HEADING = 24
_SHORT = 0.85
"""Share of the column's width that a paragraph's last line falls short of."""


def pieces_of(lines: Iterable[Line]) -> Iterator[Piece]:
    """The blocks the lines make, in order; a paragraph may run on over a column's or page's end."""
    kept = list(lines)
    if not kept:
        return
    print_ = _Print(kept)
    group: list[Line] = []
    for line in kept:
        if group and print_.breaks(group, line):
            yield print_.piece(group)
            group = []
        group.append(line)
    yield print_.piece(group)


class _Print:
    """What is usual in this document: size of letters, distance of lines, width, and its hyphenated words."""

    def __init__(self, lines: list[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = sizes.most_common(1)[0][0]
        steps = [
            before.bottom - line.bottom
            for before, line in pairwise(lines)
            if before.page == line.page and 0 < before.bottom - line.bottom < 3 * self.size
        ]
        self.step = median(steps) if steps else self.size
        self.width = _usual_width(lines)
        text = "\n".join(line.text for line in lines)
        self.compounds = {first.lower() for first in _COMPOUND.findall(text)}
        self.words = {word.lower() for word in _WORD.findall(text)}

    def breaks(self, group: list[Line], line: Line) -> bool:
        """Whether a new block begins at `line`."""
        before = group[-1]
        if self._is_row(line) or self._is_row(before) or _ITEM.match(line.text):
            return True
        if self._is_large(line) != self._is_large(before) or (
            self._is_large(line) and line.is_bold != before.is_bold
        ):
            return True
        moved = line.page != before.page or line.bottom > before.bottom
        ended = before.text.endswith(_ENDS)
        if moved:
            return not before.is_broken and (ended or (line.text[:1].isupper() and self._is_title(group)))
        if before.bottom - line.bottom > _LOOSER * max(self.step, 0.9 * line.size):
            return True
        if before.is_bold != line.is_bold and self._is_title(group):
            return True
        if before.is_broken or line.text[:1].islower():
            return False
        short = before.right - before.left < _SHORT * self.width
        indented = (
            line.left - before.left > 0.7 * line.size and len(group) > 1 and not _ITEM.match(group[0].text)
        )
        return ended and (short or indented)

    def piece(self, group: list[Line]) -> Piece:
        first = group[0]
        if self._is_row(first):
            return Piece(CELL_SIGN.join(first.cells), "row", first.page)
        text = self._joined(group)
        marker = _ITEM.match(text)
        kind: Kind = "item" if marker else "paragraph"
        if self._is_title(group) and not (marker and not text[:1].isdigit()):
            kind = "heading"
        return Piece(text[marker.end() :] if marker else text, kind, first.page)

    def _is_row(self, line: Line) -> bool:
        cells = line.cells[1:] if _ITEM.match(f"{line.cells[0]} x") and len(line.cells[0]) < 5 else line.cells  # noqa: PLR2004 - a marker set apart
        return len(cells) > 1

    def _is_large(self, line: Line) -> bool:
        return line.size > _LARGER * self.size

    def _is_title(self, group: list[Line]) -> bool:
        """Larger or bold, or one short line with a capital and no stop."""
        text = " ".join(line.text for line in group)
        if len(text.split()) > _LONGEST_HEADING or text.endswith((".", ",", ";")):
            return False
        if not any(letter.isalpha() for letter in text):
            return False
        if all(self._is_large(line) or line.is_bold for line in group):
            return True
        narrow = group[0].right - group[0].left < _SHORT * self.width
        return len(group) == 1 and narrow and not text.endswith(_ENDS) and not _first_letter(text).islower()

    def _joined(self, group: list[Line]) -> str:
        text = group[0].text
        for before, line in pairwise(group):
            hyphened = text.endswith(_HYPHENS) and text[-2:-1].isalnum()
            if before.is_broken or hyphened:
                stem = text.rstrip("".join(_HYPHENS))
                text = f"{stem}{self._seam(stem, line.text)}{line.text}"
            else:
                text = f"{text} {line.text}"
        return text

    def _seam(self, stem: str, after: str) -> str:
        """A hyphen if the broken word has one of its own, as far as the document tells; else nothing."""
        if not after[:1].islower() or not stem[-1:].isalpha():
            return "-"
        left, right = _WORD.findall(stem)[-1].lower(), _WORD.findall(after)[0].lower()
        return "-" if left in self.compounds and left + right not in self.words else ""


def _usual_width(lines: list[Line]) -> float:
    """The width of a full line: what nine in ten lines do not pass."""
    widths = sorted(line.right - line.left for line in lines)
    return widths[int(0.9 * (len(widths) - 1))]


def _first_letter(text: str) -> str:
    return next((letter for letter in text if letter.isalnum()), "")
