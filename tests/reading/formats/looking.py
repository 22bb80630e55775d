"""What a test looks at in a document: its blocks' texts and kinds, and the kinds of its issues."""

from __future__ import annotations

from truceline.reading.document import Document
from truceline.reading.formats.read import read_document


def read(data: bytes | str, name: str = "report.txt", **options) -> Document:
    return read_document(data.encode() if isinstance(data, str) else data, name, **options)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def texts(document: Document) -> list[str]:
    return [text for _, text in blocks(document)]


def issues(document: Document) -> dict[str, str]:
    return {issue.kind: issue.message for issue in document.issues}
