"""`truceline bulk rows`: the rows behind a count."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.choice import problems_with
from truceline.case.folder import Case
from truceline.cli.bulk_documents import BulkRow, BulkRows
from truceline.cli.bulk_options import mapping_option
from truceline.cli.console import data, progress, show
from truceline.cli.framing import Asked, frame_of, frame_options, require_all_claims
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.attached import rows_sheet
from truceline.errors import InputError
from truceline.extras import require_extra

if TYPE_CHECKING:
    from truceline.bulk.obligations import Line
    from truceline.bulk.opening import Opened

_DAY = click.DateTime(["%Y-%m-%d"])
_BEARINGS = ("breach", "not_attributed", "no_breach", "done")


@click.command("rows")
@case_argument
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--norm", required=True, metavar="ID", help="Rows that bear on this norm.")
@click.option("--bearing", type=click.Choice(_BEARINGS), help="Only rows that bear on it so.")
@click.option("--party", metavar="ID", help="Only rows of this party's doing.")
@click.option("--from", "first", metavar="DAY", type=_DAY, help="Rows of this day and later.")
@click.option("--to", "last", metavar="DAY", type=_DAY, help="Rows up to this day, itself included.")
@frame_options
@mapping_option("what")
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(0), help="Show so many at most; 0: all."
)
@format_option("table", "json")
def command(
    folder: Path,
    file: Path,
    *,
    norm: str,
    bearing: str | None,
    party: str | None,
    first: datetime | None,
    last: datetime | None,
    asked: Asked,
    mapping: Path | None,
    limit: int,
    layout: str,
) -> None:
    """Show the rows of FILE that count for a norm of CASE, each with its chance to lie in the zone."""
    require_extra("bulk", "truceline bulk rows")
    # Numba alone takes half a second to load.
    from truceline.bulk.opening import Wanted, rows_of  # noqa: PLC0415
    from truceline.bulk.tables import Source  # noqa: PLC0415
    from truceline.case.counting import setup_of  # noqa: PLC0415

    case = Case.open(folder)
    _require_known(case, norm, party)
    require_all_claims(asked)
    source = Source(file)
    setup, _ = setup_of(case, frame_of(asked, case.agreement), file, source.schema, mapping)

    def fits(line: Line) -> bool:
        return (bearing is None or line.bearing == bearing) and line.party == (party or "")

    wanted = Wanted(norm, fits, first.date() if first else None, last.date() if last else None)
    with progress(f"reading {file.name}", source.rows) as advance:
        opened = [_row(one) for one in rows_of(setup, source, wanted, advance)]
    # Checks of one norm may count the same row.
    found = list({(one.row, one.bearing, one.parties, one.p_inside): one for one in opened}.values())
    found.sort(key=lambda one: (one.start, one.row))
    shown = tuple(found[:limit] if limit else found)
    if layout == "json":
        data(BulkRows(file=str(file), norm=norm, found=len(found), rows=shown))
    else:
        show(*rows_sheet(shown, len(found) - len(shown)))


def _require_known(case: Case, norm: str, party: str | None) -> None:
    problems = problems_with("--norm", "norm", (norm,), case.agreement.norms)
    if party:
        problems += problems_with("--party", "party", (party,), case.agreement.party)
    if problems:
        raise InputError(problems)


def _row(one: Opened) -> BulkRow:
    low, best, high = one.killed
    cells = {name: "" if value is None else str(value) for name, value in one.cells.items()}
    return BulkRow(
        row=one.row,
        bearing=one.bearing,
        parties=one.parties,
        start=one.start,
        end=one.end,
        p_inside=round(one.p_inside, 4),
        low=low,
        best=best,
        high=high,
        cells=cells,
    )
