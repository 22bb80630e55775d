"""What was found of a long table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from truceline.cli.bulk_documents import BulkAssessed, BulkIssue, BulkLocated, BulkSorted, BulkTile
from truceline.cli.failure import visible
from truceline.cli.sheets.layout import faint, table


def located_sheet(found: BulkLocated) -> Iterator[RenderableType]:
    """How many events are to be expected in each zone, and which rows were doubtful."""
    yield Text.assemble(
        (visible(found.file), "bold"), f": {found.rows:,} rows, written to {visible(found.out)}"
    )
    if any(zone.expected is not None for zone in found.zones):
        sheet = table("Zone", "Expected", right=("Expected",))
        for zone in found.zones:
            sheet.add_row(visible(zone.id), "" if zone.expected is None else f"{zone.expected:,.1f}")
        yield Text("")
        yield sheet
        yield faint("Expected: the chances of all rows to lie in the zone, added up")
    yield from _doubts(found.issues)


def assessed_sheet(found: BulkAssessed) -> Iterator[RenderableType]:
    """How many rows bear on each norm, in which way, and what they cost."""
    told = f": {found.rows:,} rows counted up to {found.as_of}, written to {visible(found.out)}"
    yield Text.assemble((visible(found.file), "bold"), told)
    others = sorted({*found.counted} - {file.name for file in found.files})
    if others:
        yield Text(f"together with {', '.join(map(visible, others))}")
    right = ("Rows", "Expected", "Killed")
    sheet = table("Norm", "Check", "Zone", "Bears as", "By", *right, right=right)
    for one in found.series:
        names = (one.norm, f"{one.check}: {one.what}", one.zone or "anywhere", one.bearing.replace("_", " "))
        killed = f"{one.best:,.1f} ({one.least:,.0f}-{one.most:,.0f})"
        sheet.add_row(
            *map(visible, names), visible(one.party or "all"), f"{one.rows:,}", f"{one.expected:,.1f}", killed
        )
    yield Text("")
    yield sheet
    yield faint(
        "Expected and killed are weighted with P(inside); in brackets what is certain at least, and possible "
        "at most. Checks of one norm may count the same rows."
    )
    yield from _doubts(found.issues, [(file.name, file.rows) for file in found.files])


def sorted_sheet(found: BulkSorted) -> Iterator[RenderableType]:
    """How many rows were sorted, and which of them have no place."""
    told = f": {found.rows:,} rows, {found.placed:,} of them with a place, written to {visible(found.out)}"
    yield Text.assemble((visible(found.file), "bold"), told)
    if found.overview is not None:
        yield Text(f"overview for maps: {visible(found.overview)}")
    yield from _doubts(found.issues)


def tile_sheet(found: BulkTile) -> Iterator[RenderableType]:
    """How many events a tile has and shows, and which no tile can show."""
    told = f": events {found.events:,}, {found.kind} {found.features:,}, written to {visible(found.out)}"
    yield Text.assemble((f"{found.tile}", "bold"), told)
    if found.shown < found.events:
        yield faint(f"only the {found.shown:,} deadliest are shown")
    if found.beyond:
        yield faint(f"in no tile, beyond 85.05 degrees north or south: events {found.beyond:,}")
    if found.nowhere:
        yield faint(f"in no tile, without a place: events {found.nowhere:,}")


def _doubts(issues: Sequence[BulkIssue], files: Sequence[tuple[str, int]] = ()) -> Iterator[RenderableType]:
    if issues:
        doubts = table("Issue", "Rows", "First", right=("Rows",))
        for issue in issues:
            doubts.add_row(
                issue.kind, f"{issue.rows:,}", ", ".join(_place(row, files) for row in issue.first)
            )
        yield Text("")
        yield doubts


def _place(row: int, files: Sequence[tuple[str, int]]) -> str:
    if len(files) < 2:  # noqa: PLR2004 - of one file the name says nothing
        return f"row {row:,}"
    # With it comes Numba, which is there already where rows were counted.
    from truceline.bulk.engines import place_of  # noqa: PLC0415

    name, number = place_of(row, files)
    return f"{visible(name)} row {number:,}"
