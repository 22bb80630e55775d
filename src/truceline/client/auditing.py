"""Auditing from afar: whether the record is whole, and states of it that others keep."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from truceline.client.calling import Calling
from truceline.client.desk import Desk
from truceline.client.receipts import JobTold
from truceline.client.record import (
    CheckedTold,
    CheckRecord,
    CorrectionLine,
    CustodyLine,
    DecisionLine,
    DisclosureLine,
    EntryLine,
    JournalLine,
    SoundnessTold,
)
from truceline.errors import CheckFailed
from truceline.ledger.checkpoint import Checkpoint


@dataclass(frozen=True)
class Auditing:
    """What an auditor does in one case. Every method asks the server; ApiError where it refuses."""

    calling: Calling = field(repr=False)
    path: str
    sleep: Callable[[float], None] = time.sleep

    def soundness(self) -> SoundnessTold:
        """Where the record stands, and what was found of it last."""
        return self.calling.read(f"{self.path}/soundness", SoundnessTold)

    def verify(self, *, key: str | None = None) -> JobTold:
        """Begin to hold every row and file against the chain."""
        return self.calling.sent(f"{self.path}/soundness/verify", JobTold, key=key)

    def verified(self, *, most_s: float = 600.0) -> SoundnessTold:
        """Verify the record and wait for it; CheckFailed where that did not come to its end."""
        done = Desk(self.calling, self.path, self.sleep).wait(self.verify(), most_s=most_s)
        if done.state != "done":
            raise CheckFailed(f"the record was not verified: {done.state}")
        return self.soundness()

    def checkpoint(self, *, key: str | None = None) -> Checkpoint:
        """The state that was verified last, unsigned: sign it here (`Checkpoint.signed`), hand it on.

        Stale where the record was not verified, or does not hold.
        """
        return self.calling.sent(f"{self.path}/checkpoints", Checkpoint, key=key)

    def entries(self) -> Iterator[EntryLine]:
        """Every entry of the ledger, the newest first."""
        return self.calling.pages(f"{self.path}/audit/entries", EntryLine)

    def decisions(self) -> Iterator[DecisionLine]:
        """Who decided what on which claim, and why; the last first."""
        return self.calling.pages(f"{self.path}/audit/decisions", DecisionLine)

    def corrections(self) -> Iterator[CorrectionLine]:
        """Claims that counted and were corrected or taken back, the last first."""
        return self.calling.pages(f"{self.path}/audit/corrections", CorrectionLine)

    def custody(self) -> Iterator[CustodyLine]:
        """Who took in which document or file, the last first."""
        return self.calling.pages(f"{self.path}/audit/custody", CustodyLine)

    def disclosures(self) -> Iterator[DisclosureLine]:
        """Each time rows that are not for everybody left, or were looked at; the last first."""
        return self.calling.pages(f"{self.path}/audit/disclosures", DisclosureLine)

    def accounts(self) -> Iterator[JournalLine]:
        """What happened to accounts in this case, the last first."""
        return self.calling.pages(f"{self.path}/audit/accounts", JournalLine)

    def check(self, checkpoint: Checkpoint, *, key: str | None = None) -> CheckedTold:
        """Hold a checkpoint that somebody keeps against the record."""
        told: dict[str, Any] = json.loads(checkpoint.text())
        return self._checked(CheckRecord(checkpoint=told), key)

    def compare(self, code: str, *, key: str | None = None) -> CheckedTold:
        """Hold a code that somebody read out against the record."""
        return self._checked(CheckRecord(code=code), key)

    def _checked(self, given: CheckRecord, key: str | None) -> CheckedTold:
        return self.calling.sent(f"{self.path}/checkpoints/check", CheckedTold, given, key=key)
