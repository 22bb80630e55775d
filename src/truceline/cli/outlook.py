"""`truceline outlook`: what changed since the agreement, what may come, and how good such forecasts were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.case.folder import Case
from truceline.cli import disclosed
from truceline.cli.console import busy, note, show
from truceline.cli.disclosed import looker_option
from truceline.cli.framing import Asked, frame_of, frame_options
from truceline.cli.options import case_argument, format_option
from truceline.cli.output import refuse_to_overwrite, written
from truceline.cli.sheets.outlook import outlook_sheet, scores_sheet, series_csv, supposing_sheet
from truceline.core.frame import Frame
from truceline.core.sweep import unswept
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim
from truceline.ledger.disclosures import Outlet, Reserved
from truceline.outlook.comparison import BEFORE
from truceline.outlook.document import Outlook, outlook_with_strands
from truceline.outlook.frozen import issue, issued, scores_of
from truceline.outlook.precedents import own_precedents
from truceline.outlook.stage import Stage
from truceline.outlook.strands import Strand
from truceline.outlook.supposing import Supposing, supposing_with_strands
from truceline.places.provinces import province_names

if TYPE_CHECKING:
    from pydantic import BaseModel

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
@looker_option
@click.option(
    "--issue", "issuer", metavar="NAME", help="Issue it in this name: it is kept, and scored one day."
)
@click.option("--scores", is_flag=True, help="Show how good the forecasts issued so far were.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write there and not to stdout.")
@format_option("table", "json", "csv", "html")
def command(
    folder: Path,
    asked: Asked,
    before: int,
    precedents: Path | None,
    *,
    by: str | None,
    issuer: str | None,
    scores: bool,
    out: Path | None,
    layout: str,
) -> None:
    """Show what changed in CASE since the agreement, and what the next days may bring.

    CSV is the daily series behind it, HTML a page of charts.
    """
    case = Case.open(folder)
    _require_whole(asked, issuer)
    _require_free(out, layout, folder)
    if scores:
        _require_laid_out(layout)
    frame = frame_of(asked, case.law().agreement)
    supposed = case.suppose(asked.suppose) if asked.suppose else []
    own = tuple(own_precedents(precedents, frame.as_of)) if precedents else ()
    with busy("looking ahead"), unswept():
        stage = Stage.of(case, frame, supposed)
    door = _Door(case, stage, out, by)
    if scores:
        _show_scores(case, frame, layout, door)
        return
    if layout == "csv":
        door.lines(series_csv(stage.strands(), province_names(case.gazetteer)))
        return
    if supposed:
        with busy("looking ahead"):
            both = supposing_with_strands(case, frame, supposed, before, own, stage=stage)
        _show_supposed(case, frame, both, supposed, (layout, door))
        return
    with busy("looking ahead"):
        found, strands = outlook_with_strands(case, frame, before, supposed, own, stage=stage)
    _show(case, frame, (found, strands), layout, door)
    if issuer is not None:
        _issue(case, found, issuer)


@dataclass(frozen=True)
class _Door:
    """By which an outlook leaves, once the ledger has it that it rests on what is not for everybody."""

    case: Case
    stage: Stage
    out: Path | None
    by: str | None

    @cached_property
    def _ids(self) -> list[str]:
        return list(self.stage.reserved)

    @cached_property
    def _rows(self) -> Reserved:
        """How many of them are on record."""
        return self.case.ledger.reserved(self._ids) if self._ids else Reserved()

    def lines(self, text: str) -> None:
        """To standard output, as text."""
        disclosed.lines(self.case, Outlet.FIGURES, self._rows, text, self.by)

    def data(self, document: BaseModel) -> None:
        """To standard output, as JSON."""
        disclosed.data(self.case, Outlet.FIGURES, self._rows, document, self.by)

    def page(self, page: str) -> None:
        """To a file, or to standard output."""
        if self.out is None:
            self.lines(page)
            return
        disclosed.export(self.case, Outlet.FIGURES, self._rows, {self.out.name: page.encode()}, self.by)
        written(self.out, page)

    def shown(self) -> None:
        """To the screen."""
        disclosed.look(self.case, self._rows, self._ids, self.by)


def _require_laid_out(layout: str) -> None:
    if layout not in ("table", "json"):
        raise InputError(Problem("--format", 0, "", f"scores have no {layout}", ("table", "json")))


def _require_whole(asked: Asked, issuer: str | None) -> None:
    if asked.without:
        raise InputError(Problem("--without", 0, "", "an outlook leaves no claim out"))
    if issuer is not None and asked.suppose:
        raise InputError(Problem("--issue", 0, "", "what rests on supposed claims is never issued"))


def _show(case: Case, frame: Frame, both: tuple[Outlook, Sequence[Strand]], layout: str, door: _Door) -> None:
    found, strands = both
    if layout == "json":
        door.data(found)
    elif layout == "html":
        door.page(_page(case, frame, found, strands))
    else:
        door.shown()
        show(*outlook_sheet(found, case.law(frame).agreement))


def _show_supposed(
    case: Case,
    frame: Frame,
    both: tuple[Supposing, Sequence[Strand]],
    supposed: Sequence[Claim],
    how: tuple[str, _Door],
) -> None:
    (found, strands), (layout, door) = both, how
    if layout == "json":
        door.data(found)
    elif layout == "html":
        door.page(_page(case, frame, found.supposed, strands, both=found, supposed=supposed))
    else:
        door.shown()
        show(*outlook_sheet(found.supposed, case.law().agreement), *supposing_sheet(found))


def _require_free(out: Path | None, layout: str, folder: Path) -> None:
    if out is None:
        return
    if layout != "html":
        raise InputError(Problem("--out", 0, "", "goes with --format html", ("html",)))
    refuse_to_overwrite(out, folder)


def _page(
    case: Case,
    frame: Frame,
    found: Outlook,
    strands: Sequence[Strand],
    *,
    both: Supposing | None = None,
    supposed: Sequence[Claim] = (),
) -> str:
    # Drawing is loaded by whoever asks for it.
    from truceline.publish.charts.page import outlook_page  # noqa: PLC0415

    known_as = province_names(case.gazetteer)
    agreement = case.law(frame).agreement
    kept = tuple(issued(case))
    return outlook_page(agreement, found, strands, kept, known_as, supposing=both, supposed=supposed)


def _show_scores(case: Case, frame: Frame, layout: str, door: _Door) -> None:
    with busy("scoring"):
        found = scores_of(case, frame.as_of)
    if layout == "json":
        door.data(found)
    else:
        door.shown()
        show(*scores_sheet(found))


def _issue(case: Case, found: Outlook, by: str) -> None:
    if not (found.forecasts or any(one.deadlines for one in found.fulfilments)):
        note("nothing was issued: no forecast could be made")
        return
    position = issue(case, found, by)
    note("issued before; nothing was added" if position is None else f"issued; position {position}")
