"""The title and the headline of a web page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_HEADLINES = (
    ".//*[@itemprop='headline'][not(self::meta)]",
    ".//*[contains(@class, 'entry-title') or contains(@class, 'post-title')]",
    ".//*[contains(@class, 'article-title')]",
    ".//h1",
)


def title_of(tree: HtmlElement) -> str:
    """The page's title as it is shared, else its headline, else the title of its window."""
    for meta in tree.iter("meta"):
        name, content = meta.get("property") or meta.get("name") or "", meta.get("content") or ""
        if name.lower() == "og:title" and content.strip():
            return " ".join(content.split())
    shown = next(iter(tree.iter("title")), None)
    return headline_of(tree) or (_text(shown) if shown is not None else "")


def headline_of(tree: HtmlElement) -> str:
    """The one headline of the page: a lone element marked as such, else the lone `h1` but a link home."""
    for path in _HEADLINES:
        found = {_text(one) for one in tree.xpath(path) if not _is_home(one)} - {""}
        if len(found) == 1:
            return found.pop()
    return ""


def _is_home(element: HtmlElement) -> bool:
    """Whether it is the name of the site: a link to the front page."""
    links = list(element.iter("a"))
    return element.tag == "h1" and len(links) == 1 and (links[0].get("href") or "/").count("/") <= 3  # noqa: PLR2004


def _text(element: HtmlElement) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())
