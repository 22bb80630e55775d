"""When a web page says it was published: its metadata only, never its address or its prose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from truceline.reading.formats.dating import told
from truceline.reading.formats.draft import Told

if TYPE_CHECKING:
    from lxml.etree import _Element

_META = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "date_published",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_date",
    "published_time",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.date",
    "dc.date",
    "date",
)
"""Names of metadata that mean the day of publication, the most explicit first; never a change."""
_LONGEST_SCRIPT = 1 << 20
_DEEPEST = 12
_DATE_CLASSES = frozenset(
    ("published", "entry-date", "pubdate", "post-date", "dt-published", "date-published", "date-header")
)


def dates_of(tree: _Element, zone: tzinfo | None) -> tuple[Told, ...]:
    """Days of publication as the page tells them, most explicit first."""
    found = [*_from_meta(tree), *_from_linked_data(tree), *_from_elements(tree)]
    return tuple(told(written, where, "metadata", zone) for written, where in found if written.strip())


def _from_meta(tree: _Element) -> list[tuple[str, str]]:
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        content = meta.get("content", "")
        if name in _META and content and name not in named:
            named[name] = content
    return [(named[name], f"meta `{name}`") for name in _META if name in named]


def _from_linked_data(tree: _Element) -> Iterator[tuple[str, str]]:
    for script in tree.iter("script"):
        if script.get("type", "").lower() != "application/ld+json":
            continue
        text = "".join(map(str, script.itertext()))[:_LONGEST_SCRIPT]
        try:
            yield from _published(json.loads(text))
        except (ValueError, RecursionError):
            continue  # many a page's linked data is broken; others of its dates may stand


def _published(data: Any) -> Iterator[tuple[str, str]]:
    """`datePublished` of the page's main things, breadth first and not deep."""
    level = [data]
    for _ in range(_DEEPEST):
        found = [one["datePublished"] for one in level if isinstance(one, dict) and "datePublished" in one]
        if any(isinstance(one, str) for one in found):
            yield next(one for one in found if isinstance(one, str)), "JSON-LD `datePublished`"
            return
        level = [inner for one in level for inner in _inside(one)]


def _inside(data: Any) -> list[Any]:
    if isinstance(data, dict):
        return [
            inner
            for key, inner in data.items()
            if key in ("@graph", "mainEntity", "mainEntityOfPage", "article")
        ]
    return data if isinstance(data, list) else []


def _from_elements(tree: _Element) -> Iterator[tuple[str, str]]:
    """Elements marked as holding the day of publication, by microdata, microformat or the usual classes."""
    for element in tree.iter():
        if element.get("itemprop") == "datePublished" and element.tag != "meta":
            yield _written(element), "itemprop `datePublished`"
            return
    for element in tree.iter("time", "abbr", "span", "p", "div", "h2", "li"):
        classes = set((element.get("class") or "").lower().split())
        if (element.tag == "time" and element.get("pubdate") is not None) or classes & _DATE_CLASSES:
            yield _written(element), f"{element.tag} element"
            return


def _written(element: _Element) -> str:
    for name in ("datetime", "content", "title"):
        if element.get(name):
            return element.get(name) or ""
    return "".join(map(str, element.itertext()))
