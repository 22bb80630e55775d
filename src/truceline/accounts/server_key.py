"""The server's own key: seals secrets of second factors, and digests all that is handed out once.

It lies beside the database and not in it. Whoever has a copy of the database alone can open no sealed
secret, make no link that works, and not tell from which addresses people came.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from truceline.errors import CaseError, Problem

NAME = "server.key"
_KEY_BYTES = 32
_OWNER_ONLY = 0o600


class ServerKey:
    """Thirty-two secret bytes; for each purpose another key is made from them."""

    def __init__(self, raw: bytes) -> None:
        assert len(raw) == _KEY_BYTES
        self._digests, self._seals = (_derived(raw, purpose) for purpose in (b"digests", b"seals"))

    def __repr__(self) -> str:
        return "ServerKey(...)"

    @classmethod
    def at(cls, folder: Path, *, create: bool) -> ServerKey:
        """The key in a folder, made where there is none and `create`; CaseError where it cannot be used.

        Of several processes that make it at once, one does.
        """
        path = folder / NAME
        if create and not path.exists():
            _make(path)
        return cls(_read(path))

    @classmethod
    def read(cls, path: Path) -> ServerKey:
        """The key in a file, a copy say; CaseError where it cannot be used."""
        return cls(_read(path))

    def digest(self, purpose: str, *parts: str) -> str:
        """A keyed digest (HMAC-SHA-256) of texts, for one purpose."""
        content = "\0".join((purpose, *(f"{len(part)}:{part}" for part in parts)))
        return hmac.new(self._digests, content.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def fits(self, digest: str, purpose: str, *parts: str) -> bool:
        """Whether these texts have that digest, in constant time."""
        return hmac.compare_digest(
            self.digest(purpose, *parts).encode(), digest.encode("utf-8", "surrogatepass")
        )

    def seal(self, content: bytes, of: str) -> bytes:
        """Close a content for one owner (XChaCha20-Poly1305): moved to another it does not open."""
        return bytes(Aead(self._seals).encrypt(content, of.encode()))

    def open(self, sealed: bytes, of: str) -> bytes:
        """What was sealed for that owner; CaseError where it was changed or another key closed it."""
        try:
            return bytes(Aead(self._seals).decrypt(sealed, of.encode()))
        except CryptoError:
            raise _wrong(NAME, "it does not open what is sealed in the accounts") from None


def _derived(raw: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(b"truceline accounts", key=raw, person=purpose, digest_size=_KEY_BYTES).digest()


def _make(path: Path) -> None:
    """Write a new key: whole under another name first, so that nobody ever reads half of one."""
    draft = path.with_name(f"{NAME}.{secrets.token_hex(4)}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # somebody else was quicker: theirs counts
            os.link(draft, path)
    except OSError as error:
        raise _wrong(path, f"it cannot be made: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        raw = path.read_bytes()
    except FileNotFoundError:
        told = "it is missing; restore it from a copy: without it no second factor and no session holds"
        raise _wrong(path, told) from None
    except OSError as error:
        raise _wrong(path, f"it cannot be read: {error.strerror}") from error
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise _wrong(path, "others can read it; close it to them with `chmod 600`")
    if len(raw) != _KEY_BYTES:
        raise _wrong(path, "it is damaged; restore it from a copy")
    return raw


def _wrong(place: Path | str, message: str) -> CaseError:
    return CaseError(Problem(str(place), 0, "key", message))
