"""What verification finds wrong with a record, told so that a person knows where to look."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class FaultKind(StrEnum):
    """What was done to the record."""

    EDITED = "edited"
    """A row, head or link says another thing than what was entered."""
    REMOVED = "removed"
    INSERTED = "inserted"
    """It is there, and no link covers it."""
    REORDERED = "reordered"
    UNFOUNDED = "unfounded"
    """A column that does not follow from the content: claims would be selected wrongly."""
    REWRITTEN = "rewritten"
    """A link, or all of the chain from there on, was made anew."""
    TRUNCATED = "truncated"
    """The end of the record is missing."""
    DAMAGED = "damaged"
    """The file itself, or what keeps it from being changed."""


class Fault(NamedTuple):
    """One thing that is wrong with a ledger."""

    kind: FaultKind
    entry: int | None
    """The entry it is about; null: none that the ledger has, or the ledger as a whole."""
    table: str
    row: str | None
    """What names the row: a claim's id, a document's SHA-256, a key, ..."""
    told: str
    """What is wrong, in words."""


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults as they are told: first those of the ledger as a whole, then entry by entry.

    Those of one entry stay as they were found. SQLite takes anything for a number: what is none stands first.
    """
    return tuple(sorted(faults, key=lambda one: one.entry if isinstance(one.entry, int) else -1))
