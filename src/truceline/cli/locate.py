"""`truceline locate`: what a place's name may mean, and which zones it lies in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.case.framing import day_of, readings_of
from truceline.cli.console import data, show
from truceline.cli.documents import Located
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.places import located
from truceline.errors import InputError, Problem
from truceline.places.locate import locate


@click.command("locate")
@case_argument
@click.argument("text")
@click.option("--on", metavar="DAY", help="Where zones and lines ran on this day.")
@click.option(
    "--reading", "readings", multiple=True, metavar="NAME=CHOICE", help="Read an unclear phrase this way."
)
@format_option("table", "json")
def command(folder: Path, text: str, on: str | None, readings: tuple[str, ...], layout: str) -> None:
    """Find TEXT on the map of CASE: a name, "north-eastern X", "6 km west of X", or LAT,LON.

    Coordinates that begin with a minus go after `--`.
    """
    case = Case.open(folder)
    problems: list[Problem] = []
    day: date | None = day_of("--on", on, problems) if on else None
    chosen = readings_of(readings, case.agreement, problems)
    if problems:
        raise InputError(problems)
    found = locate(case.law().atlas, case.gazetteer, text, on=day, readings=chosen)
    if not found.candidates:
        message = f"no place is known as '{text}', in the case's own list or the general one"
        raise InputError(Problem("TEXT", 0, "", message))
    if layout == "json":
        data(Located.of(found))
    else:
        show(*located(found))
