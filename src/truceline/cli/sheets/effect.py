"""What accepting claims would change: statuses before and after."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from truceline.assess.result import NormStatus, PartStatus
from truceline.case.reviewing import Change, Effect
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, table

_WHOLE = "whole"


def effect_sheet(effect: Effect) -> Iterator[RenderableType]:
    """A line for each norm, and for each part of it, that changes or that the claims bear on."""
    shown = [change for change in effect.changes if change.part != _WHOLE]
    yield Text(f"If accepted, as of {words.day(effect.as_of)}", style="bold")
    if not shown:
        yield Text("no status changes: the claims bear on no norm", style="dim")
        return
    sheet = table("Promise", "Now", "Then", "For / against")
    for change in shown:
        sheet.add_row(
            Text(f"  {change.part}" if change.part else change.norm),
            _answer(change.before),
            _answer(change.after) if change.is_change else Text("the same", style="dim"),
            _weights(change),
        )
    yield sheet
    if not any(change.is_change for change in effect.changes):
        yield faint("No status changes.")


def _answer(status: NormStatus | PartStatus) -> Text:
    return words.standing(status.standing) + Text(f" {words.share(status.degree)}", style="dim")


def _weights(change: Change) -> Text:
    (old_for, old_against), (new_for, new_against) = change.weights
    before, after = f"{old_for:.2f} / {old_against:.2f}", f"{new_for:.2f} / {new_against:.2f}"
    needs = f", needs {change.after.proof.standard.bar:.2f}"
    return Text(f"{before} -> {after}{needs}" if change.is_shift else before)
