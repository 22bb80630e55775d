"""Names the agreement itself gives: its zones, lines and routes, and the parties that bear a place's name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from truceline.agreement.model import Agreement, Zone
from truceline.core.record import record
from truceline.places.spelling import key
from truceline.reading.span import Token
from truceline.reading.whereabouts.words import Words

Kind = Literal["zone", "line", "route", "group"]
_GLUED = re.compile(r"\b(de|non) (?=\w)")
_Z = re.compile(r"is(?=(?:ed|ation|ing)\b)")
_ROUTE = re.compile(r"[a-z]+-?\d+\Z")
_KIND: dict[str, Kind] = {"line": "line", "corridor": "route"}


@lru_cache(maxsize=20_000)
def plain(text: str) -> tuple[str, ...]:
    """A name's words as they are compared here: "de-militarised" and "demilitarized" are one."""
    return tuple(_Z.sub("iz", _GLUED.sub(r"\1", key(text))).split())


@record
class Agreed:
    """What the agreement means by a phrase: ids of zones, the likeliest first, or none for a group's name."""

    last: int
    kind: Kind
    zones: tuple[str, ...]


class AgreedNames:
    """Finds phrases of the agreement at a token."""

    def __init__(self, agreement: Agreement, words: Words) -> None:
        self.words = words
        self.zones = agreement.zones
        self._phrases: dict[tuple[str, ...], tuple[Kind, tuple[str, ...]]] = {}
        self._sentence: Sequence[Token] = ()
        self._found: dict[int, Agreed | None] = {}
        self._acronyms: set[str] = set()
        self.aliases: set[tuple[str, ...]] = set()
        self._kinds = {
            word: kind for kind, listed in words.zone_kinds.items() for one in listed for word in plain(one)
        }
        self._about = {zone.id: self._kinds_of(zone) for zone in self.zones}
        for zone in self.zones:
            for phrase in self._names_of(zone):
                self._put(phrase, _KIND.get(zone.shape, "zone"), (zone.id,))
        lines = tuple(zone.id for zone in sorted(self.zones, key=_moving) if zone.shape == "line")
        for phrase in self._lines() if lines else ():
            self._put(phrase, "line", lines)
        for party in agreement.parties:
            for name in filter(None, (party.name, *(alias.name for alias in party.aliases))):
                self._alias(name)
        sizes: dict[str, set[int]] = {}
        for phrase in self._phrases:
            sizes.setdefault(phrase[0], set()).add(len(phrase))
        self._sizes = {first: sorted(found, reverse=True) for first, found in sizes.items()}
        self._general = frozenset({*self._kinds, *words.zone_acronyms})

    def openers(self) -> frozenset[str]:
        """First words of zones, lines and routes, as `plain` gives them, and words for kinds of zones."""
        named = {phrase[0] for phrase, (kind, _) in self._phrases.items() if kind != "group"}
        return frozenset(named | set(self._kinds) | set(self.words.zone_acronyms))

    def at(self, tokens: Sequence[Token], first: int) -> Agreed | None:
        """The longest phrase of the agreement that begins here; remembered until another sentence is read."""
        if tokens is not self._sentence:
            self._sentence = tokens
            self._found.clear()
        if first not in self._found:
            self._found[first] = self._at(tokens, first)
        return self._found[first]

    def _at(self, tokens: Sequence[Token], first: int) -> Agreed | None:
        start = plain(tokens[first].lower)
        if not start:
            return None
        sizes = self._sizes.get(start[0])
        if sizes:
            said, ends = _said(tokens, first, sizes[0])
            for size in sizes:
                kind, zones = self._phrases.get(said[:size], (None, ()))
                if (
                    kind
                    and size <= len(said)
                    and ends[size - 1]
                    and self._is_meant(tokens, first, size, kind)
                ):
                    last = ends[size - 1]
                    return Agreed(self._with_road(tokens, last) if kind == "route" else last, kind, zones)
        return self._generic(tokens, first) if start[0] in self._general else None

    def bare(self, tokens: Sequence[Token], first: int) -> Agreed | None:
        """What "the zone" or "the planned zone" means: the one that is called so, with nothing else said."""
        low = tokens[first].lower
        if first == 0 or not (low in self.words["bare_zones"] or low in self.words["bare_lines"]):
            return None
        at = first - 1
        while at > 0 and tokens[at].lower in self.words["zone_adjectives"]:
            at -= 1
        if tokens[at].lower not in self.words["pointing"]:
            return None
        if low in self.words["bare_lines"]:
            return self._bare_line(tokens, first)
        zones = [
            zone
            for zone in self.zones
            if _head(zone, self.words) == tokens[first].lower and zone.shape in _AREAL
        ]
        zones = zones if len(zones) == 1 else [zone for zone in self.zones if zone.shape == "band"]
        return Agreed(first + 1, "zone", (zones[0].id,)) if len(zones) == 1 else None

    def _bare_line(self, tokens: Sequence[Token], first: int) -> Agreed | None:
        """What "the front" or "the entire line" means, with nothing behind it that it is the front of."""
        after = tokens[first + 1] if first + 1 < len(tokens) else None
        lines = tuple(zone.id for zone in sorted(self.zones, key=_moving) if zone.shape == "line")
        is_other = after is not None and (after.lower in self.words["genitive"] or after.is_capital)
        return (
            None
            if not lines or is_other or not tokens[first].text.islower()
            else Agreed(first + 1, "line", lines)
        )

    def _generic(self, tokens: Sequence[Token], first: int) -> Agreed | None:
        """A kind of zone by general words, where only one zone can be meant."""
        acronym = self.words.zone_acronyms.get(tokens[first].lower)
        kinds = [acronym] if acronym else []
        at = first + 1 if acronym else first
        while (
            not acronym and at < len(tokens) and all(word in self._kinds for word in plain(tokens[at].lower))
        ):
            kinds += [self._kinds[word] for word in plain(tokens[at].lower)]
            at += 1
        if not kinds:
            return None
        if not acronym:
            noun = at < len(tokens) and tokens[at].lower in self.words["zone_nouns"]
            doubled = tokens[at - 1].lower in self.words["zone_nouns"] and at - first > 1
            if not (noun or doubled):
                return None
            at += 1 if noun else 0
        zones = self._fitting(kinds, tokens[at - 1].lower)
        return Agreed(at, "zone", tuple(zone.id for zone in zones)) if len(zones) == 1 else None

    def _fitting(self, kinds: list[str], noun: str) -> list[Zone]:
        areal = [zone for zone in self.zones if zone.shape in _AREAL]
        fit = [zone for zone in areal if self._about[zone.id] & set(kinds)]
        cousins = self.words["zone_cousins"]
        if not fit and cousins & set(kinds):
            fit = [zone for zone in areal if self._about[zone.id] & cousins]
        if not fit and cousins & set(kinds):
            fit = [zone for zone in areal if zone.shape == "band"]
        if len(fit) > 1:
            fit = [zone for zone in fit if _head(zone, self.words) == noun] or fit
        if len(fit) > 1:
            fit = [zone for zone in fit if _ends_in_noun(zone, self.words)] or fit
        return fit

    def _kinds_of(self, zone: Zone) -> frozenset[str]:
        told = (*plain(zone.name or ""), *plain(zone.id))
        acronyms = {self.words.zone_acronyms[word] for word in told if word in self.words.zone_acronyms}
        return frozenset({self._kinds[word] for word in told if word in self._kinds} | acronyms)

    def _names_of(self, zone: Zone) -> Iterator[tuple[str, ...]]:
        told = plain(zone.name or "")
        own = plain(zone.id)
        is_short = not self.words.admin.keys().isdisjoint(told) and self.words.admin.keys().isdisjoint(own)
        yield from filter(None, (told, () if zone.id in self.words.admin or is_short else own))
        if zone.shape == "corridor":
            yield from _route_names(told, self.words)
        if zone.shape == "point":
            yield from _post_names(told, self.words)

    def _lines(self) -> Iterator[tuple[str, ...]]:
        yield from {plain(" ".join(phrase)) for phrase in self.words.phrases["line_phrases"]}

    def _alias(self, name: str) -> None:
        if name.islower():
            return
        if name.isupper():
            self._acronyms.add(plain(name)[0] if plain(name) else "")
        self.aliases.add(plain(name))
        self._put(plain(name), "group", ())

    def _put(self, phrase: tuple[str, ...], kind: Kind, zones: tuple[str, ...]) -> None:
        if phrase:
            self._phrases.setdefault(phrase, (kind, zones))

    def _is_meant(self, tokens: Sequence[Token], first: int, size: int, kind: Kind) -> bool:
        """A group's name has a capital, and an acronym nothing else ("IS" is no "is")."""
        text = tokens[first].text
        if kind != "group":
            return True
        is_acronym = size == 1 and plain(tokens[first].lower)[0] in self._acronyms
        return text.isupper() if is_acronym else not text[0].islower()

    def _with_road(self, tokens: Sequence[Token], last: int) -> int:
        at = last
        while at < len(tokens) and tokens[at].lower in self.words["road_adjectives"]:
            at += 1
        return at + 1 if at < len(tokens) and tokens[at].lower in self.words["road"] else last


