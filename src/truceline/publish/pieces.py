"""A text cut where marks begin and end, so that marks may nest and overlap as they like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from truceline.evidence.claim import Claim, TextSpan
from truceline.publish.slots import slots


class Mark(NamedTuple):
    """Words that say the act of a claim, or stand in one of its slots; claims are numbered from 1."""

    start: int
    end: int
    claim: int
    is_act: bool


class Piece(NamedTuple):
    """Text `[start, end)` under the same marks throughout."""

    start: int
    end: int
    acts: tuple[Mark, ...]
    """Marks of acts over it, the shortest (innermost) first."""
    claims: tuple[int, ...]
    """Every claim that any of its words belong to."""
    ending: tuple[Mark, ...]
    """Marks of acts that end here."""


def marks_of(claims: Iterable[Claim]) -> list[Mark]:
    """The marks of all claims, numbered in their order."""
    found: dict[Mark, None] = {}
    for number, claim in enumerate(claims, start=1):
        if claim.trigger and claim.trigger.span:
            found[Mark(*claim.trigger.span, number, is_act=True)] = None
        for slot in slots(claim):
            if slot.span:
                found[Mark(*slot.span, number, is_act=False)] = None
    return sorted(found)


def pieces(stretch: TextSpan, marks: Iterable[Mark]) -> Iterator[Piece]:
    """A stretch of text as pieces, in order and without gaps; marks that reach out of it are cut."""
    start, end = stretch
    inside = [mark for mark in marks if mark.start < end and start < mark.end]
    cuts = {start, end}
    cuts |= {min(max(edge, start), end) for mark in inside for edge in (mark.start, mark.end)}
    ordered = sorted(cuts)
    for first, last in pairwise(ordered):
        over = [mark for mark in inside if mark.start <= first and last <= mark.end]
        acts = sorted(
            (mark for mark in over if mark.is_act), key=lambda mark: (mark.end - mark.start, mark.claim)
        )
        yield Piece(
            first,
            last,
            tuple(acts),
            tuple(dict.fromkeys(mark.claim for mark in over)),
            tuple(sorted((mark for mark in acts if min(mark.end, end) == last), key=lambda mark: mark.claim)),
        )
