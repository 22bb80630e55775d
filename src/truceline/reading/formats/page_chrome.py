"""What stands around the text of a web page: told by tags, by class names and by how blocks begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from truceline.reading.formats.draft import Piece
from truceline.reading.formats.page_blocks import SILENT
from truceline.reading.formats.page_weight import Weight, weights

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_TAGS = SILENT | frozenset(
    ("form", "nav", "aside", "footer", "dialog", "embed", "video", "audio", "menu", "datalist")
)
_NEVER = frozenset(("html", "head", "title", "body", "main", "article", "h1"))
_NAME = re.compile(r"[a-z0-9]+|[A-Z][a-z0-9]*")
_ROLES = frozenset(
    ("navigation", "search", "banner", "contentinfo", "complementary", "dialog", "alertdialog")
)
_MOST_OF_IT = 0.5
_SHORT = 25


class Chrome:
    """The names and openings of page furniture, loaded from `chrome.yaml`."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.exceptions = frozenset(_listed(table["exceptions"]))
        self.comments = frozenset(_listed(table["comments"]))
        self.furniture = frozenset(_listed(table["furniture"]))
        self.lines = tuple(_listed(table["lines"]))
        self.comments_begin = frozenset(_listed(table["comments_begin"]))
        self.comment_counts = tuple(_listed(table["comment_counts"]))
        self.comment_titles = tuple(_listed(table["comment_titles"]))

    @staticmethod
    @cache
    def usual() -> Chrome:
        text = (files("truceline.reading.formats") / "chrome.yaml").read_text(encoding="utf-8")
        return Chrome(yaml.load(text, Loader=_LOADER))  # noqa: S506 - makes strings only

    def prune(self, tree: HtmlElement, *, only_comments: bool = False) -> None:
        """Take furniture out of the tree; what holds the headline or most of the text stays."""
        from lxml.etree import iterwalk  # noqa: PLC0415 - heavy, and an extra

        weighed = weights(tree)
        much = -1.0 if only_comments else _MOST_OF_IT * weighed[tree].words
        going: list[HtmlElement] = []
        walker = iterwalk(tree, events=("start",))
        for _, element in walker:
            if element.tag not in _NEVER and self._is_chrome(element, weighed[element], much):
                going.append(element)
                walker.skip_subtree()
        for element in going:
            element.drop_tree()

    def _is_chrome(self, element: HtmlElement, weight: Weight, much: float) -> bool:
        names = _names(element)
        if names and not names & self.exceptions:
            if names & self.comments:
                return not weight.headlines and not weight.articles
            if names & self.furniture:
                return not weight.headlines and weight.words <= much
        if element.tag in _TAGS or element.get("role", "") in _ROLES or _is_hidden(element):
            return not weight.headlines and weight.words <= much
        return False

    def without_lines(self, pieces: Iterable[Piece]) -> list[Piece]:
        """The pieces but for links elsewhere and lines of furniture, up to where comments begin."""
        kept: list[Piece] = []
        for piece in pieces:
            text = " ".join(piece.text.split()).casefold()
            short = len(text.split()) <= _SHORT
            if short and self._begins_comments(text, piece):
                break
            if not (short and text.startswith(self.lines)):
                kept.append(piece)
        return _without_links(kept)

    def _begins_comments(self, text: str, piece: Piece) -> bool:
        if text.rstrip(":0123456789() ") in self.comments_begin:
            return True
        count, _, rest = text.partition(" ")
        if not count.isdigit() and piece.kind != "heading":
            return False
        counted = self.comment_counts if count.isdigit() else self.comment_titles
        return rest.rstrip(":") in self.comment_counts or rest.startswith(tuple(f"{one} " for one in counted))


def _without_links(pieces: list[Piece]) -> list[Piece]:
    """Without what leads elsewhere (save a heading right over prose) and without headings over nothing."""
    kept: list[Piece] = []
    below: Piece | None = None
    for piece in reversed(pieces):
        under_it = below is not None and not (below.is_link and below.kind != "row")
        if piece.kind == "heading":
            if under_it and below is not None and (not piece.is_link or below.kind != "heading"):
                kept.append(piece)
        elif not piece.is_link or piece.kind == "row":
            kept.append(piece)
        below = piece
    return kept[::-1]


def _listed(text: str) -> list[str]:
    return [word for word in (part.strip().casefold() for part in text.split(",")) if word]


def _names(element: HtmlElement) -> set[str]:
    """The words of an element's class and id, each class name whole and in its parts."""
    given = f"{element.get('class', '')} {element.get('id', '')}"
    if given == " ":
        return set()
    return {part.lower() for part in _NAME.findall(given[:500])}


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style:
        return True
    return element.get("hidden") is not None or element.get("aria-hidden") == "true"
