"""Claims as JSON Lines: one whole claim on each line, checked against the claim's model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from truceline.evidence.claim import Claim
from truceline.intake.doubts import References
from truceline.intake.faults import Doubt, Fault
from truceline.intake.record import Record
from truceline.intake.tables import json_objects


class ClaimLines:
    """Takes over the claims of a JSON Lines file, with their own evidence and bookkeeping."""

    def __init__(self, path: Path, references: References) -> None:
        self._path = path
        self._references = references

    def records(self) -> Iterator[Record]:
        """The lines of the file; their numbers are physical line numbers from 1."""
        for number, content, doubts in json_objects(self._path):
            yield Record(number, content or {}, doubts)

    def key(self, record: Record) -> str:
        """The claim's label, which is unique within a case where given."""
        label = record.cells.get("label")
        return label if isinstance(label, str) else ""

    def claim(self, record: Record, doubts: list[Doubt]) -> Claim:
        """The claim of one line; a `claim_id` that its content does not bear out is flagged."""
        claim = Claim.model_validate(record.cells)
        if claim.claim_id and claim.claim_id != claim.content_digest:
            told = "its content is not that of its claim_id; kept under a new id"
            doubts.append(Doubt(Fault.CHANGED_CONTENT, told, "claim_id"))
        doubts.extend(self._references.unknown(claim))
        return claim.identified()
