"""Names in texts and tables, resolved to the parties of an agreement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from truceline.agreement.model import Agreement

# Articles that sources write or leave out at will. The assimilated Arabic forms ("ash-Sham",
# "an-Nusra") count only where a hyphen shows that they are articles.
_ARTICLE = re.compile(r"\b(?:al|el|ul|an|as|ash|at|ad|adh|ar|az)-\s*|\b(?:the|al|el)\s+")
_ARABIC_ARTICLE = re.compile("\\b\u0627\u0644(?=\\w{2})")
_QUOTES = re.compile("['\"`\u2018\u2019\u201c\u201d\u02bc\u02bf\u02be]")
_BRACKETED = re.compile(r"([^()\[\]]+)[(\[]([^()\[\]]+)[)\]]\s*")
_YEARS = re.compile("\\s*[(\\[](?:[\\d\\s\u2010-\u2015-]|present)*[)\\]]")
_SHORTEST_ACRONYM = 2
_REMEMBERED = 8192
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
    _told: dict[tuple[str, date | None], tuple[tuple[str, str | None], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """What `split` made of texts before: in a table the same few come again and again."""

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
        key = (text, on)
        told = self._told.get(key)
        if told is None:
            if len(self._told) >= _REMEMBERED:
                self._told.clear()
            told = self._told[key] = self._split(text, on)
        return told

    def _split(self, text: str, on: date | None) -> tuple[tuple[str, str | None], ...]:
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
        """The parties of a name, first as it stands, then without its years ("Forces (2000-)")."""
        plain = _YEARS.sub("", text)
        for spelling in dict.fromkeys((folded(text), folded(plain))):
            parties = self._bearers(spelling, on)
            if parties:
                return tuple(parties) if len(parties) == 1 else ()
        for spelling in dict.fromkeys((folded(text), folded(plain))):
            if spelling in self.terms:
                return self.terms[spelling]
        return self._agreed(plain, on)

    def _bearers(self, spelling: str, on: date | None) -> set[str]:
        return {one.party for one in self.bearings.get(spelling, ()) if one.holds(on)}

    def _agreed(self, text: str, on: date | None) -> tuple[str, ...]:
        """The party of "XYZ: Long Name" or "Long Name (XYZ)", where one half bears out the other.

        A bracket or a heading by itself names nobody: "Protesters (Turkey)" are not Turkey, and
        "anti-XYZ: ..." is not XYZ.
        """
        halves = _halves(text)
        if halves is None:
            return ()
        short, long = halves
        ever = self._bearers(short, None) & self._bearers(long, None)
        now = self._bearers(short, on) | self._bearers(long, on)
        borne_out = _is_acronym(short, long) or now <= ever
        return tuple(now) if borne_out and len(now) == 1 else ()


def _bearings(agreement: Agreement) -> Iterator[tuple[str, Bearing]]:
    for party in agreement.parties:
        yield party.id, Bearing(party.id)
        if party.name:
            yield party.name, Bearing(party.id)
        for alias in party.aliases:
            yield alias.name, Bearing(party.id, alias.start, alias.until)


@lru_cache(maxsize=8192)
def _halves(text: str) -> tuple[str, str] | None:
    """The two names of "XYZ: Long Name" or "Long Name (XYZ)", folded, the shorter first."""
    match = _BRACKETED.fullmatch(text)
    parts = match.groups() if match else text.split(":")
    if len(parts) != len(("short", "long")):
        return None
    names = sorted((folded(part) for part in parts), key=len)
    return (names[0], names[1]) if all(names) else None


def _is_acronym(short: str, long: str) -> bool:
    """Whether the one is the initials of the other, articles aside ("hts", "hayat tahrir sham")."""
    return len(short) >= _SHORTEST_ACRONYM and short == "".join(word[0] for word in long.split())
