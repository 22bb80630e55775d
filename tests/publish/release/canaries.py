"""Whether something that must not leave has left: looked for in every spelling that a file may give it."""

from __future__ import annotations

import base64
import html
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from urllib.parse import quote

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
    yield json.dumps(canary)[1:-1].encode()
    yield html.escape(canary).encode()
    yield quote(canary).encode()
    yield canary.encode().hex().encode()
    for shift in range(3):
        coded = base64.b64encode(b" " * shift + canary.encode())
        yield coded[4 * bool(shift) : -4]


def _unpacked(raw: bytes) -> Iterator[bytes]:
    """What an archive or a packed stream (of a PDF, say) holds."""
    if zipfile.is_zipfile(BytesIO(raw)):
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            yield from map(archive.read, archive.namelist())
    at = raw.find(b"stream")
    while at >= 0:
        start = at + len(b"stream")
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(raw[start:].lstrip(b"\r\n"))
        at = raw.find(b"stream", start)
