"""`truceline import`: tables and claims files into a case."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.case.importing import ImportReport
from truceline.cli.console import busy, data, show
from truceline.cli.deciding import login_if_any, taken_by_option
from truceline.cli.documents import Imported
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.imports import report_sheet
from truceline.errors import InputError, Problem
from truceline.intake.spool import is_readable

DATES = ("iso", "dmy", "mdy")
KINDS = ("ucdp-ged", "acled", "table", "claims")


@click.command("import")
@case_argument
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as", "kind", type=click.Choice(KINDS), help="What the files are [default: told from their columns]."
)
@click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="How a general table's columns become claims (YAML).",
)
@click.option(
    "--dates",
    type=click.Choice(DATES),
    help="How days like 05/10/2018 are meant [default: such rows are skipped]. ISO days are read, too.",
)
@click.option(
    "--recorded",
    type=click.Choice(("ledger", "published", "stated")),
    default="ledger",
    show_default=True,
    help="Since when the claims count as known: now, their publication, or as they say themselves.",
)
@taken_by_option
@click.option("--dry-run", is_flag=True, help="Show what would come in; write nothing.")
@format_option("table", "json")
def command(
    folder: Path,
    files: tuple[Path, ...],
    kind: str | None,
    mapping: Path | None,
    dates: str | None,
    *,
    recorded: str,
    by: str | None,
    dry_run: bool,
    layout: str,
) -> None:
    """Bring FILEs into CASE: UCDP GED, an ACLED export, a general table, or claims; `-` is stdin.

    Each file comes in whole or not at all; the same claim twice adds nothing. Rows that are
    unreadable or doubtful are kept as issues (`truceline issues CASE`).
    """
    case = Case.open(folder)
    _require_files(files)
    reports: list[ImportReport] = []
    for path in files:
        with busy(f"importing {path.name}"):
            report = case.import_file(
                path,
                kind,
                mapping,
                dates=dates,
                dry_run=dry_run,
                recorded=recorded,
                by=by or login_if_any(),
            )
        reports.append(report)
        if layout == "table":
            show(*report_sheet(report))
    if layout == "json":
        data(Imported(imports=tuple(reports)))


def _require_files(files: tuple[Path, ...]) -> None:
    """Look at all names before the first file is read: a typo in the last should cost no import."""
    missing = [path for path in files if not is_readable(path)]
    if missing:
        raise InputError([Problem(str(path), 0, "", _missing(path)) for path in missing])


def _missing(path: Path) -> str:
    if path.is_dir():
        return "is a folder; name the files in it"
    return "is neither a file nor a pipe" if path.exists() else "there is no such file"
