"""The words of a report round a claim, read back from the document the case holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from truceline.evidence.claim import Claim

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.reading.document import Document

AROUND = 240
"""Characters shown before and after a sentence; words cut in two are left out."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim rests on, with the words round it."""

    before: str
    quote: str
    after: str
    start: int
    """Where the quote begins, in code points of the document's text."""


@dataclass
class Contexts:
    """Finds contexts; each document is read back once."""

    case: Case
    _documents: dict[str, Document | None] = field(default_factory=dict)

    def of(self, claim: Claim) -> Context | None:
        """The claim's sentence with what stands before and after it; None where no document is held."""
        sha256, span = claim.evidence.document, claim.evidence.span
        document = self._document(sha256) if sha256 and span else None
        if document is None or span is None:
            return None
        first = document.blocks[0].start if document.blocks else 0
        start, end = span
        return Context(
            _tail(document.text[first:start]),
            document.text[start:end],
            _head(document.text[end:]),
            start,
        )

    def _document(self, sha256: str) -> Document | None:
        if sha256 not in self._documents:
            self._documents[sha256] = self._read(sha256)
        return self._documents[sha256]

    def _read(self, sha256: str) -> Document | None:
        held = next((one for one in self.case.ledger.documents() if one.sha256 == sha256), None)
        if held is None:
            return None
        # Formats load heavy libraries, each only for its own kind of file.
        from truceline.reading.formats.read import read_document  # noqa: PLC0415

        return read_document(self.case.ledger.document(sha256), held.name)


_CUT = "... "


def _tail(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= AROUND else _CUT + flat[-AROUND:].partition(" ")[2]


def _head(text: str) -> str:
    flat = " ".join(text[: 4 * AROUND].split())
    return flat if len(flat) <= AROUND else flat[:AROUND].rpartition(" ")[0] + " ..."
