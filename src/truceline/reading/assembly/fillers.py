"""What stands in a phrase: actors, things and numbers, as slots of a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from truceline.evidence.claim import Actor, Thing
from truceline.reading.actors.apart import HELD
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.marked import Marked, at, touching
from truceline.reading.assembly.roles import with_conjuncts
from truceline.reading.span import ActorSpan

# Kinds of actor that can do a deed of their own; a body only speaks, watches and brings aid.
_NOBODY = "unnamed"

# The actors stage's rule for a group told by the name of another: it is itself, and no group met before.
_NAMED_GROUP = "group of one named"
# The actors stage's rule for "its allies": whoever owns them, they are not the owner.
_OTHERS = "others than the one named"


@dataclass(slots=True)
class Fillers:
    """Reads the phrases of one sentence, with what earlier sentences named."""

    marked: Marked
    discourse: Discourse
    _spans: dict[int, list[ActorSpan]] = field(default_factory=dict, repr=False)
    _actors: dict[int, list[Actor]] = field(default_factory=dict, repr=False)
    """What was read of a phrase is not read again: the memory does not change within a sentence."""

    def actors(self, phrases: Iterable[int], *, by_name: bool = False) -> tuple[Actor, ...]:
        """Those who stand in the phrases, each party once, in the order of the text.

        `by_name`: a noun that nobody knows is taken, too, as words without a party.
        """
        found: dict[tuple[str | None, str], Actor] = {}
        for phrase in phrases:
            for actor in self._of_phrase(phrase) or (self._by_name(phrase) if by_name else []):
                key = (actor.party, "" if actor.party else actor.text.casefold())
                found.setdefault(key, actor)
        return tuple(found.values())

    def spans(self, phrase: int) -> list[ActorSpan]:
        """The actor spans that a phrase means: those at its head, else those before it."""
        known = self._spans.get(phrase)
        if known is None:
            it = self.marked.parse.phrases[phrase]
            inside = [s for s in touching(self.marked.actors, it.first, it.last) if s.rule != HELD]
            at_head = [span for span in inside if span.first <= it.head < span.last or span.head == it.head]
            known = self._spans[phrase] = at_head or inside
        return known

    def _of_phrase(self, phrase: int) -> list[Actor]:
        known = self._actors.get(phrase)
        if known is None:
            known = self._actors[phrase] = self._read_phrase(phrase)
        return known

    def _read_phrase(self, phrase: int) -> list[Actor]:
        spans = self.spans(phrase) or self._pronoun(phrase)
        known = [actor for span in spans for actor in self.of_span(span)]
        if known and any(actor.party for actor in known):
            known += self._beside_of(phrase, spans)
            return [actor for actor in known if actor.party] if len(known) > 1 else known
        if known and all(span.kind == "leader" and span.country for span in spans):
            return known  # "the Danish envoy for Syria" is not Syria's
        return (
            self._behind(phrase)
            or self._of_owner(phrase)
            or self._beside(phrase)
            or known
            or self._counted(phrase)
            or self._issuer(phrase)
            or self._everybody(phrase)
        )

    def _everybody(self, phrase: int) -> list[Actor]:
        """As in a headline's "Parties agree": all who fight, with no word before the noun."""
        it, words = self.marked.parse.phrases[phrase], self.discourse.words
        if it.last - it.first > 1 or self.marked.sentence.tokens[it.head].lower not in words.has(
            "contenders"
        ):
            return []
        return [self.marked.actor(it.first, it.last, party) for party in self.discourse.who.sides.facing]

    def _issuer(self, phrase: int) -> list[Actor]:
        """The republic, the command: whose document it is, by the noun of its heading."""
        it = self.marked.parse.phrases[phrase]
        own = self.discourse.floor.own(it.first, it.head, self.marked.sentence.tokens)
        if own is None:
            return []
        return [self.marked.actor(it.first, it.last, own.party)]

    def _counted(self, phrase: int) -> list[Actor]:
        """Hundreds of families: whoever the number counts."""
        it = self.marked.parse.phrases[phrase]
        if at(self.marked.quantities, it.head) is None:
            return []
        parts = self.parts((phrase,))
        found = [actor for part in parts for span in self.spans(part) for actor in self.of_span(span)]
        pronouns = self.discourse.words.has("several")
        found = [one for one in found if one.party or one.text.casefold() not in pronouns]
        return found or [actor for part in parts if part != phrase for actor in self._of_phrase(part)]

    def _beside_of(self, phrase: int, spans: Sequence[ActorSpan]) -> list[Actor]:
        """Delegations of X and Y: those that the first name left out."""
        it = self.marked.parse.phrases[phrase]
        reach = max(span.last for span in spans)
        if reach <= it.last:
            return []
        others = (other for other in self.parts((phrase,)) if self.marked.parse.phrases[other].first >= reach)
        return [
            actor
            for other in others
            for span in self.spans(other)
            for actor in self.of_span(span)
            if actor.party
        ]

    def _beside(self, phrase: int) -> list[Actor]:
        """Groups such as X: the party stands in apposition."""
        it, examples = self.marked.parse.phrases[phrase], self.discourse.words.has("examples")
        others = [behind for preposition, behind in it.post if preposition in examples]
        if it.apposition is not None:
            others.append(it.apposition)
        beside = with_conjuncts(self.marked.parse, others)
        return [a for other in beside for span in self.spans(other) for a in self.of_span(span) if a.party]

    def _of_owner(self, phrase: int) -> list[Actor]:
        """Our fighters, its snipers, the group's leader: whose they are."""
        it = self.marked.parse.phrases[phrase]
        at_head = touching(self.marked.actors, it.head, it.head + 1)
        if it.owner is None or not at_head or any(span.country or span.rule == _OTHERS for span in at_head):
            return []
        owners = [actor for span in self.spans(it.owner) for actor in self.of_span(span) if actor.party]
        return [self._widened(actor, it.first, it.last) for actor in owners]

    def of_span(self, span: ActorSpan) -> list[Actor]:
        """Whom an actor span means: by name, by title met before, or by what it points back to."""
        if self.marked.sentence.tokens[span.first].lower in self.discourse.words.has("nobody"):
            return []
        if span.kind == "anaphor":
            return self.discourse.who.resolved(span, self.marked)
        if span.party is None and span.kind == "leader":
            met = self.discourse.who.leader(span, self.marked)
            if met is not None:
                return [self._actor(span, met)]
        if span.party is None and span.kind in {"unnamed", "role", "body"} and span.rule != _NAMED_GROUP:
            met_group = self.discourse.who.group(span, self.marked)
            if met_group:
                return met_group
        return [self._actor(span, span.party)]

    def _actor(self, span: ActorSpan, party: str | None) -> Actor:
        return self.marked.actor(span.first, span.last, party)

    def _behind(self, phrase: int) -> list[Actor]:
        """Fighters of X, a spokesman for X: the party stands behind the noun."""
        noun = self.marked.parse.phrases[phrase]
        for preposition, behind in noun.post:
            if preposition not in {"of", "for", "from"}:
                continue
            found = [
                self._widened(actor, noun.first)
                for span in self.spans(behind)
                for actor in self.of_span(span)
                if actor.party
            ]
            found = found or [self._widened(one, noun.first, noun.last) for one in self._issuer(behind)]
            if found:
                return found  # "the head of the republic", in its own bulletin
        return []

    def _pronoun(self, phrase: int) -> list[ActorSpan]:
        """A possessive that stands alone, as words that point back: "its plan"."""
        it = self.marked.parse.phrases[phrase]
        if self.marked.parse.tags[it.head] != "PRP$":
            return []
        plural = self.marked.sentence.tokens[it.head].lower in self.discourse.words.has("several")
        return [ActorSpan(it.head, it.head + 1, "possessive", None, it.head, "anaphor", None, plural)]

    def _widened(self, actor: Actor, first: int, last: int | None = None) -> Actor:
        tokens = self.marked.sentence.tokens
        start = tokens[first].start
        end = tokens[last - 1].end if last is not None else (actor.span[1] if actor.span else start)
        start, end = min(start, end), max(start, end)
        return actor.model_copy(update={"text": self.marked.text[start:end], "span": (start, end)})

    def _by_name(self, phrase: int) -> list[Actor]:
        """A doer that nobody knows is kept as words: "Ahrar something", "a partner", "Team 2"."""
        it = self.marked.parse.phrases[phrase]
        if not self.marked.parse.tags[it.head].startswith("NN"):
            return []
        if self.marked.sentence.tokens[it.head].lower in self.discourse.words.has("nobody"):
            return []
        if self._is_lifeless(self.marked.parse.lemmas[it.head]):
            return []
        others = (self.marked.places, self.marked.times, self.marked.acts)
        if any(at(spans, it.head) is not None for spans in others) or self._is_tool(it.head):
            return []
        first = it.first
        while first < it.head and self.marked.parse.tags[first] in {"DT", "PRP$"}:
            first += 1
        return [self.marked.actor(first, it.last)]

    def _is_tool(self, head: int) -> bool:
        """Whether a word is a weapon, a road, a post: a thing, and no troops ("the battalion")."""
        thing = at(self.marked.objects, head)
        kinds = self.discourse.words.has("people_kinds")
        return thing is not None and thing.rule.partition(":")[2].partition(" ")[0] not in kinds

    def may_act(self, phrase: int) -> bool:
        """Whether somebody may be meant, and no plan or agreement."""
        return not self._is_lifeless(self.marked.parse.lemmas[self.marked.parse.phrases[phrase].head])

    def _is_lifeless(self, noun: str) -> bool:
        """A process, a round, the violence: words that do nothing, however they stand."""
        has = self.discourse.words.has
        return noun in has("lifeless") or (
            noun.endswith(tuple(has("lifeless_endings"))) and noun not in has("alive")
        )

    def owners(self, phrases: Iterable[int], *, wielded: bool = False) -> tuple[Actor, ...]:
        """Whose the things in the phrases are: "our guns", "tanks of government forces", "rebel weapons".

        `wielded`: or who fired, laid or dropped them.
        """
        parse = self.marked.parse
        found: list[Actor] = []
        for phrase in phrases:
            it = parse.phrases[phrase]
            inside = [s for s in touching(self.marked.actors, it.first, it.head) if s.last <= it.head]
            inside = [s for s in inside if s.rule != HELD or self._is_post(it.head)]
            owned = [] if it.owner is None else self.spans(it.owner)
            if not owned and it.owner is not None and self._is_post(it.head):
                owned = self._pronoun(it.owner)
            behind = [
                s
                for preposition, other in it.post
                if preposition in {"of", "from"}
                for s in self.spans(other)
            ]
            for span in (*owned, *inside, *behind, *self._holders(phrase, wielded=wielded)):
                found += [actor for actor in self.of_span(span) if actor.party]
        return tuple({actor.party: actor for actor in found}.values())

    def _holders(self, phrase: int, *, wielded: bool) -> list[ActorSpan]:
        """As in "tanks operated by X", "guns belonging to X", "positions that X holds", "mines laid by X"."""
        words, found = self.discourse.words, []
        verbs = words.any_of("holding", "wielding") if wielded else words.has("holding")
        for node in self.marked.parse.nodes:
            if node.relation != "relative" or node.noun != phrase:
                continue
            if node.lemma in words.has("belonging"):
                found += [other for role, other in node.oblique if role == "to"]
            elif node.lemma in verbs:
                told = node.form == "finite" and not node.passive and phrase not in node.subject
                found += node.subject if told else [other for role, other in node.oblique if role == "by"]
        return [span for other in with_conjuncts(self.marked.parse, found) for span in self.spans(other)]

    def _is_post(self, head: int) -> bool:
        """Whether a noun is a place where somebody's soldiers are: "its positions"."""
        return self.marked.parse.lemmas[head] in self.discourse.words.any_of("posts", "held")

    def riders(self, phrases: Iterable[int]) -> tuple[int, ...]:
        """Those in or on a vehicle: "trucks carrying fighters", "a convoy of observers"."""
        asked, carrying = frozenset(phrases), self.discourse.words.has("riding")
        nodes = (one for one in self.marked.parse.nodes if one.relation == "relative" and one.noun in asked)
        return tuple(other for one in nodes if one.lemma in carrying for other in one.object)

    def crew(self, phrases: Iterable[int]) -> tuple[Actor, ...]:
        """Who acts through a weapon or a vehicle: whose it is, else who rides in it, party or not."""
        asked = tuple(phrases)
        riders, weapons = self.riders(asked), [phrase for phrase in asked if self._is_means(phrase)]
        known = self.owners((*weapons, *riders), wielded=True) or self.actors(riders)
        return known or self.actors(self.parts(weapons), by_name=True)

    def _is_means(self, phrase: int) -> bool:
        """A weapon or a vehicle, or the ground fire comes from: "the territory held by X"."""
        head = self.marked.parse.phrases[phrase].head
        ground = self.marked.parse.lemmas[head] in self.discourse.words.has("ground")
        return ground or at(self.marked.objects, head) is not None

    def thing(
        self, phrases: Iterable[int], kinds: frozenset[str] | None = None, but: frozenset[str] = frozenset()
    ) -> Thing | None:
        """The first thing of a known kind (of `kinds`, none of `but`: general terms) in the phrases.

        What stands at a phrase's head goes before what stands elsewhere, and both before what stands
        behind its "of": "most of their tanks".
        """
        if not self.marked.objects:
            return None
        asked = tuple(phrases)
        return self._thing_in(asked, kinds, but) or self._thing_in(self.parts(asked, "measured"), kinds, but)

    def _thing_in(
        self, phrases: Iterable[int], kinds: frozenset[str] | None, but: frozenset[str]
    ) -> Thing | None:
        for phrase in phrases:
            it = self.marked.parse.phrases[phrase]
            inside = touching(self.marked.objects, it.first, it.last)
            inside.sort(key=lambda span: span.last <= it.head)
            for span in inside:
                kind = span.rule.partition(":")[2].partition(" ")[0]
                if kind in but or (kinds is not None and kind not in kinds):
                    continue
                return Thing(
                    text=self.marked.words(span.first, span.last),
                    span=self.marked.span(span.first, span.last),
                    term=span.term,
                )
        return None

    def parts(self, phrases: Iterable[int], prepositions: str = "of") -> tuple[int, ...]:
        """What stands behind the "of" of phrases, or behind another set of prepositions."""
        of, told = self.discourse.words.has(prepositions), self.marked.parse.phrases
        return tuple(
            [other for phrase in phrases for preposition, other in told[phrase].post if preposition in of]
        )

    def route(self, phrases: Iterable[int]) -> Thing | None:
        """A road of the agreement named in the phrases, by its zone."""
        for phrase in phrases:
            it = self.marked.parse.phrases[phrase]
            for span in touching(self.marked.places, it.first, it.last):
                zone = span.candidates[0].zone if span.kind == "route" and span.candidates else None
                if zone is not None:
                    words, where = (
                        self.marked.words(span.first, span.last),
                        self.marked.span(span.first, span.last),
                    )
                    return Thing(text=words, span=where, term=zone)
        return None
