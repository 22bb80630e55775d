"""A document as read: its text, where it came from, when it was published and how that is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from truceline.core.record import record
from truceline.evidence.issue import Issue

Basis = Literal["front_matter", "metadata", "given"]
"""How the day of publication is known: the document's own head, its metadata, or told by the user."""


@record
class Block:
    """A stretch `[start, end)` of the text and what it is; blocks follow each other and do not overlap."""

    start: int
    end: int
    kind: Literal["paragraph", "heading", "item", "row"] = "paragraph"
    page: int | None = None
    """Page of a PDF, from 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a report says, as text.

    Spans of claims are code points into `text`; for plain text that is the file itself, decoded.
    `sha256` is of the file's bytes. `published_on` is None where nothing tells it and nobody gave it.
    """

    name: str
    text: str
    sha256: str
    media_type: str
    published_on: date | None = None
    published_basis: Basis | None = None
    title: str = ""
    language: str = "en"
    blocks: tuple[Block, ...] = ()
    issues: tuple[Issue, ...] = field(default=())
