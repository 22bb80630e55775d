"""`truceline report`: a daily, weekly or spot report of a case, as a page, a PDF, or a folder of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.folder import Case
from truceline.case.framing import day_of
from truceline.cli import disclosed
from truceline.cli.console import busy, note
from truceline.cli.framing import Asked, frame_of, frame_options
from truceline.cli.gathered import gathering
from truceline.cli.options import case_argument
from truceline.cli.output import refuse_to_overwrite
from truceline.cli.published import put_bulletin
from truceline.cli.report_figures import Beside, figures_options, quoted
from truceline.errors import InputError, Problem
from truceline.ledger.disclosures import Outlet
from truceline.publish.bulletin.building import public_issues
from truceline.publish.bulletin.issue import Issue
from truceline.publish.bulletin.site import replies_of
from truceline.publish.placing import Placing
from truceline.publish.release.release import released_from
from truceline.publish.report.compose import composed
from truceline.publish.report.facts import Facts, Kind
from truceline.publish.report.gathering import Asked as Report
from truceline.publish.report.gathering import gathered
from truceline.publish.report.issued import is_issued, issue
from truceline.publish.report.page import report_page
from truceline.publish.report.printed import printed
from truceline.publish.report.readers import settings_of
from truceline.publish.report.replied import heard, with_replies
from truceline.replies.desk import shown_for

if TYPE_CHECKING:
    from truceline.publish.report.composed import Report as Composed

_SUFFIXES = (".html", ".pdf")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The report that is wanted, as typed."""

    kind: Kind
    out: Path
    since: str | None
    incident: str | None
    title: str | None
    language: str
    public: bool
    by: str | None
    key: Path | None
    no_outlook: bool


_OPTIONS = (
    click.option(
        "--kind",
        type=click.Choice(["daily", "weekly", "spot"]),
        default="weekly",
        show_default=True,
        help="A day, a week, or one incident.",
    ),
    click.option(
        "--since", metavar="DAY", help="First day of the period [default: the day after the report before]."
    ),
    click.option("--incident", metavar="ID", help="Of a spot report: the incident, as `register` names it."),
    click.option("--title", metavar="TEXT", help="What it is called [default: the agreement's title]."),
    click.option(
        "--language",
        type=click.Choice(["en", "ar"]),
        default="en",
        show_default=True,
        help="The reader's language.",
    ),
    click.option("--public", is_flag=True, help="For everybody, by the case's rules of release."),
    click.option(
        "--issue", "by", metavar="NAME", help="Issue it in this name: it is kept; the next compares."
    ),
    click.option(
        "--sign", "key", metavar="FILE", type=click.Path(path_type=Path), help="Sign the bulletin's manifest."
    ),
    click.option("--no-outlook", is_flag=True, help="Leave out what the next days may bring."),
    click.option(
        "--out",
        metavar="FILE.html|FILE.pdf|DIR",
        required=True,
        type=click.Path(path_type=Path),
        help="Write a page, a PDF, or both to a folder; with --public a folder becomes the bulletin.",
    ),
)


@click.command("report")
@case_argument
@frame_options
@gathering("wanted", Wanted, _OPTIONS)
@figures_options
def command(folder: Path, asked: Asked, wanted: Wanted, beside: Beside) -> None:
    """Write a report of CASE: what changed, who owes what, what happened, and what each sentence rests on."""
    case = Case.open(folder)
    _require_sound(asked, wanted)
    targets = _targets(wanted.out, wanted.kind)
    for target in targets:
        refuse_to_overwrite(target, folder)
    site = wanted.out if wanted.public and len(targets) > 1 else None
    beside.require_sound(wanted.kind, targets, folder, site)
    facts = _facts(case, asked, wanted)
    if wanted.by is not None:
        is_issued(case, facts)  # refused before anything is written
    _write(case, facts, wanted, targets, beside)
    if wanted.by is not None:
        position = issue(case, facts, wanted.by)
        note("issued before; nothing was added" if position is None else f"issued; position {position}")


def _facts(case: Case, asked: Asked, wanted: Wanted) -> Facts:
    frame = frame_of(asked, case.law().agreement)
    first = _first(wanted.since, frame.as_of)
    report = Report(
        wanted.kind, frame, first, wanted.incident, public=wanted.public, outlook=not wanted.no_outlook
    )
    with busy("gathering"):
        facts = gathered(case, report, wanted.title or case.agreement.title)
        return released_from(case, facts) if wanted.public else facts


def _write(case: Case, facts: Facts, wanted: Wanted, targets: Sequence[Path], beside: Beside) -> None:
    """Everything that was asked for, or nothing of it."""
    with Placing() as placing:
        if wanted.public and len(targets) > 1:
            told = _bulletin(case, facts, wanted, placing)
        else:
            told = _report(case, facts, wanted, targets, placing)
        told += beside.write(facts, case, wanted.by, placing)
        placing.place()
    for one in told:
        note(one)


def _report(
    case: Case, facts: Facts, wanted: Wanted, targets: Sequence[Path], placing: Placing
) -> tuple[str, ...]:
    with busy("writing"):
        setting = settings_of(case)(facts, wanted.language)
        replies = replies_of(facts.report, shown_for(case.folder).replies)
        whole = with_replies(setting, composed(setting), replies)
        report = replace(whole, warnings=(*whole.warnings, *heard(setting, replies)))
        made = [(target, _laid_out(report, target)) for target in targets]
    files = {
        target.name: content if isinstance(content, bytes) else content.encode() for target, content in made
    }
    disclosed.export(case, Outlet.REPORT, quoted(facts), files, wanted.by)
    for target, content in made:
        placing.file(target, content)
    return tuple(f"written to {target}" for target in targets)


def _bulletin(case: Case, facts: Facts, wanted: Wanted, placing: Placing) -> tuple[str, ...]:
    """The site of every public report so far, and of this one, though it may never be issued."""
    known = [one for one in public_issues(case) if one.name != facts.report]
    with busy("writing"):
        issues = [*known, Issue(facts, case.ledger.now)]
        languages = (wanted.language,)
        told = put_bulletin(case, wanted.out, issues, languages=languages, key=wanted.key, placing=placing)
    if wanted.by is not None:
        return (told,)
    return told, "it is not issued: the next bulletin will not have it (--issue NAME)"


def _require_sound(asked: Asked, wanted: Wanted) -> None:
    """InputError for options that do not go together."""
    if wanted.key is not None and not wanted.public:
        raise InputError(Problem("--sign", 0, "", "goes with --public: it signs the bulletin"))
    if wanted.title is not None and not (wanted.title.strip() and wanted.title.isprintable()):
        raise InputError(Problem("--title", 0, "", "is empty, or holds characters that nobody can see"))
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


def _laid_out(report: Composed, target: Path) -> str | bytes:
    return printed(report) if target.suffix == ".pdf" else report_page(report)
