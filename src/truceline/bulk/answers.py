"""What a worker answers for its part: Arrow rows of keys and whole numbers, which add up in any order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from truceline.bulk.measures import WIDTH
from truceline.bulk.obligations import Line
from truceline.bulk.points import FIRST_SHOWN
from truceline.bulk.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.bulk.assessing import Assessed
    from truceline.bulk.parts import Part


class Kind(IntEnum):
    """What a row of an answer tells; in brackets what its `number` is."""

    COUNT = 0
    """Measures of a series (day)."""
    LIKELY = 1
    """The rank of a series' likeliest row of a day (day)."""
    ISSUE = 2
    """How many rows of a file were doubtful (file)."""
    DOUBT = 3
    """One of the first rows of that doubt (row)."""
    PART = 4
    """That a part was counted, and its rows (part)."""
    FILE = 5
    """A file's digest (file)."""


KEYS = ("kind", "name", "check", "bearing", "party", "number")
SERIES = KEYS[:-1]
"""Rows that are alike in these belong together: where they are gathered they must all be."""
VALUES = tuple(f"m{n}" for n in range(WIDTH))
DDL = ", ".join(
    (
        *("kind int", "name string", "check int", "bearing string", "party string", "number bigint"),
        *(f"{name} bigint" for name in VALUES),
    )
)
"""The columns of an answer, as Spark writes them."""


class Other(NamedTuple):
    """What an answer tells besides counts: see `Kind`."""

    kind: Kind
    name: str
    number: int
    values: list[int]


def schema() -> Any:
    """The columns of an answer, as Arrow writes them."""
    import pyarrow as pa

    types = (pa.int32(), pa.string(), pa.int32(), pa.string(), pa.string(), pa.int64())
    values = [(name, pa.int64()) for name in VALUES]
    return pa.schema([pa.field(name, kind) for name, kind in (*zip(KEYS, types, strict=True), *values)])


@dataclass
class _Rows:
    keys: list[tuple[object, ...]] = field(default_factory=list)
    """All but the last of `KEYS`."""
    numbers: list[Any] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, key: tuple[object, ...], numbers: Any, values: Any) -> None:
        """Rows of one key: their numbers and, shape (rows, any), their first values."""
        if len(numbers) == 0:
            return
        wide = np.zeros((len(numbers), WIDTH), np.int64)
        given = np.asarray(values, np.int64).reshape(len(numbers), -1)
        wide[:, : given.shape[1]] = given
        self.keys.append(key)
        self.numbers.append(np.asarray(numbers, np.int64))
        self.values.append(wide)

    def batch(self) -> Any:
        """All rows as one Arrow record batch."""
        import pyarrow as pa

        index = np.repeat(np.arange(len(self.keys)), [len(numbers) for numbers in self.numbers])
        values = np.concatenate(self.values)
        columns = [
            pa.array(column, one.type).take(pa.array(index))
            for column, one in zip(zip(*self.keys, strict=True), schema(), strict=False)
        ]
        columns.append(pa.array(np.concatenate(self.numbers)))
        columns += [pa.array(np.ascontiguousarray(values[:, n])) for n in range(WIDTH)]
        return pa.RecordBatch.from_arrays(columns, schema=schema())


def told_of_file(part: Part, number: int, sha256: str) -> Any:
    """The digest of a file."""
    rows = _Rows()
    rows.add((Kind.FILE, sha256, 0, "", ""), [part.file], [1])
    rows.add(_key(Kind.PART), [number], [[0, 1]])
    return rows.batch()


def told_of_part(part: Part, number: int, found: Assessed) -> Any:
    """What was counted of a part."""
    rows = _Rows()
    for line, (days, counts) in found.tally.counts.items():
        rows.add(_key(Kind.COUNT, line), days, counts)
    for line, (days, rank) in found.tally.best.items():
        rows.add(_key(Kind.LIKELY, line), days, rank)
    for kind, count in found.issues.counts.items():
        first = found.issues.first[kind]
        rows.add((Kind.ISSUE, kind, 0, "", ""), [part.file], [count])
        rows.add((Kind.DOUBT, kind, 0, "", ""), first, [1] * len(first))
    rows.add(_key(Kind.PART), [number], [[found.rows, 1]])
    return rows.batch()


def gathered(answers: Any) -> Any:
    """A table of answers with what belongs together added up; of likeliest rows the likeliest is kept."""
    import pyarrow as pa

    sums = [(name, "sum") for name in VALUES]
    told = answers.group_by(list(KEYS)).aggregate([*sums, (VALUES[0], "max")])
    kind, most = told["kind"].to_numpy(), told[f"{VALUES[0]}_max"].to_numpy()
    first = np.where(kind == Kind.LIKELY, most, told[f"{VALUES[0]}_sum"].to_numpy())
    columns = [told[name] for name in KEYS] + [pa.array(first)] + [told[f"{name}_sum"] for name in VALUES[1:]]
    whole = pa.table(columns, names=[*KEYS, *VALUES]).cast(schema())
    whole = whole.sort_by([(name, "ascending") for name in KEYS])
    return whole.filter((_place(whole) < FIRST_SHOWN) | (whole["kind"].to_numpy() != Kind.DOUBT))


def read_back(answers: Any) -> tuple[Tally, list[Other]]:
    """The tally that answers add up to, and all they tell besides."""
    told = gathered(answers)
    kinds, numbers = told["kind"].to_numpy(), told["number"].to_numpy()
    values = np.column_stack([told[name].to_numpy() for name in VALUES])
    starts = np.flatnonzero(_place(told) == 0)
    keys = told.select(list(SERIES)).take(starts).to_pylist()
    tally, others = Tally({}, {}), list[Other]()
    for key, first, end in zip(keys, starts, [*starts[1:], len(kinds)], strict=True):
        kind, its, measured = Kind(key["kind"]), numbers[first:end], values[first:end]
        line = Line(key["name"], key["check"], key["bearing"], key["party"])
        if kind is Kind.COUNT:
            tally.counts[line] = (its, measured)
        elif kind is Kind.LIKELY:
            tally.best[line] = (its, measured[:, 0])
        else:
            rows = zip(its.tolist(), measured.tolist(), strict=True)
            others += [Other(kind, key["name"], number, row) for number, row in rows]
    return tally, others


def _key(kind: Kind, line: Line | None = None) -> tuple[object, ...]:
    return (kind, line.norm, line.check, line.bearing, line.party) if line else (kind, "", 0, "", "")


def _place(told: Any) -> Any:
    """Of rows sorted by series: the place of each in its own."""
    count = len(told)
    is_first = np.zeros(count, np.bool_)
    is_first[:1] = True
    for name in SERIES:
        codes = told[name].combine_chunks().dictionary_encode().indices.to_numpy()
        is_first[1:] |= codes[1:] != codes[:-1]
    starts = np.flatnonzero(is_first)
    return np.arange(count) - np.repeat(starts, np.diff([*starts, count]))


def columns_of(batches: Sequence[Any]) -> Any:
    """Batches of answers as one table."""
    import pyarrow as pa

    return pa.Table.from_batches(batches, schema())
