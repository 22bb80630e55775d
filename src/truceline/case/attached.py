"""What became of a table that was attached to a case, or detached."""

from __future__ import annotations

from truceline.evidence.strict import Strict


class Attached(Strict):
    """What became of a table that was attached."""

    name: str
    sha256: str
    rows: int
    issues: dict[str, int]
    series: int
    """Series that rows were counted in: norm, check, bearing and party, under the readings in use."""
    added: int
    """Rows taken as claims: the likeliest of each day and series."""
    already_there: int
    position: int


class Detached(Strict):
    """What became of a table that was detached."""

    name: str
    sha256: str
    withdrawn: int
    """Claims of its rows, withdrawn with it."""
    position: int
