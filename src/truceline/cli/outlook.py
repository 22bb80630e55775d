"""`truceline outlook`: what changed since the agreement, what may come, and how good such forecasts were."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.cli.answer import case_argument, format_option
from truceline.cli.console import busy, data, note, raw, show
from truceline.cli.framing import Asked, frame_of, frame_options
from truceline.cli.sheets.outlook import outlook_sheet, scores_sheet, series_csv, supposing_sheet
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.outlook.comparison import BEFORE
from truceline.outlook.document import Outlook, outlook_of
from truceline.outlook.frozen import issue, scores_of
from truceline.outlook.precedents import own_precedents
from truceline.outlook.strands import Stage
from truceline.outlook.supposing import Supposing, supposing

_MOST_DAYS = 1460


@click.command("outlook")
@case_argument
@frame_options
@click.option(
    "--before",
    type=click.IntRange(1, _MOST_DAYS),
    default=BEFORE,
    show_default=True,
    metavar="DAYS",
    help="Compare with so many days before the agreement.",
)
@click.option(
    "--precedents",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Earlier deals of your own: a CSV of name, signed and ended (empty: it holds).",
)
@click.option("--issue", "by", metavar="NAME", help="Issue it in this name: it is kept, and scored one day.")
@click.option("--scores", is_flag=True, help="Show how good the forecasts issued so far were.")
@format_option("table", "json", "csv")
def command(
    folder: Path,
    asked: Asked,
    before: int,
    precedents: Path | None,
    by: str | None,
    *,
    scores: bool,
    layout: str,
) -> None:
    """Show what changed in CASE since the agreement, and what the next days may bring.

    CSV is the daily series behind it.
    """
    case = Case.open(folder)
    _require_whole(asked, by)
    frame = frame_of(asked, case.law().agreement)
    if scores:
        _show_scores(case, frame, layout)
        return
    supposed = case.suppose(asked.suppose) if asked.suppose else []
    if layout == "csv":
        raw(series_csv(Stage.of(case, frame, supposed).strands()))
        return
    own = tuple(own_precedents(precedents, frame.as_of)) if precedents else ()
    if supposed:
        _show_supposed(case, supposing(case, frame, supposed, before, own), layout)
        return
    with busy("looking ahead"):
        found = outlook_of(case, frame, before, (), own)
    if layout == "json":
        data(found)
    else:
        show(*outlook_sheet(found, case.law(frame).agreement))
    if by is not None:
        _issue(case, found, by)


def _require_whole(asked: Asked, by: str | None) -> None:
    if asked.without:
        raise InputError(Problem("--without", 0, "", "an outlook leaves no claim out"))
    if by is not None and asked.suppose:
        raise InputError(Problem("--issue", 0, "", "what rests on supposed claims is never issued"))


def _show_supposed(case: Case, found: Supposing, layout: str) -> None:
    if layout == "json":
        data(found)
    else:
        agreement = case.law().agreement
        show(*outlook_sheet(found.supposed, agreement), *supposing_sheet(found))


def _show_scores(case: Case, frame: Frame, layout: str) -> None:
    with busy("scoring"):
        found = scores_of(case, frame.as_of)
    if layout == "json":
        data(found)
    elif layout == "csv":
        raise InputError(Problem("--format", 0, "", "scores have no csv", ("table", "json")))
    else:
        show(*scores_sheet(found))


def _issue(case: Case, found: Outlook, by: str) -> None:
    if not found.forecasts:
        note("nothing was issued: no forecast could be made")
        return
    position = issue(case, found, by)
    note("issued before; nothing was added" if position is None else f"issued; position {position}")
