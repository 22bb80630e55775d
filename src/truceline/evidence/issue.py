"""A row or passage that could not be taken as it stood: counted and shown, never dropped."""

from __future__ import annotations

from typing import Literal

from truceline.evidence.strict import Strict


class Issue(Strict):
    """What is wrong with one row; `skipped` rows gave no claim, `flagged` ones did."""

    file: str
    row: int
    """Row number, header = 1; 0 when the whole file is meant."""
    kind: str
    """A short stable word: `bad-date`, `disordered-bounds`, `missing-coordinates`, ..."""
    field: str = ""
    message: str
    effect: Literal["skipped", "flagged"]
