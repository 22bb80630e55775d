"""Acts that nobody has signed yet, kept for the cell that writes them and for nobody else.

A folder beside the accounts holds one file for each draft, sealed under the server's key for its cell and
its name: a copy of the folder alone tells nothing, and a file that was moved to another cell does not open.
The ledger knows nothing of drafts. A cell is a party's liaison officers; whoever acts for no party drafts for
their own account alone.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.strict import Strict
from truceline.web.sealing import UNFINISHED, Seal, put

_NAME = re.compile(r"[0-9a-f]{32}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_SEALED = ".draft"
_OPEN = ".json"
"""Drafts of servers that did not seal them."""
MOST = 200
"""Drafts that one cell may keep in a case."""
LONGEST = 100_000
"""Characters of all fields of a draft together."""


class Cell(Strict):
    """Whose drafts they are."""

    case: str
    party: str | None = None
    """The party whose liaison officers share them."""
    account: str | None = None
    """Without a party: whose own they are."""


class Draft(Strict):
    """An act as far as it is written, with what was typed as it was typed."""

    format: Literal["truceline/draft/1"] = "truceline/draft/1"
    id: str
    cell: Cell
    kind: str
    by: str
    """The account's name."""
    saved_at: datetime
    fields: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Drafts:
    """The drafts in a folder; whoever asks says for which cell, and gets that cell's alone."""

    folder: Path
    seal: Seal

    @classmethod
    def open(cls, folder: Path, seal: Seal) -> Drafts:
        """The drafts of a folder. Those that lie open are sealed, and what a kill left half written goes."""
        opened = cls(folder, seal)
        for left in folder.glob(f"*/*{UNFINISHED}"):
            left.unlink(missing_ok=True)
        for path in folder.glob(f"*/*{_OPEN}"):
            with suppress(OSError, ValidationError):  # a damaged one stays where it is
                opened._write(Draft.model_validate_json(path.read_bytes()))
                path.unlink()
        return opened

    def save(
        self, cell: Cell, kind: str, by: str, fields: Mapping[str, tuple[str, ...]], name: str = ""
    ) -> Draft:
        """Keep a draft; `name`: in place of this one of the cell's. InputError where there is no room."""
        assert (cell.party is None) != (cell.account is None), "a cell is a party's or an account's"
        if name and self.one(cell, name) is None:
            name = ""
        if sum(len(one) for several in fields.values() for one in several) > LONGEST:
            raise InputError(Problem("draft", 0, "", "the draft is too long to keep"))
        if not name and sum(1 for _ in self.of(cell)) >= MOST:
            raise InputError(Problem("draft", 0, "", f"your cell keeps {MOST} drafts already; delete some"))
        draft = Draft(
            id=name or secrets.token_hex(16), cell=cell, kind=kind, by=by,
            saved_at=datetime.now(UTC), fields=dict(fields),
        )  # fmt: skip
        self._write(draft)
        return draft

    def of(self, cell: Cell) -> Iterator[Draft]:
        """The drafts of a cell, the newest first."""
        folder = self._folder(cell)
        names = [path.stem for path in folder.glob(f"*{_SEALED}")] if folder.is_dir() else []
        own = [found for name in names if (found := self.one(cell, name)) is not None]
        yield from sorted(own, key=lambda one: one.saved_at, reverse=True)

    def one(self, cell: Cell, name: str) -> Draft | None:
        """A draft of a cell by its id; null where the cell has none of this id, or it is damaged."""
        if not _NAME.fullmatch(name):
            return None
        try:
            sealed = self._path(cell, name).read_bytes()
            found = Draft.model_validate_json(self.seal.open(sealed, _owner(cell, name)))
        except (OSError, CaseError, ValidationError):
            return None
        return found if found.cell == cell else None

    def drop(self, cell: Cell, name: str) -> None:
        """Keep a draft of a cell no more."""
        if self.one(cell, name) is not None:
            self._path(cell, name).unlink(missing_ok=True)

    def _folder(self, cell: Cell) -> Path:
        assert _SLUG.fullmatch(cell.case), "a case is called by its name in addresses"
        return self.folder / cell.case

    def _path(self, cell: Cell, name: str) -> Path:
        return self._folder(cell) / f"{name}{_SEALED}"

    def _write(self, draft: Draft) -> None:
        sealed = self.seal.seal(draft.model_dump_json().encode(), _owner(draft.cell, draft.id))
        put(self._path(draft.cell, draft.id), sealed)


def _owner(cell: Cell, name: str) -> str:
    """For whom a draft is sealed."""
    return f"draft {cell.model_dump_json()} {name}"
