"""What part a place plays in an act: where it happened, where a movement starts or ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from truceline.evidence.acts import Act
from truceline.reading.assembly.draft import ARMED, MOVING, Draft
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.revisiting import AGAIN
from truceline.reading.assembly.roles import chain_of
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import PlaceSpan
from truceline.reading.whereabouts.told import FAR_END

Role = Literal["location", "origin", "destination"]
# Tags of what may stand between a preposition and its place.
_PASSED = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "POS", "PRP$", "CD", ",", "CC"})
# Deeds that are done from one place upon another.
_FIRED = frozenset({Act.SHELL, Act.AIR_STRIKE})
# Movements away from what is their object.
_LEAVING = frozenset({Act.WITHDRAW, Act.DISPLACE})
# Movements of which "there" is where they end.
_BRINGING = frozenset({Act.DEPLOY, Act.AID, Act.DISPLACE})


@dataclass(slots=True)
class PlaceRoles:
    """Tells the roles of the places of one sentence."""

    marked: Marked
    words: DiscourseWords

    def _is_there(self, span: PlaceSpan) -> bool:
        """Whether it is a bare "there": "deploy anybody there"."""
        words = self.words.any_of("place_again", "here")
        return span.rule == AGAIN and self.marked.parse.tokens[span.first].lower in words

    def _so_far_from(self, span: PlaceSpan) -> str:
        """The preposition in "5 km from Esk": a movement so far off starts there."""
        tokens = self.marked.parse.tokens
        if not span.rule.startswith("offset") or any(place.direction for place in span.candidates):
            return ""
        away = self.words.has("away")
        return next((tokens[at].lower for at in range(span.first, span.last) if tokens[at].lower in away), "")

    def _is_of_guns(self, draft: Draft, span: PlaceSpan) -> bool:
        """As in "guns near Esk shelled Dorrin": the doer's place is where the fire comes from."""
        if draft.frame.act not in _FIRED or draft.node is None:
            return False
        node = self.marked.parse.nodes[draft.node]
        phrases, above, role = chain_of(self.marked.parse, self.marked.parse.phrase_of(span.last - 1))
        suffers = node.passive or node.lemma in self.words.has("suffering")
        return len(phrases) > 1 and above == node.index and role == "subject" and not suffers

    def _is_of_road(self, span: PlaceSpan) -> bool:
        """As in "mines on the road to Esk": where the road leads, and nobody with it."""
        tokens, start = self.marked.parse.tokens, span.first - 1
        if start < 1 or self.marked.parse.tags[start] not in {"IN", "TO"}:
            return False
        return tokens[start - 1].lower in self.words.has("ways") and start > 1 and self._is_on(start - 2)

    def _is_on(self, at: int) -> bool:
        """Whether "on the" or "along the" stands before a road."""
        lowers = {token.lower for token in self.marked.parse.tokens[max(at - 1, 0) : at + 1]}
        return not lowers.isdisjoint(self.words.has("on_ways"))

    def _by_ground(self, draft: Draft, span: PlaceSpan) -> Role | None:
        """As in "left the area between A and B", "sent to posts near A": ground told by its places."""
        if draft.node is None:
            return None
        parse = self.marked.parse
        node = parse.nodes[draft.node]
        objects = () if node.passive else node.object
        behind = [*node.oblique, *(pair for one in objects for pair in parse.phrases[one].post)]
        for preposition, phrase in (*(("", one) for one in objects), *behind):
            if not self._tells_of(span, phrase):
                continue
            is_left = not preposition and draft.frame.act in _LEAVING
            if is_left or preposition in self.words.has("away"):
                return "origin"
            if preposition and preposition in draft.frame.destination:
                return "destination"
        return None

    def _tells_of(self, span: PlaceSpan, phrase: int) -> bool:
        """Whether a place says which ground a phrase means: right behind it, or inside it."""
        parse = self.marked.parse
        it = parse.phrases[phrase]
        if parse.lemmas[it.head] not in self.words.has("grounds"):
            return False
        while parse.tags[span.first - 1] in {"CC", ","} and (one := at(self.marked.places, span.first - 2)):
            span = one
        start = span.first if parse.tags[span.first] == "IN" else span.first - 1
        inside = (parse.phrase_of(at) for at in range(span.first, span.last))
        held = next((one for one in inside if one is not None), None)
        return it.last == start or phrase in chain_of(parse, held)[0]

    def _is_end(self, draft: Draft, span: PlaceSpan) -> bool:
        return self._arrives(draft) or (self._is_there(span) and draft.frame.act in _BRINGING)

    def _arrives(self, draft: Draft) -> bool:
        """Whether the place of the movement can only be its end: "arrived in Esk", "a convoy reached Esk"."""
        parse = self.marked.parse
        lemmas = {parse.lemmas[draft.span.head], *(parse.nodes[one].lemma for one in draft.carriers)}
        above = None if draft.phrase is None else parse.attachment(draft.phrase)
        if above is not None and above[0] == "node" and above[2] == "subject":
            lemmas.add(parse.nodes[above[1]].lemma)
        return bool(lemmas & self.words.has("arriving"))

    def preposition(self, span: PlaceSpan, floor: int = 0) -> str:
        """The preposition a place stands behind, past articles, "hills of" and places told with it.

        `floor`: a token that is not passed, the deed's own word.
        """
        tokens, tags = self.marked.parse.tokens, self.marked.parse.tags
        if span.rule == FAR_END:
            span = next((one for one in reversed(self.marked.places) if one.last < span.first), span)
        if tags[span.first] in {"IN", "TO"}:
            return tokens[span.first].lower
        place = span.first - 1
        while place >= 0:
            if place == floor and floor:
                return tokens[place + 1].lower
            before = at(self.marked.places, place)
            if before is not None:
                place = before.first - 1
            elif at(self.marked.times, place) is not None:
                break
            elif tags[place] in _PASSED or tokens[place].lower in self.words.has("of"):
                place -= 1
            else:
                break
        if place < 0:
            return ""
        return tokens[place].lower

    def role(self, draft: Draft, span: PlaceSpan) -> Role:
        """Where a movement starts or ends: told by the preposition, or by being what is left or entered."""
        preposition = self.preposition(span, draft.span.head)
        if draft.frame.act not in MOVING:
            heard = self.marked.parse.lemmas[draft.span.head] in self.words.has("heard_there")
            fired = draft.frame.act in ARMED and preposition in self.words.has("fired_from") and not heard
            return "origin" if fired or self._is_of_guns(draft, span) else "location"
        return "location" if self._is_of_road(span) else self._moved(draft, span, preposition)

    def _moved(self, draft: Draft, span: PlaceSpan, preposition: str) -> Role:
        """The part of a place in a movement."""
        inner = self._so_far_from(span) if draft.frame.act is Act.WITHDRAW else ""
        if {preposition, inner} & {*draft.frame.origin, *self.words.has("away")}:
            return "origin"
        if preposition in draft.frame.destination or self._is_end(draft, span):
            return "destination"
        if (role := self._by_ground(draft, span)) is not None:
            return role
        in_object = at(self.marked.objects, span.first) is not None  # "reinforced the post at X"
        if in_object or preposition in self.words.has("locative"):
            return "location"
        node = None if draft.node is None else self.marked.parse.nodes[draft.node]
        phrase = self.marked.parse.phrase_of(span.last - 1)
        if node is not None and phrase is not None and phrase in node.object and not node.passive:
            return "origin" if draft.frame.act in _LEAVING else "destination"
        return "location"
