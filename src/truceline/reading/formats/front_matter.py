"""The YAML head of a text file: what it says of the text, and where the text begins."""

from __future__ import annotations

import re
from datetime import tzinfo
from typing import Any, NamedTuple

import yaml

from truceline.reading.formats.dating import told
from truceline.reading.formats.draft import Note, Told

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)
_LONGEST = 1 << 16
_KEYS = ("published", "published_on", "publication_date", "date_published", "pubdate", "date")
_LOADER = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)  # strings only: nothing is built from a stranger's YAML


class FrontMatter(NamedTuple):
    """What the head says; `end` is the code point where the text itself begins (0: there is no head)."""

    end: int = 0
    title: str = ""
    dates: tuple[Told, ...] = ()
    notes: tuple[Note, ...] = ()


def front_matter(text: str, zone: tzinfo | None) -> FrontMatter:
    """The head between two lines of three hyphens; a text that merely begins with a rule has none."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST) if opening else None
    if opening is None or closing is None:
        return FrontMatter()
    inner = text[opening.end() : closing.start()]
    try:
        head = yaml.load(inner, Loader=_LOADER)  # noqa: S506 - this loader makes strings only
    except (yaml.YAMLError, RecursionError):
        return _unreadable(inner, closing.end())
    if not isinstance(head, dict):
        return FrontMatter()
    return FrontMatter(closing.end(), _title(head), _dates(head, zone))


def _unreadable(inner: str, end: int) -> FrontMatter:
    if ":" not in inner.partition("\n")[0]:  # two rules with prose between them
        return FrontMatter()
    return FrontMatter(
        end, notes=(Note("bad-front-matter", "its front matter is no valid YAML and was left out"),)
    )


def _title(head: dict[Any, Any]) -> str:
    title = head.get("title", "")
    return " ".join(title.split()) if isinstance(title, str) else ""


def _dates(head: dict[Any, Any], zone: tzinfo | None) -> tuple[Told, ...]:
    lowered = {str(key).lower().replace("-", "_"): value for key, value in head.items()}
    written = [
        (key, lowered[key]) for key in _KEYS if isinstance(lowered.get(key), str) and lowered[key].strip()
    ]
    return tuple(told(value, f"front matter `{key}`", "front_matter", zone) for key, value in written)
