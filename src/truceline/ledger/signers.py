"""The register of signers: which public key a case trusts, in whose name, since when and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, insert, select

from truceline import __version__
from truceline.errors import CheckFailed, InputError, Problem, telling
from truceline.ledger.appending import write_entry
from truceline.ledger.entry import Origin, Register
from truceline.ledger.retrieval import next_of
from truceline.ledger.tables import signers

if TYPE_CHECKING:  # libsodium takes 40 ms to load, and most commands check no signature
    from truceline.ledger.signing import PublicKey, Signature

SIGNERS = "signers"
"""What an entry that changes the register is called."""


class Role(StrEnum):
    """What a signer does in the mechanism; author, verifier and publisher of a thing are different people."""

    OBSERVER = "observer"
    ANALYST = "analyst"
    VERIFIER = "verifier"
    LIAISON = "liaison"
    PUBLISHER = "publisher"
    AUDITOR = "auditor"


class KeyStanding(StrEnum):
    """What the register says of a key."""

    TRUSTED = "trusted"
    REVOKED = "revoked"


class Trust(NamedTuple):
    """One line of the register: from `at` on, the key speaks for this signer, or no longer does."""

    key: str
    """The public key as text."""
    signer: str
    party: str | None
    """The party of the agreement that the signer acts for; null: for none."""
    role: Role
    standing: KeyStanding
    at: datetime
    by: str
    why: str


@dataclass(frozen=True)
class Signers:
    """The register as it stood at one position of the ledger."""

    lines: tuple[Trust, ...]
    """In the order they were entered."""

    def holder(self, key: PublicKey | str, at: datetime) -> Trust | None:
        """What the register says of a key at an instant; None where it does not know it yet.

        Of lines with the same instant the last one entered counts.
        """
        text = str(key)
        lines = [line for line in self.lines if line.key == text and line.at <= at]
        return _last(lines) if lines else None

    def now(self) -> tuple[Trust, ...]:
        """The last line of each key, whenever it begins, in the order the keys were first entered."""
        keys = dict.fromkeys(line.key for line in self.lines)
        return tuple(_last([line for line in self.lines if line.key == key]) for key in keys)

    def vouch(self, signature: Signature, content: bytes, purpose: str, at: datetime) -> Trust:
        """Who signed this content for this purpose at an instant; CheckFailed says why nobody known did."""
        key = signature.key
        if not signature.fits(content, purpose):
            raise CheckFailed(
                telling("the signature of {key} does not fit: what it signed was changed", key=key.short)
            )
        held = self.holder(key, at)
        if held is None:
            raise CheckFailed(telling("nobody trusted that key on {day}: {key}", day=at.date(), key=str(key)))
        if held.standing is KeyStanding.REVOKED:
            raise CheckFailed(
                telling(
                    "the key of {name} was revoked on {day}: {key}",
                    name=held.signer,
                    day=held.at.date(),
                    key=str(key),
                )
            )
        return held


def write_trust(connection: Connection, lines: Sequence[Trust], register: Register) -> int:
    """Write lines of the register in one entry; returns the new position.

    InputError for a revocation of a key that the register does not hold, or that was revoked before.
    """
    assert lines, "an entry says something"
    held = {line.key: line for line in signers_of(connection).now()}
    problems = [problem for line in lines for problem in _problems(line, held.get(line.key))]
    if problems:
        raise InputError(problems)
    origin = Origin(SIGNERS, lines[0].signer, by=lines[0].by)
    entry = write_entry(connection, SIGNERS, origin, register, __version__)
    rows = [{**line._asdict(), "entry": entry, "role": line.role.value} for line in lines]
    numbered = enumerate(rows, next_of(connection, signers))
    connection.execute(
        insert(signers), [{**row, "seq": seq, "standing": str(row["standing"])} for seq, row in numbered]
    )
    return entry


def signers_of(connection: Connection, position: int | None = None) -> Signers:
    """The register as entered by a position of the ledger (null: all of it)."""
    c = signers.c
    columns = (c.key, c.signer, c.party, c.role, c.standing, c.at, c.by, c.why)
    query = select(*columns).order_by(c.seq)
    if position is not None:
        query = query.where(c.entry <= position)
    return Signers(
        tuple(
            Trust(key, signer, party, Role(role), KeyStanding(standing), at, by, why)
            for key, signer, party, role, standing, at, by, why in connection.execute(query)
        )
    )


def _problems(line: Trust, held: Trust | None) -> list[Problem]:
    if line.standing is KeyStanding.TRUSTED:
        return []
    if held is None:
        return [Problem("key", 0, "", telling("no signer has the key {key}", key=line.key))]
    if held.standing is KeyStanding.REVOKED:
        return [
            Problem(
                "key",
                0,
                "",
                telling(
                    "the key of {name} was revoked already, on {day}", name=held.signer, day=held.at.date()
                ),
            )
        ]
    return []


def _last(lines: Sequence[Trust]) -> Trust:
    """The line that counts: the latest, and of several with one instant the last one entered."""
    latest = max(line.at for line in lines)
    return [line for line in lines if line.at == latest][-1]
