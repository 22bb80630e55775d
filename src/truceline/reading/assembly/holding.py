"""Whose things are that were seen in an area or at a position of somebody's, where nobody else is named.

"Saw four tanks in a village held by X", "a launcher was seen at a rebel position": who holds the ground
answers for what stands on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor
from truceline.reading.actors.apart import HELD
from truceline.reading.assembly.draft import Draft
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import Marked
from truceline.reading.span import ActorSpan

_FOUND = frozenset({Act.PRESENCE, Act.ABSENCE})
_RULE = "who holds the ground"


@dataclass(slots=True)
class Holding:
    """Finds who holds the ground in one sentence."""

    marked: Marked
    fill: Fillers

    def give(self, drafts: Sequence[Draft]) -> None:
        """Give each sighting of a thing that is nobody's the holder named nearest to it."""
        bare = [draft for draft in drafts if self._is_bare(draft)]
        if not bare:
            return
        held = [(span, actors[0]) for span in self.marked.actors if (actors := self._holder(span))]
        for draft in bare:
            at = draft.thing.span if draft.thing is not None else None
            if at is None or not held:
                continue
            draft.actors = (min(held, key=lambda one: _apart(self._place(one[0]), at))[1],)
            draft.rules.append(_RULE)

    def _is_bare(self, draft: Draft) -> bool:
        found = draft.frame.act in _FOUND and draft.thing is not None and draft.telling.is_fact
        return found and not any(actor.party for actor in draft.actors)

    def _holder(self, span: ActorSpan) -> list[Actor]:
        """The party of a span that tells whose an area or a position is."""
        if not (self._controls(span) or self._is_at_a_post(span)):
            return []
        return [actor for actor in self.fill.of_span(span) if actor.party]

    def _controls(self, span: ActorSpan) -> bool:
        """As in "held by X", "X-held", "under the control of X", "under X control"."""
        words = self.fill.discourse.words
        if span.rule == HELD:
            return True
        before = [
            t.lower for t in self.marked.parse.tokens[: span.first] if t.lower not in words.has("skipped")
        ]
        if before[-1:] == ["by"]:
            return before[-2:-1] != [] and before[-2] in words.has("controlled")
        if before[-1:] == ["under"]:
            after = [token.lower for token in self.marked.parse.tokens[span.last : span.last + 2]]
            return not words.has("control").isdisjoint(after)
        return before[-3:-2] == ["under"] and before[-1] == "of" and before[-2] in words.has("control")

    def _is_at_a_post(self, span: ActorSpan) -> bool:
        """As in "at a rebel position", "inside a government compound"."""
        phrase = self.marked.parse.phrase_of(span.first)
        if phrase is None:
            return False
        it = self.marked.parse.phrases[phrase]
        is_post = self.marked.parse.lemmas[it.head] in self.fill.discourse.words.has("posts")
        return (
            is_post and span.last <= it.head and it.first > 0 and self.marked.parse.tags[it.first - 1] == "IN"
        )

    def _place(self, span: ActorSpan) -> tuple[int, int]:
        return self.marked.span(span.first, span.last)


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Code points between two spans, those that come before preferred by a little."""
    return other[0] - one[1] if one[1] <= other[0] else 2 * (one[0] - other[1])
