"""Keys and signatures (Ed25519): what somebody signed can be checked by anybody who has the public key.

A signature is made for a purpose (`act`, `checkpoint`, ...) that is signed with the content, so that
what was signed as one thing can never be shown as another.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from truceline.core.canonical import digest_bytes
from truceline.errors import InputError, Problem

KEY_PREFIX = "tk1"
"""What the text of a public key begins with; the digit is the format's."""

SHORT = len(KEY_PREFIX) + 12
"""How much of a key tells those of one case apart; never enough to trust one."""

_DOMAIN = b"truceline signature 1\n"
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
# Key and check bytes together are 35 bytes: 56 letters of base 32 without padding.
_CHECK_BYTES = 3
_KEY_LETTERS = 56


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What signatures are checked with. Its text has check letters: a slip of the pen is found."""

    raw: bytes

    @classmethod
    def of(cls, text: str) -> PublicKey:
        """The key that a text gives; InputError if it is none, or mistyped."""
        letters = "".join(text.split()).lower().removeprefix(KEY_PREFIX)
        if len(letters) != _KEY_LETTERS:
            raise _wrong_key(f"a key is {KEY_PREFIX!r} and {_KEY_LETTERS} letters, not {text.strip()!r}")
        try:
            raw = base64.b32decode(letters.upper())
        except ValueError:
            raise _wrong_key(f"a key has the letters a-z and 2-7 only, not {text.strip()!r}") from None
        if raw[_KEY_BYTES:] != _check_bytes(raw[:_KEY_BYTES]):
            raise _wrong_key(f"{text.strip()!r} is mistyped: its last letters do not fit the rest")
        return cls(raw[:_KEY_BYTES])

    def __str__(self) -> str:
        letters = base64.b32encode(self.raw + _check_bytes(self.raw)).decode().lower()
        return KEY_PREFIX + letters

    @property
    def short(self) -> str:
        """The first letters, for tables and messages."""
        return str(self)[:SHORT]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a key made of a content; worth something only with a register that says whose key it is."""

    key: PublicKey
    value: bytes

    @classmethod
    def of(cls, key: str, value: str) -> Signature:
        """The signature that two texts give; InputError if one of them is none."""
        try:
            raw = base64.b64decode(value, validate=True)
        except ValueError:
            raw = b""
        if len(raw) != _SIGNATURE_BYTES:
            raise InputError(Problem("signature", 0, "", "a signature is 64 bytes in base 64"))
        return cls(PublicKey.of(key), raw)

    @property
    def text(self) -> str:
        """The value in base 64."""
        return base64.b64encode(self.value).decode()

    def fits(self, content: bytes, purpose: str) -> bool:
        """Whether the key's owner signed exactly this content for this purpose."""
        try:
            VerifyKey(self.key.raw).verify(to_sign(content, purpose), self.value)
        except (BadSignatureError, ValueError):
            # ValueError: 32 bytes that are no point of the curve, which nobody can have signed with.
            return False
        return True


@dataclass(frozen=True, slots=True, repr=False)
class Signer:
    """Somebody who can sign: a name and a private key. Kept in a file by `truceline.ledger.keys`."""

    name: str
    secret: bytes
    """The 32 bytes that the key is made from; whoever has them can sign in this name."""

    @classmethod
    def new(cls, name: str) -> Signer:
        """A signer with a fresh key from the system's source of chance."""
        return cls(name, bytes(SigningKey.generate()))

    def __repr__(self) -> str:
        return f"Signer({self.name!r}, {self.public})"

    @property
    def public(self) -> PublicKey:
        """The key to hand out."""
        return PublicKey(bytes(SigningKey(self.secret).verify_key))

    def sign(self, content: bytes, purpose: str) -> Signature:
        """Sign a content for a purpose; the same content always gives the same signature."""
        signed = SigningKey(self.secret).sign(to_sign(content, purpose))
        return Signature(self.public, signed.signature)


def to_sign(content: bytes, purpose: str) -> bytes:
    """The very bytes that a signature is over: the purpose cannot hold a newline, so it cannot be moved."""
    assert purpose, "a signature says what it is for"
    assert "\n" not in purpose, "a purpose is one line"
    return b"%s%s\n%s" % (_DOMAIN, purpose.encode(), content)


def _check_bytes(raw: bytes) -> bytes:
    return bytes.fromhex(digest_bytes(b"truceline key 1\n" + raw))[:_CHECK_BYTES]


def _wrong_key(message: str) -> InputError:
    return InputError(Problem("key", 0, "", message))
