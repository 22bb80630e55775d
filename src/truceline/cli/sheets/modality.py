"""How a claim is said, in words and in a colour; never in colour alone."""

from __future__ import annotations

from rich.text import Text

from truceline.case.telling import how_said
from truceline.evidence.claim import Claim, Modality

COLOURS = {
    Modality.ASSERTED: "bold green",
    Modality.PRESUPPOSED: "green",
    Modality.COMMITTED: "cyan",
    Modality.REQUIRED: "yellow",
    Modality.INTENDED: "magenta",
    Modality.EXPECTED: "blue",
    Modality.POSSIBLE: "bright_black",
    Modality.REFUSED: "red",
    Modality.CONDITIONAL: "bright_magenta",
    Modality.CONDITIONAL_ANTECEDENT: "bright_magenta",
}


def colour_of(claim: Claim) -> str:
    """The colour of its modality; what is denied is told in red."""
    return "bold red" if claim.polarity == "negative" else COLOURS[claim.modality]


def manner(claim: Claim) -> Text:
    """Modality, polarity, aspect and trend."""
    return Text(how_said(claim), style=colour_of(claim))
