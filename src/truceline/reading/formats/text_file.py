"""A plain text file: its text is the file itself, decoded."""

from __future__ import annotations

from datetime import tzinfo

from truceline.reading.formats.decoding import decoded
from truceline.reading.formats.draft import Draft
from truceline.reading.formats.front_matter import front_matter
from truceline.reading.formats.plain import blocks_of


def read_text(data: bytes, name: str, zone: tzinfo | None) -> Draft:
    """Blocks are stretches of the decoded file; a YAML head gives the date and no block."""
    text, notes = decoded(data, name)
    head = front_matter(text, zone)
    return Draft(text, blocks_of(text, head.end), head.title, head.dates, notes=(*notes, *head.notes))
