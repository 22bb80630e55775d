"""Names of many places in one file that is looked into where it lies, instead of being loaded.

The file holds buckets of 64-bit hashes; each leads to the number of a row, which is read when asked
for. It is made once from its source and named by the source's digest, so that it is never stale. A
folder that cannot be written to costs time, for the index is then made anew, but no answer.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from struct import Struct

import numpy as np

from truceline.places.sound import sound
from truceline.places.spelling import key

FORMAT = 1
_MAGIC = b"truceline-names\n"
_HEAD = Struct(
    "<16s6Q"
)  # magic, format, bits of a bucket's number, entries, rows, bytes of rows, bytes in all
_FIRST, _SOUND = "\x00", "\x01"
_CHUNK = 20_000
# A bucket holds about this many hashes.
_BUCKET = 4


@dataclass(frozen=True, eq=False)
class NameIndex:
    """An index opened for look-ups; a bytes-like holds it, memory or a mapped file."""

    raw: bytes | mmap
    _bits: int = field(init=False)
    _starts: memoryview = field(init=False, repr=False)
    _hashes: memoryview = field(init=False, repr=False)
    _values: memoryview = field(init=False, repr=False)
    _offsets: memoryview = field(init=False, repr=False)
    _rows_at: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay views over the parts; ValueError where this is no such file or not all of it."""
        if len(self.raw) < _HEAD.size:
            raise ValueError("is no index of names")
        magic, version, bits, entries, rows, blob, total = _HEAD.unpack_from(self.raw)
        sizes = (4 * (2**bits + 1) if bits < 40 else 0, 8 * entries, 4 * entries, 8 * (rows + 1))  # noqa: PLR2004
        rows_at = _HEAD.size + sum(sizes)
        if magic != _MAGIC or version != FORMAT or rows_at + blob != total or total != len(self.raw):
            raise ValueError("is no index of names, of another format or cut short")
        ends = list(accumulate(sizes, initial=_HEAD.size))
        views = [memoryview(self.raw)[start:end] for start, end in pairwise(ends)]
        starts, hashes, values, offsets = views
        parts = (starts.cast("I"), hashes.cast("Q"), values.cast("I"), offsets.cast("Q"))
        names = ("_starts", "_hashes", "_values", "_offsets")
        for name, value in (("_bits", bits), ("_rows_at", rows_at), *zip(names, parts, strict=True)):
            object.__setattr__(self, name, value)

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._offsets) - 1

    def row(self, number: int) -> str:
        """A row as text."""
        start, end = self._offsets[number], self._offsets[number + 1]
        return self.raw[self._rows_at + start : self._rows_at + end].decode()

    def find(self, spelling: str) -> list[int]:
        """The numbers of the rows that may bear a name with this spelling key, in order.

        One in 2^64 is wrong; whoever must be sure compares the row's names.
        """
        return self._found(spelling) if spelling else []

    def like(self, heard: str) -> list[int]:
        """The numbers of the rows with a name of that sound (`places.sound`)."""
        return self._found(_SOUND + heard) if heard else []

    def longest(self, word: str) -> int:
        """How many words the longest name has that begins with this word; 0 if none does."""
        return max(self._found(_FIRST + word), default=0)

    def _found(self, text: str) -> list[int]:
        wanted = _hash(text)
        bucket = wanted >> (64 - self._bits)
        hashes, values = self._hashes, self._values
        return [
            values[at] for at in range(self._starts[bucket], self._starts[bucket + 1]) if hashes[at] == wanted
        ]


@dataclass
class _Growing:
    """What is gathered of an index while the rows stream past."""

    hashes: array[int] = field(default_factory=lambda: array("Q"))
    values: array[int] = field(default_factory=lambda: array("I"))
    offsets: array[int] = field(default_factory=lambda: array("Q", [0]))
    blob: bytearray = field(default_factory=bytearray)
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, rows: list[str], names: list[str]) -> None:
        first = len(self.offsets) - 1
        for number, spelled in enumerate(key("\n".join(names)).split("\n"), first):
            known = set(spelled.split("|"))
            known.discard("")
            for spelling in known:
                self._put(spelling, number)
                words = spelling.split(" ")
                if self.longest.get(words[0], 0) < len(words):
                    self.longest[words[0]] = len(words)
            for heard in {sound(spelling) for spelling in known}:
                if heard:
                    self._put(_SOUND + heard, number)
        for row in rows:
            self.blob += row.encode()
            self.offsets.append(len(self.blob))

    def _put(self, text: str, value: int) -> None:
        self.hashes.append(_hash(text))
        self.values.append(value)

    def packed(self) -> bytes:
        for word, count in self.longest.items():
            self._put(_FIRST + word, count)
        hashes = np.frombuffer(self.hashes, dtype=np.uint64)
        values = np.frombuffer(self.values, dtype=np.uint32)
        order = np.lexsort((values, hashes))
        hashes, values = hashes[order], values[order]
        bits = max(1, (len(hashes) // _BUCKET).bit_length())
        edges = np.arange(2**bits, dtype=np.uint64) << np.uint64(64 - bits)
        starts = np.append(np.searchsorted(hashes, edges), len(hashes)).astype(np.uint32)
        parts = (
            starts.tobytes(),
            hashes.tobytes(),
            values.tobytes(),
            self.offsets.tobytes(),
            bytes(self.blob),
        )
        total = _HEAD.size + sum(map(len, parts))
        rows = len(self.offsets) - 1
        return b"".join((_HEAD.pack(_MAGIC, FORMAT, bits, len(hashes), rows, len(self.blob), total), *parts))


def packed(rows: Iterable[tuple[str, str]]) -> bytes:
    """An index of rows, each with its names parted by strokes; streams, a row is held once."""
    growing = _Growing()
    for chunk in _chunks(rows):
        growing.add([row for row, _ in chunk], [names.replace("\n", " ") for _, names in chunk])
    return growing.packed()


def opened(digest: str, make: Iterable[tuple[str, str]]) -> NameIndex:
    """The index of that digest from the cache folder, or made from the rows and kept there if that can be."""
    path = cache_folder() / f"names-{FORMAT}-{digest}.idx"
    with suppress(OSError, ValueError):
        return _mapped(path)
    fresh = packed(make)
    with suppress(OSError, ValueError):
        keep(path, fresh)
        return _mapped(path)
    return NameIndex(fresh)


def is_kept(digest: str) -> bool:
    """Whether the cache folder has the index of that digest."""
    return (cache_folder() / f"names-{FORMAT}-{digest}.idx").is_file()


def cache_folder() -> Path:
    """Where indexes are kept: the user's cache folder (XDG base directories)."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(home) if Path(home).is_absolute() else Path("~/.cache").expanduser()) / "truceline"


def _mapped(path: Path) -> NameIndex:
    with path.open("rb") as file:
        return NameIndex(mmap(file.fileno(), 0, access=ACCESS_READ))


def keep(path: Path, content: bytes) -> None:
    """Write beside and rename, so that nobody ever reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _chunks(rows: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    chunk: list[tuple[str, str]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")
