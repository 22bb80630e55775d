"""`truceline register`: reported violations, each open to its claims."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli.answer import answer, narrowed
from truceline.cli.console import show
from truceline.cli.disclosed import statuses
from truceline.cli.documents import Register
from truceline.cli.framing import Asked, frame_options
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets import remarks
from truceline.cli.sheets.attached import counted_sheet
from truceline.cli.sheets.flat import register_csv
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.register import By, grouped, listing, summary
from truceline.places.provinces import province_names


@click.command("register")
@case_argument
@frame_options
@click.option("--norm", "norms", multiple=True, metavar="ID", help="Only this norm; repeatable.")
@click.option(
    "--by",
    type=click.Choice(("governorate", "norm", "none")),
    default="governorate",
    show_default=True,
    help="Group the entries.",
)
@click.option("--counts", is_flag=True, help="Only the counts of each group.")
@format_option("table", "json", "csv")
def command(folder: Path, asked: Asked, norms: tuple[str, ...], by: By, *, counts: bool, layout: str) -> None:
    """List what was reported against the agreement in CASE: opened, confirmed, closed."""
    found = answer(folder, asked, norms=norms)
    assessment = narrowed(found.assessment, norms, ()) if norms else found.assessment
    match layout:
        case "json":
            statuses(found.case, Register.of(assessment))
        case "csv":
            csv = register_csv(assessment, assessment.violations)
            statuses(found.case, Register.of(assessment), csv)
        case _:
            show(*remarks.title_lines(assessment, found.agreement), "")
            groups = grouped(assessment.violations, by, province_names(found.case.gazetteer))
            if not groups:
                show(faint("No incident on record in this frame. Silence is neither breach nor compliance."))
            else:
                show(summary(groups))
            if groups and not counts:
                show(*([] if groups.keys() - {""} else [""]), *listing(groups))
            show(*counted_sheet(assessment.tables, assessment.counted))
