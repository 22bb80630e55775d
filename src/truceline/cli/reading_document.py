"""What `truceline read --format json` prints."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, Self

from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.evidence.strict import Strict

if TYPE_CHECKING:
    from truceline.case.reading import Kept
    from truceline.reading.reader import Reading


class DocumentRead(Strict):
    """The report itself."""

    name: str
    sha256: str
    """Of the file's bytes."""
    media_type: str
    published_on: date | None
    published_basis: Literal["front_matter", "metadata", "given"] | None
    """How the day is known; null where it is not."""
    title: str
    language: str
    text: str
    """The text that spans point into, `[start, end)` in code points; of plain text the file itself."""


class Stored(Strict):
    """What keeping the report did."""

    added: int
    already_there: int
    replaced: int
    """Of those added, how many take the place of proposed ones read with another day of publication."""
    position: int
    """The ledger's position afterwards."""


class Read(Strict):
    """A report as it was read: every claim is proposed."""

    format: Literal["truceline/reading/1"] = "truceline/reading/1"
    document: DocumentRead
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]
    kept: Stored | None = None
    """Null where nothing was stored."""

    @classmethod
    def of(cls, reading: Reading, kept: Kept | None) -> Self:
        """A reading as a document."""
        document = reading.document
        fields = {name: getattr(document, name) for name in DocumentRead.model_fields}
        stored = {name: getattr(kept, name) for name in Stored.model_fields} if kept else None
        return cls(
            document=DocumentRead(**fields),
            claims=reading.claims,
            issues=reading.issues,
            kept=Stored(**stored) if stored else None,
        )
