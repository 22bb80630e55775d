"""Places that words point back to: "there", "the city", "the southern districts of the town", "left it"."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from truceline.evidence.acts import Act
from truceline.evidence.claim import Place, Wind
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import PlaceSpan
from truceline.reading.whereabouts.finder import PlaceFinder

# UCDP precision of a province, and of a country, to which no "there" points back.
_PROVINCE, _COUNTRY = 4, 6
# How many places are remembered, and how far before "the city" words may take a part of it.
_MEMORY = 8
_AHEAD = 8
_POINTING = ("place_again", "here", "place_pronouns", "place_nouns", "area_nouns", "zone_plurals")
# Sentences at whose head a report says where it comes from.
_HEAD = 2
AGAIN = "a place told before"
# Acts whose "it" is a place that is left or taken.
_OF_PLACES = frozenset({Act.WITHDRAW, Act.DEPLOY, Act.RESTORE_CONTROL, Act.DEMILITARIZE})


@dataclass(slots=True)
class Revisiting:
    """The memory of a document's places, filled sentence by sentence."""

    words: DiscourseWords
    finder: PlaceFinder
    on: date | None
    talks: bool = False
    """Whether the document is a conversation: its "here" is where it was held."""
    _told: deque[PlaceSpan] = field(default_factory=lambda: deque(maxlen=_MEMORY))
    _home: PlaceSpan | None = None
    _nouns: set[str] = field(default_factory=set)
    """Words behind the first of the names told: "the mills" are the Red Sea Mills."""

    def filled(self, marked: Marked) -> Marked:
        """The sentence with the places that its words point back to."""
        found = self.again(marked)
        if not found:
            return marked
        return replace(marked, places=tuple(sorted((*marked.places, *found), key=lambda span: span.first)))

    def again(self, marked: Marked) -> list[PlaceSpan]:
        """The words of a sentence that point back to a place, as spans of that place."""
        found: list[PlaceSpan] = []
        pointing = self.words.any_of(*_POINTING)
        lasts = self.finder.redrawing.last_words
        if not marked.places:
            lowers = [token.lower for token in marked.sentence.tokens]
            if all(told.isdisjoint(lowers) for told in (pointing, lasts, self._nouns)):
                return found
        named = {span.first: span for span in marked.places}
        covered = {here for span in marked.places for here in range(span.first, span.last)}
        nouns = self._nouns
        for here, (text, lower, _, _) in enumerate(marked.sentence.tokens):
            if here in named:
                self._remember(named[here], marked)
            elif lower not in pointing and not ((lower in nouns or lower in lasts) and text[0].islower()):
                continue
            if here in covered:
                continue
            span = self._pointing(lower, here, marked)
            if span is not None:
                found.append(span)
                self._told.append(replace(span, first=0, last=0))
        return found

    def _remember(self, span: PlaceSpan, marked: Marked) -> None:
        if not span.candidates or (span.candidates[0].precision or 0) >= _COUNTRY:
            return
        if span.is_also_actor and not self._is_located(span, marked):
            return
        self._told.append(span)
        words = self.finder.words
        told = span.candidates[0].text.casefold().split()[1:]
        self._nouns.update(
            word
            for word in told
            if not (word in words.winds or word in words["rural"] or word in words["skirts"])
        )
        if self._home is None and marked.sentence.index < _HEAD and not span.is_also_actor:
            self._home = span

    def _is_located(self, span: PlaceSpan, marked: Marked) -> bool:
        """Whether a word of place stands before a capital: "in Kyiv", not "Kyiv said"."""
        before = marked.sentence.tokens[max(span.first - 2, 0) : span.first]
        return any(token.lower in self.words.any_of("locative", "of") for token in before)

    def _is_noun(self, lower: str) -> bool:
        return lower in self.words.any_of("place_nouns", "area_nouns", "zone_plurals")

    def _pointing(self, lower: str, here: int, marked: Marked) -> PlaceSpan | None:
        words = self.words
        if lower in words.has("place_again"):
            return self._last(here, marked) if self._is_adverb(here, marked) else None
        if lower in words.has("here"):
            return self._span(
                self._home if self.talks and self._home else self._latest(), here, here + 1, marked
            )
        if lower in words.has("place_pronouns"):
            return self._left(here, marked)
        start = self._article(here, marked)
        return None if start is None else self._called(lower, start, here, marked)

    def _last(self, here: int, marked: Marked) -> PlaceSpan | None:
        return self._span(self._latest(), here, here + 1, marked)

    def _latest(self) -> PlaceSpan | None:
        return self._told[-1] if self._told else None

    def _is_adverb(self, here: int, marked: Marked) -> bool:
        tags = marked.parse.tags
        after = tags[here + 1] if here + 1 < len(tags) else ""
        if tags[here] == "EX" or after.startswith(("VB", "MD")):
            return False
        is_turned = here > 0 and marked.parse.lemmas[here - 1] == "be"  # "were there attacks?"
        return not (is_turned and after.startswith(("DT", "CD", "JJ", "NN")))

    def _left(self, here: int, marked: Marked) -> PlaceSpan | None:
        """As in "must leave it": what a movement starts from or a side takes is a place."""
        parse = marked.parse
        phrase = parse.phrase_of(here)
        hangs_on = None if phrase is None else parse.attachment(phrase)
        if hangs_on is None or hangs_on[0] != "node":
            return None
        act = at(marked.acts, parse.nodes[hangs_on[1]].head)
        if act is None or act.act not in _OF_PLACES:
            return None
        leaves = parse.nodes[hangs_on[1]].lemma in self.words.has("of_places")
        if hangs_on[2] not in self.words.has("away") and not (
            leaves and hangs_on[2] in {"object", "subject"}
        ):
            return None
        return self._last(here, marked)

    def _article(self, here: int, marked: Marked) -> int | None:
        """The "the" or "this" before a noun, past its adjectives; None where there is none."""
        tokens, tags = marked.sentence.tokens, marked.parse.tags
        after = tags[here + 1] if here + 1 < len(tags) else ""
        if after.startswith("NN") and tokens[here + 1].lower not in self.words.has("area_heads"):
            return None
        start = here - 1
        while start > 0 and tags[start] in {"JJ", "CD", "VBN"}:
            start -= 1
        is_definite = start >= 0 and tokens[start].lower in self.words.has("definite")
        return start if is_definite else None

    def _called(self, lower: str, start: int, here: int, marked: Marked) -> PlaceSpan | None:
        tokens = marked.sentence.tokens
        if (
            here + 2 < len(tokens)
            and tokens[here + 1].lower in self.words.has("of")
            and tokens[here + 2].is_capital
        ):
            return None
        if (
            self.talks
            and self._home
            and tokens[start].lower in self.words.has("this")
            and self._fits(lower, self._home)
        ):
            return self._span(self._home, start, here + 1, marked)
        where = self._meant(lower)
        if where is None:
            return None
        first, sides = self._part(start, here, marked)
        drawn = self.finder.redrawing.part(where, sides, self.on)
        return self._drawn(drawn, first, here + 1, marked)

    def _meant(self, lower: str) -> Place | None:
        """What "the city" or "the province" is: a zone called so, else the last such place told."""
        redrawing = self.finder.redrawing
        is_area = lower in self.words.has("area_nouns")
        zone = redrawing.zone(lower) if self._is_noun(lower) else None
        if zone is not None and not is_area:
            return Place(zone=zone)
        if is_area:
            agreed = Place(zone=zone) if zone else None
            return self._last_province(named=zone is not None) or agreed or self._nearest_province()
        last = next((span for span in reversed(self._told) if self._fits(lower, span)), None)
        if last is None:
            known = lower in self.words.has("unique_nouns") or lower in redrawing.last_words
            return redrawing.only(lower) if known else None
        return redrawing.whole(last.candidates[0])

    def _last_province(self, *, named: bool) -> Place | None:
        """The province last told by its name, else one that the words for a place may mean, too."""
        firsts = [span.candidates[0] for span in reversed(self._told)]
        if named:
            return next((one for one in firsts if _is_province(one)), None)
        others = [one for span in reversed(self._told) for one in span.candidates[1:]]
        return next((one for one in (*firsts, *others) if _is_province(one)), None)

    def _nearest_province(self) -> Place | None:
        """The province of the place last told."""
        provinces = (self.finder.redrawing.province(span.candidates[0]) for span in reversed(self._told))
        return next((one for one in provinces if one is not None), None)

    def _fits(self, lower: str, span: PlaceSpan) -> bool:
        """Whether a place can be called so: by its own noun, or as any settlement."""
        place = span.candidates[0]
        if span.kind in {"zone", "line", "route"} or (place.precision or 0) >= _PROVINCE:
            return False
        told = place.text.casefold().split()
        if lower in told or lower.removesuffix("s") in told:
            return True
        if lower not in self.words.has("place_nouns"):
            return False
        noun = self.finder.redrawing.noun_of(place)
        settled = self.words.has("settled_nouns")
        if noun == lower:
            return True
        return lower in settled and (not noun or noun in settled) and not _names_thing(told, self.words)

    def _part(self, start: int, here: int, marked: Marked) -> tuple[int, tuple[Wind, ...]]:
        """Words before "the city" that take a part of it: "the south-eastern districts of"."""
        for first in range(max(start - _AHEAD, 0), start):
            run = self.finder.phrases.runs.before(marked.sentence.tokens, first)
            if run is not None and run.at == here and run.sides:
                return first, tuple(dict.fromkeys(run.sides))
        return start, ()

    def _span(self, told: PlaceSpan | None, first: int, last: int, marked: Marked) -> PlaceSpan | None:
        return None if told is None else self._drawn(told.candidates[0], first, last, marked)

    def _drawn(self, place: Place, first: int, last: int, marked: Marked) -> PlaceSpan:
        where = place.model_copy(
            update={"text": marked.words(first, last), "span": marked.span(first, last), "role": "location"}
        )
        kind: Literal["zone", "area", "place"] = (
            "zone" if place.zone else "area" if _is_province(place) else "place"
        )
        return PlaceSpan(first, last, AGAIN, (where,), kind)


def _is_province(place: Place) -> bool:
    return place.zone is None and (place.precision or 0) == _PROVINCE


def _names_thing(told: list[str], words: DiscourseWords) -> bool:
    """Whether a place's words name a thing in a town: "Esk airport"."""
    return any(word in words.has("place_nouns") - words.has("settled_nouns") for word in told)
