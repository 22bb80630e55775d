"""Tables attached to a case, and what they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from truceline.assess.result import CountedEntry, TableRef
from truceline.case.attached import Attached, Detached
from truceline.cli.bulk_documents import BulkRow
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, heading, table

_BEARINGS = {
    "breach": "against it",
    "not_attributed": "not attributed",
    "no_breach": "no breach",
    "done": "for it",
}
_STALE = "counted for another encoding of the agreement, or other lines; detach it and attach it again"


def attached_sheet(found: Sequence[Attached]) -> Iterator[RenderableType]:
    """What became of each file."""
    for one in found:
        told = f": {one.rows:,} rows counted in {one.series:,} series; {one.added:,} of them are claims now"
        yield Text.assemble((visible(one.name), "bold"), told)
        if one.already_there:
            yield Text(f"{one.already_there:,} rows were there already")
        for kind, count in one.issues.items():
            yield Text(f"{kind}: {count:,} rows")
    yield faint("Claims: of each day, norm, bearing and party the likeliest row")


def detached_sheet(found: Detached) -> Iterator[RenderableType]:
    """What went with a table."""
    told = f": detached; {found.withdrawn:,} claims of its rows are withdrawn"
    yield Text.assemble((visible(found.name), "bold"), told)


def tables_sheet(found: Sequence[TableRef]) -> Iterator[RenderableType]:
    """Every attached table."""
    if not found:
        yield faint("No table is attached.")
        return
    sheet = table("Table", "SHA-256", "Rows", "Doubtful", "Attached", right=("Rows", "Doubtful"))
    for one in found:
        at = f"{one.attached_at:%Y-%m-%d %H:%M}"
        sheet.add_row(visible(one.name), one.sha256[:12], f"{one.rows:,}", f"{one.issues:,}", at)
    yield sheet
    yield from (Text(f"{visible(one.name)}: {_STALE}") for one in found if not one.used)


def counted_sheet(tables: Sequence[TableRef], entries: Sequence[CountedEntry]) -> Iterator[RenderableType]:
    """What attached tables count for each norm: a line for all together, and one a party."""
    for one in tables:
        yield heading(f"{visible(one.name)}, all its {one.rows:,} rows")
        its = [entry for entry in entries if entry.sha256 == one.sha256]
        if its:
            yield _counts(its)
        else:
            yield faint("Nothing in it touches a norm in this frame." if one.used else _STALE)
    if entries:
        yield faint(
            "All rows that may lie in the zone, those listed above among them: of each day the likeliest. "
            "Expected and killed are weighted with that chance; in brackets what is certain at least, and "
            "possible at most. Two tables may tell of the same events. The rows behind a line: truceline "
            "bulk rows CASE FILE --norm ID."
        )


def _counts(entries: Sequence[CountedEntry]) -> Table:
    right = ("Rows", "Expected", "Surely", "Killed")
    sheet = table("Promise", "Days", "Bears", "By", *right, right=right)
    told: set[tuple[str, ...]] = set()
    for one in sorted(entries, key=_order):
        cells = (
            f"{visible(one.norm)}\n{visible(words.plain(one.what))}, {visible(one.zone or 'anywhere')}",
            words.days(one.start, one.end).replace("/", "/\n"),
            _BEARINGS[one.bearing],
            visible(one.party or "all"),
            f"{one.rows:,}",
            f"{one.expected:,.1f}",
            f"{one.certain:,.0f}",
            f"{one.best:,.1f}\n({one.least:,.0f}-{one.most:,.0f})",
        )
        # Checks of one norm that ask about one event in one zone count the same rows.
        if cells not in told:
            sheet.add_row(*cells)
        told.add(cells)
    return sheet


def _order(entry: CountedEntry) -> tuple[object, ...]:
    return entry.norm, entry.what, list(_BEARINGS).index(entry.bearing), entry.party or ""


def rows_sheet(found: Sequence[BulkRow], more: int) -> Iterator[RenderableType]:
    """The rows behind a count."""
    if not found:
        yield faint("No row was counted so.")
        return
    sheet = table("Row", "Days", "P", "Bears", "By", "Killed", "Cells", right=("Row", "P"))
    for one in found:
        cells = ", ".join(f"{name} {value}" for name, value in one.cells.items() if value)
        sheet.add_row(
            f"{one.row:,}",
            words.days(one.start, one.end),
            words.chance(one.p_inside),
            _BEARINGS[one.bearing],
            visible(", ".join(one.parties) or words.NOBODY),
            words.figures((one.low, one.best, one.high)),
            visible(cells),
        )
    yield sheet
    if more:
        yield faint(f"{more:,} more (--limit 0 shows all)")
