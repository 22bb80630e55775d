"""E-mail addresses sealed so that whoever takes them in cannot open them again.

The part that answers to the web has a public key only (libsodium's sealed box: X25519, XSalsa20-Poly1305
and a key of its own for every address). Who breaks into it, or finds the database, has noise.
"""

from __future__ import annotations

import base64

from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b
from nacl.public import PrivateKey, PublicKey, SealedBox

from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.signing import Signer

_PURPOSE = b"truceline reply"
_KEY_BYTES = 32
# Every sealed address is of one length: the longest there can be, in UTF-8.
_PADDED = 1024


class Seal:
    """Closes addresses with a public key; it cannot open them."""

    def __init__(self, public: PublicKey) -> None:
        self._box = SealedBox(public)

    @classmethod
    def of(cls, text: str) -> Seal:
        """The seal that a text in base 64 gives; InputError where it gives none."""
        try:
            raw = base64.b64decode(text, validate=True)
        except ValueError:
            raw = b""
        if len(raw) != _KEY_BYTES:
            raise InputError(
                Problem("seal", 0, "", "is no public key (44 letters, as `replies setup` wrote)")
            )
        return cls(PublicKey(raw))

    def close(self, mailbox: str) -> bytes:
        """The address, readable by the holder of the key alone."""
        return bytes(self._box.encrypt(mailbox.encode().ljust(_PADDED)))


class Opener:
    """Opens sealed addresses, with the key file whose public half closed them."""

    def __init__(self, key: Signer) -> None:
        # Another key than the one that signs, though both come from one file.
        derived = blake2b(b"", key=key.secret, person=_PURPOSE, encoder=RawEncoder)
        self._key = PrivateKey(derived)

    @property
    def seal(self) -> str:
        """The public half, for the settings."""
        return base64.b64encode(bytes(self._key.public_key)).decode()

    def open(self, sealed: bytes) -> str:
        """The address; CaseError where this key does not open it."""
        try:
            return SealedBox(self._key).decrypt(sealed).decode().rstrip(" ")
        except CryptoError:
            told = "this key does not open it, or it was changed"
            raise CaseError(Problem("--key", 0, "address", told)) from None
