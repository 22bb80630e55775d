"""The JSON documents that the commands on event tables print; their schemas are published too.

They stand apart from others, for they hold no part of an assessment, whose models are slow to load.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from truceline.evidence.strict import Strict


class BulkZone(Strict):
    """A zone, and how many events of a table are to be expected in it: their P(inside) added up."""

    id: str
    expected: float | None = None


class BulkIssue(Strict):
    """Rows of one kind of doubt: how many, and the numbers of the first few (the header is 1)."""

    kind: str
    rows: int
    first: tuple[int, ...]


class BulkLocated(Strict):
    """What `truceline bulk locate` found and wrote."""

    format: Literal["truceline/bulk-located/1"] = "truceline/bulk-located/1"
    file: str
    out: str
    rows: int
    zones: tuple[BulkZone, ...]
    issues: tuple[BulkIssue, ...]


class BulkSeries(Strict):
    """What was counted for one check of a norm: how rows bear on it, and who did it (none: all together).

    `rows` may lie in the zone (P(inside) at least 0.01). Of events `certain` are those that surely do,
    `inside` those whose recorded point does, `expected` the chances added up; `low`, `best` and `high` are
    the dead to be expected by either figure, `least` those that certain events cost at least, `most`
    those that all rows cost at most.
    """

    norm: str
    check: int
    what: str
    zone: str | None
    bearing: Literal["breach", "not_attributed", "no_breach", "done"]
    party: str | None
    rows: int
    certain: float
    inside: float
    expected: float
    low: float
    best: float
    high: float
    least: float
    most: float


class BulkFile(Strict):
    """A file of a table, and how many rows it has, those that could not be read among them."""

    name: str
    rows: int


class BulkAssessed(Strict):
    """What `truceline bulk assess` counted and wrote. Rows of several files are numbered through."""

    format: Literal["truceline/bulk-assessed/1"] = "truceline/bulk-assessed/1"
    file: str
    files: tuple[BulkFile, ...]
    """The files counted now, in the order in which their rows are numbered."""
    out: str
    as_of: date
    rows: int
    counted: tuple[str, ...]
    """All files in the aggregate."""
    series: tuple[BulkSeries, ...]
    issues: tuple[BulkIssue, ...]


class BulkSorted(Strict):
    """What `truceline bulk sort` found and wrote."""

    format: Literal["truceline/bulk-sorted/1"] = "truceline/bulk-sorted/1"
    file: str
    out: str
    rows: int
    placed: int
    """Rows that have a place; the others stand last."""
    overview: str | None
    """Where the counts for low zooms were written; null where none were asked for."""
    issues: tuple[BulkIssue, ...]


class BulkTile(Strict):
    """What `truceline bulk tile` wrote."""

    format: Literal["truceline/bulk-tile/1"] = "truceline/bulk-tile/1"
    file: str
    out: str
    tile: str
    kind: Literal["points", "clusters"]
    features: int
    events: int
    """Events that meet the filter and lie in the tile."""
    shown: int
    """Those of them that the tile has, as points or within clusters."""
    beyond: int
    """Events of the whole table that meet the filter and lie farther north or south than any tile."""
    nowhere: int
    """Such events without a place."""


class BulkRow(Strict):
    """One row that counts for a norm: its number in the file (the header is 1), and what it tells."""

    row: int
    bearing: Literal["breach", "not_attributed", "no_breach", "done"]
    parties: tuple[str, ...]
    """Who did it; empty where nobody is named."""
    start: date
    end: date
    p_inside: float
    low: int
    best: int
    high: int
    """The dead."""
    cells: dict[str, str]
    """The cells that say who did what."""


class BulkRows(Strict):
    """The rows of a table that count for a norm: how many were found, and those shown, by day."""

    format: Literal["truceline/bulk-rows/1"] = "truceline/bulk-rows/1"
    file: str
    norm: str
    found: int
    rows: tuple[BulkRow, ...]
