"""`truceline bulk sort`: an event table in the order in which its places lie on the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli.bulk_documents import BulkSorted
from truceline.cli.bulk_options import bulk_issues, mapping_option, out_option
from truceline.cli.console import busy, data, show
from truceline.cli.options import format_option
from truceline.cli.sheets.bulk import sorted_sheet
from truceline.extras import require_extra
from truceline.intake.mapping import read_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truceline.bulk.sorting import Sorted

_FEWEST, _MOST = 1024, 1 << 20


@click.command("sort")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@out_option
@mapping_option("where")
@click.option(
    "--rows-per-group",
    "rows",
    metavar="N",
    type=click.IntRange(_FEWEST, _MOST),
    default=1 << 17,
    show_default=True,
    help="Rows of one row group: a reader takes it whole or skips it.",
)
@click.option("--overview", is_flag=True, help="Also write counts beside it, for maps of low zoom.")
@format_option("table", "json")
def command(file: Path, *, out: Path, mapping: Path | None, rows: int, overview: bool, layout: str) -> None:
    """Write FILE anew (Parquet) so that rows that lie near each other stand near each other.

    The order is that of Morton codes, which become the last column, `morton`. A row whose coordinates
    are missing or impossible is kept, at the end. Rows of one place keep their order.
    """
    require_extra("bulk", "truceline bulk sort", ("pyarrow",))
    if overview:
        require_extra("map", "--overview")
    from truceline.bulk.layout import layout_of, require_types  # noqa: PLC0415 - pyarrow is slow to load
    from truceline.bulk.sorting import sort_table  # noqa: PLC0415
    from truceline.bulk.tables import Source, require_writable  # noqa: PLC0415

    require_writable(out, (".parquet",))
    mapped = read_mapping(mapping, ()).columns if mapping else None
    source = Source(file)
    columns = layout_of(file, source.columns, mapped)
    require_types(file, source.schema, columns)
    with busy(f"sorting {file.name}"):
        told = sort_table(source, out, columns, rows)
    document = _document(file, out, told, _overview(out, mapped) if overview else None)
    if layout == "json":
        data(document)
        return
    show(*sorted_sheet(document))


def _overview(out: Path, mapped: Mapping[str, str] | None) -> str:
    from truceline.bulk.overview import write_overview  # noqa: PLC0415 - as above
    from truceline.bulk.tile_table import TileTable  # noqa: PLC0415

    with busy("counting for maps"):
        return str(write_overview(TileTable.of(out, mapped)))


def _document(file: Path, out: Path, told: Sorted, overview: str | None) -> BulkSorted:
    return BulkSorted(
        file=str(file),
        out=str(out),
        rows=told.rows,
        placed=told.placed,
        overview=overview,
        issues=bulk_issues(told.issues),
    )
