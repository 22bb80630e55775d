"""Work of a server that has ended: a small sealed note for each, so that it is told of afterwards.

A note is written before work begins, written anew with what came of it when it has ended, and goes an hour
later. What has not ended in it when a server starts was cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from truceline.errors import CaseError
from truceline.evidence.strict import Strict
from truceline.web.sealing import UNFINISHED, Seal, put

_SUFFIX = ".work"
_NAME = re.compile(r"[\w-]{1,64}", re.ASCII)


class Note(Strict):
    """What is kept of work: whose it is, what it was to do, and what whoever asked is told of its end."""

    id: str
    slug: str
    account: str
    name: str
    back: str = ""
    ended: Literal["", "done", "failed", "cancelled"] = ""
    """How it ended; empty: it has not."""
    path: str = ""
    told: tuple[str, ...] = ()
    leads: str = ""
    problems: tuple[str, ...] = ()


class Notes:
    """The notes in a folder of the home."""

    def __init__(self, folder: Path, seal: Seal) -> None:
        self._folder = folder
        self._seal = seal

    def keep(self, note: Note) -> None:
        """Write down that work begins or has ended; CaseError where there is no room even for that."""
        put(self._path(note.id), self._seal.seal(note.model_dump_json().encode(), _owner(note.id)))

    def drop(self, name: str) -> None:
        """Nobody needs to be told of the work any more."""
        with suppress(OSError):  # told of once more after the next start
            self._path(name).unlink(missing_ok=True)

    def left(self) -> Iterator[Note]:
        """What was begun before; a damaged note is nobody's, and goes."""
        for path in self._folder.glob(f"*{UNFINISHED}"):
            path.unlink(missing_ok=True)
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            try:
                yield Note.model_validate_json(self._seal.open(path.read_bytes(), _owner(path.stem)))
            except (OSError, CaseError, ValidationError):
                self.drop(path.stem)

    def _path(self, name: str) -> Path:
        assert _NAME.fullmatch(name), "work has an id that we drew"
        return self._folder / f"{name}{_SUFFIX}"


def _owner(name: str) -> str:
    return f"work {name}"
