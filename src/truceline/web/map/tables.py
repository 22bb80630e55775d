"""Attached tables of millions of rows as vector tiles, where their files are still at hand."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from truceline.case.tables import live

if TYPE_CHECKING:
    from datetime import date

    from truceline.bulk.tiles import Tiles
    from truceline.case.folder import Case


class TableOnMap(NamedTuple):
    """An attached table and its file."""

    sha256: str
    name: str
    path: Path


def tables(case: Case, folder: Path) -> tuple[TableOnMap, ...]:
    """The attached tables whose Parquet file lies in a folder, under its own name or its digest."""
    found = []
    for batch in live(case.ledger):
        sha256, name = batch.origin.sha256 or "", Path(batch.origin.name).name
        for path in (folder / f"{sha256}.parquet", folder / name):
            if _is(path, sha256):
                found.append(TableOnMap(sha256, name, path))
                break
    return tuple(found)


def _is(path: Path, sha256: str) -> bool:
    return path.suffix == ".parquet" and path.is_file() and _sha256(path, path.stat().st_mtime_ns) == sha256


def tile(table: TableOnMap, name: str, first: date | None = None, last: date | None = None) -> bytes:
    """One tile `Z/X/Y` of a table as a Mapbox Vector Tile: counts of cells, from zoom 11 on single events.

    Its one layer is called `clusters` (`count`, `deaths`) or `points` (`id`, `day`, `category`, `deaths`).
    InputError for a name that is none. Not for several threads at once with one table.
    """
    from truceline.bulk.tile_grid import TileName  # noqa: PLC0415 - DuckDB and pyarrow take half a second
    from truceline.bulk.tile_table import Filter  # noqa: PLC0415 - as above

    return _opened(table.path, table.sha256).tile(TileName.of(name), Filter(first, last)).encoded()


@lru_cache(maxsize=8)
def _opened(path: Path, sha256: str) -> Tiles:  # noqa: ARG001 - another file is another table
    from truceline.bulk.tiles import Tiles  # noqa: PLC0415 - as above

    return Tiles.of(path)


@lru_cache(maxsize=64)
def _sha256(path: Path, changed: int) -> str:  # noqa: ARG001 - a file that was changed is read again
    from truceline.intake.streams import sha256_of  # noqa: PLC0415 - as above

    return sha256_of(path)
