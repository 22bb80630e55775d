"""Bytes of a file as numbered lines of text: gzip, encodings and overlong lines, memory bounded."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from truceline.errors import InputError, Problem
from truceline.intake.faults import Doubt, Fault

GZIP = b"\x1f\x8b"
LONGEST_LINE = 1 << 20
"""Bytes of one line that are read; what goes on longer is cut and flagged."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK = b"\xef\xbb\xbf"


def refuse(path: Path, message: str, *, line: int = 0, field: str = "") -> InputError:
    """The error that says why this file cannot be read at all."""
    return InputError(Problem(str(path), line, field, message))


def sha256_of(path: Path) -> str:
    """The SHA-256 of the file's bytes as given (a packed file is not unpacked first)."""
    with readable(path), path.open("rb") as raw:
        return hashlib.file_digest(raw, "sha256").hexdigest()


def head(path: Path, size: int = 4) -> bytes:
    """The first bytes of the file, unpacked if it is gzipped."""
    with opened(path) as raw:
        return raw.read(size)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Turn what the system and gzip say about a bad file into one clear error."""
    try:
        yield
    except gzip.BadGzipFile as error:
        raise refuse(path, f"is a damaged gzip file ({error}); nothing of it was taken") from error
    except (EOFError, zlib.error) as error:
        raise refuse(path, "is a truncated or damaged gzip file; nothing of it was taken") from error
    except OSError as error:
        raise refuse(path, f"cannot be read: {error.strerror or error}") from error


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes] | io.BufferedReader]:
    """The file's bytes, unpacked if it starts as gzip does, whatever it is called."""
    with readable(path), path.open("rb") as raw:
        packed = raw.read(2) == GZIP
        raw.seek(0)
        if not packed:
            yield raw
            return
        with gzip.GzipFile(fileobj=raw) as unpacked:
            yield io.BufferedReader(unpacked)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with what was wrong with its bytes."""

    text: str
    doubts: tuple[Doubt, ...] = ()


def lines(path: Path, encoding: str | None = None) -> Iterator[Line]:
    """Every line with its line end; UTF-8 unless an encoding is declared.

    A line that is no UTF-8 is read as Windows-1252, the likeliest of the rest, and says so.
    Raises InputError for UTF-16 without a declared encoding, and for a damaged gzip file.
    """
    with opened(path) as raw:
        first = True
        while line := raw.readline(LONGEST_LINE):
            if first and (encoding is None or codecs.lookup(encoding).name == "utf-8"):
                line = _unmarked(path, line)
            first = False
            cut = len(line) == LONGEST_LINE and not line.endswith(b"\n")
            if cut:
                _drop_rest(raw)
            yield _decoded(line, encoding, cut=cut)


def _unmarked(path: Path, line: bytes) -> bytes:
    if line.startswith(_UTF16) or b"\0" in line[:4]:
        raise refuse(path, "is not UTF-8 but looks like UTF-16; save it as UTF-8")
    return line.removeprefix(_UTF8_MARK)


def _drop_rest(raw: IO[bytes] | io.BufferedReader) -> None:
    while rest := raw.readline(LONGEST_LINE):
        if rest.endswith(b"\n"):
            return


def _decoded(line: bytes, encoding: str | None, *, cut: bool) -> Line:
    doubts = []
    try:
        text = line.decode(encoding or "utf-8", errors="ignore" if cut else "strict")
    except UnicodeDecodeError:
        text = line.decode("cp1252", errors="replace")
        told = encoding or "UTF-8"
        doubts.append(Doubt(Fault.BAD_ENCODING, f"not {told}; read as Windows-1252, check its letters"))
    if cut:
        limit = f"{LONGEST_LINE:,} bytes"
        doubts.append(Doubt(Fault.OVERLONG_FIELD, f"a line longer than {limit}", effect="skipped"))
    if "\0" in text:
        text = text.replace("\0", "")
        doubts.append(Doubt(Fault.NUL_BYTES, "holds NUL bytes, which were left out"))
    return Line(text, tuple(doubts))
