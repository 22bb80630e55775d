"""What a file is, told from its bytes first and from its name where the bytes leave it open."""

from __future__ import annotations

import re
from typing import Literal

from truceline.reading.formats.draft import refused

Media = Literal[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]
PLAIN: Media = "text/plain"
MARKDOWN: Media = "text/markdown"
HTML: Media = "text/html"
PDF: Media = "application/pdf"
WORD: Media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEAD = 4096
# What people hand in by mistake, and what to do about it.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "is a Rich Text file; save it as DOCX or plain text"),
    (b"\xd0\xcf\x11\xe0", "is an old Word or Office file (.doc); save it as DOCX"),
    (b"\x89PNG", "is an image; it needs OCR before it can be read"),
    (b"\xff\xd8\xff", "is an image; it needs OCR before it can be read"),
    (b"GIF8", "is an image; it needs OCR before it can be read"),
    (b"II*\0", "is an image; it needs OCR before it can be read"),
    (b"MM\0*", "is an image; it needs OCR before it can be read"),
    (b"\x1f\x8b", "is packed (gzip); unpack it first"),
    (b"7z\xbc\xaf", "is packed (7z); unpack it first"),
    (b"Rar!", "is packed (RAR); unpack it first"),
    (b"SQLite format 3", "is a database, not a report"),
)
_PREAMBLE = r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--(?:[^-]|-(?!->)){0,2000}-->\s*)*"
_PAGE = re.compile(rf"{_PREAMBLE}<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FRAGMENT = re.compile(
    rf"{_PREAMBLE}<(?:article|section|main|div|p|h[1-6]|table|ul|ol|meta|title|script|style|span|br)\b",
    re.IGNORECASE,
)
_MAIL = re.compile(r"^MIME-Version: ?1\.0[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_ANY_TAG = re.compile(r"<(?:/?[a-z][a-z0-9]{0,9})\b[^<>]{0,500}>", re.IGNORECASE)


def media_type(data: bytes, name: str) -> Media:
    """The kind of a document; raises InputError for files of other kinds that are known for what they are."""
    if not data:
        raise refused(name, "is empty; there is nothing to read")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, name)
    for mark, message in _OTHERS:
        if data.startswith(mark):
            raise refused(name, message)
    return _of_text(data[:_HEAD].replace(b"\0", b"").decode("latin-1"), name)


def _zipped(data: bytes, name: str) -> Media:
    # The names of a zip's members stand uncompressed in its directory; a cut file may lack the directory.
    if b"word/" in data or (b"[Content_Types].xml" in data[:_HEAD] and name.lower().endswith(".docx")):
        return WORD
    raise refused(name, "is a zip or an office file of another kind; only DOCX is read, save it as that")


def _of_text(head: str, called: str) -> Media:
    name = called.lower()
    head = head.removeprefix("\xef\xbb\xbf").removeprefix("\xff\xfe").removeprefix("\xfe\xff")
    suffix = name.rpartition(".")[2] if "." in name else ""
    if _MAIL.search(head):
        raise refused(called, "is an e-mail or a web archive; save the report itself as a page or plain text")
    if _PAGE.match(head):
        return HTML
    if suffix in ("md", "markdown", "mdown", "mkd"):
        return MARKDOWN
    if suffix in ("htm", "html", "xhtml") and _ANY_TAG.search(head):
        return HTML
    if suffix in ("", "asp", "aspx", "php", "xml", "shtml") and _FRAGMENT.match(head):
        return HTML
    return PLAIN
