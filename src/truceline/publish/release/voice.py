"""Sentences that may be told: those that the engine says without a single claim.

What it says then comes from the agreement alone and cannot hold a source's words, nor a figure that a claim
gave. Whatever sentence is not among these is left out; there is no list of what is dangerous.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.assess.engine import assess
from truceline.publish.release.ground import frame_of

if TYPE_CHECKING:
    from truceline.assess.result import Assessment, FrameRef, ProofNode
    from truceline.publish.release.ground import Ground

UNTOLD = "rests on what is not told in public"
"""Said by a step that is shown one way or the other, by nothing that may be told."""
_LEADS = ("if its condition holds: ", "if it does not: ")
_WAYS = re.compile(r"if (?:the text stands alone|(?P<rule>\S+) applies) \(due \d{4}-\d\d-\d\d\)")
_PART = re.compile(r"(?P<part>.+): (?:shown|refuted|contested|unknown)")
_ALWAYS = frozenset(
    {
        "either_way",
        "if no deadline applies",
        "only what is found whichever way its contested condition comes out counts",
    }
)


@dataclass(frozen=True)
class Voice:
    """What may be said in one frame."""

    sentences: frozenset[str]
    known: frozenset[str]

    @classmethod
    def of(cls, ground: Ground, told: FrameRef) -> Voice:
        """What the engine says of an agreement in a frame before anything is known."""
        blank = assess(ground.agreement, (), frame_of(told), ground.atlas)
        return cls(frozenset(_sentences(blank)) | _ALWAYS, ground.known)

    def may_say(self, text: str) -> bool:
        """Whether a sentence may be told."""
        for lead in _LEADS:
            text = text.removeprefix(lead)
        if text in self.sentences:
            return True
        if way := _WAYS.fullmatch(text):
            return way["rule"] is None or way["rule"] in self.known
        part = _PART.fullmatch(text)
        return part is not None and part["part"] in self.sentences

    def said(self, text: str, instead: str = "") -> str:
        """A sentence, or what stands in its place."""
        return text if self.may_say(text) else instead

    def kept(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Those that may be told."""
        return tuple(filter(self.may_say, texts))


def _sentences(blank: Assessment) -> Iterator[str]:
    for status in blank.norms:
        yield from (*status.would_change, *status.marks)
        yield from (branch.condition for branch in status.branches)
        yield from _of_step(status.proof)
        for part in status.parts:
            yield part.part
            yield from _of_step(part.proof)


def _of_step(step: ProofNode) -> Iterator[str]:
    yield from (step.statement, step.check, *step.notes, *step.would_change)
    for part in step.parts:
        yield from _of_step(part)
