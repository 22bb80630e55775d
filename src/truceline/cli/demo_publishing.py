"""The part of `truceline demo` that publishes: a weekly report for the mission, a bulletin for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from truceline.cli.console import note
from truceline.cli.demo_plan import Publishing
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint
from truceline.core.frame import Frame

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.publish.report.facts import Facts

PUBLISHER = "demo"


def publish(case: Case, folder: Path, plan: Publishing, title: str) -> Facts:
    """Write the weekly report and the bulletin; the case keeps what was issued, so it must not be needed.

    Returns the facts of the weekly report.
    """
    # Loaded here: a case without a plan to publish needs none of it.
    from truceline.cli.published import put_bulletin  # noqa: PLC0415
    from truceline.publish.bulletin.building import public_issues  # noqa: PLC0415
    from truceline.publish.release.release import released_from  # noqa: PLC0415
    from truceline.publish.report.compose import composed  # noqa: PLC0415
    from truceline.publish.report.gathering import Asked, gathered  # noqa: PLC0415
    from truceline.publish.report.issued import issue  # noqa: PLC0415
    from truceline.publish.report.page import report_page  # noqa: PLC0415
    from truceline.publish.report.printed import Press  # noqa: PLC0415
    from truceline.publish.report.readers import settings_of  # noqa: PLC0415

    def facts(day: date, *, public: bool) -> Facts:
        return gathered(case, Asked("weekly", Frame(as_of=day), public=public), title)

    weekly = facts(plan.weekly, public=False)
    report = composed(settings_of(case)(weekly, "en"))
    with Press() as press:
        pdf = press.begin(report)
        (folder / plan.page).write_text(report_page(report), encoding="utf-8")
        for day in plan.bulletin:
            issue(case, released_from(case, facts(day, public=True)), PUBLISHER)
        (folder / plan.page).with_suffix(".pdf").write_bytes(pdf.result())
    note(f"written: {folder / plan.page}, and the same as a PDF")
    note(put_bulletin(case, folder / plan.folder, public_issues(case), languages=plan.languages))
    return weekly


def published_sheet(weekly: Facts, plan: Publishing) -> Iterator[RenderableType]:
    """What the report begins with, and what the bulletin holds."""
    before = weekly.before.norms if weekly.before else ()
    was = {one.norm: one.standing for one in before}
    moved = [one for one in weekly.now.norms if was.get(one.norm, one.standing) is not one.standing]
    yield faint(visible(plan.caption))
    days = f"{words.day(weekly.since)} to {words.day(weekly.as_of)}"
    yield Text(f"\nWeek of {days}: {len(moved)} of {len(weekly.now.norms)} standings changed.")
    for one in moved:
        yield Text.assemble(
            f"  {one.norm}: ",
            words.standing(was[one.norm]),
            " before, ",
            words.standing(one.standing),
            " now",
        )
    issues = words.listed([words.day(day) for day in plan.bulletin])
    yield Text(f"Bulletin: weeks to {issues}, in {words.listed(list(plan.languages))}.")
