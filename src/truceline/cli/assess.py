"""`truceline assess`: how far each promise is kept, by whom, in one frame."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment
from truceline.cli.answer import answer, narrowed
from truceline.cli.console import show, width
from truceline.cli.disclosed import statuses
from truceline.cli.framing import Asked, frame_options
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets import remarks
from truceline.cli.sheets.flat import assessment_csv
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.matrix import matrix, parties_of


@click.command("assess")
@case_argument
@frame_options
@click.option("--norm", "norms", multiple=True, metavar="ID", help="Only this norm; repeatable.")
@click.option(
    "--party", "parties", multiple=True, metavar="ID", help="Only what concerns this party; repeatable."
)
@format_option("table", "json", "csv")
def command(
    folder: Path, asked: Asked, norms: tuple[str, ...], parties: tuple[str, ...], layout: str
) -> None:
    """Judge every promise of the agreement in CASE as of a day, as known at a time."""
    found = answer(folder, asked, norms=norms, parties=parties)
    assessment = narrowed(found.assessment, norms, parties)
    match layout:
        case "json":
            statuses(found.case, assessment)
        case "csv":
            statuses(found.case, assessment, assessment_csv(assessment))
        case _:
            show_assessment(assessment, found.agreement, parties)


def show_assessment(assessment: Assessment, agreement: Agreement, parties: tuple[str, ...] = ()) -> None:
    """Print the matrix with its frame, legend, open branches, readings and remarks."""
    columns = parties or parties_of(assessment, agreement.party)
    sheet, legend = matrix(assessment, columns, width())
    show(
        *remarks.title_lines(assessment, agreement),
        "",
        sheet,
        faint(f"\n{legend}"),
        *remarks.open_branches(assessment.norms),
        *remarks.by_reading(assessment.norms),
        *remarks.marks(assessment.norms),
        *remarks.considered(assessment),
    )
