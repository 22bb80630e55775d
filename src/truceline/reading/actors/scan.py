"""A sentence as the book sees it: at each token the longest phrase that is known and properly spelt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from truceline.agreement.naming import Bearing
from truceline.reading.actors import book
from truceline.reading.actors.aliases import PartyNames
from truceline.reading.actors.book import ACRONYM, ANYHOW, NATION, PARTY, Alternative, Book, Meaning
from truceline.reading.actors.lists import ActorWords
from truceline.reading.span import Token

Match = tuple[int, Meaning]
"""The token after a phrase, and what the phrase can be."""

_OPENING: Final = frozenset({'"', "\u201c", "\u00ab", "(", "-", "*", ":", "[", "|", ".", "?", "!"})
QUOTES: Final = frozenset({'"', "\u201c", "\u201d", "\u00ab", "\u00bb"})
POSSESSED: Final = frozenset({"'s", "'"})
_VOWELS = frozenset("aeiou")
_LONG_NAME = 3
_NO_WORD = 3


@dataclass(slots=True)
class Scan:
    """One sentence under one agreement on one day."""

    tokens: Sequence[Token]
    lowers: list[str]
    hits: list[tuple[Alternative, ...] | None]
    on: date | None
    book: Book
    parties: PartyNames
    words: ActorWords
    _matches: dict[int, Match | None] = field(default_factory=dict)

    def at(self, place: int) -> Match | None:
        """The longest phrase that begins at a token."""
        if place >= len(self.hits):
            return None
        hit = self.hits[place]
        if hit is None:
            return None
        if place not in self._matches:
            self._matches[place] = self._match(place, hit)
        return self._matches[place]

    def _match(self, place: int, hit: tuple[Alternative, ...]) -> Match | None:
        for rest, meaning in hit:
            last = self.end_of(place, rest) if rest else place + 1
            if last == 0 or not self._is_spelt(place, last, meaning):
                continue
            if meaning.bearers and self.party(meaning) is None:
                left = meaning.uses & ~PARTY
                if left:
                    return last, meaning._replace(uses=left, bearers=())
                continue
            return last, meaning
        return None

    def end_of(self, place: int, rest: tuple[str, ...]) -> int:
        """The token after a phrase whose further pieces are `rest`; 0 if the tokens do not spell it."""
        at, done, size = place + 1, 0, len(rest)
        while done < size:
            if at >= len(self.lowers):
                return 0
            for piece in self.book.pieces[self.lowers[at]]:
                if done == size or piece != rest[done]:
                    return 0
                done += 1
            at += 1
        return at

    def _is_spelt(self, first: int, last: int, meaning: Meaning) -> bool:
        """Whether a name is written as one: "IS" is no "is", "Polish" no "polish"."""
        if meaning.spelt == ANYHOW:
            return True
        text = "".join(token.text for token in self.tokens[first:last])
        capitals = sum(map(str.isupper, text))
        if meaning.spelt == ACRONYM:
            plain = self.lowers[first]
            if capitals > 1:
                return len(plain) > _NO_WORD or not _VOWELS & set(plain) or not self._is_shouted(first, last)
            return len(plain) >= _NO_WORD and plain.isalpha() and not _VOWELS & set(plain)
        return capitals > 0 or last - first >= _LONG_NAME or not text.isascii()

    def _is_shouted(self, first: int, last: int) -> bool:
        """Whether a word beside it stands in capitals too and is no name: then capitals tell nothing."""
        sides = [at for at in (first - 1, last) if 0 <= at < len(self.tokens)]
        texts = [self.tokens[at].text for at in sides if not self._is_acronym(at)]
        return any(text.isalpha() and text.isupper() and len(text) > 1 for text in texts)

    def _is_acronym(self, place: int) -> bool:
        return any(not rest and meaning.spelt == ACRONYM for rest, meaning in self.hits[place] or ())

    def party(self, meaning: Meaning) -> str | None:
        """The one party that bears a name on the day, or None."""
        borne: tuple[Bearing, ...] = meaning.bearers
        if len(borne) == 1:
            return borne[0].party if borne[0].holds(self.on) else None
        held = {one.party for one in borne if one.holds(self.on)}
        return held.pop() if len(held) == 1 else None

    def nation_at(self, place: int) -> Match | None:
        """The nationality that begins at a token, even if a longer name begins there too."""
        for rest, meaning in (self.hits[place] or ()) if place < len(self.hits) else ():
            if meaning.uses & NATION and not meaning.uses & PARTY:
                last = self.end_of(place, rest) if rest else place + 1
                if last and self._is_spelt(place, last, meaning):
                    return last, meaning
        return None

    # -- neighbours

    def lower(self, place: int) -> str:
        """The folded token, or nothing beyond the ends."""
        return self.lowers[place] if 0 <= place < len(self.lowers) else ""

    def is_in(self, place: int, name: str) -> bool:
        """Whether a token stands in one of the lexicon's sets."""
        return self.lower(place) in self.words.sets[name]

    def is_capital(self, place: int) -> bool:
        return 0 <= place < len(self.tokens) and self.tokens[place].text[:1].isupper()

    def is_opening(self, place: int) -> bool:
        """Whether a capital at this token tells nothing: a sentence, quotation or item begins."""
        return place <= 0 or self.tokens[place - 1].text in _OPENING

    def ends_phrase(self, place: int) -> bool:
        """Whether a token can begin no more of the noun phrase before it."""
        if place >= len(self.tokens):
            return True
        lower = self.lowers[place]
        return (
            not lower[:1].isalpha()
            or lower in self.words.sets["breaks"]
            or lower.endswith(("ed", "'s", "n't"))
            or lower in self.words.sets["auxiliaries"]
        )

    def is_verb(self, first: int, last: int) -> bool:
        """Whether a word that is noun and verb ("forces", "guard", "patrol") is the verb here."""
        return self.is_in(first - 1, "verb_before") or self.is_in(last, "verb_after")

    def past_quote(self, place: int) -> int:
        """The token after closing or opening quotes."""
        while place < len(self.tokens) and self.tokens[place].text in QUOTES:
            place += 1
        return place

    def uses(self, place: int) -> int:
        """All that the phrase at a token can be used as."""
        match = self.at(place)
        return 0 if match is None else match[1].uses

    def is_plural(self, place: int) -> bool:
        """Whether a noun stands for several."""
        word = self.lower(place)
        return (word.endswith("s") and not word.endswith("ss")) or word in self.words.sets["plurals"]


def scan(
    tokens: Sequence[Token], on: date | None, known: Book, parties: PartyNames, words: ActorWords
) -> Scan:
    """Look every token up once."""
    lowers = [token.lower for token in tokens]
    return Scan(tokens, lowers, [known[lower] for lower in lowers], on, known, parties, words)


__all__ = ["POSSESSED", "QUOTES", "Match", "Scan", "book", "scan"]
