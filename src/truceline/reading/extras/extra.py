"""What an extra does: it takes what the reader read and gives it back with something added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from truceline.evidence.claim import Claim, Source
from truceline.evidence.issue import Issue
from truceline.reading.document import Document
from truceline.reading.reader import Reader, Reading

Progress = Callable[[int, int], None]
"""Told `(done, all)` as sentences pass."""


class Extra(Protocol):
    """Adds to a reading; what the reader made is never removed and never told as surer than it was."""

    def add(
        self, reader: Reader, reading: Reading, source: Source, progress: Progress | None = None
    ) -> Reading:
        """The reading with what the extra found, and issues for what it could not use."""
        ...


def doubtful(document: Document, kind: str, field: str, message: str) -> Issue:
    """The issue that tells what an extra could not use; the reader's own claims stand as they are."""
    return Issue(file=document.name, row=0, kind=kind, field=field, message=message, effect="flagged")


def by_model(claim: Claim, model: str, *rules: str) -> Claim:
    """The claim as one that a model had a part in, with the rules that its part added."""
    assert claim.made_by is not None, "what the reader made says so"
    made = claim.made_by.model_copy(update={"model": model, "rules": (*claim.made_by.rules, *rules)})
    return claim.model_copy(update={"made_by": made, "claim_id": ""}).identified()
