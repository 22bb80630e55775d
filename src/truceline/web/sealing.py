"""Small files of the server's own beside the accounts, closed under its key and there whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Protocol

from truceline.errors import CaseError, Problem

UNFINISHED = ".new"
"""How a file is called until it is whole."""
_OWNER_ONLY = 0o600
_FOLDER_ONLY = 0o700


class Seal(Protocol):
    """Closes contents so that only the server opens them (`truceline.accounts.server_key`)."""

    def seal(self, content: bytes, of: str) -> bytes:
        """Close a content for one owner."""
        ...

    def open(self, sealed: bytes, of: str) -> bytes:
        """What was closed for that owner; CaseError where it was not."""
        ...


def put(path: Path, content: bytes) -> None:
    """Write a file in place of the one that is there, once it is safely on the disk.

    CaseError where it cannot be written; the one before is then still there.
    """
    beside = path.with_suffix(f".{secrets.token_hex(4)}{UNFINISHED}")
    try:
        path.parent.mkdir(mode=_FOLDER_ONLY, parents=True, exist_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        told = f"it cannot be written: {error.strerror}; nothing was kept"
        raise CaseError(Problem(str(path.parent), 0, "", told)) from error
