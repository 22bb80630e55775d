"""`truceline posture`: who accepts, bargains or refuses."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli.answer import answer
from truceline.cli.console import show
from truceline.cli.disclosed import statuses
from truceline.cli.documents import Postures
from truceline.cli.framing import Asked, frame_options
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets import remarks
from truceline.cli.sheets.flat import posture_csv
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.posture import LEGEND, postures, silent


@click.command("posture")
@case_argument
@frame_options
@format_option("table", "json", "csv")
def command(folder: Path, asked: Asked, layout: str) -> None:
    """Show what each party in CASE says about each promise, apart from what it does."""
    found = answer(folder, asked)
    match layout:
        case "json":
            statuses(found.case, Postures.of(found.assessment))
        case "csv":
            csv = posture_csv(found.assessment, found.assessment.postures)
            statuses(found.case, Postures.of(found.assessment), csv)
        case _:
            entries = found.assessment.postures
            show(*remarks.title_lines(found.assessment, found.agreement), "", postures(entries))
            show("", *(faint(line) for line in (*silent(entries), LEGEND)))
