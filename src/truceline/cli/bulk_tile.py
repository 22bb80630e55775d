"""`truceline bulk tile`: one map tile of an event table."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli.bulk_documents import BulkTile
from truceline.cli.bulk_options import mapping_option, out_option
from truceline.cli.console import busy, data, show
from truceline.cli.options import format_option
from truceline.cli.sheets.bulk import tile_sheet
from truceline.errors import InputError, Problem
from truceline.extras import require_extra
from truceline.intake.mapping import read_mapping

if TYPE_CHECKING:
    from truceline.bulk.tile_table import Filter, TileTable

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("tile")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("name", metavar="Z/X/Y")
@out_option
@click.option("--from", "first", metavar="DAY", type=_DAY, help="Events of this day and later.")
@click.option("--to", "last", metavar="DAY", type=_DAY, help="Events up to this day, itself included.")
@click.option("--category", "categories", multiple=True, metavar="NAME", help="Only these. Repeatable.")
@mapping_option("where and when")
@format_option("table", "json")
def command(
    file: Path,
    name: str,
    *,
    out: Path,
    first: datetime | None,
    last: datetime | None,
    categories: tuple[str, ...],
    mapping: Path | None,
    layout: str,
) -> None:
    """Cut the tile Z/X/Y of the web's map from FILE (Parquet) as a Mapbox Vector Tile.

    From zoom 11 on it has the events themselves, before that counts and deaths of cells. A table that
    `bulk sort --overview` has written is much quicker.
    """
    require_extra("map", "truceline bulk tile")
    from truceline.bulk.tile_grid import TileName  # noqa: PLC0415 - duckdb and pyarrow are slow to load
    from truceline.bulk.tile_table import Filter  # noqa: PLC0415
    from truceline.bulk.tiles import Tiles  # noqa: PLC0415

    wanted = TileName.of(name)
    mapped = read_mapping(mapping, ()).columns if mapping else None
    chosen = Filter(first.date() if first else None, last.date() if last else None, categories)
    tiles = Tiles.of(file, mapped)
    _require_columns(tiles.table, chosen)
    with busy(f"cutting {name}"):
        tile, unseen = tiles.tile(wanted, chosen), tiles.unseen(chosen)
    _write(out, tile.encoded())
    document = BulkTile(
        file=str(file),
        out=str(out),
        tile=name,
        kind=tile.kind,
        features=len(tile.dots),
        events=tile.events,
        shown=tile.shown,
        beyond=unseen.beyond,
        nowhere=unseen.nowhere,
    )
    if layout == "json":
        data(document)
        return
    show(*tile_sheet(document))


def _require_columns(table: TileTable, chosen: Filter) -> None:
    """A filter on what the table does not have would show an empty map."""
    problems = []
    if (chosen.first or chosen.last) and table.layout.day is None:
        problems.append(Problem(str(table.path), 1, "--from", "no column is known to say when"))
    if chosen.categories and table.category is None:
        problems.append(Problem(str(table.path), 1, "--category", "no column is known to say of what kind"))
    if problems:
        raise InputError(problems)


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise InputError(Problem(str(out), 0, "--out", (error.strerror or str(error)).lower())) from error
