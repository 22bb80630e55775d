"""Counts made beforehand, for tiles so wide that reading their rows would take too long.

Beside a table lies `NAME.overview.duckdb`: for each cell of five sizes, each category and each day, and
each 32 days, the count of events, the sum of deaths, and sums of their places. A filter adds up whole 32
days and the single days that are left at both ends, so that its answer is exact. For the zoom between these
and single events it has the rows themselves, without what clusters do not tell.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from truceline.bulk.tile_table import ON_THE_MAP, TileTable, cell_sums, connected, of_days, quoted

if TYPE_CHECKING:
    from truceline.bulk.tile_table import Filter

LEVELS = (4, 6, 8, 10, 12)
"""Cells of 2^4 by 2^4 and so on; closer up, few enough rows are in sight."""
SPAN_DAYS = 32
_EPOCH = date(1970, 1, 1).toordinal()
_LONG_AGO, _FAR_OFF = -(1 << 24), 1 << 24
_NAME = "overview"
_FORMAT = 2


@dataclass(frozen=True)
class Overview:
    """The counts beside a table, as an open connection knows them."""

    path: Path

    @classmethod
    def beside(cls, table: TileTable, connection: Any) -> Overview | None:
        """Attach the overview of the table; None where there is none, or one of another table."""
        import duckdb

        path = path_beside(table.path)
        if not path.exists():
            return None
        try:
            connection.execute(f"ATTACH {quoted(str(path))} AS {_NAME} (READ_ONLY)")
            (told,) = connection.execute(f"SELECT told FROM {_NAME}.mark").fetchone()
        except duckdb.Error:  # torn, or of a version that is no longer read
            return None
        return cls(path) if told == _mark(table) else None

    def counts(self, level: int, chosen: Filter) -> str:
        """A selection in SQL of the counts of one size of cells, on the days chosen."""
        parts = [
            f"SELECT * FROM {_NAME}.cells_{level}_{span} WHERE {where}" for span, where in _spans(chosen)
        ]
        return " UNION ALL ".join(parts)

    @property
    def rows(self) -> str:
        """The table's rows in SQL: code, place in steps, day, category and deaths."""
        return f"{_NAME}.events"


def path_beside(path: Path) -> Path:
    """Where the overview of a table lies."""
    return path.with_name(f"{path.stem}.overview.duckdb")


def write_overview(table: TileTable) -> Path:
    """Write the overview of a table beside it, whole or not at all."""
    out = path_beside(table.path)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as folder:
        beside = Path(folder, "beside.duckdb")
        connection = connected(memory="600MB", spill=folder)
        connection.execute(f"ATTACH {quoted(str(beside))} AS {_NAME}")
        connection.execute(f"CREATE TABLE {_NAME}.mark AS SELECT {quoted(_mark(table))} AS told")
        connection.execute(
            f"CREATE TABLE {_NAME}.events AS SELECT code, east, north, day, category, deaths"
            f" FROM {table.rows} WHERE code IS NOT NULL AND {ON_THE_MAP} ORDER BY code"
        )
        for level in LEVELS:
            for span in (1, SPAN_DAYS):
                connection.execute(f"CREATE TABLE {_NAME}.cells_{level}_{span} AS {_counts(level, span)}")
        connection.execute(f"DETACH {_NAME}")
        connection.close()
        beside.replace(out)
    return out


def _counts(level: int, span: int) -> str:
    start = f"(floor((day - DATE '1970-01-01') / {span}) * {span})::INTEGER"
    return (
        f"SELECT {cell_sums(level)}, {start} AS start, category"
        f" FROM {_NAME}.events GROUP BY cell, start, category ORDER BY start, category, cell"
    )


def _spans(chosen: Filter) -> list[tuple[int, str]]:
    """Spans, and conditions on their starts, that take each day of the filter once."""
    if of_days(chosen) == "TRUE":
        return [(SPAN_DAYS, "TRUE")]
    first = chosen.first.toordinal() - _EPOCH if chosen.first else _LONG_AGO
    end = chosen.last.toordinal() - _EPOCH + 1 if chosen.last else _FAR_OFF
    whole = -(-first // SPAN_DAYS) * SPAN_DAYS, end // SPAN_DAYS * SPAN_DAYS
    parts = [(SPAN_DAYS, *whole), (1, first, min(whole[0], end)), (1, max(whole[1], whole[0]), end)]
    return [(span, f"start >= {low} AND start < {high}") for span, low, high in parts if low < high] or [
        (1, "FALSE")
    ]


def _mark(table: TileTable) -> str:
    """What tells one overview from another: its form, the table's size and the columns that were counted."""
    told = [
        _FORMAT,
        table.path.stat().st_size,
        table.row_count,
        table.layout.day,
        table.category,
        table.deaths,
    ]
    return json.dumps(told)
