"""A report's file into a document: the door to this package."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from truceline.evidence.issue import Issue
from truceline.reading.document import Document
from truceline.reading.formats.dating import settled
from truceline.reading.formats.draft import Draft, Note, refused
from truceline.reading.formats.kinds import HTML, MARKDOWN, PDF, PLAIN, WORD, Media, media_type
from truceline.reading.formats.markup import read_markdown
from truceline.reading.formats.oddities import language_of, oddities
from truceline.reading.formats.text_file import read_text

Progress = Callable[[int, int], None]
"""Told `(done, all)` pages as a PDF is read."""


def read_document(
    source: Path | bytes,
    name: str = "",
    *,
    published: date | None = None,
    zone: tzinfo | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> Document:
    """The document in a file or its bytes; `name` stands for it in issues and errors.

    `zone` makes days of instants in metadata (the agreement's clock). `published` wins over what the
    document says of itself. Raises InputError for what cannot be read: empty, binary, encrypted,
    damaged, without a text layer, or of a kind whose library is not installed.
    """
    name = name or (source.name if isinstance(source, Path) else "document")
    data = _bytes_of(source, name)
    media = media_type(data, name)
    draft = _draft(data, name, media, zone, progress)
    if not draft.blocks:
        raise refused(name, "holds no text to read")
    when = settled(draft.dates, published, draft.hint, today or datetime.now(zone or UTC).date())
    notes = (*draft.notes, *oddities(draft.text), *when.notes)
    return Document(
        name=name,
        text=draft.text,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media,
        published_on=when.day,
        published_basis=when.basis,
        title=draft.title or _first_heading(draft),
        language=language_of(draft.text),
        blocks=draft.blocks,
        issues=tuple(_issue(note, name) for note in notes),
    )


def _bytes_of(source: Path | bytes, name: str) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise refused(name, f"cannot be read: {error.strerror or error}") from error


def _draft(data: bytes, name: str, media: Media, zone: tzinfo | None, progress: Progress | None) -> Draft:
    # The readers below load heavy libraries, each only for its own kind of file.
    if media == PLAIN:
        return read_text(data, name, zone)
    if media == MARKDOWN:
        return read_markdown(data, name, zone)
    if media == HTML:
        from truceline.reading.formats.page import read_page  # noqa: PLC0415

        return read_page(data, name, zone)
    if media == WORD:
        from truceline.reading.formats.word import read_word  # noqa: PLC0415

        return read_word(data, name, zone)
    assert media == PDF
    from truceline.reading.formats.paged import read_pdf  # noqa: PLC0415

    return read_pdf(data, name, progress)


def _first_heading(draft: Draft) -> str:
    """The document's first heading, if it stands before any long text."""
    for block in draft.blocks[:3]:
        if block.kind == "heading":
            return " ".join(draft.text[block.start : block.end].split())
    return ""


def _issue(note: Note, name: str) -> Issue:
    return Issue(file=name, row=0, kind=note.kind, field=note.field, message=note.message, effect=note.effect)
