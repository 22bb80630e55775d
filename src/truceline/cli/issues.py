"""`truceline issues`: rows that could not be taken as they stood."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.choice import require
from truceline.case.folder import Case
from truceline.cli.console import data, raw, show
from truceline.cli.documents import Issues
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.claims import issue_sheet
from truceline.cli.sheets.flat import csv_text
from truceline.cli.sheets.layout import faint
from truceline.evidence.issue import Issue


@click.command("issues")
@case_argument
@click.option("--kind", metavar="WORD", help="Only issues of this kind.")
@format_option("table", "json", "csv")
def command(folder: Path, kind: str | None, layout: str) -> None:
    """Show which imported rows of CASE were skipped or flagged, and why."""
    held = tuple(Case.open(folder).ledger.issues())
    require("--kind", "kind of issue on record", [kind] if kind else [], sorted({i.kind for i in held}))
    issues = tuple(issue for issue in held if kind is None or issue.kind == kind)
    match layout:
        case "json":
            data(Issues(issues=issues))
        case "csv":
            raw(csv_text((issue.model_dump() for issue in issues), Issue.model_fields))
        case _:
            show(*(issue_sheet(issues) if issues else [faint("No issues on record.")]))
