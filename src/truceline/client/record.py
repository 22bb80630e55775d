"""Documents about the record of a case: whether it is whole, and states of it that others keep."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from truceline.evidence.strict import Strict


class FaultTold(Strict):
    """One thing that is wrong with the record."""

    kind: str
    """What was done to it: `edited`, `removed`, `inserted`, ..."""
    entry: int | None
    table: str
    told: str


class VerifiedTold(Strict):
    """What was found when the record was verified last."""

    at: AwareDatetime
    by: str
    position: int
    """Up to which entry."""
    digest: str
    holds: bool
    rows: int
    """Rows looked at."""
    faults: tuple[FaultTold, ...]
    left_over: int
    """Files that no entry names."""
    tombstones: int
    """Places whose words were withdrawn."""
    ahead_s: int
    """Seconds by which the last entry is ahead of the server's clock."""


class SoundnessTold(Strict):
    """Where the record stands, and what was found of it last."""

    position: int
    digest: str | None
    code: str | None
    """The same state, to be compared over a telephone."""
    verified: VerifiedTold | None
    """Null: nobody verified it since the server began."""


class CheckRecord(Strict):
    """A state of the record that somebody else keeps: a checkpoint, or a code that they read out."""

    checkpoint: dict[str, Any] | None = None
    """The file as it is."""
    code: Annotated[str, Field(max_length=200)] = ""


class FindingTold(Strict):
    """A line of what was found."""

    right: bool | None
    """Null: neither right nor wrong."""
    told: str


class CheckedTold(Strict):
    """A state that somebody else keeps, held against this record."""

    holds: bool
    """Whether nothing was found wrong."""
    findings: tuple[FindingTold, ...]
    position: int


class EntryLine(Strict):
    """An entry of the ledger, with what it brought."""

    position: int
    entered_at: AwareDatetime
    what: str
    """`append`, `decision`, `document`, `disclosure`, `signers` or `source`."""
    kind: str
    name: str
    """A file, a signer, a claim; of a protected source for those alone who may read secret words."""
    by: str | None
    digest: str
    """Of its link: whoever knows it knows the record up to here."""
    brought: Mapping[str, int]
    """Rows by table."""


class DecisionLine(Strict):
    """A decision on a claim, as it was entered."""

    position: int
    at: AwareDatetime
    claim_id: str
    status: str
    by: str
    why: str


class CorrectionLine(Strict):
    """A claim that counted and was corrected or taken back."""

    position: int
    entered_at: AwareDatetime
    what: Literal["corrected", "rejected", "withdrawn"]
    claim_id: str
    replaced_by: str | None
    by: str | None
    why: str


class CustodyLine(Strict):
    """A document or file that was taken in."""

    position: int
    entered_at: AwareDatetime
    sha256: str
    name: str
    kind: str
    kept: bool
    """Whether its bytes are kept; else only rows came from it."""
    size: int | None
    claims: int
    by: str | None


class DisclosureLine(Strict):
    """A time when rows that are not for everybody left, or were looked at."""

    position: int
    at: AwareDatetime
    outlet: str
    restricted: int
    secret: int
    by: str
    sha256: str


class JournalLine(Strict):
    """What happened to an account in the case."""

    at: AwareDatetime
    what: str
    about: str
    """Whose account; empty: nobody's who is known."""
    by: str
    detail: str
    """Of a role: which, and for which party."""
