"""Protected sources as people read them: references, deeds, and one record at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from rich.table import Table
from rich.text import Text

from truceline.case.sources import Forgotten
from truceline.cli.failure import visible
from truceline.cli.sheets.layout import counted, table
from truceline.ledger.source_acts import SourceAct
from truceline.ledger.vault import SourceRecord

_DIGITS = 12
_PLACES = {
    "claims": "claim",
    "decisions": "reason",
    "documents": "document",
    "issues": "issue",
    "entries": "file name",
}
_MOMENT = "%Y-%m-%d %H:%M UTC"


def record_sheet(reference: str, record: SourceRecord) -> Table:
    """Who a source is."""
    sheet = table("", "")
    sheet.show_header = False
    parts = {"who": record.who, "reach": record.reach, "notes": record.notes}
    sheet.add_row(Text("reference", style="dim"), reference)
    for name, value in parts.items():
        sheet.add_row(Text(name, style="dim"), visible(value) or "-")
    sheet.add_row(Text("since", style="dim"), f"{record.since:{_MOMENT}}")
    return sheet


def reference_sheet(references: Mapping[str, datetime]) -> Table:
    """References, oldest first."""
    sheet = table("Reference", "Since")
    for reference, since in sorted(references.items(), key=lambda pair: pair[1]):
        sheet.add_row(reference, f"{since:{_MOMENT}}")
    return sheet


def forgotten_lines(done: Forgotten) -> Iterator[str]:
    """What was forgotten, what was left, and what is in the way, a line each."""
    erased = done.erased
    yield f"{done.reference} is forgotten; {counted(erased.withdrawn, 'claim')} withdrawn"
    if erased.places:
        told = ", ".join(counted(rows, _PLACES[name]) for name, rows in erased.places.items())
        yield f"words withdrawn of {told}"
    for sha256 in erased.shared:
        yield (
            f"document {sha256[:_DIGITS]} also holds what others said, and was left: "
            f"take it out with --document {sha256[:_DIGITS]}"
        )
    if done.in_the_way:
        yield f"traces are left in the ledger's files: {done.in_the_way}; then `truceline sources purge`"


def act_sheet(acts: Iterable[SourceAct]) -> Table:
    """One line for each deed."""
    sheet = table("Entry", "When", "Deed", "Reference", "By", "Why")
    for act in acts:
        sheet.add_row(
            str(act.position),
            f"{act.at:{_MOMENT}}",
            act.deed.value,
            visible(act.reference),
            visible(act.by),
            visible(act.why),
        )
    return sheet
