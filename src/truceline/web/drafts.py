"""Acts that nobody has signed yet, kept for the cell that writes them and for nobody else.

A folder beside the accounts holds one file for each draft. The ledger knows nothing of them. A cell is a
party's liaison officers; whoever acts for no party drafts for their own account alone.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict

_NAME = re.compile(r"[0-9a-f]{32}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_OWNER_ONLY = 0o600
_FOLDER_ONLY = 0o700
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
        found = [_read(path) for path in folder.glob("*.json")] if folder.is_dir() else []
        own = [one for one in found if one is not None and one.cell == cell]
        yield from sorted(own, key=lambda one: one.saved_at, reverse=True)

    def one(self, cell: Cell, name: str) -> Draft | None:
        """A draft of a cell by its id; null where the cell has none of this id."""
        if not _NAME.fullmatch(name):
            return None
        found = _read(self._folder(cell) / f"{name}.json")
        return found if found is not None and found.cell == cell else None

    def drop(self, cell: Cell, name: str) -> None:
        """Keep a draft of a cell no more."""
        if self.one(cell, name) is not None:
            (self._folder(cell) / f"{name}.json").unlink(missing_ok=True)

    def _folder(self, cell: Cell) -> Path:
        assert _SLUG.fullmatch(cell.case), "a case is called by its name in addresses"
        return self.folder / cell.case

    def _write(self, draft: Draft) -> None:
        folder = self._folder(draft.cell)
        folder.mkdir(mode=_FOLDER_ONLY, parents=True, exist_ok=True)
        path = folder / f"{draft.id}.json"
        beside = path.with_suffix(f".{secrets.token_hex(4)}.new")
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(draft.model_dump_json())
        beside.replace(path)


def _read(path: Path) -> Draft | None:
    """A draft's file; null where it was just sent, or is damaged."""
    try:
        return Draft.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
