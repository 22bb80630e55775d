"""Plain text into blocks: wrapped lines belong together, and what stands alone is told apart.

Nothing is moved or taken out: blocks are stretches of the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from truceline.reading.document import Block
from truceline.reading.formats.draft import Kind

_LINE = re.compile(r"[^\r\n\f\v\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\r\n\f\v\x1c-\x1e\x85\u2028\u2029]|\Z)")
_SIGN_ITEM = re.compile(
    r"[ \t]*(?:[-*+\u2022\u2023\u2043\u25aa\u25ab\u25cf\u25a0\u25ba\u00b7\u2013\u2014]|o(?= ))[ \t]+(?=\S)"
)
_NUMBER_ITEM = re.compile(r"[ \t]*(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*[=\-_*~#\u2014\u2500](?:[ \t]?[=\-_*~#\u2014\u2500]){2,}[ \t]*\Z")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*\Z")
_ENDS_SENTENCE = (".", "!", "?", ";", "\u2026", "\u061f", '."', ".\u201d", ".'", ".\u2019", ".)")
_WIDEST = 130
"""Nobody wraps lines wider than this: longer lines are paragraphs of their own."""
_NARROWEST = 40
_HEADING_CHARS = 120
_HEADING_WORDS = 16
_SIGNS = 2
_MOST_LINES = 4096
"""Lines looked at together, so that memory is bounded where no blank line ever comes."""


class _Line(NamedTuple):
    start: int
    end: int
    """Without the line's end and the blanks before it."""
    text: str


def blocks_of(text: str, start: int = 0) -> tuple[Block, ...]:
    """The blocks of `text` from code point `start` on, in order."""
    found: list[Block] = []
    for chunk in _chunks(text, start):
        found += _blocks(chunk)
    return tuple(found)


def _chunks(text: str, start: int) -> Iterator[list[_Line]]:
    """Runs of lines without a blank one between them."""
    chunk: list[_Line] = []
    for match in _LINE.finditer(text, start):
        line = match.group()
        bare = line.strip()
        if not bare or (
            _RULE.match(line.rstrip()) and not (len(chunk) == 1 and _UNDERLINE.match(line.rstrip()))
        ):
            if chunk:
                yield chunk
            chunk = []
            continue
        begin = match.start() + len(line) - len(line.lstrip())
        chunk.append(_Line(begin, begin + len(bare), line.rstrip()))
        if len(chunk) == _MOST_LINES:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _blocks(chunk: list[_Line]) -> Iterator[Block]:
    if len(chunk) > 1 and _UNDERLINE.match(chunk[1].text):
        yield Block(chunk[0].start, chunk[0].end, "heading")
        chunk = chunk[2:]
    groups = list(_groups(chunk))
    for number, group in enumerate(groups):
        alone = len(groups) == 1 or number == 0
        yield _block(group, alone=alone)


def _groups(chunk: list[_Line]) -> Iterator[list[_Line]]:
    """Lines that were one before somebody wrapped them."""
    width = max((len(line.text) for line in chunk), default=0)
    group: list[_Line] = []
    listed = False
    for line in chunk:
        if group and _breaks(group[-1], line, width, listed=listed):
            yield group
            group = []
        if not group:
            listed = _marker(line, bare_number=True) > 0
        group.append(line)
    if group:
        yield group


def _breaks(before: _Line, line: _Line, width: int, *, listed: bool) -> bool:
    """Whether a new block begins at `line`."""
    ended = before.text.endswith((*_ENDS_SENTENCE, ":"))
    if _is_row(before.text) or _is_row(line.text) or _marker(line, bare_number=ended or listed):
        return True
    first = line.text.lstrip()
    if width > _WIDEST:
        return True
    if first[:1].islower() or before.text.endswith((",", "-")):
        return False
    full = max(width, _NARROWEST)
    # A wrapped line is full: the next word would not have fitted. Ragged margins get some slack.
    reached = len(before.text) + 1 + len(first.split(None, 1)[0])
    return reached <= full * (0.9 if ended else 0.75)


def _marker(line: _Line, *, bare_number: bool) -> int:
    """Length of the sign or number that makes the line a list item, blanks included; 0 if none does."""
    head = line.text.lstrip()[:8]
    if head[:1].isalpha() and head[:2] != "o " and "." not in head and ")" not in head:
        return 0  # nearly every line
    match = _SIGN_ITEM.match(line.text) or (_NUMBER_ITEM.match(line.text) if bare_number else None)
    return match.end() - (len(line.text) - len(line.text.lstrip())) if match else 0


def _is_row(line: str) -> bool:
    """Whether tabs or upright strokes part the line into cells."""
    if "\t" in line:
        return line.strip().count("\t") >= _SIGNS
    return "|" in line and (line.count(" | ") >= _SIGNS or (line.strip()[:1] == "|" == line[-1:]))


def _block(group: list[_Line], *, alone: bool) -> Block:
    first, start, end = group[0], group[0].start, group[-1].end
    if _is_row(first.text):
        return Block(start, end, "row")
    marker = _marker(first, bare_number=True)
    kind: Kind = "item" if marker else "paragraph"
    if (
        len(group) == 1
        and alone
        and (not marker or first.text.lstrip()[:1].isdigit())
        and is_heading(first.text)
    ):
        kind = "heading"
    return Block(start + marker, end, kind)


def is_heading(line: str) -> bool:
    """A short line that stands alone, begins like a title and does not end like a sentence."""
    bare = line.strip()
    if len(bare) > _HEADING_CHARS or len(bare.split()) > _HEADING_WORDS:
        return False
    if bare.endswith((*_ENDS_SENTENCE, ",")) or not any(letter.isalpha() for letter in bare):
        return False
    initial = next((letter for letter in bare if letter.isalnum()), "")
    return not initial.islower()
