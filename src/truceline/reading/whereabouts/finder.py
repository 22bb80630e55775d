"""Words of place in a sentence, with every place they may mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import islice

from truceline.agreement.model import Agreement
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.lexicon import Lexicon
from truceline.reading.span import PlaceSpan, Token
from truceline.reading.whereabouts.agreed import AgreedNames
from truceline.reading.whereabouts.bases import Bases
from truceline.reading.whereabouts.doubt import end_of_other_name, stands_for_government
from truceline.reading.whereabouts.meanings import Meanings
from truceline.reading.whereabouts.naming import Naming
from truceline.reading.whereabouts.phrases import Phrases
from truceline.reading.whereabouts.redrawing import Redrawing
from truceline.reading.whereabouts.senses import Senses
from truceline.reading.whereabouts.settling import Settling
from truceline.reading.whereabouts.shapes import Manner, Shapes
from truceline.reading.whereabouts.told import FAR_END, Base, Told, text_of
from truceline.reading.whereabouts.words import Words, words_of

_MOST_CANDIDATES = 5


class PlaceFinder:
    """Finds places in sentences of one language, for one agreement and its map.

    The first one made on a machine indexes the world's names, which takes some seconds.
    """

    def __init__(self, agreement: Agreement, gazetteer: Gazetteer, atlas: Atlas, lexicon: Lexicon) -> None:
        self.words: Words = words_of(lexicon)
        self.senses = Senses(gazetteer, self.words)
        self.meanings = Meanings(Shapes(atlas), self.senses, self.words)
        self.agreed = AgreedNames(agreement, self.words)
        self.naming = Naming(self.senses, self.words)
        self.bases = Bases(self.naming, self.agreed, self.words)
        self.phrases = Phrases(self.bases)
        self.settling = Settling(self.phrases)
        self.redrawing = Redrawing(self.meanings.shapes, self.senses, self.agreed)
        self._openers = self._words_that_open()
        self._known: dict[str, bool] = {}

    def find(self, tokens: Sequence[Token], on: date | None = None) -> list[PlaceSpan]:
        """The places of a sentence in order, none overlapping, the longest match first.

        `on` is the day whose map of the zones is meant. The grammar sets roles; here all are
        locations.
        """
        spans: list[PlaceSpan] = []
        at, count, openers = 0, len(tokens), self._known
        while at < count:
            opens = openers.get(tokens[at].text)
            if opens is None:
                opens = self._opens(tokens[at])
            at = self._take(tokens, at, on, spans) if opens else at + 1
        return spans

    def _opens(self, token: Token) -> bool:
        """Whether a place may begin with a word, in any sentence; remembered."""
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        first = token.text[0]
        opens = self._known[token.text] = (
            token.lower in self._openers
            or first.isupper()
            or first.isdigit()
            or (first > _LATIN and first.isalpha())
            or ("-" in token.text and self.naming.opens(token))
        )
        return opens

    def _take(self, tokens: Sequence[Token], at: int, on: date | None, spans: list[PlaceSpan]) -> int:
        """Put in what begins at this token; the token to go on from."""
        passed = self._passed_over(tokens, at)
        if passed:
            return passed
        told = self._told(tokens, at)
        if told is None:
            return at + 1
        listed = self._listed(tokens, self.settling.settled(tokens, told))
        for one in listed:
            span = self._span(tokens, one, on)
            if span is not None:
                spans += self._ends(tokens, one, span)
        return max(listed[-1].last, listed[-1].passed, at + 1)

    def _told(self, tokens: Sequence[Token], at: int) -> Told | None:
        low = tokens[at].lower
        if low[:1].isdigit() or low in self.words.numerals:
            return self.phrases.offset(tokens, at)
        told = self.phrases.told(tokens, at) if low in self._leaders else None
        if told is None and (low in self._names or self.naming.opens(tokens[at])):
            return self.phrases.named(tokens, at) or self.settling.unlisted_before_bracket(tokens, at)
        return told

    def _passed_over(self, tokens: Sequence[Token], at: int) -> int:
        """Where the name of a party or of something else ends that only sounds like a place; 0 if none."""
        if not self.naming.opens(tokens[at]):
            return 0
        group = self.agreed.at(tokens, at)
        name = self.naming.at(tokens, at)
        if name is not None and (not name.senses or self.bases.is_attribute(tokens, name.last)):
            return name.last
        if group is None or group.kind != "group":
            return 0
        if name is None or group.last > name.last:
            return max(group.last, end_of_other_name(tokens, at, group.last, self.words))
        return 0

    def _listed(self, tokens: Sequence[Token], told: Told) -> list[Told]:
        """The place and those after it that share its words: "in A, B and C provinces"."""
        found = [told]
        if told.other is not None or told.base.zone or told.manner.km is not None:
            return found
        at = max(told.last, told.passed)
        while True:
            at = _after_brackets(tokens, at)
            link = at
            while link < len(tokens) and (
                tokens[link].lower in self.words["and"] or tokens[link].text == ","
            ):
                link += 1
            if link == at or link >= len(tokens) or not self.naming.opens(tokens[link]):
                break
            base = None if self._passed_over(tokens, link) else self.bases.at(tokens, link)
            if base is None or not base.senses:
                break
            rest = self.phrases.named(tokens, link)
            assert rest is not None
            found.append(self.settling.settled(tokens, rest))
            at = max(found[-1].last, found[-1].passed)
        return self._shared(tokens, found)

    def _shared(self, tokens: Sequence[Token], found: list[Told]) -> list[Told]:
        """A word for provinces or towns, first or last, goes for all, and so does countryside."""
        if len(found) == 1:
            return found
        first, last = found[0], found[-1]
        for source in (last, first):
            base = source.base
            listed = all(one.base.form == "" or one is source for one in found)
            if listed and base.form and _is_plural(tokens, base):
                found = [_of_form(one, base) for one in found]
                break
        if (
            first.manner.scope in {"rural", "skirts"}
            and tokens[first.base.first - 1].lower in self.words["genitive"]
        ):
            found = [
                one
                if one is first or not one.manner.is_plain or one.base.form
                else _in_manner(one, first.manner)
                for one in found
            ]
        return found

    def _span(self, tokens: Sequence[Token], told: Told, on: date | None) -> PlaceSpan | None:
        words = {
            "text": text_of(tokens[told.first : told.last]),
            "span": (tokens[told.first].start, tokens[told.last - 1].end),
        }
        bare = list(islice(self.meanings.places(told, on), _MOST_CANDIDATES))
        if not bare:
            return None
        placed = tuple(place.model_copy(update=words) for place in bare)
        return PlaceSpan(
            told.first, told.last, told.rule, placed, self.meanings.kind(told), self._is_actor(tokens, told)
        )

    def _ends(self, tokens: Sequence[Token], told: Told, span: PlaceSpan) -> list[PlaceSpan]:
        """The ground between two places under the name of each: "between A and B" is told of both."""
        one, other = told.base, told.other
        if other is None or one.name is None or other.name is None or other.first < one.last:
            return [span]
        parts = ((told.first, one.last, one, span.rule), (other.first, told.last, other, FAR_END))
        return [
            replace(
                span,
                first=first,
                last=last,
                rule=rule,
                candidates=tuple(
                    place.model_copy(
                        update={
                            "base": base.name.senses[0].name if base.name else place.base,
                            "text": text_of(tokens[first:last]),
                            "span": (tokens[first].start, tokens[last - 1].end),
                        }
                    )
                    for place in span.candidates
                ),
            )
            for first, last, base, rule in parts
        ]

    def _is_actor(self, tokens: Sequence[Token], told: Told) -> bool:
        base = told.base
        if not base.senses or not told.manner.is_plain or base.form or told.other is not None:
            return False
        return stands_for_government(tokens, base.first, base.senses, self.agreed.aliases, self.words)

    def _words_that_open(self) -> frozenset[str]:
        words = self.words
        self._leaders = frozenset(
            {
                *words.winds,
                *words["rural"],
                *words["skirts"],
                *words["near"],
                *words["between"],
                *words["road"],
            }
            | {phrase[0] for phrase in words.phrases["near_phrases"]}
        )
        zones = {word for listed in words.zone_kinds.values() for word in listed}
        called = {
            *words.admin,
            *words["settlements"],
            *words["facilities"],
            *words["place_nouns"],
            *words["apposed"],
            *self.agreed.openers(),
            *zones,
        }
        curated = {first for first in self.senses.firsts if len(first) >= _SHORTEST_LOWER}
        self._names = frozenset(
            called | curated - words["common"] | words["bare_zones"] | words["bare_lines"]
        )
        return frozenset({*self._leaders, *self._names, *words.numerals})


_LATIN = "\u024f"
_REMEMBERED = 50_000
_SHORTEST_LOWER = 5


def _after_brackets(tokens: Sequence[Token], at: int) -> int:
    """Past a number in brackets: "Latakia (2) and Hama (1)"."""
    if at + 2 < len(tokens) and tokens[at].text == "(" and tokens[at + 2].text == ")":
        return at + 3 if tokens[at + 1].text[0].isdigit() else at
    return at


def _is_plural(tokens: Sequence[Token], base: Base) -> bool:
    low = {tokens[base.first].lower, tokens[base.last - 1].lower}
    return any(word.endswith("s") and not word.endswith("'s") for word in low)


def _of_form(told: Told, like: Base) -> Told:
    return replace(told, base=replace(told.base, form=like.form, admin=like.admin))


def _in_manner(told: Told, manner: Manner) -> Told:
    return replace(told, manner=manner, rule="part")
