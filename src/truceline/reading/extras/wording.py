"""Where the words of a proposal stand in its sentence: to the letter and as whole words, or nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from truceline.reading.assembly.marked import Marked
from truceline.reading.extras.endpoint import Trouble
from truceline.reading.extras.proposals import shown


class Range(NamedTuple):
    """Tokens `[first, last)` of a sentence."""

    first: int
    last: int

    def touches(self, other: tuple[int, int]) -> bool:
        return self.first < other[1] and other[0] < self.last


@dataclass(frozen=True, slots=True)
class Wording:
    """Finds words in one sentence."""

    marked: Marked
    starts: dict[int, int]
    ends: dict[int, int]

    @classmethod
    def of(cls, marked: Marked) -> Wording:
        """The finder for a sentence."""
        tokens = marked.sentence.tokens
        return cls(
            marked,
            {token.start: at for at, token in enumerate(tokens)},
            {token.end: at + 1 for at, token in enumerate(tokens)},
        )

    def every(self, words: str) -> tuple[Range, ...] | Trouble:
        """Every place where the words stand, in order; trouble where they do not."""
        text, sentence = self.marked.text, self.marked.sentence
        found: list[Range] = []
        at = text.find(words, sentence.start, sentence.end)
        is_there = at >= 0
        while at >= 0:
            first, last = self.starts.get(at), self.ends.get(at + len(words))
            if first is not None and last is not None:
                found.append(Range(first, last))
            at = text.find(words, at + len(words), sentence.end)
        if found:
            return tuple(found)
        how = "only inside other words" if is_there else "not"
        return Trouble("span-not-in-text", f"{shown(words)!r} stands {how} in the sentence")

    def nearest(self, words: str, to: Range) -> Range | Trouble:
        """The place of the words that is nearest to another, the earlier of two."""
        found = self.every(words)
        if isinstance(found, Trouble):
            return found
        return min(found, key=lambda one: max(one.first - to.last, to.first - one.last, 0))
