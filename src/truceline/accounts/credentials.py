"""Secrets that are handed out once: session cookies, tokens, links. Only their digest is kept.

Each is a name and a secret joined by a dot. A row is found by the name, which is none; the secret is then
compared in constant time.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Never, Self

_SECRET_BYTES = 32
_NAME_BYTES = 9
_SHAPE = re.compile(r"([A-Za-z0-9_-]{12})\.([A-Za-z0-9_-]{43})")


class Secret:
    """A text that shows itself to nobody who does not ask for it by name."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    @property
    def text(self) -> str:
        """The secret itself: to hand out, and never to keep or log."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(...)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        raise TypeError("a secret is no key of anything")

    def __reduce__(self) -> Never:
        raise TypeError("a secret is not written down")


@dataclass(frozen=True, slots=True)
class Credential:
    """One secret that was handed out, or is shown to us."""

    name: str
    """By which its row is found; it may be told."""
    secret: Secret

    @classmethod
    def new(cls) -> Self:
        """A fresh one from the system's source of chance: 256 bits."""
        return cls(secrets.token_urlsafe(_NAME_BYTES), Secret(secrets.token_urlsafe(_SECRET_BYTES)))

    @classmethod
    def of(cls, text: str, prefix: str = "") -> Self | None:
        """What a text holds; None where it has another shape."""
        found = _SHAPE.fullmatch(text.removeprefix(prefix)) if text.startswith(prefix) else None
        return cls(found[1], Secret(found[2])) if found else None

    def shown(self, prefix: str = "") -> Secret:
        """The text to hand out."""
        return Secret(f"{prefix}{self.name}.{self.secret.text}")
