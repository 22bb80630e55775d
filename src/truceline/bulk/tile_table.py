"""An event table as tiles read it, through DuckDB: which columns tell what; days and filters in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.layout import Layout, layout_of, require_types
from truceline.bulk.morton import codes_of, steps_of
from truceline.bulk.runs import MORTON
from truceline.bulk.sorting import ORDER
from truceline.bulk.tables import Source
from truceline.bulk.tile_grid import FARTHEST_LAT
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PLACE_BITS = 20
"""A row's `east` and `north` are steps of 2^-20 of the map: whole, so that sums have no order."""
ON_THE_MAP = f"abs(lat) <= {FARTHEST_LAT}"
"""The condition that a row with a place lies on the map at all."""
_IDS = ("event_id_cnty", "event_id", "id")
_CATEGORIES = ("event_type", "type_of_violence", "category")
_DEATHS = ("fatalities", "best", "deaths")
_SETTINGS: Mapping[str, str | bool | int | float | list[str]] = {
    # Nothing is fetched or loaded: Parquet is built in.
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@dataclass(frozen=True)
class Filter:
    """Which events a map shows: from one day to another, both included, and of these categories; or all."""

    first: date | None = None
    last: date | None = None
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class TileTable:
    """A Parquet table of events with SQL for its columns; `sorted` tells whether it has its Morton codes."""

    path: Path
    layout: Layout
    is_sorted: bool
    id: str | None
    category: str | None
    deaths: str | None
    row_count: int
    has_dates: bool
    """Whether days are dates, by whose statistics row groups can be skipped, and not text or times."""

    @classmethod
    def of(cls, path: Path, mapped: Mapping[str, str] | None = None) -> TileTable:
        """Look at a table; InputError where it cannot be read or has no coordinates."""
        from pyarrow import parquet, types

        if path.suffix != ".parquet":
            raise InputError(Problem(str(path), 0, "FILE", "tiles are cut from Parquet", (".parquet",)))
        source = Source(path)
        layout = layout_of(path, source.columns, mapped)
        require_types(path, source.schema, layout)
        is_sorted = ORDER in (source.schema.metadata or {}) and MORTON in source.columns
        id_, category, deaths = (_first(names, source.columns) for names in _NAMES)
        has_dates = layout.day is not None and types.is_date(source.schema.field(layout.day).type)
        rows = parquet.read_metadata(path).num_rows
        return cls(path, layout, is_sorted, id_, category, deaths, rows, has_dates)

    @property
    def rows(self) -> str:
        """The table in SQL, its columns under the names that tiles use."""
        code = _name(MORTON) if self.is_sorted else self._code()
        columns = {
            "code": code,
            "east": f"east_of({code})",
            "north": f"north_of({code})",
            "lon": self._degrees()[0],
            "lat": self._degrees()[1],
            "day": self._day(),
            "id": _name(self.id) if self.id else "NULL",
            "category": f"CAST({_name(self.category)} AS VARCHAR)" if self.category else "NULL::VARCHAR",
            "deaths": f"TRY_CAST({_name(self.deaths)} AS DOUBLE)" if self.deaths else "NULL::DOUBLE",
            "size": _name(self.size) if self.size else "NULL",
        }
        listed = ", ".join(f"{told} AS {name}" for name, told in columns.items())
        return f"(SELECT {listed} FROM read_parquet({quoted(str(self.path))}))"

    @property
    def size(self) -> str | None:
        """The column that says how exactly a row is placed."""
        return self.layout.radius or self.layout.precision

    def _day(self) -> str:
        if self.layout.day is None:
            return "NULL::DATE"
        name = _name(self.layout.day)
        if self.has_dates:
            return name
        return f"TRY_CAST(substr(trim(CAST({name} AS VARCHAR)), 1, 10) AS DATE)"

    def _degrees(self) -> tuple[str, str]:
        lon, lat = (f"TRY_CAST({_name(name)} AS DOUBLE)" for name in (self.layout.lon, self.layout.lat))
        return lon, lat

    def _code(self) -> str:
        lon, lat = self._degrees()
        return f"CASE WHEN abs({lon}) <= 180 AND abs({lat}) <= 90 THEN code_of({lon}, {lat}) END"


_NAMES = (_IDS, _CATEGORIES, _DEATHS)


def _first(names: Sequence[str], columns: Sequence[str]) -> str | None:
    return next((name for name in names if name in columns), None)


def connected(memory: str | None = None, spill: str | None = None) -> Any:
    """A database in memory that knows Morton codes, held to so much memory and spilling to that folder."""
    import duckdb

    connection: Any = duckdb.connect(config=dict(_SETTINGS))
    if memory is not None:
        connection.execute(f"SET memory_limit = {quoted(memory)}; SET temp_directory = {quoted(spill or '')}")
        connection.execute("SET preserve_insertion_order = false")
    # A tile asks for a few row groups of files whose footers are long.
    connection.execute("SET parquet_metadata_cache = true")
    connection.create_function("code_of", _codes, ["DOUBLE", "DOUBLE"], "UBIGINT", type="arrow")
    for name, way in (("east_of", 0), ("north_of", 1)):
        connection.create_function(name, partial(_steps, way), ["UBIGINT"], "UINTEGER", type="arrow")
    return connection


def _codes(lon: Any, lat: Any) -> Any:
    import pyarrow as pa

    return pa.array(codes_of(*(np.asarray(part.to_numpy(), np.float64) for part in (lon, lat))))


def _steps(way: int, code: Any) -> Any:
    import pyarrow as pa

    return pa.array(steps_of(np.asarray(code.to_numpy(), np.uint64), PLACE_BITS)[way].astype(np.uint32))


def cell_sums(level: int) -> str:
    """A row's cell of 2^level by 2^level, and sums over rows: events, deaths, steps in the cell each way."""
    inside = (1 << (PLACE_BITS - level)) - 1
    return (
        f"(code >> {64 - 2 * level})::UINTEGER AS cell, count(*) AS events,"
        f" coalesce(sum(deaths), 0) AS deaths,"
        f" sum(east & {inside})::BIGINT AS east, sum(north & {inside})::BIGINT AS north"
    )


def within(ranges: Sequence[tuple[int, int]], code: str = "code") -> str:
    """The condition that a code lies in one of the ranges; first their span, by which groups are skipped."""
    parts = " OR ".join(f"{code} BETWEEN {first} AND {last}" for first, last in ranges)
    return f"{code} BETWEEN {ranges[0][0]} AND {ranges[-1][1]} AND ({parts})"


def of_category(chosen: Filter) -> str:
    """The condition on the category."""
    if not chosen.categories:
        return "TRUE"
    return f"category IN ({', '.join(map(quoted, chosen.categories))})"


def of_days(chosen: Filter) -> str:
    """The condition on the day; a row without one meets none."""
    parts = [f"day >= DATE '{chosen.first}'"] if chosen.first else []
    parts += [f"day <= DATE '{chosen.last}'"] if chosen.last else []
    return " AND ".join(parts) or "TRUE"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"
