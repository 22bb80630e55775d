"""Who stands in which role of an act: the phrases at its verb or noun and at the words that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from truceline.core.record import record
from truceline.evidence.acts import Act
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import ARMED, DEADLY, Draft
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.roles import Pairs, Phrases, of_noun, of_verb, with_conjuncts
from truceline.reading.syntax.tree import Node

# Acts whose object is somebody: "it" is the side that suffers them.
_UPON_SOMEBODY = (
    ARMED | DEADLY | {Act.ARREST, Act.ABDUCT, Act.COERCE, Act.PERSUADE, Act.DEMAND, Act.DISPLACE, Act.DISPUTE}
)


@record
class Cast:
    """The phrases that fill the roles of one act."""

    actors: Phrases
    targets: Phrases
    things: Phrases


@dataclass(slots=True)
class Casting:
    """Casts the acts of one sentence."""

    marked: Marked
    discourse: Discourse
    fill: Fillers

    def of_verb(self, draft: Draft, node: Node) -> Cast:
        """The roles of an act told by a predicate."""
        parse, frame = self.marked.parse, draft.frame
        node = self._without_words(draft, self._with_amounts(self._with_what_is_there(draft, node)))
        pairs = self._pairs(draft, (*node.oblique, *self._behind_object(draft, node)))
        actors = self._doers(draft, tuple(of_verb(parse, node, frame.actor, frame, pairs)))
        if not actors and node.passive and self._is_adjective(node):
            actors = with_conjuncts(parse, node.subject)
        elif not actors and node.passive and draft.frame.act in _UPON_SOMEBODY:
            actors = self._shared_by(node)
        elif not actors and not node.passive and not node.subject:
            actors = with_conjuncts(parse, draft.telling.doer)
        targets = self._sufferers(of_verb(parse, node, frame.target, frame, pairs), actors)
        targets = tuple(phrase for phrase in targets if not self._is_thing(draft, phrase))
        return Cast(actors, targets, _first(of_verb(parse, node, frame.object, frame, pairs)))

    def of_noun(self, draft: Draft, phrase: int) -> Cast:
        """The roles of an act told by a noun."""
        parse, frame = self.marked.parse, draft.frame
        pairs = self._pairs(draft, parse.phrases[phrase].post)
        roles = ("of", *frame.noun_actor) if self._is_aimed(draft, pairs) else frame.noun_actor
        actors = self._doers(draft, tuple(of_noun(parse, phrase, roles, pairs))) or self._doing(phrase)
        targets = self._sufferers(of_noun(parse, phrase, frame.noun_target, pairs), actors)
        return Cast(actors, targets, _first(of_noun(parse, phrase, frame.noun_object, pairs)))

    def _shared_by(self, node: Node) -> Phrases:
        """As in "was captured by X and executed": whoever did the one did the other."""
        first = None if node.governor is None else self.marked.parse.nodes[node.governor]
        if first is None or node.relation != "coordinate" or not first.passive or node.object:
            return ()
        if node.subject != first.subject or first.form != node.form:
            return ()
        by = (other for role, other in first.oblique if role == "by")
        return with_conjuncts(self.marked.parse, by)

    def _doing(self, phrase: int) -> Phrases:
        """As in "an ambush set by X", "the attack that X launched": whoever the clause on it says did it."""
        words, parse = self.discourse.words, self.marked.parse
        for node in parse.nodes:
            if (
                node.noun != phrase
                or node.relation != "relative"
                or node.lemma not in words.any_of("doing", "laying")
            ):
                continue
            told = words.has("laid_to") if node.lemma in words.has("laying") else {"by"}
            by = tuple(other for role, other in node.oblique if role in told)
            is_plain = node.form == "finite" and not node.passive and node.lemma in words.has("doing")
            own = node.subject if is_plain else ()
            return with_conjuncts(parse, by or tuple(one for one in own if one != phrase))
        return ()

    def _with_what_is_there(self, draft: Draft, node: Node) -> Node:
        """As in "there were two tanks": what is there is the thing seen."""
        is_told = draft.frame.witness and self.marked.parse.tags[draft.span.first] == "EX"
        return replace(node, subject=(), object=node.subject) if is_told and not node.object else node

    def _with_amounts(self, node: Node) -> Node:
        """As in "Over 20 tanks left": a preposition that only bounds a number is none."""
        for _, phrase in node.oblique:
            it = self.marked.parse.phrases[phrase]
            if not any(span.first < it.first < span.last for span in self.marked.quantities):
                continue
            if it.first < node.first and not node.subject:
                return replace(node, subject=(phrase,))
            if it.first >= node.last and not (node.object or node.passive):
                return replace(node, object=(phrase,))
        return node

    def _without_words(self, draft: Draft, node: Node) -> Node:
        """As in "soldiers taken prisoner": what belongs to the words of the act is no object of it."""
        span, phrases = draft.span, self.marked.parse.phrases
        own = tuple(at for at in node.object if span.first <= phrases[at].head < span.last)
        if not node.passive and draft.frame.act not in ARMED:
            return node
        if not node.passive:  # "opened fire", while "fired four rounds" tells a thing
            known = (self.marked.objects, self.marked.actors)
            own = tuple(o for o in own if all(at(spans, phrases[o].head) is None for spans in known))
        if not own:
            return node
        return replace(node, object=tuple(at for at in node.object if at not in own))

    def _is_thing(self, draft: Draft, phrase: int) -> bool:
        """A pronoun for a thing, or a capital that is only a place: none of them suffers the act."""
        act, head = draft.frame.act, self.marked.parse.phrases[phrase].head
        place = at(self.marked.places, head)
        if place is not None and place.is_also_actor and act in ARMED | {Act.RESTORE_CONTROL}:
            return True
        if act in _UPON_SOMEBODY:
            return False
        many = act in {Act.RESTORE_CONTROL, Act.COMPLY, Act.IMPLEMENT}
        pronouns = self.discourse.words.has("thing_pronouns_many" if many else "thing_pronouns")
        return self.marked.sentence.tokens[head].lower in pronouns

    def _is_aimed(self, draft: Draft, pairs: Pairs) -> bool:
        """As in "The shelling of X on Y": with an aim told besides, "of" stands before the doer."""
        told = {preposition for preposition, _ in pairs}
        by = {"by", *self.discourse.words.has("fired_from")}
        aimed = self.discourse.words.has("aimed")
        return draft.frame.act in ARMED and "of" in told and bool(told & aimed) and not told & by

    def is_suffered(self, draft: Draft) -> bool:
        """Whether the verb that carries the noun has its sufferer for a subject: "came under attack"."""
        words, parse = self.discourse.words.has("suffering"), self.marked.parse
        return any(
            name in {"light", "known"} and parse.nodes[node].lemma in words
            for node, name in draft.telling.path
        )

    def answering(self, draft: Draft) -> Phrases:
        """As in "answered with mortar fire": whoever does one deed by another."""
        parse = self.marked.parse
        hangs_on = None if draft.phrase is None else parse.attachment(draft.phrase)
        if hangs_on is None or hangs_on[0] != "node" or draft.frame.act not in ARMED - {Act.CLASH}:
            return ()
        node = parse.nodes[hangs_on[1]]
        if node.lemma not in self.discourse.words.has("answering"):
            return ()
        is_means = hangs_on[2] in self.discourse.words.any_of("together", "by_means") and not node.passive
        return with_conjuncts(parse, node.subject) if is_means else ()

    def _is_adjective(self, node: Node) -> bool:
        """As in "is committed to", "remains opposed": a participle that tells its subject's own stance."""
        return self.marked.parse.tokens[node.head].lower in self.discourse.words.has("adjectival")

    def _behind_object(self, draft: Draft, node: Node) -> Pairs:
        """Whom something is given to, where the words hang on the thing: "submitted its plan to X"."""
        given = (*draft.frame.target, *draft.frame.actor)
        posts = (pair for phrase in node.object for pair in self.marked.parse.phrases[phrase].post)
        return tuple(pair for pair in posts if pair[0] in draft.frame.destination and pair[0] in given)

    def _pairs(self, draft: Draft, own: Pairs) -> Pairs:
        """Prepositional phrases of the act: its own, those of nouns among its words, of its carriers."""
        parse, span = self.marked.parse, draft.span
        inner = {parse.phrase_of(token) for token in range(span.first, span.last)} - {None, draft.phrase}
        pairs = list(own)
        for one in sorted([phrase for phrase in inner if phrase is not None]):
            pairs += parse.phrases[one].post
        if draft.phrase is not None:
            carried = self.discourse.words.has("carried")
            carriers = [
                one for one in sorted(draft.carriers) if not self._has_own_object(draft, parse.nodes[one])
            ]
            behind = (
                phrase for one in carriers for phrase in parse.nodes[one].object if phrase != draft.phrase
            )
            pairs += [pair for phrase in behind for pair in parse.phrases[phrase].post if pair[0] in carried]
            pairs += [pair for one in carriers for pair in parse.nodes[one].oblique if pair[0] in carried]
        if not pairs:
            return ()
        pairs += [far for pair in pairs for far in (*self._past_place(pair), *self._past_victim(draft, pair))]
        return tuple([turned for pair in pairs for turned in self._turned(pair)])

    def _has_own_object(self, draft: Draft, node: Node) -> bool:
        """As in "The attack killed nine at a parade": what stands behind the verb is the other deed's."""
        tokens, empty = self.marked.sentence.tokens, self.discourse.words.has("empty_objects")
        heads = (self.marked.parse.phrases[phrase].head for phrase in node.object)
        return draft.phrase in node.subject and any(tokens[head].lower not in empty for head in heads)

    def _past_place(self, pair: tuple[str, int]) -> Pairs:
        """As in "Fighting in X between Y and Z": what stands behind a place is the act's."""
        phrase = self.marked.parse.phrases[pair[1]]
        if at(self.marked.places, phrase.head) is None:
            return ()
        return tuple(far for far in phrase.post if far[0] in self.discourse.words.has("carried"))

    def _past_victim(self, draft: Draft, pair: tuple[str, int]) -> Pairs:
        """As in "ambushes against fighters by X": the doer hangs on the words before."""
        if draft.phrase is None or pair[0] == "by":
            return ()
        return tuple(far for far in self.marked.parse.phrases[pair[1]].post if far[0] == "by")

    def _turned(self, pair: tuple[str, int]) -> Pairs:
        """As in "At the hands of X": by X."""
        phrase = self.marked.parse.phrases[pair[1]]
        if self.marked.parse.tokens[phrase.head].lower not in self.discourse.words.has("hands"):
            return (pair,)
        return tuple(("by", other) for preposition, other in phrase.post if preposition == "of") or (pair,)

    def _doers(self, draft: Draft, found: Sequence[Phrases]) -> Phrases:
        """The best role's phrases; of a joint act also whoever fills the others."""
        if not found or not draft.frame.is_joint:
            return found[0] if found else ()
        others = (phrase for phrases in found[1:] for phrase in phrases if self.fill.actors((phrase,)))
        return tuple(dict.fromkeys((*found[0], *others)))

    def _sufferers(self, found: Iterable[Phrases], actors: Phrases) -> Phrases:
        """The first role in which somebody stands, or whose something is; else the first of all."""
        free = [left for phrases in found if (left := tuple(p for p in phrases if p not in actors))]
        named = (phrases for phrases in free if self.fill.actors(phrases) or self.fill.owners(phrases))
        return next(named, free[0] if free else ())


def _first(found: Iterable[Phrases]) -> Phrases:
    return next(iter(found), ())
