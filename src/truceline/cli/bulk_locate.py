"""`truceline bulk locate`: every row of an event table measured against the zones."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.choice import problems_with
from truceline.case.folder import Case
from truceline.case.framing import readings_of
from truceline.cli.bulk_documents import BulkLocated, BulkZone
from truceline.cli.bulk_options import bulk_issues, mapping_option, note_exactness, out_option
from truceline.cli.console import busy, data, show
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.bulk import located_sheet
from truceline.errors import InputError, Problem
from truceline.extras import require_extra
from truceline.intake.mapping import read_mapping

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.bulk.locating import Located, Periods


@click.command("locate")
@case_argument
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@out_option
@click.option("--zone", "zones", multiple=True, metavar="ID", help="Only this zone. Repeatable.")
@click.option(
    "--reading", "readings", multiple=True, metavar="NAME=CHOICE", help="Read an unclear phrase this way."
)
@mapping_option("where and when")
@click.option("--distances", is_flag=True, help="Only distances: several times faster.")
@format_option("table", "json")
def command(
    folder: Path,
    file: Path,
    *,
    out: Path,
    zones: tuple[str, ...],
    readings: tuple[str, ...],
    mapping: Path | None,
    distances: bool,
    layout: str,
) -> None:
    """Measure each row of FILE against the zones of CASE, as they lay on the row's day.

    Every zone gets two columns: `distance_m`, how far inside its edge (outside: negative), and
    `p_inside`, the chance that the event lies in it, given how exactly it is placed. A row whose
    coordinates are missing or impossible is kept without them; `issue` says why.
    """
    require_extra("bulk", "truceline bulk locate")
    # Numba alone takes half a second to load.
    from truceline.bulk.layout import layout_of, require_types  # noqa: PLC0415
    from truceline.bulk.locating import Periods, locate_table  # noqa: PLC0415
    from truceline.bulk.tables import Source, require_writable  # noqa: PLC0415

    case = Case.open(folder)
    problems: list[Problem] = []
    chosen = readings_of(readings, case.agreement, problems)
    problems += problems_with("--zone", "zone", zones, case.agreement.zone)
    if problems:
        raise InputError(problems)
    require_writable(out)
    mapped = read_mapping(mapping, case.agreement.party).columns if mapping else None
    source = Source(file)
    columns = layout_of(file, source.columns, mapped)
    require_types(file, source.schema, columns)
    with busy("indexing the zones"):
        periods = Periods.of(case.law().atlas, zones or tuple(case.agreement.zone), chosen)
    _require_drawn(periods, folder)
    with busy(f"measuring {file.name}"):
        found = locate_table(source, out, columns, periods, lambda _rows: None, chances=not distances)
    document = _document(file, out, found, periods.zones)
    if layout == "json":
        data(document)
        return
    show(*located_sheet(document))
    if not distances:
        note_exactness(columns)


def _require_drawn(periods: Periods, folder: Path) -> None:
    if not periods.zones:
        raise InputError(Problem(str(folder), 0, "zones", "none of the zones is drawn on the map"))


def _zone(zone: str, found: Located) -> BulkZone:
    expected = found.expected.get(zone)
    return BulkZone(id=zone, expected=None if expected is None else round(expected, 4))


def _document(file: Path, out: Path, found: Located, zones: Sequence[str]) -> BulkLocated:
    return BulkLocated(
        file=str(file),
        out=str(out),
        rows=found.rows,
        zones=tuple(_zone(zone, found) for zone in zones),
        issues=bulk_issues(found.issues),
    )
