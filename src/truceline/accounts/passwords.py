"""Passwords: judged by their length alone, kept as Argon2id hashes."""

from __future__ import annotations

import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from truceline.accounts.account import folded, wrong

SHORTEST = 12
LONGEST = 256

_AT_ONCE = 2
"""One hash takes 64 MiB; a server that is flooded with log-ins must not run out of memory."""


class Passwords:
    """Makes and checks hashes; checking against no hash takes as long as against one."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        # argon2-cffi's own profile: RFC 9106, second recommended option (3 passes, 64 MiB, 4 lanes).
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_urlsafe())
        self._places = threading.BoundedSemaphore(_AT_ONCE)

    def hash(self, password: str, name: str) -> str:
        """The hash to keep of a new password; InputError says what is wrong with it, never what it was."""
        plain = normal(password)
        if not SHORTEST <= len(plain) <= LONGEST:
            raise wrong("password", f"a password has {SHORTEST} to {LONGEST} characters; any will do")
        if folded(plain) == folded(name):
            raise wrong("password", "a password is not the name")
        return self._hashed(plain)

    def renewed(self, kept: str, password: str) -> str | None:
        """A hash with today's parameters of a password that was right; None where `kept` has them."""
        return self._hashed(normal(password)) if self._hasher.check_needs_rehash(kept) else None

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one whose hash is kept; None: there is none, and no password fits."""
        plain = normal(password)
        # A text of any length would be hashed: what cannot be a password is checked as an empty one.
        fitting = plain if len(plain) <= LONGEST else ""
        try:
            with self._places:
                self._hasher.verify(kept or self._nobody, _bytes(fitting))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def _hashed(self, plain: str) -> str:
        with self._places:
            return self._hasher.hash(_bytes(plain))


def normal(password: str) -> str:
    """A password as every keyboard gives it: composed letters (NFC)."""
    return unicodedata.normalize("NFC", password)


def _bytes(plain: str) -> bytes:
    return plain.encode("utf-8", "surrogatepass")
