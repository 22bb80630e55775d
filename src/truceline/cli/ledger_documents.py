"""The JSON documents that `truceline keys` and `truceline ledger` print."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import AwareDatetime

from truceline.evidence.strict import Strict
from truceline.ledger.signers import KeyStanding, Role, Trust


class KeyFileShown(Strict):
    """Whose key a file holds, and its public half."""

    format: Literal["truceline/public-key/1"] = "truceline/public-key/1"
    signer: str
    key: str


class SignerKey(Strict):
    """One line of a case's register of signers."""

    key: str
    signer: str
    party: str | None
    role: Role
    standing: KeyStanding
    at: AwareDatetime
    """From when on the line counts."""
    by: str
    why: str

    @classmethod
    def of(cls, line: Trust) -> Self:
        """A line as a document."""
        return cls(**line._asdict())


class SignerKeys(Strict):
    """The keys that a case trusts, or has revoked."""

    format: Literal["truceline/keys/1"] = "truceline/keys/1"
    keys: tuple[SignerKey, ...]
