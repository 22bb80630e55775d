"""A signed act: the deed as its maker wrote it, the key and the signature."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from truceline.core.canonical import canonical_json, digest_bytes
from truceline.ledger.signing import Signature, Signer
from truceline.mechanism.deed import Deed

PURPOSE = "act"
"""What an act's signature is made for; a checkpoint's cannot stand for it."""


@dataclass(frozen=True)
class Signed:
    """An act with its signature; `written` are the canonical bytes that were signed.

    They are kept apart from the model: a later version may know more fields, and what somebody
    signed must not change with it.
    """

    deed: Deed
    written: bytes
    key: str
    signature: str

    @classmethod
    def by(cls, signer: Signer, deed: Deed) -> Signed:
        """The act, signed."""
        content = deed.content()
        made = signer.sign(content, PURPOSE)
        return cls(deed, content, str(made.key), made.text)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what was signed: the act's own name."""
        return digest_bytes(self.written)

    @property
    def name(self) -> str:
        """The first digits of the digest, for people."""
        return self.digest[:12]

    @property
    def by_key(self) -> Signature:
        """The signature; InputError where the texts are none."""
        return Signature.of(self.key, self.signature)

    def line(self) -> bytes:
        """The signed act as one line of canonical JSON, for files and for the ledger's documents."""
        return canonical_json(self.plain()) + b"\n"

    def plain(self) -> dict[str, Any]:
        """The signed act as JSON values."""
        return {"deed": json.loads(self.written), "key": self.key, "signature": self.signature}
