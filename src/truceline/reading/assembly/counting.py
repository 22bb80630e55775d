"""How many, how often and how far: the numbers that belong to an act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.evidence.claim import Quantity
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import at, touching, within
from truceline.reading.span import ActSpan, QuantitySpan

# How far before a phrase its words of amount may begin.
_AHEAD = 4
# Numbers that are no amount of what the act is about.
_CALIBRE = "mm"
_NO_COUNT = frozenset({"calibre", "definite"})


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts what the acts of one sentence are about."""

    fill: Fillers

    def quantities(self, phrases: Iterable[int], *, is_act: bool = False) -> tuple[Quantity, ...]:
        """The numbers in the phrases; where they have none, those behind their "of": "a convoy of 25 trucks".

        What stands behind the "of" of another act is that act's own; `is_act`: the phrases are the act.
        """
        asked = tuple(phrases)
        return self._numbers(asked) or self._numbers(
            self.fill.parts(phrase for phrase in asked if is_act or self._act_at(phrase) is None)
        )

    def _act_at(self, phrase: int) -> ActSpan | None:
        return at(self.fill.marked.acts, self.fill.marked.parse.phrases[phrase].head)

    def _numbers(self, phrases: Iterable[int]) -> tuple[Quantity, ...]:
        found: list[QuantitySpan] = []
        for phrase in phrases:
            it = self.fill.marked.parse.phrases[phrase]
            found += within(self.fill.marked.quantities, self._start(it.first), it.last + 1)
            found += [
                span for span in self.fill.marked.quantities if span.last == it.first and span not in found
            ]
        return tuple(dict.fromkeys(span.quantity for span in found if self._is_amount(span)))

    def _start(self, first: int) -> int:
        """Words of amount may stand before a phrase ("about ten", "between 10 and 12"), in no other."""
        parse = self.fill.marked.parse
        start = first
        while start > 0 and first - start < _AHEAD and parse.phrase_of(start - 1) is None:
            start -= 1
        return start

    def _is_amount(self, span: QuantitySpan) -> bool:
        """Whether a number counts something: no date, no number behind a name ("Team 2")."""
        if (
            span.rule in _NO_COUNT
            or span.quantity.unit == _CALIBRE
            or touching(self.fill.marked.times, span.first, span.last)
        ):
            return False
        tags, parse = self.fill.marked.parse.tags, self.fill.marked.parse
        if span.rule == "vague" and "JJR" in tags[max(span.first - 1, 0) : span.last]:  # "a higher number of"
            return False
        if span.noun is not None or span.rule != "number" or span.first == 0:
            return True
        before = span.first - 1
        named = tags[before].startswith("NN") and parse.phrase_of(before) == parse.phrase_of(span.first)
        return not named or parse.phrase_of(before) is None

    def times(self, draft_first: int, end: int) -> tuple[Quantity, ...]:
        """How often: "three times" among tokens `[draft_first, end)`."""
        words, tokens = self.fill.discourse.words.has("times"), self.fill.marked.sentence.tokens
        return tuple(
            span.quantity
            for span in within(self.fill.marked.quantities, draft_first, end)
            if span.noun is not None and tokens[span.noun].lower in words
        )[:1]

    def distances(self, first: int, end: int) -> tuple[Quantity, ...]:
        """How far: distances among tokens `[first, end)` that are no part of a place's words."""
        return tuple(
            span.quantity
            for span in within(self.fill.marked.quantities, first, end)
            if span.quantity.kind == "distance"
            and self._is_amount(span)
            and not touching(self.fill.marked.places, span.first, span.last)
        )
