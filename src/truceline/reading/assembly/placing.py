"""Where and when: the places and times of a sentence given to its acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from truceline.evidence.acts import Act
from truceline.evidence.claim import Place, Spot
from truceline.reading.assembly.adjuncts import Adjuncts, Anchor
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import ARMED, MOVING, Draft
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.owning import Owning
from truceline.reading.span import PlaceSpan, TimeSpan

# Tags of what may stand between a preposition and its place.
_PASSED = frozenset({"DT", "JJ", "NN", "NNS", "NNP", "POS", "PRP$", "CD", ",", "CC"})
Role = Literal["location", "origin", "destination"]


@dataclass(frozen=True, slots=True)
class Placing:
    """Gives the places and times of one sentence."""

    marked: Marked
    discourse: Discourse

    def give(self, drafts: Sequence[Draft]) -> None:
        """Give each act the words of place and time that hang on it, else those that frame its clause."""
        adjuncts = Adjuncts.of(self.marked)
        owning = Owning(self.marked, drafts)
        times = [one for one in adjuncts.times if not self._dates_a_text(one[0])]
        for place, anchor in adjuncts.places:
            self._give_place(drafts, place, owning.owners(place, anchor))
        for time, anchor in times:
            for draft in owning.owners(time, anchor):
                draft.times.append(time)
        self._frame(owning, adjuncts.leading(adjuncts.places), adjuncts.leading(times))
        for draft in drafts:
            draft.places.sort(key=lambda place: place.span or (0, 0))

    def _frame(
        self,
        owning: Owning,
        places: Sequence[tuple[PlaceSpan, Anchor]],
        times: Sequence[tuple[TimeSpan, Anchor]],
    ) -> None:
        """Words at the sentence's head go to all its main clauses; what has its own keeps it."""
        dated = {id(draft) for draft in owning.drafts if draft.times}
        placed = {id(draft) for draft in owning.drafts if draft.places}
        for place, anchor in places:
            framed = [draft for draft in owning.framed(anchor) if id(draft) not in placed]
            self._give_place(owning.drafts, place, framed)
        for time, anchor in times:
            for draft in owning.framed(anchor):
                if id(draft) not in dated:
                    draft.times.append(time)

    def _dates_a_text(self, time: TimeSpan) -> bool:
        """Whether the words date an agreement: "the September memorandum", "the deal of 17 September"."""
        parse = self.marked.parse
        phrase = parse.phrase_of(time.last - 1)
        if phrase is None:
            return False
        head = parse.phrases[phrase].head
        if time.first <= head < time.last:
            hangs_on = parse.attachment(phrase)
            if (
                hangs_on is None
                or hangs_on[0] != "phrase"
                or hangs_on[2] not in self.discourse.words.has("means")
            ):
                return False
            head = parse.phrases[hangs_on[1]].head
        return self.marked.parse.tokens[head].lower in self.discourse.words.has("agreement")

    def _give_place(self, drafts: Sequence[Draft], span: PlaceSpan, takers: Sequence[Draft]) -> None:
        if not span.candidates or self._is_of_an_office(span) or self._holds_another(span):
            return
        for draft in takers:
            if self._stands_for_state(span, draft):
                continue
            owner = self._moved(drafts, draft, span)
            role = self._role(owner, span)
            also = tuple(_spot(place) for place in span.candidates[1:_MOST] if place.base)
            owner.places.append(span.candidates[0].model_copy(update={"role": role, "alternatives": also}))

    def _holds_another(self, span: PlaceSpan) -> bool:
        """As in "Yemen's port city of Hodeidah": the owner is where the place lies, and no place besides."""
        parse = self.marked.parse
        phrase = parse.phrase_of(span.last - 1)
        hangs_on = None if phrase is None else parse.attachment(phrase)
        if hangs_on is None or hangs_on[0] != "phrase" or hangs_on[2] != "'s":
            return False
        owned = parse.phrases[hangs_on[1]]
        inner = (owned, *(parse.phrases[other] for _, other in owned.post))
        return any(
            other is not span and other.first > span.last - 1 and at((other,), it.head) is not None
            for it in inner
            for other in self.marked.places
        )

    def _is_of_an_office(self, span: PlaceSpan) -> bool:
        """The mayor of Esk: the place belongs to who is named, wherever they act."""
        phrase = self.marked.parse.phrase_of(span.last - 1)
        hangs_on = None if phrase is None else self.marked.parse.attachment(phrase)
        if hangs_on is None or hangs_on[0] != "phrase" or hangs_on[2] not in self.discourse.words.has("of"):
            return False
        actor = at(self.marked.actors, self.marked.parse.phrases[hangs_on[1]].head)
        return actor is not None and actor.kind == "leader"

    def _moved(self, drafts: Sequence[Draft], draft: Draft, span: PlaceSpan) -> Draft:
        """As in "Demanded the withdrawal from X": the place is the movement's, not the demand's."""
        if not draft.frame.is_speech or draft.node is None:
            return draft
        parse = self.marked.parse
        start = span.first if parse.tags[span.first] == "IN" else span.first - 1
        beside = (other for other in drafts if other.phrase is not None)
        for other in beside:
            if parse.phrases[other.phrase or 0].last == start and parse.tags[start] == "IN":
                return other
        objects = self.marked.parse.nodes[draft.node].object
        moves = (other for other in drafts if other.frame.act in MOVING and other.phrase in objects)
        ways = self.discourse.words.has("away")
        preposition = self._preposition(span)
        return next(
            (
                m
                for m in moves
                if preposition in ways or preposition in {*m.frame.origin, *m.frame.destination}
            ),
            draft,
        )

    def _stands_for_state(self, span: PlaceSpan, draft: Draft) -> bool:
        """Damascus supports: the name is a doer's, unless words of place stand before it."""
        if not span.is_also_actor:
            return False
        return draft.frame.is_speech or self._preposition(span) not in self.discourse.words.has("locative")

    def _preposition(self, span: PlaceSpan) -> str:
        """The preposition a place stands behind, past articles, "hills of" and places told with it."""
        tokens, tags = self.marked.parse.tokens, self.marked.parse.tags
        if tags[span.first] in {"IN", "TO"}:
            return tokens[span.first].lower
        place = span.first - 1
        while place >= 0:
            before = at(self.marked.places, place)
            if before is not None:
                place = before.first - 1
            elif at(self.marked.times, place) is not None:
                break
            elif tags[place] in _PASSED or tokens[place].lower in self.discourse.words.has("of"):
                place -= 1
            else:
                break
        if place < 0:
            return ""
        return tokens[place].lower

    def _role(self, draft: Draft, span: PlaceSpan) -> Role:
        """Where a movement starts or ends: told by the preposition, or by being what is left or entered."""
        preposition = self._preposition(span)
        if draft.frame.act not in MOVING:
            fired = draft.frame.act in ARMED and preposition in self.discourse.words.has("fired_from")
            return "origin" if fired else "location"
        if preposition in draft.frame.origin or preposition in self.discourse.words.has("away"):
            return "origin"
        if preposition in draft.frame.destination:
            return "destination"
        if preposition in self.discourse.words.has("locative"):
            return "location"
        if at(self.marked.objects, span.first) is not None:  # "reinforced the post at X"
            return "location"
        node = None if draft.node is None else self.marked.parse.nodes[draft.node]
        phrase = self.marked.parse.phrase_of(span.last - 1)
        if node is not None and phrase is not None and phrase in node.object and not node.passive:
            return "origin" if draft.frame.act in {Act.WITHDRAW, Act.DISPLACE} else "destination"
        return "location"


# So many other meanings of a name are kept.
_MOST = 5


def _spot(place: Place) -> Spot:
    """Another place that the words may mean, without its shape."""
    return Spot(base=place.base or "", lat=place.lat, lon=place.lon, radius_m=place.radius_m, adm1=place.adm1)
