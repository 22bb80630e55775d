"""Claims as JSON Lines: one whole claim on each line, checked against the claim's model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from truceline.evidence.claim import Claim
from truceline.intake.doubts import References
from truceline.intake.faults import Doubt, Fault, UnusableRow
from truceline.intake.record import Record
from truceline.intake.tables import json_objects
from truceline.intake.times import epochs


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
        unread = list(epochs(record.cells))
        if unread:
            raise UnusableRow(unread[0].fault, unread[0].message, unread[0].field)
        # JSON mode, strict: ISO text becomes a day, and nothing else becomes anything
        claim = Claim.model_validate_json(json.dumps(record.cells), strict=True)
        doubts.extend(_half_points(claim))
        if claim.claim_id and claim.claim_id != claim.content_digest:
            told = "its content is not that of its claim_id; kept under a new id"
            doubts.append(Doubt(Fault.CHANGED_CONTENT, told, "claim_id"))
        doubts.extend(self._references.unknown(claim))
        return claim.identified()


def _half_points(claim: Claim) -> Iterator[Doubt]:
    for number, place in enumerate(claim.place):
        if (place.lat is None) != (place.lon is None):
            told = "half a point is no point; kept by its place name"
            yield Doubt(Fault.MISSING_COORDINATES, told, f"place.{number}")
