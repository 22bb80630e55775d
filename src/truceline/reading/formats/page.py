"""A web page's main text: what stands around it is taken out, then the place that holds the prose is read.

No extraction library is used: on pages made for the tests trafilatura 2.3 dropped headings and ran lines
and table cells together, which the reading needs; it would also bring some fifteen packages.
"""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import tzinfo
from typing import TYPE_CHECKING

from truceline.reading.formats.decoding import decoded
from truceline.reading.formats.draft import Draft, Note, Piece, laid_out, needs_extra, refused
from truceline.reading.formats.page_blocks import pieces_of
from truceline.reading.formats.page_chrome import Chrome
from truceline.reading.formats.page_dates import dates_of
from truceline.reading.formats.page_depth import flattened
from truceline.reading.formats.page_head import headline_of, title_of
from truceline.reading.formats.page_weight import ARTICLE_MARKS, weights

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST = 20 << 20
_GOOD_PART = 0.4
"""Share of the page's prose that what it marks as its article must hold."""
_NEARLY_ALL = 0.85
_LITTLE = 0.2
_SHORT = 25
_TEXT = ("p", "ul", "ol", "table", "pre")
_CHARSET = re.compile(rb"""charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)


def read_page(data: bytes, name: str, zone: tzinfo | None) -> Draft:
    """The text of the article with headings, items and rows; the page's metadata tells title and date."""
    if len(data) > _MOST:
        raise refused(name, f"is a web page of more than {_MOST >> 20} MB; save the report alone")
    declared = _CHARSET.search(data[:4096])
    text, notes = decoded(data, name, declared.group(1).decode("ascii") if declared else None)
    tree, is_cut = _tree(text, name)
    if is_cut:
        tree, _ = _tree(flattened(text), name)
        notes = (*notes, Note("deep-nesting", "tags are nested hundreds deep: only the outer ones were kept"))
    dates, title, headline = dates_of(tree, zone), title_of(tree), headline_of(tree)
    pieces = Chrome.usual().without_lines(pieces_of(_main_part(_pruned(tree))))
    body, blocks = laid_out(_headed(pieces, headline))
    return Draft(body, blocks, title, dates, notes=notes)


def _tree(text: str, name: str) -> tuple[HtmlElement, bool]:
    """The parsed page, and whether the parser gave up on it where its tags are nested too deep."""
    try:
        from lxml import etree, html  # noqa: PLC0415 - heavy, and an extra
    except ImportError as error:
        raise needs_extra(name, "a web page", "lxml") from error
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise refused(name, "is a web page without any content") from error
    return tree, any("excessive depth" in entry.message.lower() for entry in parser.error_log)


def _pruned(tree: HtmlElement) -> HtmlElement:
    """The page without its furniture; if hardly any prose is left, names misled: only comments go."""
    Chrome.usual().prune(tree, only_comments=True)
    bare = deepcopy(tree)
    Chrome.usual().prune(bare)
    return bare if weights(bare)[bare].words >= _LITTLE * weights(tree)[tree].words else tree


def _main_part(tree: HtmlElement) -> HtmlElement:
    """What the page marks as its article, if a good part of the prose is there; else where nearly all is."""
    weighed = weights(tree)
    whole = weighed[tree].words
    for path in ARTICLE_MARKS:
        best = max(tree.xpath(path), key=lambda one: weighed[one].words, default=None)
        if best is not None and weighed[best].words > _GOOD_PART * whole:
            return best
    part = tree
    while whole:
        inner = max(part, key=lambda one: weighed[one].words, default=None)
        if inner is None or inner.tag in _TEXT or weighed[inner].words < _NEARLY_ALL * whole:
            break
        part = inner
    return part


def _headed(pieces: list[Piece], headline: str) -> list[Piece]:
    """The headline first: it makes claims too. What is short and stands above it is furniture."""
    if not headline:
        return pieces
    texts = [" ".join(piece.text.split()) for piece in pieces]
    at = texts.index(headline) if headline in texts else 0
    above = [piece for piece, text in zip(pieces[:at], texts, strict=False) if len(text.split()) > _SHORT]
    return [Piece(headline, "heading"), *above, *pieces[at + (headline in texts) :]]
