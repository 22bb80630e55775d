"""Whether something that must not leave has left: looked for in every spelling that a file may give it."""

from __future__ import annotations

import base64
import html
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from urllib.parse import quote

import pyarrow.parquet as pq
import pypdfium2

_LEAST = 10
"""Letters without which a spelling of a canary may stand anywhere by chance."""


def leaks(content: str | bytes, canaries: Iterable[str]) -> set[str]:
    """The canaries that are found in a text or a file, plain, escaped, encoded or packed."""
    raw = content.encode() if isinstance(content, str) else content
    haystacks = [haystack.lower() for haystack in (raw, *_unpacked(raw))]
    return {
        canary
        for canary in canaries
        if any(spelling.lower() in haystack for spelling in _spellings(canary) for haystack in haystacks)
    }


def _spellings(canary: str) -> Iterator[bytes]:
    yield canary.encode()
    if len(canary) < _LEAST:
        return
    yield canary.encode("utf-16-le")
    yield canary[::-1].encode()
    yield re.sub(r"\s", "", canary).encode()
    yield json.dumps(canary)[1:-1].encode()
    yield html.escape(canary).encode()
    yield quote(canary).encode()
    yield canary.encode().hex().encode()
    for shift in range(3):
        coded = base64.b64encode(b" " * shift + canary.encode())
        yield coded[4 * bool(shift) : -4]


def _unpacked(raw: bytes) -> Iterator[bytes]:
    """What an archive, a packed stream or a table holds; of a PDF its letters, which it has as glyphs."""
    if raw.startswith(b"%PDF"):
        yield _printed(raw)
    if raw.startswith(b"PAR1") and raw.endswith(b"PAR1"):
        yield _tabled(raw)
    if zipfile.is_zipfile(BytesIO(raw)):
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            yield "\n".join(archive.namelist()).encode()
            yield from map(archive.read, archive.namelist())
    at = raw.find(b"stream")
    while at >= 0:
        start = at + len(b"stream")
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(raw[start:].lstrip(b"\r\n"))
        at = raw.find(b"stream", start)


def _printed(raw: bytes) -> bytes:
    """The words of a PDF without their blanks and line ends, and what it tells of itself."""
    document = pypdfium2.PdfDocument(raw)
    pages = "".join(page.get_textpage().get_text_range() for page in document)
    return (re.sub(r"\s", "", pages) + json.dumps(document.get_metadata_dict())).encode()


def _tabled(raw: bytes) -> bytes:
    """The cells of a Parquet file, and its own description."""
    table = pq.read_table(BytesIO(raw))
    told = [str(table.to_pylist()), str(table.schema.metadata)]
    return "\n".join(told).encode()
