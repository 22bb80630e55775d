"""Several things seen in one sentence: each sort counted by itself is a claim of its own.

"Saw two tanks near Esk and one howitzer in Dorrin" is two sightings, "saw 14 men and no heavy weapons"
a sighting and an absence.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Place, Thing
from truceline.reading.assembly.counting import Counting
from truceline.reading.assembly.draft import Draft
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import Marked, touching
from truceline.reading.span import ObjectSpan

_DEPTH = {"(": 1, ")": -1, "[": 1, "]": -1}


@dataclass(frozen=True, slots=True)
class Sight:
    """One sort of thing seen: the tokens `[first, last)` that tell of it, and its own words."""

    first: int
    last: int
    span: ObjectSpan
    phrase: int
    negated: bool


@dataclass(slots=True)
class Sightings:
    """Tells apart what one verb of seeing has for its objects."""

    marked: Marked
    fill: Fillers

    def apart(self, draft: Draft) -> list[Draft]:
        """The draft, once for each sort of thing that was seen."""
        if draft.frame.act is not Act.PRESENCE or not draft.frame.witness or draft.node is None:
            return [draft]
        if not draft.telling.is_fact or draft.telling.negative:
            return [draft]
        sights = self._sights(draft)
        if len(sights) == 1 and sights[0].negated and sights[0].first > self._region(draft)[0]:
            return [draft, self._sighting(draft, sights[0], sights)]
        if len(sights) < 2:  # noqa: PLR2004 - one sort alone is the draft itself
            return [draft]
        return [self._sighting(draft, sight, sights) for sight in sights]

    def _region(self, draft: Draft) -> tuple[int, int]:
        """The tokens in which the seen stands: behind an active verb, before a passive one."""
        span, parse = draft.span, self.marked.parse
        assert draft.node is not None
        passive = parse.nodes[draft.node].passive
        others = [one for one in self.marked.acts if one is not span]
        if passive:
            return max((one.last for one in others if one.last <= span.first), default=0), span.first
        behind = (one.first for one in others if one.first >= span.last)
        nodes = (node.first for node in parse.nodes if node.first >= span.last and node.form == "finite")
        return span.last, min((*behind, *nodes), default=len(parse.tokens))

    def _sights(self, draft: Draft) -> list[Sight]:
        first, last = self._region(draft)
        named = [one for one in self._named(first, last) if self._is_counted(one)]
        found: list[Sight] = []
        for place, span in enumerate(named):
            begins = first if place == 0 else self._parted(named[place - 1].last, span.first)
            ends = last if place == len(named) - 1 else self._parted(span.last, named[place + 1].first)
            phrase = self.marked.parse.phrase_of(span.first)
            if phrase is None or begins < 0 or ends < 0:
                return []
            negated = self.marked.parse.phrases[phrase].negated
            found.append(Sight(begins, ends, span, phrase, negated))
        if len(found) == 1 and found[0].negated:
            begins = self._parted(first, found[0].span.first)
            return [replace(found[0], first=begins)] if begins >= 0 else []
        return found

    def _named(self, first: int, last: int) -> list[ObjectSpan]:
        """The things named there, but not in brackets, where they only say of which make."""
        tokens, depth, open_ = self.marked.parse.tokens, 0, set[int]()
        for at in range(first, last):
            depth += _DEPTH.get(tokens[at].text, 0)
            if depth <= 0:
                open_.add(at)
        inside = touching(self.marked.objects, first, last)
        return [one for one in inside if one.first in open_ and first <= one.first and not self._is_part(one)]

    def _is_part(self, span: ObjectSpan) -> bool:
        """As in "three tanks, including a T-72": counted already."""
        before = (token.lower for token in self.marked.parse.tokens[max(span.first - 3, 0) : span.first])
        return not self.fill.discourse.words.has("part_words").isdisjoint(before)

    def _is_counted(self, span: ObjectSpan) -> bool:
        """Two tanks, a howitzer, one of their guns, no weapons: told with a number of its own."""
        parse = self.marked.parse
        phrase = parse.phrase_of(span.first)
        if phrase is None:
            return False
        it = parse.phrases[phrase]
        if it.negated or "CD" in parse.tags[it.first : span.last]:
            return True
        words = self.fill.discourse.words
        before = [token.lower for token in parse.tokens[max(it.first - 2, 0) : it.first]]
        if parse.tags[max(it.first - 2, 0)] == "CD" and before[-1:] == ["of"]:
            return True
        return parse.tokens[it.first].lower in words.has("single")

    def _parted(self, first: int, last: int) -> int:
        """Where the second of two things begins: behind the last "and", else a comma; -1 if there is none."""
        tokens, joins = self.marked.parse.tokens, self.fill.discourse.words.has("sight_joins")
        depth, comma, join = 0, -1, -1
        for at in range(first, last):
            depth += _DEPTH.get(tokens[at].text, 0)
            if depth == 0 and tokens[at].lower in joins:
                join = at + 1
            elif depth == 0 and tokens[at].text == ",":
                comma = at + 1
        return join if join >= 0 else comma

    def _sighting(self, draft: Draft, sight: Sight, sights: Sequence[Sight]) -> Draft:
        one = copy(draft)
        one.thing = Thing(
            text=self.marked.words(sight.span.first, sight.span.last),
            span=self.marked.span(sight.span.first, sight.span.last),
            term=sight.span.term,
        )
        counted = self.marked.parse.phrase_of(max(self.marked.parse.phrases[sight.phrase].first - 2, 0))
        asked = (sight.phrase,) if counted is None or counted == sight.phrase else (sight.phrase, counted)
        one.quantities = Counting(self.fill).quantities((sight.phrase,)) or Counting(self.fill).quantities(
            asked
        )
        one.places = self._places(draft, sight, sights)
        one.actors = self._owners(draft, sight, sights)
        one.targets = ()
        if sight.negated:
            one.frame = replace(draft.frame, act=Act.ABSENCE)
            one.quantities = ()
        one.rules = [*draft.rules, "sightings: each sort by itself"]
        return one

    def _places(self, draft: Draft, sight: Sight, sights: Sequence[Sight]) -> list[Place]:
        """Those told with the thing and those before all of them; else those told behind the last."""
        own = [place for place in draft.places if self._is_in(place, sight)]
        shared = [place for place in draft.places if not any(self._is_in(place, one) for one in sights)]
        return [*shared, *own] or [place for place in draft.places if self._is_in(place, sights[-1])]

    def _is_in(self, told: Place | Actor, sight: Sight) -> bool:
        if told.span is None:
            return False
        first, last = self.marked.span(sight.first, sight.last)
        return first <= told.span[0] < last

    def _owners(self, draft: Draft, sight: Sight, sights: Sequence[Sight]) -> tuple[Actor, ...]:
        inside = touching(self.marked.actors, sight.first, sight.last)
        own = [actor for span in inside for actor in self.fill.of_span(span) if actor.party]
        if own:
            return tuple({actor.party: actor for actor in own}.values())
        return tuple(actor for actor in draft.actors if not any(self._is_in(actor, one) for one in sights))