_AREAL = frozenset({"polygon", "band", "corridor"})


def _said(tokens: Sequence[Token], first: int, most: int) -> tuple[tuple[str, ...], list[int]]:
    """The words from here on, and after each the token where it ends; 0 where it ends inside a token."""
    said: list[str] = []
    ends: list[int] = []
    for at in range(first, len(tokens)):
        words = plain(tokens[at].lower)
        if not words and tokens[at].text not in _SIGNS:
            break
        said += words
        ends += [0] * (len(words) - 1) + [at + 1] * bool(words)
        if len(said) >= most:
            break
    return tuple(said), ends


_SIGNS = frozenset({"-", "(", ")", '"'})


def _moving(zone: Zone) -> bool:
    """A line that moves with the fighting is meant before one drawn once."""
    return zone.geometry.status != "moving"


def _head(zone: Zone, words: Words) -> str:
    """The noun a zone is called by: of "Quiet zone round the lake" it is "zone"."""
    told = plain(zone.name or zone.id)
    return next((word for word in reversed(told) if word in words["zone_nouns"]), "")


def _ends_in_noun(zone: Zone, words: Words) -> bool:
    return bool(set(plain(zone.name or zone.id)[-1:]) & words["zone_nouns"])


def _route_names(told: tuple[str, ...], words: Words) -> Iterator[tuple[str, ...]]:
    """Names of a route: "M4 A-B" is also the M4, the A-B road and the B-A highway."""
    numbers = [word for word in told if _ROUTE.match(word)]
    ends = [word for word in told if word not in numbers and word not in words["road"]]
    yield from ((number,) for number in numbers)
    for number in numbers:
        parted = re.match(r"([a-z]+)-?(\d+)", number)
        if parted:
            yield parted[1], parted[2]
    if len(ends) == len(("from", "to")):
        for road in words["road"]:
            for pair in (ends, ends[::-1]):
                yield (*pair, road)
                yield from ((*pair, adjective, road) for adjective in words["road_adjectives"])


# A post is no crossing: words for one are words for any other of its kind.
_POSTS = ("post_kinds", "crossing_kinds")


def _post_names(told: tuple[str, ...], words: Words) -> Iterator[tuple[str, ...]]:
    """Names of a post: "observation post X" is also the X observation post and the post in X."""
    for phrase, others in ((one, words.phrases[name]) for name in _POSTS for one in words.phrases[name]):
        size = len(phrase)
        name = told[size:] if told[:size] == phrase else told[:-size] if told[-size:] == phrase else ()
        if name:
            for kind in others:
                yield (*name, *kind)
                yield from ((*kind, link, *name) for link in words["post_links"])
                yield (*kind, *name)
            return
