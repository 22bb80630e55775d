"""Finds those who act in the tokens of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from truceline.agreement.model import Agreement
from truceline.reading.actors import apart, names, plain, pointing
from truceline.reading.actors.aliases import PartyNames
from truceline.reading.actors.book import (
    COMPOUND,
    HOME,
    INDEFINITE,
    NAME,
    NOUN,
    POINTED,
    POSSESSIVE,
    PRONOUN,
    UNNAMED,
    Book,
)
from truceline.reading.actors.lists import ActorWords
from truceline.reading.actors.scan import QUOTES, Scan, scan
from truceline.reading.lexicon import Lexicon
from truceline.reading.span import ActorSpan, Token

_NOUNS = NOUN | HOME | UNNAMED


@dataclass(frozen=True)
class ActorFinder:
    """Finds parties, states, bodies, people and unnamed doers, longest name first, without overlap."""

    parties: PartyNames
    words: ActorWords
    book: Book

    @classmethod
    def of(cls, agreement: Agreement | None, lexicon: Lexicon) -> ActorFinder:
        """The finder for an agreement's parties in a language; without an agreement nobody is a party."""
        words = ActorWords.of(lexicon)
        parties = PartyNames.of(agreement, words)
        heads, tails = words.sets["not_self"], words.sets["backed"] | words.sets["doing"]
        book = Book(
            parties.table, words.names, words.common, heads=heads, tails=tails, prefixes=words.prefixes
        )
        return cls(parties, words, book)

    def find(self, tokens: Sequence[Token], on: date | None = None) -> list[ActorSpan]:
        """All actors of a sentence in order; `on` is the day whose aliases hold."""
        sentence = scan(tokens, on, self.book, self.parties, self.words)
        found: list[ActorSpan] = []
        free = 0
        for place, hit in enumerate(sentence.hits):
            if hit is None or place < free:
                continue
            spans = _at(sentence, place, free, found[-1] if found else None, _owner)
            if spans:
                found += spans
                free = max(spans[-1].last, place + 1)
        if QUOTES.isdisjoint(sentence.lowers):
            return found
        return [_balanced(sentence, span) for span in found]


def _balanced(sentence: Scan, span: ActorSpan) -> ActorSpan:
    """The span with the quotation mark whose other one it holds: `"DPR" member`."""
    lowers = sentence.lowers[span.first : span.last]
    if sum(lower in QUOTES for lower in lowers) % 2 == 0:
        return span
    if sentence.lower(span.first - 1) in QUOTES:
        return replace(span, first=span.first - 1)
    return replace(span, last=span.last + 1) if sentence.lower(span.last) in QUOTES else span


def _at(
    sentence: Scan, place: int, floor: int, before: ActorSpan | None, owner: plain.Reader
) -> list[ActorSpan]:
    """The actor that begins at a token, with those that share its noun."""
    match = sentence.at(place)
    if match is None:
        return []
    uses = match[1].uses
    if uses & NAME and not uses & COMPOUND:
        return _named(sentence, place, match[0], uses, owner)
    span: ActorSpan | None = None
    if uses & COMPOUND:
        span = apart.joined(sentence, place)
    elif uses & (PRONOUN | POSSESSIVE):
        span = pointing.possessed(sentence, place) if uses & POSSESSIVE else None
        if span is None and uses & PRONOUN:
            span = pointing.pronoun(sentence, place)
    elif uses & _NOUNS:
        span = plain.by_noun(sentence, place, floor, owner, before)
    elif uses & POINTED:
        span = pointing.pointed_only(sentence, place, match[0], floor)
    if span is None and uses & INDEFINITE:
        span = plain.indefinite(sentence, place, match[0])
    return _listed(span)


def _named(sentence: Scan, place: int, last: int, uses: int, owner: plain.Reader) -> list[ActorSpan]:
    """A name, unless it only tells more of what stands before "of" or after `"X"-controlled`."""
    if uses & NOUN:
        owned = plain.owned(sentence, place, owner)
        if owned is not None:
            return [owned]  # "separatists of the DPR", where "separatists" is a party's name too
    after = apart.is_joined_after(sentence, last)
    return _listed(apart.behind(sentence, place, after)) if after else names.named(sentence, place)


def _owner(sentence: Scan, place: int) -> ActorSpan | None:
    """The first actor that begins at a token, read as the owner of what stands before "of"."""
    spans = _at(sentence, place, place, None, _last_owner)
    return spans[0] if spans else None


def _last_owner(sentence: Scan, place: int) -> ActorSpan | None:
    """An owner's owner ("the head of the army of Chad"); its own owners are not asked for."""
    spans = _at(sentence, place, place, None, lambda *_: None)
    return spans[0] if spans else None


def _listed(span: ActorSpan | None) -> list[ActorSpan]:
    return [] if span is None else [span]
