"""A claim's sentence among its neighbours, the words that say the act marked."""

from __future__ import annotations

from rich.text import Text

from truceline.case.context import Context
from truceline.cli.failure import visible
from truceline.cli.sheets.reading import marked
from truceline.evidence.claim import Claim


def in_context(claim: Claim, context: Context) -> Text:
    """What stands before, the sentence, what stands after."""
    sheet = Text()
    if context.before:
        sheet.append(f"{visible(context.before)} ", style="dim")
    sheet.append_text(marked(context.quote, context.start, [claim]))
    if context.after:
        sheet.append(f" {visible(context.after)}", style="dim")
    return sheet
