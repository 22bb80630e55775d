"""A report as it was read: its sentences, and under each the claims it makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from rich.console import RenderableType
from rich.text import Text

from truceline.cli.console import width
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, heading, table
from truceline.cli.sheets.modality import colour_of, manner
from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.publish.slots import slots
from truceline.reading.document import Document

BASES = {"front_matter": "as its head says", "metadata": "as its metadata say", "given": "as given"}
_ID_DIGITS = 8


def reading_sheet(
    document: Document, claims: Sequence[Claim], issues: Sequence[Issue], *, why: bool
) -> Iterator[RenderableType]:
    """Head, claims by sentence, doubts, and a line that counts."""
    yield from _head(document)
    for (start, _), group in groupby(claims, key=lambda claim: claim.evidence.span or (0, 0)):
        yield from _sentence(start, list(group), why=why)
    if issues:
        yield heading("Doubts")
        sheet = table("Kind", "What is wrong")
        for issue in issues:
            sheet.add_row(visible(issue.kind), visible(issue.message))
        yield sheet
    yield faint(f"\n{summary(claims)}")


def summary(claims: Sequence[Claim]) -> str:
    """How many claims, by modality, and how many of them bear on a norm."""
    if not claims:
        return "No claims."
    counted = Counter(words.plain(claim.modality.value) for claim in claims)
    kinds = ", ".join(f"{number} {word}" for word, number in counted.most_common())
    bearing = sum(bool(claim.bears_on) for claim in claims)
    return f"{len(claims)} claim{'s' if len(claims) > 1 else ''}: {kinds}. {bearing} bear on a norm."


def _head(document: Document) -> Iterator[RenderableType]:
    day = words.day(document.published_on) if document.published_on else "on a day that is not known"
    basis = f", {BASES[document.published_basis]}" if document.published_basis else ""
    yield Text(visible(document.title or document.name), style="bold")
    yield faint(
        f"{visible(document.name)}, {document.media_type}, published {day}{basis}; "
        f"document {document.sha256[:_ID_DIGITS]}"
    )


def _sentence(start: int, claims: list[Claim], *, why: bool) -> Iterator[RenderableType]:
    yield Text("")
    yield marked(claims[0].evidence.quote or "", start, claims)
    for claim in claims:
        yield claim_block(claim, why=why)


def marked(quote: str, start: int, claims: Sequence[Claim]) -> Text:
    """The sentence with the words that say the acts in brackets, coloured as they are told."""
    at = 0
    sheet = Text()
    spans = sorted(
        (claim.trigger.span[0] - start, claim.trigger.span[1] - start, colour_of(claim))
        for claim in claims
        if claim.trigger and claim.trigger.span
    )
    for first, last, colour in spans:
        if first < at:  # a word that makes several claims is marked once
            continue
        sheet.append(_flat(quote[at:first]))
        sheet.append(f"[{_flat(quote[first:last])}]", style=f"{colour} reverse")
        at = last
    sheet.append(_flat(quote[at:]))
    return sheet


def _flat(text: str) -> str:
    return visible(" ".join(text.split("\n")))


def claim_block(claim: Claim, *, why: bool) -> Text:
    """The act with how it is told, then a line for each slot.

    Laid out by hand: a table for each of ten thousand claims takes minutes.
    """
    lines = [
        (f"  {name}", "; ".join(slot.text for slot in group), "")
        for name, group in groupby(slots(claim), key=lambda slot: slot.name)
    ]
    lines.append(("  bears on", ", ".join(claim.bears_on) or "no norm", ""))
    if why and claim.made_by:
        lines.append(("  why", "; ".join(claim.made_by.rules), "dim"))
    indent = 2 + max(_ID_DIGITS, *(len(name) for name, _, _ in lines)) + 2
    block = Text.assemble(
        (f"  {claim.claim_id[:_ID_DIGITS]}".ljust(indent), "dim"),
        (words.plain(claim.event or claim.act.value), "bold"),
        ": ",
        manner(claim),
    )
    for name, text, style in lines:
        folded = wrap(visible(text), width() - indent, break_on_hyphens=False) or [""]
        block.append("\n").append(f"  {name}".ljust(indent), style="dim")
        block.append(f"\n{' ' * indent}".join(folded), style=style)
    return block
