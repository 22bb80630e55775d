"""What a page of strangers links to, and where it takes notices of links."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin

from truceline.replies.cleaning import cleaned_line, cut, without_mailboxes
from truceline.replies.outgoing import Fetched
from truceline.replies.reply import Via

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PLAIN = "text/plain"
_MARKUP = ("text/html", "application/xhtml+xml")
TITLE_LETTERS = 300
_CARRYING = ("href", "src", "cite", "data", "poster")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a page takes notices."""

    via: Via
    url: str


def is_readable(page: Fetched) -> bool:
    """Whether we can look for links in it."""
    return page.media_type in (*_MARKUP, _PLAIN)


def links_to(page: Fetched, targets: frozenset[str]) -> bool:
    """Whether a page links to one of the addresses; in plain text, whether one stands in it."""
    if page.media_type == _PLAIN:
        words = page.content.decode("utf-8", "replace").split()
        return any(_same(word.strip("<>()[]\"'.,;")) in targets for word in words)
    document = _parsed(page)
    return document is not None and any(_same(url) in targets for url in _carried(document, page.url))


def linked_from(page: Fetched) -> tuple[str, ...]:
    """Every page that a page links to (`<a href>`), once, in order."""
    document = _parsed(page)
    if document is None:
        return ()
    base = _base(document, page.url)
    found = (_joined(base, str(one)) for one in document.xpath("//a/@href"))
    return tuple(dict.fromkeys(_same(url) for url in found if url.startswith(("http://", "https://"))))


def title_of(page: Fetched) -> str:
    """The page's own title, fit to be shown; empty where it has none."""
    document = _parsed(page) if page.media_type in _MARKUP else None
    found: list[Any] = [] if document is None else document.xpath("//title/text()")
    return cut(without_mailboxes(cleaned_line(" ".join(map(str, found[:1])))), TITLE_LETTERS)


def endpoint_of(page: Fetched) -> Endpoint | None:
    """Where a page takes notices: Webmention before Pingback, headers before markup."""
    header = next((url for rel, url in page.links if Via.WEBMENTION in rel.lower().split()), None)
    if header is not None:
        return Endpoint(Via.WEBMENTION, _joined(page.url, header))
    document = _parsed(page) if page.media_type in _MARKUP else None
    found = None if document is None else _rel(document, Via.WEBMENTION, ("link", "a"))
    if document is not None and found is not None:
        return Endpoint(Via.WEBMENTION, _joined(_base(document, page.url), found))
    found = page.pingback or (None if document is None else _rel(document, Via.PINGBACK, ("link",)))
    return Endpoint(Via.PINGBACK, _joined(page.url, found)) if found else None


def _rel(document: HtmlElement, via: Via, tags: tuple[str, ...]) -> str | None:
    for element in document.iter(*tags):
        href = element.get("href")
        if href is not None and via.value in (element.get("rel") or "").lower().split():
            return str(href)
    return None


def _carried(document: HtmlElement, url: str) -> Iterator[str]:
    base = _base(document, url)
    for attribute in _CARRYING:
        yield from (_joined(base, str(one)) for one in document.xpath(f"//@{attribute}"))


def _base(document: HtmlElement, url: str) -> str:
    found = document.xpath("//base/@href")
    return _joined(url, str(found[0])) if found else url


def _joined(base: str, url: str) -> str:
    """The address that a link means; the link itself where it is none."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return ""


def _same(url: str) -> str:
    """The address without its fragment: it names a place in the page, not another page."""
    try:
        return urldefrag(url)[0]
    except ValueError:
        return ""


def _parsed(page: Fetched) -> HtmlElement | None:
    """The page's markup; None where it has none. Nothing it names is fetched, however it is written."""
    # lxml takes 40 ms to load, and only who follows links needs it.
    from lxml import etree  # noqa: PLC0415
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    try:
        parser = HTMLParser(encoding=_encoding(page), no_network=True, huge_tree=False)
        return document_fromstring(page.content, parser=parser)
    except (etree.LxmlError, ValueError, LookupError):
        return None


def _encoding(page: Fetched) -> str | None:
    """As the header says, else UTF-8 where it can be; null: as the page itself says."""
    with suppress(LookupError):
        if page.charset:
            return codecs.lookup(page.charset).name
    try:
        page.content.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"
