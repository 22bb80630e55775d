"""Private keys in files: readable by their owner alone, closed with a passphrase if wanted."""

from __future__ import annotations

import base64
import os
import stat
from pathlib import Path
from typing import Annotated, Literal

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random
from pydantic import Field, ValidationError

from truceline.errors import InputError, Problem, telling
from truceline.evidence.strict import Strict
from truceline.ledger.signing import PublicKey, Signer

_OWNER_ONLY = 0o600
_SECRET_BYTES = 32
# A file from elsewhere must not make us take more time and memory than libsodium's own dearest setting.
_DEAREST_OPS = pwhash.argon2id.OPSLIMIT_SENSITIVE
_DEAREST_MEM = pwhash.argon2id.MEMLIMIT_SENSITIVE


class Closing(Strict):
    """How a passphrase closes a private key: Argon2id, then XSalsa20-Poly1305 (libsodium's secretbox)."""

    salt: str
    ops: Annotated[int, Field(ge=1, le=_DEAREST_OPS)] = pwhash.argon2id.OPSLIMIT_MODERATE
    memory: Annotated[int, Field(ge=8192, le=_DEAREST_MEM)] = pwhash.argon2id.MEMLIMIT_MODERATE
    """Bytes that one guess takes."""


class KeyFile(Strict):
    """What a key file says; texts of bytes are base 64."""

    format: Literal["truceline/key/1"] = "truceline/key/1"
    name: Annotated[str, Field(min_length=1)]
    public: str
    secret: str
    closed: Closing | None = None
    """Null: the secret lies open."""


def save(
    signer: Signer, path: Path, passphrase: str | None = None, *, closing: Closing | None = None
) -> None:
    """Write a new key file that only its owner can read.

    `closing` sets the cost of a guess at the passphrase (null: libsodium's moderate one, about a second).
    InputError where a file is there already: a key that is written over is lost for good.
    """
    secret, closed = signer.secret, None
    if passphrase is not None:
        closed = closing or Closing(salt=_text(random(pwhash.argon2id.SALTBYTES)))
        secret = bytes(_box(passphrase, closed).encrypt(secret))
    kept = KeyFile(name=signer.name, public=str(signer.public), secret=_text(secret), closed=closed)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(kept.model_dump_json(indent=2, exclude_none=True) + "\n")
    except FileExistsError:
        raise _wrong(path, "it exists already; a key is never written over") from None
    except OSError as error:
        raise _wrong(path, telling("it cannot be written: {detail}", detail=str(error.strerror))) from error


def is_closed(path: Path) -> bool:
    """Whether a passphrase is needed to open the key file."""
    return _read(path).closed is not None


def load(path: Path, passphrase: str | None = None) -> Signer:
    """The signer of a key file; InputError if it is none, open to others, or closed to this passphrase."""
    return signer_of(_read(path), str(path), passphrase)


def parsed(content: str | bytes, place: str) -> KeyFile:
    """What the text of a key file says; InputError names its `place` where it is none."""
    try:
        return KeyFile.model_validate_json(content)
    except ValidationError:
        raise _wrong(place, "it is no key file of truceline (make one with `truceline keys new`)") from None


def signer_of(kept: KeyFile, place: str, passphrase: str | None = None) -> Signer:
    """The signer of what a key file says; InputError if it is damaged, or closed to this passphrase."""
    secret = _bytes(place, kept.secret)
    if kept.closed is not None:
        secret = _opened(place, kept.closed, secret, passphrase)
    if len(secret) != _SECRET_BYTES:
        raise _wrong(place, "its secret is damaged; restore it from a copy")
    signer = Signer(kept.name, secret)
    if signer.public != PublicKey.of(kept.public):
        raise _wrong(place, "its two keys do not belong together; restore it from a copy")
    return signer


def _opened(path: str, closed: Closing, secret: bytes, passphrase: str | None) -> bytes:
    if passphrase is None:
        raise _wrong(path, "it is closed with a passphrase; give it")
    try:
        box = _box(passphrase, closed)
    except ValueError:
        raise _wrong(path, "its salt is damaged; restore it from a copy") from None
    try:
        return box.decrypt(secret)
    except CryptoError:
        raise _wrong(path, "this passphrase does not open it") from None


def _box(passphrase: str, closed: Closing) -> SecretBox:
    salt = base64.b64decode(closed.salt)
    words = passphrase.encode()
    key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, words, salt, opslimit=closed.ops, memlimit=closed.memory)
    return SecretBox(key)


def _read(path: Path) -> KeyFile:
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as error:
        raise _wrong(path, telling("it cannot be read: {detail}", detail=str(error.strerror))) from error
    kept = parsed(content, str(path))
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise _wrong(path, "others can read it; close it to them with `chmod 600`")
    return kept


def _bytes(path: str, text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise _wrong(path, "its secret is damaged; restore it from a copy") from None


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _wrong(path: Path | str, message: str) -> InputError:
    return InputError(Problem(str(path), 0, "key", message))
