"""A tally as a table that is kept: one row a series and day, with what it takes to add to it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

import numpy as np

from truceline.assess.scales import MEASURES, Bearing, Paced
from truceline.bulk.measures import ONE, WIDTH, chance_and_row, ranked
from truceline.bulk.obligations import Line
from truceline.bulk.sums import by_line, joined
from truceline.bulk.tables import write_table
from truceline.bulk.tally import NOBODY, Tally
from truceline.core.canonical import digest
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from truceline.bulk.assessing import Setup
    from truceline.bulk.obligations import Obligation

FORMAT = "truceline/aggregate/2"
_KEY = b"truceline"
_WORDS = ("norm", "bearing", "party")
_KEYS = ["norm", "check", "bearing", "party"]
_STEPS = ("day", MEASURES[0])
_LIKELIEST = ("row", "chance")
_DELTA = "DELTA_BINARY_PACKED"
_BEARINGS = (*get_args(Bearing), *get_args(Paced))


@dataclass(frozen=True)
class Counted:
    """One file that was counted."""

    sha256: str
    name: str
    rows: int
    issues: Mapping[str, int]


@dataclass(frozen=True)
class Aggregate:
    """A tally with what it was made of."""

    setup: str
    """A digest of what was counted: agreement, readings, days, policy."""
    about: Mapping[str, Any]
    sources: tuple[Counted, ...]
    tally: Tally

    def plus(self, other: Aggregate, path: Path) -> Aggregate:
        """Both together; InputError where they count otherwise, or a file is in both."""
        self._require_alike(other, path)
        twice = {one.sha256 for one in self.sources} & {one.sha256 for one in other.sources}
        if twice:
            names = ", ".join(one.name for one in other.sources if one.sha256 in twice)
            raise InputError(
                Problem(str(path), 0, "FILE", f"counts {names} already; nothing is counted twice")
            )
        sources = (*self.sources, *other.sources)
        return Aggregate(self.setup, self.about, sources, Tally(other.tally.plus(self.tally).counts, {}))

    def minus(self, other: Aggregate, path: Path) -> Aggregate:
        """Without the other's files; InputError where these were never counted."""
        self._require_alike(other, path)
        gone = {one.sha256 for one in other.sources}
        lacking = [one.name for one in other.sources if one.sha256 not in {o.sha256 for o in self.sources}]
        if lacking:
            told = f"never counted {', '.join(lacking)}"
            raise InputError(Problem(str(path), 0, "FILE", told, tuple(one.name for one in self.sources)))
        sources = tuple(one for one in self.sources if one.sha256 not in gone)
        return Aggregate(self.setup, self.about, sources, Tally(self.tally.minus(other.tally).counts, {}))

    def _require_alike(self, other: Aggregate, path: Path) -> None:
        if self.setup != other.setup:
            told = "was counted for another agreement, day, reading or policy: count its files anew"
            raise InputError(Problem(str(path), 0, "aggregate", told))


def setup_digest(setup: Setup, about: Mapping[str, Any]) -> str:
    """What two tallies must share to be added up."""
    duties = [
        [one.norm, one.check, one.first, one.last, None if one.bound is None else one.bound.tolist()]
        for one in setup.obligations
    ]
    return digest([FORMAT, dict(about), duties, setup.days])


def to_table(aggregate: Aggregate, obligations: Sequence[Obligation]) -> Any:
    """As an Arrow table, one row a series and day.

    `rows` are whole; the other measures are multiples of 2^-20, which a float holds to the bit. `row` is
    the number of the day's likeliest row and `chance` its P(inside), null where nobody kept it.
    """
    import pyarrow as pa

    table = _coded(aggregate, obligations)
    plain = [pa.field(one.name, getattr(one.type, "value_type", one.type)) for one in table.schema]
    return table.cast(pa.schema(plain, table.schema.metadata))


def _coded(aggregate: Aggregate, obligations: Sequence[Obligation]) -> Any:
    """The same table, its words as numbers of a dictionary."""
    import pyarrow as pa

    duties = {(one.norm, one.check): one for one in obligations}
    lines = aggregate.tally.counts
    sizes = [len(days) for days, _ in lines.values()]
    index = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    of_each = pa.array(index, pa.int32())

    def told(values: list[Any]) -> Any:
        words = pa.array(values, pa.string()).dictionary_encode()
        return pa.DictionaryArray.from_arrays(words.indices.take(of_each), words.dictionary)

    known = [duties.get((line.norm, line.check)) for line in lines]
    counts = joined([part for _, part in lines.values()], np.zeros((0, WIDTH), np.int64))
    days = joined([part for part, _ in lines.values()], np.zeros(0, np.int64))
    columns = {
        "norm": told([line.norm for line in lines]),
        "check": pa.array(np.array([line.check for line in lines], np.int32)[index], pa.int32()),
        "what": told([one.what if one else None for one in known]),
        "zone": told([one.zone if one else None for one in known]),
        "bearing": told([line.bearing for line in lines]),
        "party": told([line.party for line in lines]),
        "day": pa.array(days.astype(np.int32)).view(pa.date32()),
        "rows": pa.array(np.ascontiguousarray(counts[:, 0])),
        **{name: pa.array(counts[:, n] / ONE) for n, name in enumerate(MEASURES) if n},
        **_likeliest(aggregate.tally),
    }
    return pa.table(columns).replace_schema_metadata({_KEY: json.dumps(_told(aggregate)).encode()})


