"""Names in texts and tables, resolved to the parties of an agreement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from truceline.agreement.model import Agreement

# Articles that sources write or leave out at will. The assimilated Arabic forms ("ash-Sham",
# "an-Nusra") count only where a hyphen shows that they are articles.
_ARTICLE = re.compile(r"\b(?:al|el|ul|an|as|ash|at|ad|adh|ar|az)-\s*|\b(?:the|al|el)\s+")
_ARABIC_ARTICLE = re.compile("\\b\u0627\u0644(?=\\w{2})")
_QUOTES = re.compile("['\"`\u2018\u2019\u201c\u201d\u02bc\u02bf\u02be]")
_BRACKETED = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_YEARS = re.compile(r"[\d\s-]*")
# A comma or semicolon always lists; a word or a stroke may also stand inside a name.
_LIST = re.compile("\\s*[,;\u060c\u061b]\\s*")
_JOINED = re.compile("\\s+(?:and|&|\\+|\u0648|\u0438|ve)\\s+|\\s*/\\s*")


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """The name without case, accents, hyphens, quotes and articles; empty if nothing is left."""
    bare = unicodedata.normalize("NFKD", text.casefold().replace("\u0131", "i"))
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    bare = _QUOTES.sub("", re.sub("[\u2010-\u2015_]", "-", bare))
    bare = _ARABIC_ARTICLE.sub("", _ARTICLE.sub("", f"{bare} "))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


@dataclass(frozen=True, slots=True)
class Bearing:
    """One party bearing a name, perhaps only between two days (both included)."""

    party: str
    start: date | None = None
    until: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether the party bore the name that day; without a day, whether it ever did."""
        if on is None:
            return True
        return (self.start is None or self.start <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Names:
    """Every name by which the agreement knows its parties.

    A name is an alias in any language, a party's own name or id, or a term that stands for
    parties ("radical groups"). Names are compared as `folded`; a name that two parties bear on
    the same day resolves to neither.
    """

    bearings: Mapping[str, tuple[Bearing, ...]]
    terms: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, agreement: Agreement) -> Names:
        """All names of an agreement's parties and of the terms that stand for them."""
        found: dict[str, list[Bearing]] = {}
        for name, bearing in _bearings(agreement):
            found.setdefault(folded(name), []).append(bearing)
        terms = {
            folded(name): term.parties
            for term in agreement.terms
            if term.parties
            for name in (term.id, term.name or term.id)
        }
        return cls({name: tuple(all_of) for name, all_of in found.items() if name}, terms)

    def party(self, text: str, on: date | None = None) -> str | None:
        """The one party a name means on a day (None: on any day), or None if that is not clear."""
        means = self._means(text, on)
        return means[0] if len(means) == 1 else None

    def parties(self, text: str, on: date | None = None) -> tuple[str, ...]:
        """Every party that a name or a list of names ("A, B and C") means, in order, once each.

        Names that no party bears are left out; `split` keeps them.
        """
        whole = self._means(text, on)
        if whole:
            return whole
        found = (party for name, _ in self.split(text, on) for party in self._means(name, on))
        return tuple(dict.fromkeys(found))

    def split(self, text: str, on: date | None = None) -> tuple[tuple[str, str | None], ...]:
        """The single names in a list of names, each with its party or None.

        Lists are divided at commas and semicolons; at "and" and strokes only where that gives
        the name of a party, for both may stand inside a name.
        """
        if not text.strip():
            return ()
        if self._means(text, on):
            return ((text.strip(), self.party(text, on)),)
        names = [name for name in _LIST.split(text.strip()) if name]
        return tuple((one, self.party(one, on)) for name in names for one in self._parted(name, on))

    def _parted(self, name: str, on: date | None) -> tuple[str, ...]:
        if self._means(name, on):
            return (name,)
        parts = tuple(part for part in _JOINED.split(name) if part)
        return parts if any(self._means(part, on) for part in parts) else (name,)

    def _means(self, text: str, on: date | None) -> tuple[str, ...]:
        for spelling in _spellings(text):
            parties = {one.party for one in self.bearings.get(spelling, ()) if one.holds(on)}
            if parties:
                return tuple(parties) if len(parties) == 1 else ()
        for spelling in _spellings(text):
            if spelling in self.terms:
                return self.terms[spelling]
        return ()


def _bearings(agreement: Agreement) -> Iterator[tuple[str, Bearing]]:
    for party in agreement.parties:
        yield party.id, Bearing(party.id)
        if party.name:
            yield party.name, Bearing(party.id)
        for alias in party.aliases:
            yield alias.name, Bearing(party.id, alias.start, alias.until)


@lru_cache(maxsize=8192)
def _spellings(text: str) -> tuple[str, ...]:
    """The ways a source may dress a name: "XYZ: Long Name", "Name (XYZ)", "Forces (2000-)"."""
    plain = _BRACKETED.sub("", text)
    bracketed = [inner for inner in re.findall(r"[(\[]([^)\]]*)[)\]]", text) if not _YEARS.fullmatch(inner)]
    halves = plain.split(":") if ":" in plain else []
    tried = (folded(name) for name in (text, plain, *halves, *bracketed))
    return tuple(dict.fromkeys(name for name in tried if name))
