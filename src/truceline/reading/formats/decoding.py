"""Bytes of a text into characters, and a plain word where the encoding had to be guessed."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from truceline.reading.formats.draft import Note, refused

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 1 << 16
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1a\x1b") + b"\x7f"
_MOST_CONTROLS = 0.01
_HIGH = bytes(range(128, 256))
_ASCII_LETTERS = bytes(range(65, 91)) + bytes(range(97, 123))


class Decoded(NamedTuple):
    """Text without its byte order mark, and what was doubtful about reading it."""

    text: str
    notes: tuple[Note, ...] = ()


def decoded(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """UTF-8, UTF-16 or UTF-32 by their mark, else UTF-8, else the declared or the likeliest code page.

    Raises InputError for binary files: one that holds NUL bytes or is full of control characters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], name, encoding)
    _refuse_binary(data, name)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared and (text := _as_declared(data, declared)) is not None:
        return Decoded(text)
    return _damaged(data) or _by_code_page(data)


def _marked(data: bytes, name: str, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    if "\0" in text:
        raise refused(name, "holds NUL characters: it is a binary or damaged file, not a text")
    return Decoded(text)  # characters that could not be read are told of with all the other oddities


def _refuse_binary(data: bytes, name: str) -> None:
    if b"\0" in data:
        even, odd = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
        if max(even, odd) > 0.3 * min(len(data), _SAMPLE) / 2 and min(even, odd) <= 0.05 * max(even, odd):
            raise refused(name, "looks like UTF-16 without a byte order mark; save it as UTF-8")
        raise refused(name, "holds NUL bytes: it is a binary or damaged file, not a text")
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _MOST_CONTROLS * len(sample):
        raise refused(name, "is full of control characters: it is a binary file, not a text")


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        return data.decode(declared)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes (cut in transfer, pasted together), rather than a code page."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(data.translate(None, _HIGH)) - broken
    return Decoded(text) if sound > 2 * broken else None


def _by_code_page(data: bytes) -> Decoded:
    encoding, called = _likeliest(data[:_SAMPLE])
    message = f"is not UTF-8; read as {called}, check its letters (better: save it as UTF-8)"
    return Decoded(data.decode(encoding, errors="replace"), (Note("bad-encoding", message),))


def _likeliest(sample: bytes) -> tuple[str, str]:
    """Western text has a few high bytes among Latin letters; Arabic and Cyrillic text is made of them."""
    high = len(sample) - len(sample.translate(None, _HIGH))
    latin = len(sample) - len(sample.translate(None, _ASCII_LETTERS))
    if high <= 0.4 * (high + latin):
        return "cp1252", "Windows-1252"
    # "al-" is the commonest pair of Arabic letters; o, e, a, i, n, t the commonest Russian ones.
    arabic = sample.count(b"\xc7\xe1") * 12 + sample.count(b"\xc7") + sample.count(b"\xe1")
    cyrillic = sum(sample.count(letter) for letter in (b"\xee", b"\xe5", b"\xe0", b"\xe8", b"\xf2"))
    return ("cp1256", "Windows-1256 (Arabic)") if arabic > cyrillic else ("cp1251", "Windows-1251 (Cyrillic)")
