"""How much prose each part of a page holds: counted once, for the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from truceline.reading.formats.page_blocks import SILENT

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NO_PROSE = SILENT | {"a"}
_FEWEST_WORDS = 5
"""Words that stand together in prose; menus, labels and buttons have fewer."""
ARTICLE_MARKS = (
    ".//*[@itemprop='articleBody']",
    ".//*[contains(concat(' ', @class, ' '), ' entry-content ')]",
    ".//*[contains(concat(' ', @class, ' '), ' post-content ')]",
    ".//*[contains(concat(' ', @class, ' '), ' post-body ')]",
    ".//*[contains(concat(' ', @class, ' '), ' article-body ')]",
    ".//article",
    ".//main",
    ".//*[@role='main']",
)
"""How pages mark their article, the narrowest first."""


class Weight(NamedTuple):
    """Words of prose, headlines and marked articles, in an element and all that stands in it."""

    words: int = 0
    headlines: int = 0
    articles: int = 0


def weights(root: HtmlElement) -> dict[HtmlElement, Weight]:
    """The weight of every element under `root`, and its own; linear in the page's length."""
    from lxml.etree import iterwalk  # noqa: PLC0415 - heavy, and an extra

    marked = {one for path in ARTICLE_MARKS[:-2] for one in root.xpath(path)}
    words = headlines = articles = silent = 0
    begun: list[Weight] = []
    found: dict[HtmlElement, Weight] = {}
    for event, element in iterwalk(root, events=("start", "end")):
        if event == "start":
            begun.append(Weight(words, headlines, articles))
            headlines += element.tag == "h1"
            articles += element in marked
            silent += element.tag in _NO_PROSE
            words += 0 if silent else _prose(element.text)
            continue
        before = begun.pop()
        found[element] = Weight(
            words - before.words, headlines - before.headlines, articles - before.articles
        )
        silent -= element.tag in _NO_PROSE
        words += 0 if silent or element is root else _prose(element.tail)
    return found


def _prose(text: str | None) -> int:
    count = len(text.split()) if text else 0
    return count if count >= _FEWEST_WORDS else 0
