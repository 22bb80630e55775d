"""An event table written anew along a Z-curve, so that a reader can skip what lies elsewhere."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from truceline.bulk.layout import Layout
from truceline.bulk.morton import codes_of
from truceline.bulk.points import RAGGED, Issues, points_of
from truceline.bulk.runs import MORTON, Runs, plain
from truceline.bulk.tables import Sink, Source
from truceline.errors import InputError, Problem

ROWS_PER_GROUP = 1 << 17
ORDER = b"truceline.order"
"""The key under which a sorted file says so: `{"by": "morton", "column": ..., "lon": ..., "lat": ...}`."""


@dataclass
class Sorted:
    """What became of a table."""

    rows: int = 0
    placed: int = 0
    """Rows that have a place on earth; the others stand last."""
    issues: Issues = field(default_factory=Issues)


def sort_table(source: Source, out: Path, layout: Layout, rows_per_group: int = ROWS_PER_GROUP) -> Sorted:
    """Write the table in the order of its places' Morton codes, with a column `morton` of them.

    Rows of one code keep their order; those without a place come last, without a code, in theirs. Runs
    are kept in a folder beside `out` meanwhile, as large as the table is uncompressed. InputError where
    the table has such a column that is none of ours, or one that Parquet cannot hold.
    """
    schema = _schema(source, layout)
    told = Sorted()
    order = _native_order(_leaves(source.path, schema))
    with Sink(out, schema, **order) as sink, tempfile.TemporaryDirectory(**_beside(out)) as folder:
        placed, nowhere = Runs(Path(folder, "placed"), schema), Runs(Path(folder, "nowhere"), schema)
        for batch in source.batches():
            _sift(batch, layout, told, placed, nowhere)
        told.issues.add_rows(RAGGED, source.ragged)
        for batch in placed.merged(rows_per_group):
            sink.write(batch)
        for batch in nowhere.merged(rows_per_group):
            sink.write(_without_codes(batch))
    return told


def _sift(batch: Any, layout: Layout, told: Sorted, placed: Runs, nowhere: Runs) -> None:
    """Give each row its code and put it where it belongs."""
    import pyarrow as pa

    points = points_of(batch, Layout(layout.lon, layout.lat))
    told.issues.add(points.issue, told.rows + 1)
    told.rows += batch.num_rows
    is_placed = ~np.isnan(points.lon)
    told.placed += int(is_placed.sum())
    codes = np.where(is_placed, codes_of(points.lon, points.lat), np.uint64(0))
    columns = [batch.column(name) for name in placed.schema.names[:-1]]
    whole = pa.RecordBatch.from_arrays([*columns, pa.array(codes)], names=placed.schema.names)
    for runs, rows in ((placed, is_placed), (nowhere, ~is_placed)):
        if rows.any():
            runs.add(whole, rows)


def _without_codes(batch: Any) -> Any:
    import pyarrow as pa

    nulls = pa.nulls(batch.num_rows, pa.uint64())
    return pa.RecordBatch.from_arrays([*batch.columns[:-1], nulls], schema=batch.schema)


def _schema(source: Source, layout: Layout) -> Any:
    """The table's own columns and metadata, the codes, and how it is ordered."""
    import pyarrow as pa

    schema, metadata = source.schema, dict(source.schema.metadata or {})
    if MORTON in schema.names:
        if ORDER not in metadata:
            told = "has a column already that would be added: morton"
            raise InputError(Problem(str(source.path), 1, MORTON, told))
        schema = schema.remove(schema.names.index(MORTON))
    order = {"by": MORTON, "column": MORTON, "lon": layout.lon, "lat": layout.lat}
    metadata[ORDER] = json.dumps(order).encode()
    return schema.append(pa.field(MORTON, pa.uint64())).with_metadata(metadata)


def _leaves(path: Path, schema: Any) -> int:
    """How many columns Parquet sees, a nested one being several; InputError for what cannot be sorted."""
    import pyarrow as pa
    from pyarrow import parquet

    count, wrong = 0, []
    for one in schema:
        buffer = pa.BufferOutputStream()
        try:
            pa.array([], plain(one.type)).take(pa.array([], pa.int64()))
            parquet.ParquetWriter(buffer, pa.schema([one])).close()
        except pa.ArrowNotImplementedError:
            wrong.append(Problem(str(path), 1, one.name, f"a column of {one.type} cannot be sorted"))
        else:
            count += len(parquet.ParquetFile(pa.BufferReader(buffer.getvalue())).schema)
    if wrong:
        raise InputError(wrong)
    return count


def _native_order(leaves: int) -> dict[str, Any]:
    """Parquet's own word for it, and statistics of every page."""
    from pyarrow import parquet

    column = parquet.SortingColumn(leaves - 1, nulls_first=False)
    return {"sorting_columns": [column], "write_page_index": True}


def _beside(out: Path) -> dict[str, Any]:
    return {"dir": out.parent, "prefix": f".{out.name}."}
