"""`truceline demo`: a bundled case from nothing to its answers and its page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.assess.explain import explain
from truceline.assess.result import Assessment
from truceline.case.bundles import bundle_path
from truceline.case.choice import require
from truceline.case.folder import Case
from truceline.cli.console import busy, note, show, width
from truceline.cli.demo_plan import FILE, DemoPlan, Publishing, Report, plan_for, shown
from truceline.cli.demo_publishing import publish, published_sheet
from truceline.cli.demo_report import read_and_review, story_sheet
from truceline.cli.explain import laid_out
from truceline.cli.failure import visible
from truceline.cli.sheets import remarks
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.matrix import matrix, parties_of
from truceline.cli.sheets.overview import overview
from truceline.cli.sheets.posture import LEGEND, postures, silent
from truceline.cli.sheets.register import grouped, listing, summary
from truceline.errors import CaseError, Problem
from truceline.places.gazetteer import Gazetteer
from truceline.places.provinces import province_names
from truceline.publish.page import case_page

OUT = Path("out")
CASE = "case"


@click.command("demo")
@click.argument("bundle", metavar="[ID]", required=False)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write the page and keep the case here [default: the page alone, to ./out].",
)
def command(bundle: str | None, out: Path | None) -> None:
    """Make a bundled case, assess it on its telling days, print the answers and write its page."""
    choices = shown()
    require("ID", "case with a demonstration", [bundle] if bundle else [], choices)
    chosen = bundle or choices[0]
    plan = plan_for(bundle_path(chosen) / FILE)
    folder = _writable(out or OUT)
    with _case(chosen, out) as case:
        with busy("assessing"):
            assessments = [case.assess(shot.frame(case.agreement)) for shot in plan.frames]
        _print(case, plan, assessments)
        with busy("writing the page"):
            _write(folder / plan.page, case, plan, assessments)
        if plan.publish is not None:
            _publish(folder, case, chosen, plan.publish, plan.title, is_kept=out is not None)
        if plan.report is not None:
            _read(folder, case, chosen, plan.report, is_kept=out is not None)


def _writable(folder: Path) -> Path:
    """Make the folder before any work is done: an unwritable one should cost no time."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        message = f"nothing can be written there: {error.strerror}"
        raise CaseError(Problem(str(folder), 0, "--out", message)) from error
    return folder


@contextmanager
def _case(bundle: str, out: Path | None) -> Iterator[Case]:
    """The case, kept under `out`; without `out` it lives only as long as the demonstration."""
    if out is None:
        with tempfile.TemporaryDirectory(prefix="truceline-") as folder:
            yield Case.create(Path(folder) / CASE, bundle=bundle)
        return
    folder_kept = out / CASE
    if folder_kept.exists():
        note(f"{folder_kept} is there already: shown as it stands")
        yield Case.open(folder_kept)
    else:
        yield Case.create(folder_kept, bundle=bundle)


def _print(case: Case, plan: DemoPlan, assessments: Sequence[Assessment]) -> None:
    agreement, last = case.agreement, assessments[-1]
    show(*_section(agreement.title), "Every promise on every day shown.", "")
    show(overview(assessments, agreement))
    _print_matrices(agreement, plan, assessments)
    show(*_section("Register of violations"), remarks.frame_line(last, agreement), "")
    groups = grouped(last.violations, "governorate", province_names(case.gazetteer))
    show(summary(groups), *listing(groups))
    show(*_section("Postures"), remarks.frame_line(last, agreement), "")
    show(postures(last.postures), "", *map(faint, (*silent(last.postures), LEGEND)))
    told = assessments[plan.explain.frame - 1]
    show(*_section("One status in full"), remarks.frame_line(told, agreement), "")
    show(laid_out(explain(told.status(plan.explain.norm)), width()))


def _print_matrices(agreement: Agreement, plan: DemoPlan, assessments: Sequence[Assessment]) -> None:
    """Each frame's matrix; legend and remarks, much the same in all, stand once below."""
    legend = ""
    for shot, assessment in zip(plan.frames, assessments, strict=True):
        sheet, legend = matrix(assessment, parties_of(assessment, agreement.party), width())
        show(*_section(remarks.frame_line(assessment, agreement)), shot.caption, "", sheet)
        show(*remarks.open_branches(assessment.norms), *remarks.by_reading(assessment.norms))
        show(*remarks.considered(assessment))
    show("", faint(legend), *remarks.marks(status for one in assessments for status in one.norms))


def _section(title: str) -> tuple[RenderableType, ...]:
    return "", Rule(style="dim"), Text(visible(title), style="bold")


def _write(page: Path, case: Case, plan: DemoPlan, assessments: Sequence[Assessment]) -> None:
    gazetteer: Gazetteer = case.gazetteer
    spots = [found[0] for found in map(gazetteer.find, plan.places) if found]
    captions = [shot.caption for shot in plan.frames]
    claims = tuple(case.ledger.claims())
    law = case.law()
    html = case_page(plan.title, law.agreement, law.atlas, assessments, claims, captions, spots=spots)
    page.write_text(html, encoding="utf-8")
    note(f"written: {page}")


def _publish(folder: Path, case: Case, bundle: str, plan: Publishing, title: str, *, is_kept: bool) -> None:
    """Publish out of a case that is thrown away: what was issued stays, and nobody issued anything."""
    with busy("publishing"), _thrown_away(case, bundle, is_kept=is_kept) as scratch:
        weekly = publish(scratch, folder, plan, title)
    show(*_section("A weekly report, and a bulletin for everybody"), *published_sheet(weekly, plan))


def _read(folder: Path, case: Case, bundle: str, report: Report, *, is_kept: bool) -> None:
    """Read a report; decisions go into a case that is thrown away, never into one that is kept."""
    with busy("reading a report"), _thrown_away(case, bundle, is_kept=is_kept) as scratch:
        story = read_and_review(scratch, report)
    show(*_section("A report read, reviewed and counted"), *story_sheet(story))
    page = folder / report.page
    page.write_text(story.page, encoding="utf-8")
    note(f"written: {page}")


@contextmanager
def _thrown_away(case: Case, bundle: str, *, is_kept: bool) -> Iterator[Case]:
    if not is_kept:
        yield case
        return
    with tempfile.TemporaryDirectory(prefix="truceline-") as folder:
        yield Case.create(Path(folder) / CASE, bundle=bundle)
