"""Atom and RSS: a feed of the open web, fetched with care; of each entry the text alone."""

from __future__ import annotations

import calendar
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from truceline.feeds.item import MOST_ITEMS, Item, Look, NotRead
from truceline.feeds.plain import plain_text
from truceline.feeds.settings import WebFeed
from truceline.replies.outgoing import NotFetched, Outgoing

MOST_BYTES = 5_000_000
WHOLE_S = 30.0
_OK = 200
_UNCHANGED = 304
_PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DECLARES = b"<!"
_HEAD = 4096


def look_at_web(feed: WebFeed, outgoing: Outgoing, mark: str) -> Look:
    """The entries of a feed; NotRead where it cannot be had or is none. An unchanged one has no entries."""
    before = json.loads(mark) if mark else {}
    asked = {"Accept": "application/atom+xml, application/rss+xml, application/xml;q=0.8, text/xml;q=0.8"}
    if before.get("etag"):
        asked["If-None-Match"] = before["etag"]
    if before.get("modified"):
        asked["If-Modified-Since"] = before["modified"]
    try:
        answer = outgoing.get(feed.url, asked)
    except NotFetched as error:
        raise NotRead(str(error)) from None
    if answer.status == _UNCHANGED:
        return Look((), "", mark)
    if answer.status != _OK:
        raise NotRead(f"it answers with status {answer.status}")
    entries, form = _parsed(answer.content)
    kept = {"etag": answer.etag, "modified": answer.modified}
    return Look(tuple(_items(entries)), form, json.dumps(kept))


def _parsed(content: bytes) -> tuple[list[Any], str]:
    """Its entries and its form; NotRead for what is no feed, or has entities of its own."""
    # feedparser takes 150 ms to import; only a poll needs it.
    import feedparser  # noqa: PLC0415

    if _declares(content):
        raise NotRead("it declares a document type or entities, which no feed needs")
    # From memory alone: a text would be taken for an address and fetched.
    found = feedparser.parse(BytesIO(content), resolve_relative_uris=False, sanitize_html=False)
    if not found.get("version"):
        raise NotRead("what is there is no feed (any more)")
    entries = list(found.entries)[:MOST_ITEMS]
    return entries, _form(str(found.version), entries)


def _declares(content: bytes) -> bool:
    """Whether anything is declared before the first element, in whatever encoding of Unicode."""
    plain = content.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe")
    return plain[_end_of_prolog(plain) :].startswith(_DECLARES) and b"<html" not in plain[:_HEAD].lower()


def _end_of_prolog(plain: bytes) -> int:
    found = _PROLOG.match(plain)
    return found.end() if found else 0


def _form(version: str, entries: list[Any]) -> str:
    parts = [name for name in ("title", "summary", "content") if any(one.get(name) for one in entries)]
    if any(_dated(one) for one in entries):
        parts.append("dates")
    return " ".join((version, *parts)) if entries else ""


def _items(entries: list[Any]) -> Iterator[Item]:
    seen: set[str] = set()
    for entry in entries:
        title = plain_text(str(entry.get("title") or ""))
        written = [str(part.get("value") or "") for part in entry.get("content", ())]
        body = plain_text(max((*written, str(entry.get("summary") or "")), key=len))
        text = body if body.startswith(title) else f"{title}\n\n{body}".strip()
        if not any(letter.isalnum() for letter in text):
            continue
        digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
        key = f"{str(entry.get('id') or entry.get('link') or '')[:500]} {digest[:16]}"
        if key not in seen:
            seen.add(key)
            name = f"{(title or 'untitled')[:80]}.txt"
            yield Item(key, name, text.encode("utf-8", "replace"), _dated(entry))


def _dated(entry: Any) -> datetime | None:
    # Asked as a plain dict: feedparser would stand one for the other, and warn of it.
    told = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(told), UTC) if told else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
