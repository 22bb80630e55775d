"""How many, how often and how far: the numbers that belong to an act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from truceline.evidence.acts import Act
from truceline.evidence.claim import Quantity
from truceline.reading.assembly.draft import ARMED, MOVING, Draft
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import at, touching, within
from truceline.reading.assembly.roles import chain_of
from truceline.reading.span import ActSpan, QuantitySpan

# Acts that are told to have been done so many times, and those of which it counts how many are there.
_COUNTABLE = ARMED | {Act.VIOLATE}
_STAYING = frozenset({Act.PRESENCE, Act.ABSENCE})
_TWICE = {"twice": 2, "thrice": 3}
# How far before a phrase its words of amount may begin.
_AHEAD = 4
# Numbers that are no amount of what the act is about.
_CALIBRE = "mm"
_NO_COUNT = frozenset({"calibre", "definite"})


@dataclass(slots=True)
class Counting:
    """Counts what the acts of one sentence are about."""

    fill: Fillers

    def quantities(self, phrases: Iterable[int], *, is_act: bool = False) -> tuple[Quantity, ...]:
        """The numbers in the phrases; where they have none, those behind their "of": "a convoy of 25 trucks".

        What stands behind the "of" of another act is that act's own; `is_act`: the phrases are the act.
        """
        if not self.fill.marked.quantities:
            return ()
        asked = tuple(phrases)
        outer = tuple(phrase for phrase in asked if is_act or self._act_at(phrase) is None)
        return (
            self._numbers(asked)
            or self._numbers(self.fill.parts(outer))
            or self._numbers(self._beside(asked))
            or self._estimated(asked)
        )

    def _beside(self, phrases: Iterable[int]) -> tuple[int, ...]:
        """As in "pulled them back, all twelve", "our men (about two thousand)"."""
        parse = self.fill.marked.parse
        told = (parse.phrases[phrase].apposition for phrase in phrases)
        heads = self.fill.marked.tolls
        return tuple(
            one
            for one in told
            if one is not None and not touching(heads, parse.phrases[one].first, parse.phrases[one].last)
        )

    def _estimated(self, phrases: Sequence[int]) -> tuple[Quantity, ...]:
        """As in "reinforcements estimated at 200 fighters", "a convoy numbering 30 trucks"."""
        words = self.fill.discourse.words.has("estimating")
        parse, asked = self.fill.marked.parse, set(phrases)
        nodes = (node for node in parse.nodes if node.lemma in words)
        on = (node for node in nodes if asked & {*chain_of(parse, node.noun)[0], *node.subject})
        told = (phrase for node in on for phrase in (*node.object, *(phrase for _, phrase in node.oblique)))
        return tuple(
            one.model_copy(update={"low": None, "high": None, "approx": True}) for one in self._numbers(told)
        )

    def of_deed(self, draft: Draft, counted: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
        """How many, how often, how far: what is told of an act up to the next; `counted` of its things."""
        if draft.node is None:
            return counted
        start = draft.span.head
        acts, tokens = self.fill.marked.acts, self.fill.marked.sentence.tokens
        end = min((span.first for span in acts if span.first > start), default=len(tokens))
        if draft.frame.act is Act.AID:
            counted = tuple(dict.fromkeys((*self._carried(draft), *counted, *self._receiving(draft))))
        if draft.frame.act in MOVING:
            counted = counted or self._aboard(draft)
            far = self.distances(start, end, of_places=draft.frame.act is Act.WITHDRAW)
            return tuple(dict.fromkeys((*far, *counted)))
        if draft.frame.act in _STAYING:
            counted = counted or self._single(draft)
            return tuple(dict.fromkeys((*counted, *self.distances(start, end, of_places=True))))
        if draft.frame.act is Act.RESTORE_CONTROL:
            return counted or self.quantities(self.fill.marked.parse.nodes[draft.node].object)
        if draft.frame.act not in _COUNTABLE:
            return counted
        return self.times(start, end) or counted or self.quantities(self._weapons(draft))

    def _weapons(self, draft: Draft) -> tuple[int, ...]:
        """The doer's phrases where weapons are the doers: "three drones hit"."""
        return self._subjects(draft, self.fill.discourse.words.has("flying"))

    def _subjects(self, draft: Draft, kinds: frozenset[str]) -> tuple[int, ...]:
        subjects = () if draft.node is None else self.fill.marked.parse.nodes[draft.node].subject
        return tuple(phrase for phrase in subjects if self.fill.thing((phrase,), kinds) is not None)

    def _carried(self, draft: Draft) -> tuple[Quantity, ...]:
        """The lorries that bring aid: "61 trucks delivered food"."""
        carriers = self._subjects(draft, self.fill.discourse.words.has("carriers"))
        return self.quantities(carriers, is_act=True)

    def _receiving(self, draft: Draft) -> tuple[Quantity, ...]:
        """Those who get aid: "food for 140,000 people", "to 6,000 households"."""
        parse, to = self.fill.marked.parse, self.fill.discourse.words.has("receiving")
        node = parse.nodes[draft.node or 0]
        behind = (pair for phrase in node.object for pair in parse.phrases[phrase].post)
        return self._numbers(phrase for preposition, phrase in (*node.oblique, *behind) if preposition in to)

    def _aboard(self, draft: Draft) -> tuple[Quantity, ...]:
        """Those whom what moves carries: "trucks carrying dozens of fighters left"."""
        parse = self.fill.marked.parse
        subjects = parse.nodes[draft.node or 0].subject
        on = (node for node in parse.nodes if node.noun in subjects and node.form == "gerund")
        carrying = (node for node in on if node.lemma in self.fill.discourse.words.has("carrying"))
        return self.quantities(phrase for node in carrying for phrase in node.object)

    def _single(self, draft: Draft) -> tuple[Quantity, ...]:
        """One weapon that is there: "a tank was stationed at the school"."""
        marked = self.fill.marked
        if draft.thing is None or draft.thing.span is None:
            return ()
        for span in marked.objects:
            phrase = marked.parse.phrase_of(span.head)
            if phrase is None or marked.span(span.first, span.last) != draft.thing.span:
                continue
            first = marked.parse.phrases[phrase].first
            is_one = marked.parse.tokens[first].lower in self.fill.discourse.words.has("indefinite_one")
            if is_one and marked.parse.tags[span.head] in {"NN", "NNP"}:
                where = marked.span(first, first + 1)
                return (Quantity(text=marked.words(first, first + 1), span=where, low=1, best=1, high=1),)
        return ()

    def _act_at(self, phrase: int) -> ActSpan | None:
        return at(self.fill.marked.acts, self.fill.marked.parse.phrases[phrase].head)

    def _numbers(self, phrases: Iterable[int]) -> tuple[Quantity, ...]:
        found: list[QuantitySpan] = []
        quantities = self.fill.marked.quantities
        for phrase in phrases if quantities else ():
            it = self.fill.marked.parse.phrases[phrase]
            first = it.first
            found += within(quantities, self._start(first), it.last + 1)
            found += [span for span in quantities if first in (span.first, span.last) and span not in found]
        return tuple(dict.fromkeys(span.quantity for span in found if self._is_amount(span)))

    def _start(self, first: int) -> int:
        """Words of amount may stand before a phrase ("about ten", "between 10 and 12"), in no other."""
        parse = self.fill.marked.parse
        start = first
        while start > 0 and first - start < _AHEAD and parse.phrase_of(start - 1) is None:
            start -= 1
        return start

    def _is_amount(self, span: QuantitySpan) -> bool:
        """Whether a number counts something: no date, no number behind a name ("Team 2")."""
        if (
            span.rule in _NO_COUNT
            or span.quantity.unit == _CALIBRE
            or touching(self.fill.marked.times, span.first, span.last)
        ):
            return False
        tags, parse = self.fill.marked.parse.tags, self.fill.marked.parse
        if span.rule == "vague" and "JJR" in tags[max(span.first - 1, 0) : span.last]:  # "a higher number of"
            return False
        if span.noun is not None or span.rule != "number" or span.first == 0:
            return True
        before = span.first - 1
        named = tags[before].startswith("NN") and parse.phrase_of(before) == parse.phrase_of(span.first)
        return not named or parse.phrase_of(before) is None

    def _is_size(self, span: QuantitySpan) -> bool:
        """As in "the 15-20 km deep zone", "a belt 20 km wide": how large it is, not how far anybody went."""
        after = [token.lower for token in self.fill.marked.sentence.tokens[span.last : span.last + 2]]
        return any(lower in self.fill.discourse.words.has("sizes") for lower in after)

    def times(self, draft_first: int, end: int) -> tuple[Quantity, ...]:
        """How often: "three times", "twice" among tokens `[draft_first, end)`."""
        words, tokens = self.fill.discourse.words.has("times"), self.fill.marked.sentence.tokens
        counted = tuple(
            span.quantity
            for span in within(self.fill.marked.quantities, draft_first, end)
            if span.noun is not None and tokens[span.noun].lower in words
        )[:1]
        return (
            counted
            or tuple(
                Quantity(
                    text=tokens[at].text,
                    span=self.fill.marked.span(at, at + 1),
                    low=often,
                    best=often,
                    high=often,
                )
                for at in range(draft_first, end)
                for name, often in _TWICE.items()
                if tokens[at].lower in self.fill.discourse.words.has(name)
            )[:1]
        )

    def distances(self, first: int, end: int, *, of_places: bool = False) -> tuple[Quantity, ...]:
        """How far: distances among tokens `[first, end)`; `of_places` those told of a place, too."""
        return tuple(
            span.quantity
            for span in within(self.fill.marked.quantities, first, end)
            if span.quantity.kind == "distance"
            and self._is_amount(span)
            and not self._is_size(span)
            and (of_places or not touching(self.fill.marked.places, span.first, span.last))
        )
