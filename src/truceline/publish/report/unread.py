"""Says of how many rows a reader is told nothing."""

from __future__ import annotations

from truceline.publish.report.composed import Paragraph, paragraph
from truceline.publish.report.setting import Setting


def unread(on: Setting, *fields: str) -> Paragraph | None:
    """How many rows of these fields of the facts are withheld from the reader; None without any."""
    withheld = sum(on.facts.unseen.get(field, 0) for field in fields)
    if not withheld:
        return None
    return paragraph(
        on.tongue.count(
            "{n} row is withheld here: it rests on what the mechanism keeps from this reader.",
            "{n} rows are withheld here: they rest on what the mechanism keeps from this reader.",
            withheld,
        )
    )
