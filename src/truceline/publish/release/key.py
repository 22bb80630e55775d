"""The key of a case's releases: the same record gets the same reference and the same square every time.

It lies in the case's folder, readable by its owner alone: whoever holds that folder knows every true
position anyway. It is no part of the ledger, nor of anything that is exported from it.
"""

from __future__ import annotations

import base64
import os
import secrets
import stat
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from truceline.errors import CaseError, Problem
from truceline.evidence.strict import Strict

KEY_FILE = "release.key"
_OWNER_ONLY = 0o600
_BYTES = 32
_DIGITS = 16
_REFERENCE, _SHIFT = b"truceline ref", b"truceline grid"  # at most 16 bytes each: BLAKE2b's `person`


class _File(Strict):
    format: Literal["truceline/release-key/1"] = "truceline/release-key/1"
    secret: str
    """Base 64."""


@dataclass(frozen=True, repr=False)
class ReleaseKey:
    """Thirty-two secret bytes; nothing of them is ever shown."""

    secret: bytes

    def reference(self, sort: str, name: str) -> str:
        """What stands for the id of a record in public; says nothing to whoever has not got the key."""
        return blake2b(f"{sort}\0{name}".encode(), key=self.secret, person=_REFERENCE).hexdigest()[:_DIGITS]

    def share(self, of: str) -> float:
        """A number from 0 to below 1 that nobody without the key can foretell."""
        found = blake2b(of.encode(), key=self.secret, person=_SHIFT, digest_size=6).digest()
        return int.from_bytes(found, "big") / 2**48

    @property
    def mark(self) -> str:
        """By which two releases are seen to be made with one key."""
        return self.reference("key", "")


def known_key(folder: Path) -> ReleaseKey | None:
    """The key of a case that has one, else null; CaseError where it is damaged, or open to others."""
    return key_of(folder, anew=False) if (folder / KEY_FILE).exists() else None


def key_of(folder: Path, *, anew: bool) -> ReleaseKey:
    """The key of a case, made on first use if `anew`.

    CaseError where it is missing though it must be there, damaged, or open to others.
    """
    path = folder / KEY_FILE
    if not path.exists():
        if not anew:
            told = "it is missing, and earlier public reports were made with it; restore it from a copy"
            raise _wrong(path, told)
        _make(path)
    try:
        mode, content = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        raise _wrong(path, f"it cannot be read: {error.strerror}") from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise _wrong(path, "others can read it; close it to them with `chmod 600`")
    try:
        secret = base64.b64decode(_File.model_validate_json(content).secret, validate=True)
    except (ValidationError, ValueError):
        # Said without a cause: a cause would quote the secret.
        raise _wrong(path, "it is no release key; restore it from a copy") from None
    if len(secret) != _BYTES:
        raise _wrong(path, "it is damaged; restore it from a copy")
    return ReleaseKey(secret)


def _make(path: Path) -> None:
    kept = _File(secret=base64.b64encode(secrets.token_bytes(_BYTES)).decode())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except FileExistsError:
        return  # another process was quicker; its key is as good
    except OSError as error:
        raise _wrong(path, f"it cannot be written: {error.strerror}") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(kept.model_dump_json() + "\n")


def _wrong(path: Path, message: str) -> CaseError:
    return CaseError(Problem(str(path), 0, "release key", message))
