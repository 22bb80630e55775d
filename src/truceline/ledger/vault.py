"""The vault: who the sources are, sealed in a file of its own under a key that lies elsewhere.

Claims bear a reference that says nothing (`s-` and ten hex digits). Whoever has the case and the ledger,
on whatever server, has no name; whoever has the vault's file without the key has noise.
"""

from __future__ import annotations

import base64
import os
import secrets
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Literal

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.secret import SecretBox
from pydantic import AwareDatetime, Field, ValidationError

from truceline.core.canonical import canonical_json
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.strict import Strict
from truceline.ledger.signing import Signer

_PURPOSE = b"truceline vault"
# The size of a sealed file tells how much is in it, so it grows in steps.
_STEP = 4096
_DIGITS = 5


class SourceRecord(Strict):
    """What is known of a source; seen by whoever holds the key, and by nobody else."""

    who: str
    reach: str = ""
    """How to reach them."""
    notes: str = ""
    """What they agreed to, what to mind."""
    since: AwareDatetime


class _Content(Strict):
    sources: dict[str, SourceRecord] = Field(default_factory=dict)


class _File(Strict):
    format: Literal["truceline/vault/1"] = "truceline/vault/1"
    sealed: str
    """Base 64 of nonce and ciphertext: XSalsa20-Poly1305 (libsodium's secretbox)."""


class Vault:
    """One vault's file and the key that opens it; every change writes the whole file anew."""

    def __init__(self, path: Path, key: Signer) -> None:
        self._path = path
        # Another key than the one that signs, though both come from one file.
        derived = blake2b(b"", key=key.secret, person=_PURPOSE, encoder=RawEncoder)
        self._box = SecretBox(derived)

    def add(self, who: str, reach: str, notes: str, since: datetime) -> str:
        """Keep a new source; returns the reference that claims bear."""
        content = self._content()
        reference = f"s-{secrets.token_hex(_DIGITS)}"
        record = SourceRecord(who=who, reach=reach, notes=notes, since=since)
        self._write(_Content(sources={**content.sources, reference: record}))
        return reference

    def get(self, reference: str) -> SourceRecord:
        """What is known of a source; InputError for a reference that the vault does not hold."""
        found = self._content().sources.get(reference)
        if found is None:
            raise InputError(Problem("REFERENCE", 0, "", f"the vault holds no source {reference!r}"))
        return found

    def references(self) -> dict[str, datetime]:
        """Every reference, and since when it is held; no word about who it is."""
        return {reference: record.since for reference, record in self._content().sources.items()}

    def forget(self, reference: str) -> None:
        """Take a source out for good; InputError for a reference that the vault does not hold."""
        self.get(reference)
        kept = {name: record for name, record in self._content().sources.items() if name != reference}
        self._write(_Content(sources=kept))

    def _content(self) -> _Content:
        if not self._path.exists():
            return _Content()
        try:
            file = _File.model_validate_json(self._path.read_bytes())
            sealed = base64.b64decode(file.sealed, validate=True)
            return _Content.model_validate_json(self._box.decrypt(sealed).rstrip(b" "))
        except CryptoError:
            raise self._wrong("this key does not open it, or it was changed") from None
        except OSError as error:
            raise self._wrong(f"it cannot be read: {error.strerror}") from None
        except (ValidationError, ValueError):
            # Said without a cause: a cause would quote what was sealed.
            raise self._wrong("it is no vault of truceline, or one of a newer version") from None

    def _write(self, content: _Content) -> None:
        plain = canonical_json(content.model_dump(mode="json"))
        padded = plain.ljust((len(plain) // _STEP + 1) * _STEP)
        file = _File(sealed=base64.b64encode(bytes(self._box.encrypt(padded))).decode())
        try:
            _replace(self._path, canonical_json(file.model_dump()) + b"\n")
        except OSError as error:
            raise self._wrong(f"it cannot be written: {error.strerror}") from None

    def _wrong(self, message: str) -> CaseError:
        return CaseError(Problem(str(self._path), 0, "vault", message))


def _replace(path: Path, content: bytes) -> None:
    """Write beside the file and rename, readable by its owner alone; the old one is there until then."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".vault-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