def write_aggregate(path: Path, aggregate: Aggregate, obligations: Sequence[Obligation]) -> None:
    """Write it as Parquet, whole or not at all."""
    table = _coded(aggregate, obligations)
    # Numbers hardly recur: dictionaries of them would take longer to make than all the rest. Days and rows
    # hardly change, and of multiples of 2^-20 the last bytes are nought: so told, and packed the quick way,
    # they are read in a third and written in two thirds of the time, into as many bytes. Nobody looks for
    # rows by the least and the most of a measure. Words are written by their numbers, and read as words.
    coded = {**dict.fromkeys((*MEASURES, "chance"), "BYTE_STREAM_SPLIT"), **dict.fromkeys(_STEPS, _DELTA)}
    words = [name for name in table.column_names if name not in {*coded, "row"}]
    write_table(
        path,
        table,
        use_dictionary=words,
        column_encoding=coded,
        compression="lz4",
        write_statistics=[*words, "day"],
        store_schema=False,
    )


def _told(aggregate: Aggregate) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "setup": aggregate.setup,
        "about": dict(aggregate.about),
        "sources": [vars(one) for one in aggregate.sources],
    }


def _likeliest(tally: Tally) -> dict[str, Any]:
    """The columns of the likeliest rows, beside those of the counts."""
    import pyarrow as pa

    total = sum(len(days) for days, _ in tally.counts.values())
    if not tally.best:
        return {"row": pa.nulls(total, pa.int64()), "chance": pa.nulls(total, pa.float64())}
    every = np.full(total, NOBODY)
    first = 0
    for line, (days, _) in tally.counts.items():
        its, rank = tally.best.get(line, (days[:0], days[:0]))
        every[first + np.searchsorted(days, its)] = rank
        first += len(days)
    chance, row = chance_and_row(every)
    return {"row": pa.array(row, mask=every < 0), "chance": pa.array(chance / ONE, mask=every < 0)}


def read_ahead(path: Path) -> Future[Aggregate]:
    """An aggregate that others are added to or taken from, read while these are counted.

    InputError at once where it is none. Its likeliest rows are left out: no sum has any.
    """
    with _opened(path):
        pass
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(read_aggregate, path, likeliest=False)
    finally:
        pool.shutdown(wait=False)


def read_aggregate(path: Path, *, likeliest: bool = True) -> Aggregate:
    """An aggregate that `write_aggregate` wrote, with its likeliest rows or without; InputError if none."""
    with _opened(path) as (file, told):
        table = file.read(columns=[*_KEYS, "day", *MEASURES, *(_LIKELIEST if likeliest else ())])
        sources = tuple(Counted(**one) for one in told["sources"])
        return Aggregate(told["setup"], told["about"], sources, tally_of(table))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The file and what it tells of itself; InputError where it is no aggregate or cannot be read."""
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(path, read_dictionary=list(_WORDS)) as file:
            told = json.loads((file.schema_arrow.metadata or {})[_KEY])
            if told.get("format") != FORMAT:
                raise InputError(Problem(str(path), 0, "format", f"{told.get('format')}", (FORMAT,)))
            yield file, told
    except FileNotFoundError as error:
        raise InputError(Problem(str(path), 0, "FILE", "there is no such file")) from error
    except (ArrowException, OSError, KeyError, ValueError) as error:
        raise InputError(
            Problem(str(path), 0, "FILE", "is no aggregate of `truceline bulk assess`")
        ) from error


def tally_of(table: Any) -> Tally:
    """The tally that a table made by `to_table` holds; without likeliest rows where it tells of none."""
    lines, starts = _lines(table)
    days = table["day"].cast("int32").to_numpy().astype(np.int64)
    # Column by column, as they are read and written.
    counts = np.empty((len(days), WIDTH), np.int64, order="F")
    counts[:, 0] = table["rows"].to_numpy()
    for number, name in enumerate(MEASURES[1:], 1):
        counts[:, number] = _whole(table[name].to_numpy())
    found = by_line(lines, starts, days, counts)
    if "row" not in table.column_names:
        return Tally(found, {})
    known = np.flatnonzero(table["row"].is_valid().to_numpy())
    row, chance = (table[name].take(known).to_numpy() for name in _LIKELIEST)
    ranks = ranked(_whole(chance).astype(np.int64), row.astype(np.int64))
    return Tally(found, by_line(lines, np.searchsorted(known, starts).tolist(), days[known], ranks))


def _lines(table: Any) -> tuple[list[Line], list[int]]:
    """The lines of a table, whose rows stand together, and where each begins; last, where all end."""
    keys = table.select(_KEYS)
    begins = np.zeros(len(table), np.bool_)
    begins[:1] = True
    for column in keys.columns:
        codes = _codes(column)
        begins[1:] |= codes[1:] != codes[:-1]
    starts = np.flatnonzero(begins)
    lines = [_line(**key) for key in keys.take(starts).to_pylist()]
    return lines, [*starts.tolist(), len(table)]


def _codes(column: Any) -> Any:
    """Numbers for the values of a column, the same for the same."""
    import pyarrow as pa

    if pa.types.is_integer(column.type):
        return column.to_numpy()
    if not pa.types.is_dictionary(column.type):
        return column.combine_chunks().dictionary_encode().indices.to_numpy()
    return column.unify_dictionaries().combine_chunks().indices.to_numpy()


def _whole(values: Any) -> Any:
    return np.rint(values * ONE)


def _line(norm: str, check: int, bearing: Any, party: str) -> Line:
    assert bearing in _BEARINGS, f"{bearing!r} is no bearing"
    return Line(norm, check, bearing, party)
