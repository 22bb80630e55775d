"""Where and when: the places and times of a sentence given to its acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from truceline.evidence.acts import Act
from truceline.evidence.claim import Place, Spot
from truceline.evidence.content import known
from truceline.reading.assembly.adjuncts import LABEL, Adjuncts, Anchor
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import ARMED, MOVING, Draft, is_placed
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.owning import Owning
from truceline.reading.assembly.place_roles import PlaceRoles
from truceline.reading.assembly.revisiting import AGAIN
from truceline.reading.assembly.timing import Timing
from truceline.reading.span import PlaceSpan, TimeSpan
from truceline.reading.whereabouts.told import FROM_ZONE

# Besides speech, acts that are told of other deeds and things.
_OF_WORDS = frozenset({Act.WAIT, Act.COERCE, Act.PERSUADE})
_NESTED = 2
# How far before a place the words stand that leave it out: "apart from in Esk".
_EXCEPTED = 3
# Movements that those who make them start wherever they say.
_OF_THEIR_OWN = frozenset({Act.WITHDRAW, Act.DEPLOY})
# Sights of which "40 km from the line" tells how far off they were.
_SEEN = frozenset({Act.PRESENCE, Act.ABSENCE})
_LONG = frozenset({"line", "route"})


@dataclass(slots=True)
class Placing:
    """Gives the places and times of one sentence."""

    marked: Marked
    discourse: Discourse

    @property
    def roles(self) -> PlaceRoles:
        """Tells the part a place plays."""
        return PlaceRoles(self.marked, self.discourse.words)

    def give(self, drafts: Sequence[Draft]) -> None:
        """Give each act the words of place and time that hang on it, else those that frame its clause."""
        adjuncts = Adjuncts.of(self.marked)
        words = self.discourse.words
        owning = Owning(self.marked, drafts, words.has("along"))
        timing = Timing(self.marked, words)
        told = ((timing.of_deed(*one), one[1]) for one in adjuncts.times)
        times = [(time, anchor) for time, anchor in told if time is not None]
        for place, anchor in adjuncts.places:
            if not (self._is_in_another(place, anchor) or self._is_told_by_spot(place)):
                self._give_place(drafts, place, self._there(place, anchor, owning.owners(place, anchor)))
        for time, anchor in times:
            bounding = timing.bounding(time, anchor)
            for draft in owning.owners(time, anchor):
                draft.times.append(time)
            if bounding is not None:
                for draft in owning.of_node(bounding[1]):
                    draft.times.append(bounding[0])
        self._frame(owning, adjuncts, times)
        self._elaborate(owning, adjuncts, times)
        self._under_label(drafts, adjuncts)
        for draft in drafts:
            draft.places.sort(key=lambda place: place.span or (0, 0))
            draft.times.sort(key=lambda time: not is_placed(time))

    def _frame(self, owning: Owning, adjuncts: Adjuncts, times: Sequence[tuple[TimeSpan, Anchor]]) -> None:
        """Words at the sentence's head go to all its main clauses; what has its own keeps it."""
        if not (adjuncts.places or times):
            return
        dated = {id(draft) for draft in owning.drafts if draft.is_dated}
        placed = {id(draft) for draft in owning.drafts if draft.places}
        anchors = [anchor for span, anchor in adjuncts.places if span.candidates]
        for place, anchor in adjuncts.leading(adjuncts.places):
            framed = [draft for draft in owning.framed(anchor) if id(draft) not in placed]
            if anchor.role == LABEL and any(other.role != LABEL for other in anchors):
                framed = [draft for draft in framed if draft.telling.voice is None]
            self._give_place(owning.drafts, place, framed)
        for time, anchor in adjuncts.leading(times):
            for draft in owning.framed(anchor):
                if id(draft) not in dated:
                    draft.times.append(time)

    def _elaborate(
        self, owning: Owning, adjuncts: Adjuncts, times: Sequence[tuple[TimeSpan, Anchor]]
    ) -> None:
        """What stands behind a colon happened where and when the clause before it did."""
        colon = self._colon(adjuncts.label)
        if not colon:
            return
        behind = [draft for draft in owning.drafts if draft.span.head > colon]
        placed = [draft for draft in behind if not draft.places]
        dated = [draft for draft in behind if not draft.is_dated]
        if any(draft.places for draft in owning.drafts if draft.span.head < colon) or placed == behind:
            for place, _ in adjuncts.places:
                if place.last <= colon and placed:
                    self._give_place(owning.drafts, place, placed)
        for time, _ in times:
            for draft in dated if time.last <= colon else ():
                draft.times.append(time)

    def _under_label(self, drafts: Sequence[Draft], adjuncts: Adjuncts) -> None:
        """What the sentences behind "Esk: ..." tell without a place, to the end of the paragraph."""
        paragraph, label = self.discourse.labelled
        if adjuncts.label or paragraph != self.marked.sentence.paragraph:
            return
        bare = [draft for draft in drafts if not draft.places and self._is_on_the_spot(draft)]
        for place in label:
            for draft in bare:
                draft.places.append(place.candidates[0].model_copy(update={"role": "location"}))

    def _is_on_the_spot(self, draft: Draft) -> bool:
        """Whether an act can be the label's: not what somebody tells, nor what words of place stand by."""
        if draft.telling.is_fact and draft.telling.voice is not None:
            return False
        node = None if draft.node is None else self.marked.parse.nodes[draft.node]
        phrases, spotting = self.marked.parse.phrases, self.discourse.words.has("spotting")
        told = () if node is None else node.oblique
        posts = (far for phrase in (() if node is None else node.subject) for far in phrases[phrase].post)
        behind = (far for far in posts if far[0] != "in")  # "men in uniform"
        return not any(
            role in spotting and at(self.marked.times, phrases[phrase].head) is None
            for role, phrase in (*told, *behind)
        )

    def _colon(self, label: int) -> int:
        """The colon between a clause and what sets it out; 0 where what follows is somebody's words."""
        parse = self.marked.parse
        colons = [at for at, token in enumerate(parse.tokens) if token.text == ":" and at > label]
        if not colons:
            return 0
        colon = colons[0]
        before = any(node.last <= colon for node in parse.nodes)
        says = any(parse.nodes[verb].first < colon for _, verb, _ in parse.speakers if verb >= 0)
        return colon if before and not says else 0

    def _give_place(self, drafts: Sequence[Draft], span: PlaceSpan, takers: Sequence[Draft]) -> None:
        if not span.candidates or self._is_of_an_office(span) or self._holds_another(span):
            return
        if self._is_left_out(span):
            return
        if span.rule == FROM_ZONE:
            takers = [draft for draft in takers if draft.frame.act not in _SEEN]
        for draft in takers:
            if self._stands_for_state(span, draft):
                continue
            owner = self._moved(drafts, draft, span)
            if any(place.span == span.candidates[0].span for place in owner.places):
                continue
            role = self.roles.role(owner, span)
            also = tuple(_spot(place) for place in span.candidates[1:_MOST] if place.base)
            owner.places.append(span.candidates[0].model_copy(update={"role": role, "alternatives": also}))

    def _there(self, span: PlaceSpan, anchor: Anchor, owners: Sequence[Draft]) -> list[Draft]:
        """The acts that happened there: not what is only said of something there, or by somebody."""
        if len(anchor.phrases) > 1 and anchor.role == "subject" and len(self.marked.places) > 1:
            owners = [draft for draft in owners if not self._is_of_doer(draft, anchor)]
        if span.candidates and (len(anchor.phrases) > 1 or span.rule == AGAIN):
            owners = [draft for draft in owners if not self._is_of_words(draft, anchor, span)]
        return list(owners)

    def _is_of_doer(self, draft: Draft, anchor: Anchor) -> bool:
        """As in "rebels in the east began to withdraw from Esk": where they are is not where they go."""
        if draft.frame.act not in _OF_THEIR_OWN or anchor.node is None:
            return False
        head = self.marked.parse.phrases[anchor.phrases[-1]].head
        return not self.marked.parse.nodes[anchor.node].passive and at(self.marked.actors, head) is not None

    def _is_of_words(self, draft: Draft, anchor: Anchor, span: PlaceSpan) -> bool:
        """As in "asked for access to Esk", "authorities in Esk denied": the place is something else's."""
        if draft.phrase in anchor.phrases or not (draft.frame.is_speech or draft.frame.act in _OF_WORDS):
            return False
        return draft.node == anchor.node and (len(anchor.phrases) > 1 or span.last - span.first == 1)

    def _explains(self, anchor: Anchor, role: str) -> bool:
        """As in "Esk, a suburb of Dorrin"."""
        first = self.marked.parse.phrases[anchor.phrases[0]].first
        return role == "apposition" and self.marked.parse.tokens[first].lower in self.discourse.words.has(
            "single"
        )

    def _is_told_by_spot(self, span: PlaceSpan) -> bool:
        """As in "the line at Esk": a long thing whose spot is told."""
        tokens, after = self.marked.parse.tokens, at(self.marked.places, span.last + 1)
        if span.kind not in _LONG or after is None or after.kind != "place":
            return False
        return tokens[span.last].lower in self.discourse.words.has("spotting")

    def _is_in_another(self, span: PlaceSpan, anchor: Anchor) -> bool:
        """As in "the zone around Esk": words on a place only say again where it lies."""
        parse, lying = self.marked.parse, self.discourse.words.has("lying")
        start = span.first if parse.tags[span.first] == "IN" else span.first - 1
        if start > 0 and parse.tokens[start].lower in lying:
            before = at(self.marked.places, start - 1)
            if before is not None and (
                before.kind == "zone" or (before.kind in _LONG and span.kind != "place")
            ):
                return True
        if len(anchor.phrases) < _NESTED:
            return False
        hangs_on = parse.attachment(anchor.phrases[0])
        if hangs_on is None or not (hangs_on[2] in lying or self._explains(anchor, hangs_on[2])):
            return False
        heads = (parse.phrases[phrase].head for phrase in anchor.phrases[1:])
        outer = (at(self.marked.places, head) for head in heads)
        return any(one is not None and one is not span and bool(one.candidates) for one in outer)

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

    def _is_left_out(self, span: PlaceSpan) -> bool:
        """As in "the truce held, except in Esk": what is told of all others is not told of it."""
        before = [
            token.lower for token in self.marked.parse.tokens[max(span.first - _EXCEPTED, 0) : span.first]
        ]
        excepting = self.discourse.words.has("excepting")
        pairs = {" ".join(pair) for pair in pairwise(before)}
        return not excepting.isdisjoint({*before[-2:], *pairs})

    def _is_of_an_office(self, span: PlaceSpan) -> bool:
        """As in "the mayor of Esk", "authorities in Esk": the seat of who is named, wherever they act."""
        parse, words = self.marked.parse, self.discourse.words
        phrase = parse.phrase_of(span.last - 1)
        hangs_on = None if phrase is None else parse.attachment(phrase)
        if hangs_on is None or hangs_on[0] != "phrase":
            return False
        head = parse.phrases[hangs_on[1]].head
        if parse.tokens[head].lower in words.has("seated"):
            return True
        if hangs_on[2] not in words.has("of"):
            return False
        actor = at(self.marked.actors, head)
        return actor is not None and actor.kind == "leader"

    def _moved(self, drafts: Sequence[Draft], draft: Draft, span: PlaceSpan) -> Draft:
        """As in "Demanded the withdrawal from X": the place is the movement's, not the demand's."""
        if not (draft.frame.is_speech or draft.frame.act in _OF_WORDS) or draft.node is None:
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
        preposition = self.roles.preposition(span)
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
        where = self.marked.span(span.first, span.last)
        if draft.frame.is_speech and any(one.party and one.span == where for one in draft.targets):
            return True  # "called on Ostland": a capital that is asked is a government
        if not span.is_also_actor:
            return False
        phrase = self.marked.parse.phrase_of(span.last - 1)
        node = None if draft.node is None else self.marked.parse.nodes[draft.node]
        if draft.frame.act in ARMED | MOVING and node is not None and phrase in node.object:
            return False  # "entered Ostland"
        inside = "locative" if draft.frame.act in ARMED | MOVING else "inside"
        return draft.frame.is_speech or self.roles.preposition(span) not in self.discourse.words.has(inside)


# So many other meanings of a name are kept.
_MOST = 5


def _spot(place: Place) -> Spot:
    """Another place that the words may mean, without its shape."""
    return known(
        Spot, base=place.base or "", lat=place.lat, lon=place.lon, radius_m=place.radius_m, adm1=place.adm1
    )
