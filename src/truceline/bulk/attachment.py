"""The counts of a table as a document that a case keeps: a Parquet file, under every reading of the zones."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast, get_args

import numpy as np

from truceline.assess.counts import CountedTable, Series
from truceline.assess.paces import Counted as PaceCounted
from truceline.assess.paces import Paces, Strand
from truceline.assess.scales import MEASURES, Paced
from truceline.bulk.aggregates import Counted, tally_of, to_table
from truceline.bulk.measures import ONE
from truceline.bulk.tally import Tally
from truceline.errors import CaseError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from truceline.assess.scales import Bearing
    from truceline.bulk.aggregates import Aggregate
    from truceline.bulk.obligations import Line, Obligation

    Told = Mapping[str, Mapping[date, int]]
    _Counts = Mapping[Line, tuple[Any, Any]]

FORMAT = "truceline/attachment/3"
OLDER = ("truceline/attachment/1", "truceline/attachment/2")
"""Without paces, or without what goes with them, and otherwise the same."""
_KEY = b"truceline"
_PACED: frozenset[str] = frozenset(get_args(Paced))
_READING = "reading"
_TOLD = -1
"""Stands for a reading in rows that hang on none: who told of which day."""
_EPOCH = datetime(1970, 1, 1).toordinal()  # noqa: DTZ001 - a day, no moment


@dataclass(frozen=True)
class Variant:
    """What was counted under one choice of readings."""

    readings: Mapping[str, str]
    aggregate: Aggregate
    obligations: Sequence[Obligation]

    @classmethod
    def of(
        cls, readings: Mapping[str, str], aggregate: Aggregate, obligations: Sequence[Obligation]
    ) -> Variant:
        """What was counted; of a pace no row is shown as the likeliest, so that none becomes a claim."""
        best = {line: its for line, its in aggregate.tally.best.items() if line.bearing not in _PACED}
        return cls(readings, replace(aggregate, tally=Tally(aggregate.tally.counts, best)), obligations)

    @property
    def series(self) -> int:
        """In how many series rows were counted, those of paces aside."""
        return sum(line.bearing not in _PACED for line in self.aggregate.tally.counts)


def to_bytes(variants: Sequence[Variant], told: Told, after: int) -> bytes:
    """The document of a table of one file; each variant counts all of it.

    `told` are its rows by family of sources and day. `after` is the ledger's position before: with it, a
    table that is attached twice has two documents.
    """
    import pyarrow as pa
    from pyarrow import parquet

    tables = []
    for number, variant in enumerate(variants):
        table = to_table(variant.aggregate, variant.obligations)
        column = pa.array(np.full(len(table), number), pa.int32())
        tables.append(table.append_column(_READING, column))
    tables.append(_told_table(told, tables[0].schema))
    first = variants[0].aggregate
    about = {
        "format": FORMAT,
        "agreement": first.about["digest"],
        "zones": first.about["zones"],
        "after": after,
        "table": vars(first.sources[0]),
        "readings": [dict(variant.readings) for variant in variants],
    }
    whole = pa.concat_tables(table.replace_schema_metadata() for table in tables)
    whole = whole.replace_schema_metadata({_KEY: json.dumps(about).encode()})
    sink = io.BytesIO()
    parquet.write_table(whole, sink, compression="zstd")
    return sink.getvalue()


def read_attachment(content: bytes, name: str, attached_at: datetime) -> CountedTable:
    """The table that `to_bytes` wrote down; CaseError where a newer truceline did."""
    from pyarrow import parquet

    whole = parquet.read_table(io.BytesIO(content))
    told = json.loads(whole.schema.metadata[_KEY])
    if told["format"] not in (FORMAT, *OLDER):
        raise CaseError(Problem(name, 0, "format", f"unknown format {told['format']!r}", (FORMAT, *OLDER)))
    source = Counted(**told["table"])
    number = whole[_READING].to_numpy()
    tallies = [tally_of(whole.filter(number == n)).counts for n in range(len(told["readings"]))]
    return CountedTable(
        name=source.name,
        sha256=source.sha256,
        rows=source.rows,
        issues=sum(source.issues.values()),
        agreement=told["agreement"],
        zones=told["zones"],
        attached_at=attached_at,
        variants=tuple(zip(told["readings"], map(_series, tallies), strict=True)),
        paces=None if told["format"] == OLDER[0] else _paces(told, tallies, whole),
    )


def _series(counts: _Counts) -> tuple[Series, ...]:
    units = np.array([ONE if n else 1 for n in range(len(MEASURES))], np.float64)
    return tuple(
        Series(
            line.norm,
            line.check,
            cast("Bearing", line.bearing),
            line.party or None,
            days + _EPOCH,
            its / units,
        )
        for line, (days, its) in counts.items()
        if line.bearing not in _PACED
    )


def _paces(told: Mapping[str, Any], tallies: Sequence[_Counts], whole: Any) -> Paces:
    keys = ["norm", "check", "what", "zone"]
    named = whole.select(keys).group_by(keys).aggregate([]).to_pylist()
    names = {(row["norm"], row["check"]): (row["what"], row["zone"]) for row in named}
    series = (dict(_strands(counts, names)) for counts in tallies)
    return Paces(
        _told_of(whole.filter(whole[_READING].to_numpy() == _TOLD)),
        tuple(zip(told["readings"], series, strict=True)),
        is_around=told["format"] == FORMAT,
    )


def _strands(
    counts: _Counts, names: Mapping[tuple[str, int], tuple[str, str | None]]
) -> Iterator[tuple[Strand, PaceCounted]]:
    for line, (days, its) in counts.items():
        if line.bearing in _PACED:
            named = (line.norm, *names[line.norm, line.check])
            bearing = cast("Paced", line.bearing)
            expected, rows, best = (its[:, MEASURES.index(name)] for name in ("expected", "rows", "best"))
            # A report may name no province, which is none that is called nothing.
            party = line.party if bearing == "province" else line.party or None
            yield Strand(*named, party, bearing), PaceCounted(days + _EPOCH, expected / ONE, rows)
            if bearing == "infighting":
                yield Strand(*named, party, "killed"), PaceCounted(days + _EPOCH, best / ONE, rows)


def _told_table(told: Told, schema: Any) -> Any:
    """Rows by family and day, in the columns of the counts."""
    import pyarrow as pa

    rows = [
        (family, day, count) for family, days in sorted(told.items()) for day, count in sorted(days.items())
    ]
    known: dict[str, list[Any]] = {
        "party": [family for family, _, _ in rows],
        "day": [day for _, day, _ in rows],
        "rows": [count for _, _, count in rows],
        _READING: [_TOLD] * len(rows),
    }
    columns = [
        pa.array(known[field.name], field.type) if field.name in known else pa.nulls(len(rows), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, names=schema.names)


def _told_of(table: Any) -> dict[str, dict[date, int]]:
    found: dict[str, dict[date, int]] = defaultdict(dict)
    columns = (table[name].to_pylist() for name in ("party", "day", "rows"))
    for family, day, count in zip(*columns, strict=True):
        found[family][day] = count
    return dict(found)
