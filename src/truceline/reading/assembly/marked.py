"""A sentence with everything that was marked in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from typing import TypeVar

from truceline.core.record import record
from truceline.evidence.claim import Actor, TextSpan
from truceline.evidence.content import known
from truceline.reading.span import (
    ActorSpan,
    ActSpan,
    ObjectSpan,
    PlaceSpan,
    QuantitySpan,
    Sentence,
    Span,
    TimeSpan,
    TollSpan,
)
from truceline.reading.syntax.tree import Parse

Found = TypeVar("Found", bound=Span)


@record
class Marked:
    """One sentence: its words, its spans by stage, and its structure."""

    text: str
    """The whole document's text, which spans point into."""
    sentence: Sentence
    times: tuple[TimeSpan, ...]
    quantities: tuple[QuantitySpan, ...]
    places: tuple[PlaceSpan, ...]
    actors: tuple[ActorSpan, ...]
    objects: tuple[ObjectSpan, ...]
    acts: tuple[ActSpan, ...]
    parse: Parse
    tolls: tuple[TollSpan, ...] = ()
    _people: dict[tuple[int, int, str | None], Actor] = field(default_factory=dict, repr=False, compare=False)
    """Those made of its words already."""

    def span(self, first: int, last: int) -> TextSpan:
        """Tokens `[first, last)` as code points of the document."""
        tokens = self.sentence.tokens
        return tokens[first].start, tokens[last - 1].end

    def words(self, first: int, last: int) -> str:
        """The text of tokens `[first, last)` as it stands."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def actor(self, first: int, last: int, party: str | None = None) -> Actor:
        """Tokens `[first, last)` as somebody named in a claim."""
        key = (first, last, party)
        made = self._people.get(key)
        if made is None:
            start, end = self.span(first, last)
            made = known(Actor, text=self.text[start:end], span=(start, end), party=party)
            self._people[key] = made
        return made


def within(spans: Iterable[Found], first: int, last: int) -> list[Found]:
    """The spans that lie inside tokens `[first, last)`."""
    return [span for span in spans if first <= span.first and span.last <= last]


def touching(spans: Iterable[Found], first: int, last: int) -> list[Found]:
    """The spans that share a token with `[first, last)`."""
    return [span for span in spans if span.first < last and first < span.last]


def at(spans: Sequence[Found], token: int) -> Found | None:
    """The span that holds a token."""
    for span in spans:
        if span.first <= token < span.last:
            return span
    return None
