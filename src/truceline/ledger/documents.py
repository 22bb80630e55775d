"""Documents: their bytes on a shelf, each named by its SHA-256, and their rows in the ledger."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, delete, insert, select

from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, Problem
from truceline.ledger.address import Address
from truceline.ledger.entry import Filed, Recording
from truceline.ledger.shelved import INCOMING
from truceline.ledger.tables import documents, entries, papers

DOCUMENT = "document"
"""What an entry that brings nothing but a document is called."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Paper(NamedTuple):
    """A document to be kept."""

    content: bytes
    name: str
    media_type: str


def is_held(connection: Connection, sha256: str) -> bool:
    """Whether the ledger names a document of this digest."""
    found = connection.execute(select(documents.c.sha256).where(documents.c.sha256 == sha256))
    return found.scalar() is not None


def write_document(connection: Connection, paper: Paper, sha256: str, entry: int) -> None:
    """Name a document in the ledger, under the entry that brings it."""
    row = {"sha256": sha256, "entry": entry, "name": paper.name, "media_type": paper.media_type}
    connection.execute(insert(documents), {**row, "size": len(paper.content)})


def filed(connection: Connection, media_type: str, position: int | None) -> Iterator[Filed]:
    """The documents of a media type that appends brought, oldest first."""
    query = (
        select(documents.c.sha256, entries.c.position, entries.c.entered_at, entries.c.recorded)
        .join(entries)
        .where(documents.c.media_type == media_type, entries.c.recorded.is_not(None))
        .order_by(entries.c.position)
    )
    if position is not None:
        query = query.where(entries.c.position <= position)
    for sha256, entered, at, recorded in connection.execute(query):
        yield Filed(sha256, entered, at, Recording(recorded))


class Shelf(Protocol):
    """Where the bytes of documents are kept, each under its SHA-256."""

    def put(self, connection: Connection, content: bytes) -> str:
        """Keep the bytes and return their SHA-256; the same bytes are kept once."""

    def get(self, connection: Connection, sha256: str) -> bytes:
        """The bytes under a digest; CaseError when they are missing or have been changed."""

    def digests(self, connection: Connection) -> Iterator[tuple[str, str | None]]:
        """Name and SHA-256 of everything that lies there; null where it cannot be read."""

    def give_up(self, connection: Connection, withdrawn: Iterable[str]) -> None:
        """Take out bytes in the transaction that withdraws them, where they lie in the database."""

    def clear(self, withdrawn: Iterable[str]) -> None:
        """Take out bytes that a transaction withdrew, where they lie outside; CaseError if they stay."""


def shelf_of(address: Address) -> Shelf:
    """A folder beside a ledger's file; on a server the database itself, which all who share it can reach."""
    if isinstance(address, Path):
        return FolderShelf(address.parent / "documents")
    return DatabaseShelf(str(address))


class FolderShelf:
    """A folder of documents; a file is there whole or not at all.

    A file is written before the row that names it: a crash in between leaves bytes nobody names,
    never a name without bytes.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, connection: Connection, content: bytes) -> str:
        """Keep the bytes and return their SHA-256; CaseError when they cannot be written."""
        del connection
        sha256 = digest_bytes(content)
        target = self._folder / sha256
        try:
            if not target.exists():
                self._folder.mkdir(exist_ok=True)
                _write_whole(target, content)
        except OSError as error:
            message = f"the document cannot be kept: {error.strerror}"
            raise CaseError(Problem(str(self._folder), 0, "documents", message)) from error
        return sha256

    def get(self, connection: Connection, sha256: str) -> bytes:
        """The bytes under a digest; CaseError when they are missing or have been changed."""
        del connection
        target = self._folder / sha256
        if not _DIGEST.fullmatch(sha256) or not target.is_file():
            raise _not_held(str(target))
        return _unchanged(target.read_bytes(), sha256, str(target))

    def digests(self, connection: Connection) -> Iterator[tuple[str, str | None]]:
        """Name and SHA-256 of every file; null where it cannot be read."""
        del connection
        for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            try:
                with path.open("rb") as file:
                    yield path.name, hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                yield path.name, None

    def give_up(self, connection: Connection, withdrawn: Iterable[str]) -> None:
        """Nothing: a file that went before its entry was kept would be missing if it is not kept."""
        del connection, withdrawn

    def clear(self, withdrawn: Iterable[str]) -> None:
        """Write over the files, then remove them; what copies a file system keeps is beyond us."""
        for path in (self._folder / sha256 for sha256 in withdrawn):
            try:
                if path.is_file():
                    _write_over(path)
                    path.unlink()
            except OSError as error:
                message = f"the withdrawn document cannot be removed: {error.strerror}"
                raise CaseError(Problem(str(path), 0, "documents", message)) from error


class DatabaseShelf:
    """A table of documents, written in the transaction that names them."""

    def __init__(self, place: str) -> None:
        self._place = place

    def put(self, connection: Connection, content: bytes) -> str:
        """Keep the bytes and return their SHA-256."""
        sha256 = digest_bytes(content)
        found = connection.execute(select(papers.c.sha256).where(papers.c.sha256 == sha256))
        if found.scalar() is None:
            connection.execute(insert(papers), {"sha256": sha256, "content": content})
        return sha256

    def get(self, connection: Connection, sha256: str) -> bytes:
        """The bytes under a digest; CaseError when they are missing or have been changed."""
        found = connection.execute(select(papers.c.content).where(papers.c.sha256 == sha256)).scalar()
        if found is None:
            raise _not_held(f"{self._place}: {sha256}")
        return _unchanged(bytes(found), sha256, f"{self._place}: {sha256}")

    def digests(self, connection: Connection) -> Iterator[tuple[str, str | None]]:
        """Name and SHA-256 of every row, one at a time in memory."""
        names = connection.execute(select(papers.c.sha256).order_by(papers.c.sha256)).scalars().all()
        for name in names:
            found = connection.execute(select(papers.c.content).where(papers.c.sha256 == name)).scalar()
            yield name, digest_bytes(bytes(found or b""))

    def give_up(self, connection: Connection, withdrawn: Iterable[str]) -> None:
        """Delete the rows; a new tombstone lets them go."""
        for sha256 in withdrawn:
            connection.execute(delete(papers).where(papers.c.sha256 == sha256))

    def clear(self, withdrawn: Iterable[str]) -> None:
        """Nothing lies outside the database."""
        del withdrawn


def _not_held(place: str) -> CaseError:
    return CaseError(Problem(place, 0, "documents", "no such document is held"))


def _unchanged(content: bytes, sha256: str, place: str) -> bytes:
    if digest_bytes(content) != sha256:
        message = "the document was changed after it was kept; restore it from a copy"
        raise CaseError(Problem(place, 0, "documents", message))
    return content


def _write_over(path: Path) -> None:
    """Zeros in the place of a file's bytes, on the disk before the file goes."""
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _write_whole(target: Path, content: bytes) -> None:
    """Write beside the target and rename, so that no reader ever meets half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=INCOMING)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
