"""What an act is about or is done with: weapons, roads, people moved; of a pronoun the weapon told before."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.evidence.acts import Act
from truceline.evidence.claim import Thing
from truceline.reading.acts.objects import LARGE
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import ARMED, MOVING, Draft
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import Marked

# Acts whose doer is whoever owns what is moved or there.
OWNED = frozenset({Act.WITHDRAW, Act.DEPLOY, Act.PRESENCE, Act.ABSENCE})
# Acts whose thing is a road.
_WAYS = frozenset({Act.OPEN_ROUTE, Act.CLOSE_ROUTE})
_STAYS = frozenset({Act.PRESENCE, Act.ABSENCE})


@dataclass(slots=True)
class Things:
    """Finds the things of the acts of one sentence."""

    marked: Marked
    discourse: Discourse
    fill: Fillers

    def of(self, draft: Draft, things: tuple[int, ...], actors: tuple[int, ...]) -> Thing | None:
        """What the act is about; people who move of themselves are its doers and no thing besides."""
        words = self.discourse.words
        if draft.frame.act in _WAYS and (road := self.fill.route((*things, *draft.arguments))):
            return road
        if draft.frame.act is Act.MONITOR and (machine := self.fill.thing(actors, words.has("machines"))):
            return machine
        moved = draft.frame.act in OWNED and not set(things) <= set(actors)
        people = frozenset() if moved else words.has("people_kinds")
        told = self.fill.thing(things, but=people)
        if told is None or (draft.frame.act in ARMED and self._is_load(told)):
            told = self._means(draft, actors) or told
        told = told or self._told_before(draft, things)
        if told is not None and draft.frame.act is Act.DENY_ACCESS and self._is_kept_out(told):
            return None
        return self._unbounded(told) if told is not None and draft.frame.act in ARMED else told

    def _is_kept_out(self, thing: Thing) -> bool:
        """As in "turned a World Food Programme convoy away": whoever is kept out, and no goods."""
        carried = self.discourse.words.has("held")
        for span in self.marked.objects:
            if self.marked.span(span.first, span.last) == thing.span:
                is_name = any(one.first <= span.first < one.last for one in self.marked.actors)
                return is_name or self.marked.sentence.tokens[span.last - 1].lower in carried
        return False

    def _is_load(self, thing: Thing) -> bool:
        return self._kind(thing) in self.discourse.words.has("loads")

    def _kind(self, thing: Thing) -> str:
        """The general term that the words of a thing have by themselves."""
        told = (span for span in self.marked.objects if self.marked.span(span.first, span.last) == thing.span)
        span = next(told, None)
        return "" if span is None else span.rule.partition(":")[2].partition(" ")[0]

    def _unbounded(self, thing: Thing) -> Thing:
        """Guns that fire without a calibre told: whether they are the agreement's large ones is not said."""
        told = (span for span in self.marked.objects if self.marked.span(span.first, span.last) == thing.span)
        is_guessed = any(span.rule.endswith(LARGE) for span in told)
        return thing.model_copy(update={"term": self._kind(thing)}) if is_guessed else thing

    def _means(self, draft: Draft, actors: tuple[int, ...]) -> Thing | None:
        """What moves, for a movement; what it was done with, for fire: "with mortars", "mortar fire"."""
        words = self.discourse.words
        if draft.frame.act in MOVING:
            return self.fill.thing(actors, but=words.has("people_kinds"))
        if draft.frame.act not in ARMED:
            return None
        parse = self.marked.parse
        pairs = parse.nodes[draft.node].oblique if draft.node is not None else ()
        if draft.phrase is not None:
            pairs = (("", draft.phrase), *parse.phrases[draft.phrase].post)
        inside = {parse.phrase_of(token) for token in range(draft.span.first, draft.span.last)} - {None}
        around = tuple(phrase for one, phrase in pairs if one in words.has("means") or not one)
        named = tuple(sorted(phrase for phrase in inside if phrase is not None))
        arms, loads = words.has("arms"), words.has("loads")
        return (
            self.fill.thing((*around, *named), arms - loads)
            or self.fill.thing(actors, arms - loads)
            or self.fill.thing((*around, *actors), arms)
            or (self.fill.thing(named, arms) if "subject" in draft.frame.target else None)
        )

    def _told_before(self, draft: Draft, things: tuple[int, ...]) -> Thing | None:
        """As in "withdraw it", "pulled them back", "five others were seen": the weapon told last."""
        if draft.frame.act not in OWNED:
            return None
        parse, words = self.marked.parse, self.discourse.words
        node = None if draft.node is None else parse.nodes[draft.node]
        moved = things if node is None or draft.frame.act in _STAYS else self._moved(things, draft)
        if node is None and draft.phrase is not None:
            owner = parse.phrases[draft.phrase].owner
            moved = () if owner is None else (owner,)
        heads = [parse.phrases[phrase].head for phrase in moved]
        if not any(parse.tokens[head].lower in words.has("things_again") for head in heads):
            return None
        return self.discourse.weapon_before(self.marked, heads[0])

    def _moved(self, things: tuple[int, ...], draft: Draft) -> tuple[int, ...]:
        """What somebody moves: no subject that moves of itself."""
        node = self.marked.parse.nodes[draft.node or 0]
        return tuple(phrase for phrase in things if node.passive or phrase not in node.subject)
