"""`truceline report`: a daily, weekly or spot report of a case, as a page, a PDF, or a folder of both."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.folder import Case
from truceline.case.names import names_in
from truceline.cli.answer import case_argument
from truceline.cli.console import busy, note
from truceline.cli.framing import Asked, day_of, frame_of, frame_options
from truceline.cli.output import refuse_to_overwrite, written
from truceline.cli.report_figures import Beside, figures_options
from truceline.cli.sheets.provinces import province_names
from truceline.errors import InputError, Problem
from truceline.publish.report.compose import composed
from truceline.publish.report.facts import Facts, Kind
from truceline.publish.report.gathering import Asked as Report
from truceline.publish.report.gathering import gathered
from truceline.publish.report.issued import issue
from truceline.publish.report.page import report_page
from truceline.publish.report.printed import printed
from truceline.publish.report.setting import Setting
from truceline.publish.report.shown_places import places_to_name
from truceline.publish.tongue.tongue import tongue

if TYPE_CHECKING:
    from truceline.publish.report.composed import Report as Composed

_SUFFIXES = (".html", ".pdf")
_PAD_KM = 9.0


@click.command("report")
@case_argument
@frame_options
@click.option(
    "--kind",
    type=click.Choice(["daily", "weekly", "spot"]),
    default="weekly",
    show_default=True,
    help="A day, a week, or one incident.",
)
@click.option(
    "--since", metavar="DAY", help="First day of the period [default: the day after the report before]."
)
@click.option("--incident", metavar="ID", help="Of a spot report: the incident, as `register` names it.")
@click.option("--title", metavar="TEXT", help="What the report is called [default: the agreement's title].")
@click.option(
    "--language",
    type=click.Choice(["en", "ar"]),
    default="en",
    show_default=True,
    help="The reader's language.",
)
@click.option("--issue", "by", metavar="NAME", help="Issue it in this name: it is kept; the next compares.")
@click.option("--no-outlook", is_flag=True, help="Leave out what the next days may bring.")
@click.option(
    "--out",
    metavar="FILE.html|FILE.pdf|DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Write a page, a PDF, or both to a folder.",
)
@figures_options
def command(
    folder: Path,
    asked: Asked,
    *,
    kind: Kind,
    since: str | None,
    incident: str | None,
    title: str | None,
    language: str,
    by: str | None,
    out: Path,
    no_outlook: bool,
    beside: Beside,
) -> None:
    """Write a report of CASE: what changed, who owes what, what happened, and what each sentence rests on."""
    case = Case.open(folder)
    _require_whole(asked)
    targets = _targets(out, kind)
    for target in targets:
        refuse_to_overwrite(target, folder)
    beside.require_sound(kind, targets)
    frame = frame_of(asked, case.law().agreement)
    first = _first(since, frame.as_of)
    wanted = Report(kind, frame, first, incident, outlook=not no_outlook)
    with busy("gathering"):
        facts = gathered(case, wanted, title or case.agreement.title)
    with busy("writing"):
        report = composed(_setting(case, facts, language))
        made = [(target, _laid_out(report, target)) for target in targets]
    for target, content in made:
        target.parent.mkdir(parents=True, exist_ok=True)
        written(target, content)
    beside.write(facts, case.law(frame))
    if by is not None:
        position = issue(case, facts, by)
        note("issued before; nothing was added" if position is None else f"issued; position {position}")


def _require_whole(asked: Asked) -> None:
    if asked.without or asked.suppose:
        option = "--without" if asked.without else "--suppose"
        raise InputError(Problem(option, 0, "", "a report leaves no claim out and supposes none"))


def _targets(out: Path, kind: Kind) -> tuple[Path, ...]:
    """The files to write; a name without a suffix is a folder."""
    if out.suffix in _SUFFIXES and not out.is_dir():
        return (out,)
    if out.suffix and not out.is_dir():
        told = f"'{out.suffix}' is no form of a report"
        raise InputError(Problem("--out", 0, "", told, (*_SUFFIXES, "a folder")))
    return tuple(out / f"{kind}{suffix}" for suffix in _SUFFIXES)


def _first(text: str | None, last: date) -> date | None:
    if text is None:
        return None
    problems: list[Problem] = []
    found = day_of("--since", text, problems)
    if found is not None and found > last:
        problems.append(Problem("--since", 0, "", f"{found} is after the report's last day, {last}"))
    if problems:
        raise InputError(problems)
    return found


def _setting(case: Case, facts: Facts, language: str) -> Setting:
    law = case.law()
    return Setting(
        facts,
        law.agreement,
        law.atlas,
        tongue(language),
        places_to_name(case.gazetteer, law.atlas.bounds(_PAD_KM)),
        names_in(language, law.agreement, case.agreement_folder),
        province_names(case.gazetteer),
    )


def _laid_out(report: Composed, target: Path) -> str | bytes:
    return printed(report) if target.suffix == ".pdf" else report_page(report)
