"""What came into a case by whom, and what was taken back since, and what left it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.assess.result import NormStatus, PartStatus
from truceline.case.retracted import Retracted, Touched
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, heading, table
from truceline.ledger.custody import Handling
from truceline.ledger.disclosures import Disclosure
from truceline.ledger.tombstones import Buried

_DIGITS = 12


def custody_sheet(found: Iterable[Handling], agreement: Agreement) -> Table:
    """One line for each entry that took something in."""
    sheet = table("Entry", "When", "What", "SHA-256", "Came as", "By", "Claims", right=("Entry", "Claims"))
    for one in found:
        sheet.add_row(
            str(one.position),
            words.moment(one.entered_at, agreement),
            visible(one.name),
            visible(one.sha256[:_DIGITS]),
            visible(one.kind) + (", kept" if one.kept else ""),
            visible(one.by or "-"),
            str(one.claims),
        )
    return sheet


def tombstone_sheet(found: Iterable[Buried], agreement: Agreement) -> Table:
    """One line for each place whose words were withdrawn."""
    sheet = table("Entry", "When", "Where", "Was", "Of", "By", "Why", right=("Entry",))
    for one in found:
        stone = one.tombstone
        sheet.add_row(
            str(stone.entry),
            words.moment(one.at, agreement),
            visible(f"{stone.of_table} {stone.of_row[:_DIGITS]}"),
            visible(stone.was[:_DIGITS]),
            visible(stone.consent),
            visible(one.by or "-"),
            visible(one.why),
        )
    return sheet


def disclosure_sheet(found: Iterable[Disclosure], agreement: Agreement) -> Table:
    """One line for each time that rows left or were looked at."""
    right = ("Entry", "Restricted", "Secret")
    sheet = table("Entry", "When", "In", "Restricted", "Secret", "SHA-256", "By", right=right)
    for one in found:
        sheet.add_row(
            str(one.position),
            words.moment(one.at, agreement),
            one.outlet.value,
            str(one.rows.restricted),
            str(one.rows.secret),
            visible(one.sha256[:_DIGITS]),
            visible(one.by),
        )
    return sheet


def retracted_sheet(found: Sequence[Retracted], agreement: Agreement, day: date) -> Iterator[RenderableType]:
    """Each claim that was taken back, with the statuses it was part of: before, and now."""
    yield Text(f"Statuses as of {words.day(day)}, before each entry and now", style="bold")
    for one in found:
        yield from _retracted(one, agreement)
    changed = sum(touched.is_changed for one in found for touched in one.touched)
    yield faint(f"\nClaims: {len(found)}. Statuses that are other ones now: {changed}.")


def _retracted(one: Retracted, agreement: Agreement) -> Iterator[RenderableType]:
    what, claim = one.retraction, one.claim
    by = f" by {what.by}" if what.by else ""
    why = f": {what.why}" if what.why else ""
    when = words.moment(what.entered_at, agreement)
    yield heading(visible(f"Entry {what.position}, {when}: {claim.name} {what.what}{by}{why}"))
    yield faint(visible(f"  said: {claim.says}"))
    if one.correction is not None:
        yield faint(visible(f"  now {one.correction.name}: {one.correction.says}"))
    if not one.touched:
        yield faint("  no status rested on it")
        return
    sheet = table("  Promise", "Party", "Before", "Now")
    for touched in one.touched:
        now = _answer(touched.now) if touched.is_changed else Text("the same", style="dim")
        sheet.add_row(f"  {visible(touched.norm)}", _party(touched), _answer(touched.before), now)
    yield sheet


def _party(touched: Touched) -> str:
    return "all" if touched.party is None else visible(touched.party)


def _answer(status: NormStatus | PartStatus) -> Text:
    return words.standing(status.standing) + Text(f" {words.share(status.degree)}", style="dim")
