"""Headers, footers and page numbers: what stands at the edge of page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from truceline.reading.formats.lines import Line

_EDGE = 4
"""Lines from the top and from the foot of a page that may be running ones."""
_MARGIN = 0.15
_FEW_PAGES = 3
_DIGITS = re.compile(r"\d{1,9}")
_LAST_DIGITS = re.compile(r"(?<!\d)\d{1,9}\Z")
_Seen = defaultdict[tuple[str, int], set[int]]
_NUMBER = re.compile(
    r"[^\w]{0,3}(?:[^\W\d_]{1,10}\.?\s)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s?(?:[^\W\d_]{1,4}|[/|-])\s?\d{1,4})?[^\w]{0,3}\Z",
    re.IGNORECASE,
)


def without_running_lines(lines: list[Line]) -> list[Line]:
    """The lines but for page numbers and what repeats, figures aside, at one height of several pages."""
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.page)]
    seen: _Seen = defaultdict(set)
    for page in pages:
        for line in _edges(page):
            for mark in _marks(line):
                seen[mark, _height(line)].add(line.page)
    enough = min(_FEW_PAGES, max(2, len(pages)))
    return [line for page in pages for line in _kept(page, seen, enough)]


def _kept(page: list[Line], seen: _Seen, enough: int) -> list[Line]:
    edges = {id(line) for line in _edges(page)}
    return [
        line
        for line in page
        if id(line) not in edges or not (_is_running(line, seen, enough) or _is_page_number(line, page))
    ]


def _is_running(line: Line, seen: _Seen, enough: int) -> bool:
    """Whether enough pages have a line with the same mark at the same height, give or take a little."""
    heights = range(_height(line) - 1, _height(line) + 2)
    for mark in _marks(line):
        pages = set().union(*(seen.get((mark, height), ()) for height in heights))
        if len(pages) >= enough:
            return True
    return False


def _marks(line: Line) -> Iterator[str]:
    """What is alike in running lines: the words with any figures, or a number that grows with the page."""
    yield _DIGITS.sub("#", line.text.casefold())
    for number in {_DIGITS.match(line.text), _LAST_DIGITS.search(line.text)} - {None}:
        assert number is not None
        yield f"page {int(number.group()) - line.page:+}"


def _height(line: Line) -> int:
    return round(line.bottom / 4)


def _edges(page: list[Line]) -> list[Line]:
    """The page's topmost and lowest lines within its margins."""
    ordered = sorted(page, key=lambda line: line.bottom)
    low = [line for line in ordered[:_EDGE] if line.bottom < _MARGIN * line.page_height]
    high = [line for line in ordered[-_EDGE:] if line.bottom > (1 - _MARGIN) * line.page_height]
    return low + high


def _is_page_number(line: Line, page: list[Line]) -> bool:
    """A lone number at the very edge that is no part of the text beside it."""
    if len(page) == 1 or not _NUMBER.match(line.text):
        return False
    if line.text.strip(" -./|").isalpha() and not set(line.text.lower()) <= set("ivxlc-. "):
        return False
    return any(letter.isdigit() for letter in line.text) or len(line.text) <= 6  # noqa: PLR2004 - "xxviii"
