"""`truceline bulk attach`, `detach` and `tables`: long tables as evidence of a case."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.case.tables import tables_of
from truceline.cli.bulk_options import mapping_option
from truceline.cli.console import data, progress, show
from truceline.cli.deciding import by_option, login
from truceline.cli.documents import BulkAttached, BulkDetached, BulkTables
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.attached import attached_sheet, detached_sheet, tables_sheet
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.extras import require_extra


@click.command("attach")
@case_argument
@click.argument("given", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@mapping_option("what")
@click.option(
    "--recorded",
    type=click.Choice(("ledger", "published", "stated")),
    default="ledger",
    show_default=True,
    help="Since when its rows count as known: now, their publication, or as they say themselves.",
)
@by_option
@format_option("table", "json")
def attach(
    folder: Path,
    given: tuple[Path, ...],
    *,
    mapping: Path | None,
    recorded: str,
    by: str | None,
    layout: str,
) -> None:
    """Make FILE... (Parquet or CSV) evidence of CASE without importing each row.

    All rows are counted for every norm, party and day; of each of them the likeliest row becomes a
    claim. So statuses rest on rows, and the register tells how many more there are.
    """
    require_extra("bulk", "truceline bulk attach")
    # Numba alone takes half a second to load.
    from truceline.case.attaching import attach as take  # noqa: PLC0415

    case = Case.open(folder)
    with progress("counting", None) as advance:
        found = take(case, given, mapping, by=by, recorded=recorded, advance=advance)
    if layout == "json":
        data(BulkAttached(tables=found))
    else:
        show(*attached_sheet(found))


@click.command("detach")
@case_argument
@click.argument("name", metavar="TABLE")
@click.option("--why", required=True, metavar="WORDS", help="The reason, kept in the ledger.")
@by_option
@format_option("table", "json")
def detach(folder: Path, name: str, *, why: str, by: str | None, layout: str) -> None:
    """Take TABLE (its file's name, or the beginning of its SHA-256) off CASE again.

    Its counts are gone from every later assessment, and the claims of its rows are withdrawn. What was
    assessed before still replays.
    """
    if not why.strip():
        raise InputError(Problem("--why", 0, "", "say why; it is kept in the ledger"))
    from truceline.case.attaching import detach as take_off  # noqa: PLC0415 - the readers of tables

    found = take_off(Case.open(folder), name, by=by or login(), why=why)
    if layout == "json":
        data(BulkDetached(table=found))
    else:
        show(*detached_sheet(found))


@click.command("tables")
@case_argument
@format_option("table", "json")
def tables(folder: Path, *, layout: str) -> None:
    """List the tables attached to CASE."""
    case = Case.open(folder)
    law = case.law(Frame(as_of=case.agreement.tempo.day_of(case.ledger.now)))
    found = tuple(one.ref(law.agreement, law.atlas) for one in tables_of(case.ledger))
    if layout == "json":
        data(BulkTables(tables=found))
    else:
        show(*tables_sheet(found))
