"""Vector tiles of an event table: clusters far away, single events close by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from truceline.bulk.morton import degrees_at, degrees_of, steps_of
from truceline.bulk.overview import LEVELS, Overview
from truceline.bulk.tile_grid import FARTHEST_LAT, TileName, ranges_of
from truceline.bulk.tile_table import (
    ON_THE_MAP,
    PLACE_BITS,
    Filter,
    TileTable,
    cell_sums,
    connected,
    of_category,
    of_days,
    within,
)
from truceline.bulk.vector_tile import Dots, Value, encoded
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

POINTS_FROM = 11
"""The zoom from which events are shown one by one."""
MOST_POINTS = 2000
"""Events shown in one tile; of more, the deadliest are."""
_FINE = 4
"""A tile has about 2^4 clusters each way at an even zoom, and half of that at an odd one."""
_LAST_LAT = FARTHEST_LAT - 1e-9


@dataclass(frozen=True)
class Tile:
    """A tile, how many events lie in it, and how many of them it shows, as points or within clusters."""

    name: TileName
    kind: Literal["points", "clusters"]
    events: int
    shown: int
    dots: Dots

    def encoded(self) -> bytes:
        """As a Mapbox Vector Tile; its one layer is called `points` or `clusters`."""
        return encoded(self.kind, self.dots)


@dataclass(frozen=True)
class Unseen:
    """Events that meet the filter and lie in no tile."""

    beyond: int
    """Farther north or south than the map goes."""
    nowhere: int
    """Without coordinates, or with impossible ones."""


@dataclass
class Tiles:
    """A table that tiles are cut from, through one connection that stays open. For one thread at a time."""

    table: TileTable
    overview: Overview | None
    _connection: Any = field(repr=False)

    @classmethod
    def of(cls, path: Path, mapped: Mapping[str, str] | None = None) -> Tiles:
        """Open a table; InputError where it cannot be used."""
        table, connection = TileTable.of(path, mapped), connected()
        return cls(table, Overview.beside(table, connection), connection)

    def tile(self, name: TileName, chosen: Filter = Filter()) -> Tile:  # noqa: B008 - it is frozen
        """One tile."""
        return self.cut([name], chosen)[0]

    def cut(self, names: Sequence[TileName], chosen: Filter = Filter()) -> list[Tile]:  # noqa: B008
        """Tiles of one zoom that are seen together, in one go: that is much quicker than one by one."""
        zooms = {name.z for name in names}
        assert len(zooms) == 1, "tiles seen together are of one zoom"
        return self._points(names, chosen) if zooms.pop() >= POINTS_FROM else self._clusters(names, chosen)

    def unseen(self, chosen: Filter = Filter()) -> Unseen:  # noqa: B008
        """How many events no tile can show."""
        found = self._asked(
            f"SELECT count(*) FILTER (code IS NOT NULL AND NOT {ON_THE_MAP}),"
            f" count(*) FILTER (code IS NULL)"
            f" FROM {self.table.rows} WHERE {of_days(chosen)} AND {of_category(chosen)}"
        ).fetchone()
        return Unseen(*found)

    def _asked(self, question: str) -> Any:
        import duckdb

        try:
            return self._connection.execute(question)
        except duckdb.Error as error:
            told = f"cannot be read: {str(error).splitlines()[0][:300]}"
            raise InputError(Problem(str(self.table.path), 0, "FILE", told)) from error

    def _clusters(self, names: Sequence[TileName], chosen: Filter) -> list[Tile]:
        level = names[0].z - names[0].z % 2 + _FINE
        found = self._asked(
            f"SELECT {self._counts(names, chosen, level)} AND {of_category(chosen)} GROUP BY 1 ORDER BY 1"
        ).fetchnumpy()
        corners = steps_of(found["cell"].astype(np.uint64) << np.uint64(64 - 2 * level), PLACE_BITS)
        # A cluster stands in the middle of its events: in that of its cell one event would be miles away.
        means = (found[way] / found["events"] for way in ("east", "north"))
        east, north = (corner + mean for corner, mean in zip(corners, means, strict=True))
        lon, lat = degrees_at(east, north, PLACE_BITS)
        # The middle of a step may lie beyond the map when its events do not.
        lat = np.clip(lat, -_LAST_LAT, _LAST_LAT)
        told = {"count": found["events"].astype(np.int64), "deaths": found["deaths"].astype(np.int64)}
        return [_tile(name, "clusters", lon, lat, told, len(lon)) for name in names]

    def _counts(self, names: Sequence[TileName], chosen: Filter, level: int) -> str:
        """The middle of a selection of cells of a level, from counts made beforehand or from rows."""
        ranges = ranges_of(names)
        if self.overview is not None and level <= LEVELS[-1]:
            finer = 64 - 2 * level
            cells = [(first >> finer, last >> finer) for first, last in ranges]
            counted = (
                "cell, sum(events)::BIGINT AS events, coalesce(sum(deaths), 0) AS deaths,"
                " sum(east)::BIGINT AS east, sum(north)::BIGINT AS north"
            )
            return f"{counted} FROM ({self.overview.counts(level, chosen)}) WHERE {within(cells, 'cell')}"
        source, where = self.table.rows, f"{within(ranges)} AND {of_days(chosen)}"
        if self.overview is not None:
            source = self.overview.rows
        elif any(name.at_end for name in names):
            where += f" AND {ON_THE_MAP}"
        return f"{cell_sums(level)} FROM {source} WHERE {where}"

    def _points(self, names: Sequence[TileName], chosen: Filter) -> list[Tile]:
        found = self._asked(
            f"SELECT code, id, day, category, size, deaths FROM {self.table.rows}"
            f" WHERE {within(ranges_of(names))} AND {of_days(chosen)} AND {of_category(chosen)}"
        ).fetchnumpy()
        lon, lat = degrees_of(np.asarray(found.pop("code")).astype(np.uint64))
        return [_tile(name, "points", lon, lat, found, MOST_POINTS) for name in names]


def _tile(
    name: TileName,
    kind: Literal["points", "clusters"],
    lon: NDArray[np.float64],
    lat: NDArray[np.float64],
    told: Mapping[str, Any],
    most: int,
) -> Tile:
    x, y, inside = name.steps(lon, lat)
    rows = np.flatnonzero(inside)
    events = int(told["count"][rows].sum()) if "count" in told else len(rows)
    if len(rows) > most:
        deaths: Any = np.ma.filled(np.ma.asarray(told["deaths"], float), 0.0)
        rows = np.sort(rows[np.argsort(-np.nan_to_num(deaths[rows]), kind="stable")[:most]])
    columns = {key: list(map(_value, values[rows].tolist())) for key, values in told.items()}
    dots = Dots(x[rows].tolist(), y[rows].tolist(), columns)
    return Tile(name, kind, events, events if kind == "clusters" else len(rows), dots)


def _value(value: object) -> Value | None:
    """As a tile can tell it; None for what is not known."""
    if value is None or value != value:  # noqa: PLR0124 - NaN
        return None
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, (str, int, float)) else str(value)
