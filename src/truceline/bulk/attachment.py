"""The counts of a table as a document that a case keeps: a Parquet file, under every reading of the zones."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.assess.counts import MEASURES, CountedTable, Series
from truceline.bulk.aggregates import Counted, tally_of, to_table
from truceline.bulk.measures import ONE
from truceline.errors import CaseError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from truceline.bulk.aggregates import Aggregate
    from truceline.bulk.obligations import Line, Obligation

FORMAT = "truceline/attachment/1"
_KEY = b"truceline"
_READING = "reading"
_EPOCH = datetime(1970, 1, 1).toordinal()  # noqa: DTZ001 - a day, no moment


@dataclass(frozen=True)
class Variant:
    """What was counted under one choice of readings."""

    readings: Mapping[str, str]
    aggregate: Aggregate
    obligations: Sequence[Obligation]


def to_bytes(variants: Sequence[Variant], after: int) -> bytes:
    """The document of a table of one file; each variant counts all of it.

    `after` is the ledger's position before: with it, a table that is attached twice has two documents.
    """
    import pyarrow as pa
    from pyarrow import parquet

    tables = []
    for number, variant in enumerate(variants):
        table = to_table(variant.aggregate, variant.obligations)
        column = pa.array(np.full(len(table), number), pa.int32())
        tables.append(table.append_column(_READING, column))
    first = variants[0].aggregate
    told = {
        "format": FORMAT,
        "agreement": first.about["digest"],
        "zones": first.about["zones"],
        "after": after,
        "table": vars(first.sources[0]),
        "readings": [dict(variant.readings) for variant in variants],
    }
    whole = pa.concat_tables(table.replace_schema_metadata() for table in tables)
    whole = whole.replace_schema_metadata({_KEY: json.dumps(told).encode()})
    sink = io.BytesIO()
    parquet.write_table(whole, sink, compression="zstd")
    return sink.getvalue()


def read_attachment(content: bytes, name: str, attached_at: datetime) -> CountedTable:
    """The table that `to_bytes` wrote down; CaseError where a newer truceline did."""
    from pyarrow import parquet

    whole = parquet.read_table(io.BytesIO(content))
    told = json.loads(whole.schema.metadata[_KEY])
    if told["format"] != FORMAT:
        raise CaseError(Problem(name, 0, "format", f"unknown format {told['format']!r}", (FORMAT,)))
    source = Counted(**told["table"])
    number = whole[_READING].to_numpy()
    variants = tuple(
        (readings, _series(whole.filter(number == n))) for n, readings in enumerate(told["readings"])
    )
    return CountedTable(
        name=source.name,
        sha256=source.sha256,
        rows=source.rows,
        issues=sum(source.issues.values()),
        agreement=told["agreement"],
        zones=told["zones"],
        attached_at=attached_at,
        variants=variants,
    )


def _series(table: Any) -> tuple[Series, ...]:
    return tuple(_one(line, days, counts) for line, (days, counts) in tally_of(table).counts.items())


def _one(line: Line, days: Any, counts: Any) -> Series:
    units = np.array([ONE if n else 1 for n in range(len(MEASURES))], np.float64)
    return Series(line.norm, line.check, line.bearing, line.party or None, days + _EPOCH, counts / units)
