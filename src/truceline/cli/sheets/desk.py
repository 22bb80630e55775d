"""One claim as the reviewer sees it: where it stands in the pile, its words, its slots, its keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import RenderableType
from rich.text import Text

from truceline.case.context import Context
from truceline.cli.failure import visible
from truceline.cli.sheets.context import in_context
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.reading import claim_block, marked
from truceline.evidence.claim import Claim, Status

KEYS = "j next  k back  a accept  r reject  e edit  u undo  s effect on statuses  q quit"
_COLOURS = {
    Status.PROPOSED: "yellow",
    Status.ACCEPTED: "bold green",
    Status.REJECTED: "bold red",
    Status.WITHDRAWN: "red",
    Status.SUPERSEDED: "dim",
}


@dataclass(frozen=True, slots=True)
class Pile:
    """Where the reviewer stands: this claim of so many, and how many are still open."""

    number: int
    total: int
    left: int


def desk_sheet(claim: Claim, context: Context | None, pile: Pile) -> Iterator[RenderableType]:
    """The claim whole, on one screen."""
    standing = claim.status.value + (f" by {claim.decided_by}" if claim.decided_by else "")
    yield Text.assemble(
        (f"Claim {pile.number} of {pile.total}", "bold"),
        f", {pile.left} still proposed; this one ",
        (visible(standing), _COLOURS[claim.status]),
    )
    source = f"{claim.source.id}, graded {claim.source.reliability}{claim.source.credibility}"
    published = f", published {claim.published_on}" if claim.published_on else ""
    yield faint(visible(f"{source}{published}"))
    yield Text("")
    yield _words(claim, context)
    yield Text("")
    yield claim_block(claim, why=True)
    yield faint(f"\n{KEYS}")


def _words(claim: Claim, context: Context | None) -> Text:
    if context is not None:
        return in_context(claim, context)
    if claim.evidence.quote and claim.evidence.span:
        return marked(claim.evidence.quote, claim.evidence.span[0], [claim])
    return Text(visible(claim.evidence.quote or claim.says))
