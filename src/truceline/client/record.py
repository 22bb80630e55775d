"""Documents about the record of a case: whether it is whole, and states of it that others keep."""

from __future__ import annotations

from typing import Annotated, Any

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
