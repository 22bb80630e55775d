"""The closed list of what can be wrong with a row, each with what becomes of the row."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from truceline.evidence.issue import Issue

Effect = Literal["skipped", "flagged"]


class Fault(StrEnum):
    """A stable word for each kind of issue; explained in docs/reference/import.md."""

    AMBIGUOUS_DATE = "ambiguous-date"
    BAD_COORDINATES = "bad-coordinates"
    BAD_DATE = "bad-date"
    BAD_ENCODING = "bad-encoding"
    BAD_JSON = "bad-json"
    BAD_NUMBER = "bad-number"
    BAD_PRECISION = "bad-precision"
    BAD_VALUE = "bad-value"
    CHANGED_CONTENT = "changed-content"
    DISORDERED_BOUNDS = "disordered-bounds"
    DUPLICATE_ROW = "duplicate-row"
    IMPLAUSIBLE_DATE = "implausible-date"
    LABEL_TAKEN = "label-taken"
    MISSING_COORDINATES = "missing-coordinates"
    MISSING_SOURCE = "missing-source"
    MISSING_VALUE = "missing-value"
    NUL_BYTES = "nul-bytes"
    OVERLONG_FIELD = "overlong-field"
    PUBLISHED_EARLIER = "published-earlier"
    RAGGED_ROW = "ragged-row"
    REPEATED_ID = "repeated-id"
    REVERSED_DATES = "reversed-dates"
    STRAY_QUOTE = "stray-quote"
    SWAPPED_COORDINATES = "swapped-coordinates"
    UNKNOWN_ACT = "unknown-act"
    UNKNOWN_FIELD = "unknown-field"
    UNKNOWN_PARTY = "unknown-party"
    UNKNOWN_REFERENCE = "unknown-reference"
    UNKNOWN_TYPE = "unknown-type"
    UNMAPPED_TYPE = "unmapped-type"
    UNMAPPED_VALUE = "unmapped-value"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fault in one field, before it is tied to a file and a row."""

    fault: Fault
    message: str
    field: str = ""
    effect: Effect = "flagged"
    once: bool = False
    """Told at its first row only, for it says nothing about the single row."""

    def at(self, file: str, row: int) -> Issue:
        """The issue record of this doubt at a row (header = 1)."""
        return Issue(
            file=file,
            row=row,
            kind=self.fault.value,
            field=self.field,
            message=self.message,
            effect=self.effect,
        )


class UnusableRow(Exception):  # noqa: N818 - not an error: it never leaves the room, it ends one row's reading
    """Raised inside a row's reading when no claim can come of it; becomes a `skipped` issue."""

    def __init__(self, fault: Fault, message: str, field: str = "") -> None:
        super().__init__(message)
        self.doubt = Doubt(fault, message, field, "skipped")
