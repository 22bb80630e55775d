"""Markdown: the text without its markup, by markdown-it-py."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import TYPE_CHECKING

from truceline.reading.formats.decoding import decoded
from truceline.reading.formats.draft import CELL_SIGN, Draft, Kind, Note, Piece, laid_out
from truceline.reading.formats.front_matter import front_matter
from truceline.reading.formats.plain import blocks_of

if TYPE_CHECKING:
    from markdown_it.token import Token

_MOST = 4 << 20
"""Characters that are parsed; no report is longer, and the parser keeps thirty times as much in memory."""


_OPENERS = " \t>-*+0123456789.)"
_DEEPEST = 30
"""Characters that open lists and quotes at the start of a line; the parser drops what is nested deeper."""
_LEVELS = 40
_MOST_BRACKETS = 20_000


def read_markdown(data: bytes, name: str, zone: tzinfo | None) -> Draft:
    """Paragraphs, headings, items and rows as they read; code, HTML and pictures' names give no text."""
    source, notes = decoded(data, name)
    head = front_matter(source, zone)
    notes = (*notes, *head.notes)
    if note := _beyond_parsing(source):
        return Draft(source, blocks_of(source, head.end), head.title, head.dates, notes=(*notes, note))
    text, blocks = laid_out(_pieces(_tokens(source[head.end :])))
    return Draft(text, blocks, head.title, head.dates, notes=notes)


def _beyond_parsing(source: str) -> Note | None:
    """Why the parser would choke or lose text, if it would."""
    if len(source) > _MOST:
        return Note("long-markdown", f"longer than {_MOST:,} characters: read as plain text, markup and all")
    if source.count("[") > _MOST_BRACKETS:
        return Note("long-markdown", "far too many brackets for links: read as plain text, markup and all")
    for line in source.splitlines():
        rest = line.lstrip(_OPENERS)
        if rest and len(line) - len(rest) > _DEEPEST:
            return Note("deep-nesting", "lists or quotes nested too deep: read as plain text, markup and all")
    return None


def _tokens(source: str) -> list[Token]:
    # Imported here: half a second of start-up that only Markdown needs.
    from markdown_it import MarkdownIt  # noqa: PLC0415

    return MarkdownIt("commonmark", {"maxNesting": _LEVELS}).enable(["table", "strikethrough"]).parse(source)


def _pieces(tokens: Sequence[Token]) -> Iterator[Piece]:
    kind: Kind = "paragraph"
    items = 0
    row: list[str] | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                kind = "heading"
            case "paragraph_open":
                kind = "item" if items else "paragraph"
            case "list_item_open":
                items += 1
            case "list_item_close":
                items -= 1
            case "tr_open":
                row = []
            case "tr_close":
                yield Piece(CELL_SIGN.join(row or ()), "row")
                row = None
            case "inline" if row is not None:
                row.append(_text_of(token).replace("\n", " ").strip())
            case "inline":
                yield Piece(_text_of(token), kind)


def _text_of(inline: Token) -> str:
    parts: list[str] = []
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
    return "".join(parts).strip()
