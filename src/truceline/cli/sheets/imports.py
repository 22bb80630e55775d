"""What came in from a file, or would."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from truceline.case.importing import ImportReport
from truceline.cli.failure import visible
from truceline.cli.sheets.claims import claim_list
from truceline.cli.sheets.layout import faint, table


def report_sheet(report: ImportReport) -> Iterator[RenderableType]:
    """The counts, the issues by kind with the first of them, and in a dry run the first claims."""
    would = "would add" if report.dry_run else "added"
    anew = f" ({report.replaced:,} in place of an older coding)" if report.replaced else ""
    counts = f"{would} {report.added:,}{anew}, there already {report.already_there:,}"
    yield Text.assemble(
        (visible(report.file), "bold"), f" ({report.kind}): {report.rows_read:,} rows read, {counts}"
    )
    if report.message:
        yield Text(f"  {visible(report.message)}", style="yellow")
    if report.issues:
        yield from _issues(report)
    if report.preview:
        yield Text("\nThe first that would come in", style="bold")
        yield claim_list(report.preview)


def _issues(report: ImportReport) -> Iterator[RenderableType]:
    sheet = table("Issue", "Rows", "Effect", "First", right=("Rows",))
    for issue in report.issues:
        first = next((one for one in report.first_issues if one.kind == issue.kind), None)
        # Row 0 is the whole file, or a claim that the message names.
        row = f"row {first.row}: " if first and first.row else ""
        told = f"{row}{first.message}" if first else ""
        sheet.add_row(visible(issue.kind), f"{issue.count:,}", issue.effect, visible(told))
    yield Text("")
    yield sheet
    yield faint("Skipped rows gave no claim; flagged ones did. All of them: truceline issues CASE")
