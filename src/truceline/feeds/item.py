"""What a feed brings: one text, and by what it is known to be the same as another's."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

MOST_BYTES = 8_000_000
"""Of one text or file."""
MOST_ITEMS = 200
"""Of one look at a feed; the rest comes with the next."""
_NOT_LETTERS = re.compile(r"[\W_]+")


class NotRead(Exception):  # noqa: N818 - it says what is so
    """A feed that could not be read just now; says why, and quotes nothing."""


@dataclass(frozen=True)
class Item:
    """One text or file of a feed."""

    key: str
    """What the feed itself tells it by: a file's name, an entry's id, a message's."""
    name: str
    """What the document is called."""
    content: bytes
    dated: datetime | None = None
    """When it came out, as the feed says; null: it does not, or what it says cannot be."""
    same_as_before: bool = False
    """Whether the feed is known to have brought it before: then it is not read again."""


@dataclass(frozen=True)
class Look:
    """What one look at a feed found."""

    items: tuple[Item, ...]
    form: str
    """How it was made: what kind of feed, which parts its entries have; empty where it had none."""
    mark: str = ""
    """Where to go on the next time, in the words of the kind of feed."""
    troubles: tuple[str, ...] = ()
    """Items that could not be had, each in a sentence that quotes nothing."""


def text_digest(text: str) -> str:
    """The SHA-256 of a text's letters and digits: blanks, capitals and marks count for nothing."""
    plain = _NOT_LETTERS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def believable(dated: datetime | None, now: datetime) -> datetime | None:
    """A date that can be: not before the web, not in the future."""
    return dated if dated is not None and dated.year >= 1990 and dated <= now else None  # noqa: PLR2004 - a year
