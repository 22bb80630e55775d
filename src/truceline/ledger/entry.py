"""What an entry in the ledger says about itself: where its rows came from, and what was added."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from truceline.core.instant import Clock
from truceline.evidence.claim import Claim, Status


@dataclass(frozen=True)
class Origin:
    """Where appended rows come from: a file (with its SHA-256), a bundled case, a person."""

    kind: str
    name: str
    sha256: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What an append did. `position` is the ledger's afterwards; `batch` is null if nothing was new."""

    added: int
    already_there: int
    issues: Counter[str]
    """Issues given, by kind, whether or not the ledger had them before."""
    new_issues: int
    position: int
    batch: int | None


class Recording(StrEnum):
    """When a claim counts as having become known to the record."""

    LEDGER = "ledger"
    """When it was entered."""
    PUBLISHED = "published"
    """At the end of the local day it was published on: for tables imported long afterwards."""
    STATED = "stated"
    """When the claim itself says: for bundled cases and back-tests."""


@dataclass(frozen=True)
class Batch:
    """One append that added something."""

    position: int
    entered_at: datetime
    origin: Origin
    recorded: Recording
    """The policy that dated its claims; whoever cites a back-test must name it."""
    claims: int
    issues: int


@dataclass(frozen=True)
class Document:
    """One held document, named by the SHA-256 of its bytes."""

    sha256: str
    name: str
    media_type: str
    size: int
    entered_at: datetime


@dataclass(frozen=True)
class Filed:
    """A document as it was taken in: at which position, when, and by which policy its claims are dated."""

    sha256: str
    position: int
    entered_at: datetime
    recorded: Recording


@dataclass(frozen=True)
class Register:
    """The policy by which one append dates its claims: `entered_at` and whose days count."""

    entered_at: datetime
    recording: Recording = Recording.LEDGER
    days: Clock = field(default_factory=Clock)

    def recorded_at(self, claim: Claim) -> datetime:
        """The instant from which the claim is known; never after the ledger itself had it, if derived."""
        if self.recording is Recording.STATED and claim.recorded_at is not None:
            return claim.recorded_at
        if self.recording is not Recording.LEDGER and claim.published_on is not None:
            return min(_end_of(claim.published_on, self.days), self.entered_at)
        return self.entered_at


@lru_cache(4096)
def _end_of(day: date, days: Clock) -> datetime:
    """The last moment of a day, worked out once for all claims of it."""
    return days.last_moment(day)


def standing_before(claim: Claim, recorded_at: datetime) -> Status:
    """The status a claim enters with: its own, or the one before a decision that came later.

    A claim recorded on the 1st and withdrawn on the 9th was accepted on the 5th; what was decided
    later must not leak back.
    """
    if claim.decided_at is None or claim.decided_at <= recorded_at:
        return claim.status
    if claim.status in (Status.SUPERSEDED, Status.WITHDRAWN):
        return Status.ACCEPTED
    return Status.PROPOSED
