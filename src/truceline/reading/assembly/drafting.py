"""From the acts marked in a sentence to drafts with their roles filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor
from truceline.evidence.issue import Issue
from truceline.reading.acts.frames import Frame
from truceline.reading.assembly.adjuncts import CARRIERS
from truceline.reading.assembly.casting import Cast, Casting
from truceline.reading.assembly.counting import Counting
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import ARMED, DEADLY, Draft
from truceline.reading.assembly.figures import Figures
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.holding import Holding
from truceline.reading.assembly.listing import COUNTED, disagreements, divided, entries
from truceline.reading.assembly.marked import Marked, touching
from truceline.reading.assembly.observing import ObserverWords, Observing
from truceline.reading.assembly.onedeed import OneDeed
from truceline.reading.assembly.placing import Placing
from truceline.reading.assembly.practice import Practice
from truceline.reading.assembly.roles import with_conjuncts
from truceline.reading.assembly.seeing import Seeing
from truceline.reading.assembly.sharing import count_victims, follow_fire, look_ahead, share, struck
from truceline.reading.assembly.sightings import Sightings
from truceline.reading.assembly.speaking import Speaking
from truceline.reading.assembly.things import OWNED, Things
from truceline.reading.lexicon import Lexicon
from truceline.reading.modality.chain import Chain
from truceline.reading.modality.governors import Governors
from truceline.reading.modality.telling import Telling
from truceline.reading.span import ActorSpan, ActSpan
from truceline.reading.syntax.tree import Node

# A single place with a number beside it may mean anything; two are a list.
_FEWEST = 2
# Acts done to people, known or not.
_UPON_PEOPLE = DEADLY | {Act.ARREST, Act.ABDUCT}
# Acts that are done through weapons and vehicles: whoever has them does the deed.
_ARMED_OR_BUSY = ARMED | DEADLY | {Act.AID, Act.PATROL, Act.MONITOR, Act.DENY_ACCESS, Act.CLOSE_ROUTE}
# Acts of asking somebody to do something, and the clauses that tell it.
# The actors stage's rule for an adjective whose noun stands behind another one.
_SHARED = "shares its noun"
_NAMING = frozenset({"JJ", "NNP"})
_ASKED = frozenset({Act.DEMAND, Act.EXPECT_COMPLIANCE})
_CONTENT = frozenset({"complement", "reported", "infinitive", "noun_complement"})
# Classes of nouns that tell the act before them: "shelling incidents", "the withdrawal process".
_TELLING = frozenset({"happen", "go_on", "begin", "complete", "stop", "rise", "fall"})


@dataclass(slots=True)
class Drafting:
    """The drafts of one sentence."""

    marked: Marked
    discourse: Discourse
    governors: Governors
    frames: dict[str, Frame]
    lexicon: Lexicon
    chain: Chain
    fill: Fillers
    told_on: date | None = None
    issues: list[Issue] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        marked: Marked,
        discourse: Discourse,
        governors: Governors,
        frames: dict[str, Frame],
        lexicon: Lexicon,
        *,
        told_on: date | None,
    ) -> Drafting:
        """The drafting of a sentence; `told_on` is the day of publication."""
        asks = discourse.floor.turn is not None and discourse.floor.turn.is_question
        chain = Chain.of(marked.parse, governors, asks=asks)
        return cls(marked, discourse, governors, frames, lexicon, chain, Fillers(marked, discourse), told_on)

    def drafts(self) -> list[Draft]:
        """Every act of the sentence that it says something about, in the order of its words."""
        spans = [span for span in self.marked.acts if span.act is not None]
        drafted = [draft for span in spans if (draft := self._draft(span)) is not None]
        figures = Figures(self.marked, self.discourse.words)
        drafted = [draft for draft in drafted if not figures.is_figure(draft)]
        found = OneDeed(self.marked.parse, self.discourse.words).told_once(drafted)
        found = Practice(self.marked, self.discourse.words).without(found)
        Placing(self.marked, self.discourse).give(found)
        for draft in found:
            if (fire := self.discourse.fire_before(draft, self.marked)) is not None:
                draft.places = struck(fire)
        share(found, self.marked.parse)
        follow_fire(found)
        look_ahead(found, self.marked.sentence.tokens, self.told_on, self.lexicon)
        count_victims(found, self.marked.tolls)
        Observing(self.marked, ObserverWords.of(self.lexicon)).note(found)
        Holding(self.marked, self.fill).give(found)
        for draft in found:
            self._point_back(draft)
        if self.marked.sentence.kind == "heading" and not any(
            n.form == "finite" for n in self.marked.parse.nodes
        ):
            found = [draft for draft in found if not _is_title(draft)]
        self.discourse.close(self.marked)
        return [one for draft in found for one in self._told_apart(draft)]

    def _point_back(self, draft: Draft) -> None:
        """As in "the withdrawal": whose it is was told before."""
        earlier = self.discourse.same_deed(draft, self.marked) or self.discourse.same_move(draft, self.marked)
        if earlier is not None:
            draft.actors = earlier.actors
            posts = () if draft.phrase is None else self.marked.parse.phrases[draft.phrase].post
            if not any(preposition == "of" for preposition, _ in posts):
                draft.thing = draft.thing or earlier.thing
            draft.rules.append("the deed told before")
        if draft.frame.act is Act.VIOLATE and self._sums_up(draft):
            judged = self.discourse.deed_summed_up(self.marked)
            draft.actors = () if judged is None else judged.actors
        self.discourse.remember(draft, self.marked)

    def _sums_up(self, draft: Draft) -> bool:
        """As in "this is a violation": a pronoun for the deed before, and a word that equates."""
        parse = self.marked.parse
        hangs_on = None if draft.phrase is None else parse.attachment(draft.phrase)
        if hangs_on is None or hangs_on[0] != "node" or hangs_on[2] != "object":
            return False
        node, pronouns = parse.nodes[hangs_on[1]], self.discourse.words.has("thing_pronouns")
        heads = {parse.tokens[parse.phrases[at].head].lower for at in node.subject}
        return bool(heads) and heads <= pronouns and node.lemma in self.discourse.words.has("equating")

    def _told_apart(self, draft: Draft) -> list[Draft]:
        """A counted act once for each place that has a count of its own; a sight once for each thing."""
        if draft.frame.witness:
            return Sightings(self.marked, self.fill).apart(draft)
        if draft.frame.act not in COUNTED or not draft.telling.is_fact or draft.telling.negative:
            return [draft]
        listed = entries(self.marked, self.discourse.words.has("side"))
        if len(listed) < _FEWEST:
            return [draft]
        sides = {
            entry.side.first: found[0]
            for entry in listed
            if entry.side is not None and (found := self.fill.of_span(entry.side))
        }
        self.issues.extend(disagreements(draft, listed, self.marked))
        return list(divided(draft, self.marked, listed, sides))

    # -- one act

    def _draft(self, span: ActSpan) -> Draft | None:
        parse = self.marked.parse
        frame = self.frames[span.entry]
        node = self._node(span)
        seeing = Seeing(self.marked, self.frames)
        if node is not None and (seeing.only_sees(span, node) or self._only_tells_which(frame, node)):
            return None
        if node is not None and frame.act is Act.COMMIT_COMPLY and self._only_assures(node):
            return None
        if node is not None:
            telling = self._without_own_negation(span, node)
            draft = Draft(span, frame, telling, node.index, None, _carriers(telling))
            self._fill_verb(draft, seeing.moved(span, node))
            return draft
        phrase = parse.phrase_of(span.head)
        if phrase is None:
            return self._verbless(span, frame)
        if self._is_topic(phrase, span) or self._is_in_name(span):
            return None
        telling = self.chain.of_noun(phrase)
        if telling.topic or self._is_asked_about(phrase):
            return None
        draft = Draft(span, frame, telling, None, phrase, _carriers(telling))
        self._fill_noun(draft, phrase)
        return draft

    def _only_assures(self, node: Node) -> bool:
        """As in "assured us that it had left": a fact is vouched for, nothing promised."""
        if node.lemma not in self.discourse.words.has("assuring"):
            return False
        told = [one for one in self.marked.parse.nodes if one.governor == node.index and one.form == "finite"]
        told = [one for one in told if one.relation in {"reported", "complement"}]
        return bool(told) and all(
            one.modal is None and (one.tense == "past" or one.perfect or one.progressive) for one in told
        )

    def _is_asked_about(self, phrase: int) -> bool:
        """As in "And the withdrawal?": only what the question is about."""
        tokens, parse = self.marked.sentence.tokens, self.marked.parse
        is_question = tokens[-1].text == "?" and not parse.nodes
        return is_question and tokens[parse.phrases[phrase].first].lower in self.discourse.words.has(
            "definite"
        )

    def _verbless(self, span: ActSpan, frame: Frame) -> Draft | None:
        """A headline's state without a verb: "Esk under fire", "heavy weapons still in Dorrin"."""
        phrase = self.marked.parse.phrase_of(span.first - 1) if span.first else None
        if phrase is None or span.form != "phrase" or self.marked.parse.nodes:
            return None
        it = self.marked.parse.phrases[phrase]
        known = (self.marked.places, self.marked.actors, self.marked.objects)
        if not any(touching(spans, it.first, it.last) for spans in known):
            return None  # "prices under fire"
        draft = Draft(span, frame, Telling(), None, phrase)
        head = it.head
        self._fill_verb(draft, Node(0, head, head + 1, head, "", "finite", "root", subject=(phrase,)))
        return draft

    def _without_own_negation(self, span: ActSpan, node: Node) -> Telling:
        """How a predicate is told; a "not" that begins the act's own words denies nothing: "not let in"."""
        telling = self.chain.of_verb(node.index)
        tokens, negators = self.marked.parse.tokens, self.discourse.words.has("plain_negators")
        is_own = tokens[span.first].lower in negators and node.negated
        is_own = is_own or (span.form == "phrase" and self._holds_none(span, node))
        return telling.flipped("its own") if is_own else telling

    def _holds_none(self, span: ActSpan, node: Node) -> bool:
        """As in "has no access to": the object that the words of the act themselves deny."""
        phrases = (self.marked.parse.phrases[at] for at in node.object)
        return any(it.negated and span.first <= it.head < span.last for it in phrases)

    def _only_tells_which(self, frame: Frame, node: Node) -> bool:
        """As in "the militia, which controls Esk, ...", "over who should control it": no news of its own."""
        if frame.act is Act.SUPPORT and node.relation == "relative" and node.form == "participle":
            return node.noun is not None and self.fill.may_act(node.noun)  # "rebels backed by X"
        asks = (node.marker or "") in self.discourse.words.has("asking")
        return frame.is_main and (node.relation == "relative" or asks)

    def _node(self, span: ActSpan) -> Node | None:
        node = self.marked.parse.node_of(span.head)
        if node is not None:
            return node
        if span.form == "noun":
            return None
        inside = range(span.first, span.last)
        held = next((n for token in inside if (n := self.marked.parse.node_of(token))), None)
        told = held or next((n for n in self.marked.parse.nodes if set(n.adverbs) & set(inside)), None)
        is_adverbial = self.marked.parse.tags[span.first] == "IN"
        return told or (self._node_above(inside) if is_adverbial else None)

    def _node_above(self, inside: range) -> Node | None:
        """The predicate that a phrase among the words hangs on: "is under attack"."""
        parse = self.marked.parse
        phrases = [found for token in inside if (found := parse.phrase_of(token)) is not None]
        if not phrases:  # one preposition of several words: "in breach of"
            told = " ".join(parse.tokens[token].lower for token in inside)
            return next((n for n in parse.nodes if told in [role for role, _ in n.oblique]), None)
        hangs_on = parse.attachment(phrases[0])
        return parse.nodes[hangs_on[1]] if hangs_on is not None and hangs_on[0] == "node" else None

    def _is_in_name(self, span: ActSpan) -> bool:
        """As in "the Joint Monitoring Mission": a deed's noun in the name of a party."""
        named = (one for one in self.marked.actors if one.party and one.rule == "party name")
        return any(one.first <= span.first and span.last <= one.last for one in named)

    def _is_topic(self, phrase: int, span: ActSpan) -> bool:
        """Whether the word only names what another noun is about: "the withdrawal deadline"."""
        head = self.marked.parse.phrases[phrase].head
        if head == span.head or span.first <= head < span.last:
            return False
        tags = self.marked.parse.tags
        if tags[span.head] == "NNS" and tags[head].startswith("NNP"):
            return False  # "loud explosions Esk": notes leave out the preposition
        effect = self.governors.noun(self.marked.parse.lemmas[head])
        return effect is None or effect.name not in _TELLING

    def _fill_verb(self, draft: Draft, node: Node) -> None:
        self._fill(draft, Casting(self.marked, self.discourse, self.fill).of_verb(draft, node))

    def _fill_noun(self, draft: Draft, phrase: int) -> None:
        casting = Casting(self.marked, self.discourse, self.fill)
        self._fill(draft, casting.of_noun(draft, phrase))
        doers = with_conjuncts(self.marked.parse, draft.telling.doer)
        if casting.is_suffered(draft):
            draft.targets = draft.targets or self.fill.actors(doers) or self.fill.owners(doers)
            doers = ()
        if not draft.actors:
            draft.actors = (
                self._before_head(draft, phrase)
                or self.fill.actors(doers)
                or self.fill.actors(casting.answering(draft))
                or self.fill.crew(casting.answering(draft))
            )
        elif self._is_with(draft, phrase):
            draft.actors = self.fill.actors((*doers, *self._partners(phrase)))
        draft.quantities = Counting(self.fill).quantities((phrase,), is_act=True) or draft.quantities

    def _is_with(self, draft: Draft, phrase: int) -> bool:
        """As in "we seek a fight with them": the noun tells the one side, the verb over it the other."""
        return draft.frame.is_mutual and bool(draft.telling.doer) and bool(self._partners(phrase))

    def _partners(self, phrase: int) -> tuple[int, ...]:
        joint, parse = self.discourse.words.has("together"), self.marked.parse
        return tuple(behind for preposition, behind in parse.phrases[phrase].post if preposition in joint)

    def _fill(self, draft: Draft, cast: Cast) -> None:
        actors, targets, things = cast.actors, cast.targets, cast.things
        draft.actors = self.fill.actors(actors, by_name=True)
        if draft.frame.act in _ARMED_OR_BUSY and not draft.actors:
            draft.actors = self.fill.crew(actors)
        if draft.frame.act in OWNED and not any(actor.party for actor in draft.actors):
            seen = self.fill.actors(things) if draft.frame.witness else ()
            known = tuple(actor for actor in seen if actor.party)
            draft.actors = (
                known
                or self.fill.owners((*actors, *things))
                or self.fill.crew(actors)
                or draft.actors
                or self.fill.actors(things)
            )
        draft.targets = (
            self.fill.actors(targets)
            or self.fill.owners(targets)
            or self.fill.actors(self.fill.riders(targets))
        )
        if not draft.targets and draft.frame.act in _UPON_PEOPLE:
            draft.targets = self.fill.actors(targets, by_name=True)
        if not draft.targets and draft.frame.act in _ASKED:
            draft.targets = self.fill.actors(self._bidden(draft), by_name=True)
        draft.thing = Things(self.marked, self.discourse, self.fill).of(draft, things, actors)
        draft.arguments = (*actors, *targets, *things, *self._occasions(draft))
        is_known = draft.targets or draft.frame.act is Act.DISPLACE
        doers = () if draft.frame.is_speech else actors  # "a group of women demanded"
        counted = things or ((targets or doers) if is_known else ())
        heads = (self.marked.parse.phrases[phrase].head for phrase in counted)
        is_own = any(draft.span.first <= head < draft.span.last for head in heads)
        counting = Counting(self.fill)
        draft.quantities = counting.of_deed(draft, counting.quantities(counted, is_act=is_own))
        Speaking(self.marked, self.discourse, self.fill).attribute(draft)
        we = () if draft.speaker is None else self._we(draft.speaker, actors)
        draft.is_we = bool(we)
        draft.actors = draft.actors or we

    def _bidden(self, draft: Draft) -> tuple[int, ...]:
        """Whoever is to do what is demanded: "we demand that the mercenaries leave"."""
        nodes = self.marked.parse.nodes
        told = (one for one in nodes if draft.node is not None and one.governor == draft.node)
        return next((one.subject for one in told if one.relation in _CONTENT and one.subject), ())

    def _we(self, speaker: Actor, phrases: tuple[int, ...]) -> tuple[Actor, ...]:
        """Whoever is quoted, where the doer is "we": "we will withdraw", a commander said."""
        parse, first_person = self.marked.parse, self.discourse.words.has("first_person")
        spans = (parse.phrases[phrase] for phrase in phrases)
        return tuple(
            self.marked.actor(it.first, it.last, speaker.party)
            for it in spans
            if parse.tokens[it.head].lower in first_person
        )

    def _occasions(self, draft: Draft) -> tuple[int, ...]:
        """What somebody died in or of: "killed in clashes"."""
        if draft.frame.act not in DEADLY:
            return ()
        told = self.discourse.words.has("occasions")
        nodes = self.marked.parse.nodes
        if draft.node is None:
            return tuple(phrase for preposition, phrase in self._beside(draft.phrase) if preposition in told)
        beside = [
            node
            for toll in touching(self.marked.tolls, draft.span.head, draft.span.head + 1)
            for node in nodes
            if toll.first <= node.head < toll.last  # "ten were killed and nine hurt in clashes"
        ]
        pairs = [pair for node in beside or [nodes[draft.node]] for pair in node.oblique]
        return tuple(phrase for preposition, phrase in pairs if preposition in told)

    def _beside(self, phrase: int | None) -> tuple[tuple[str, int], ...]:
        """What prepositions hang on a noun or on the predicate that only tells of it."""
        if phrase is None:
            return ()
        parse = self.marked.parse
        hangs_on = parse.attachment(phrase)
        told = hangs_on is not None and hangs_on[0] == "node" and hangs_on[2] in {"subject", "object"}
        around = parse.nodes[hangs_on[1]].oblique if told and hangs_on is not None else ()
        return (*parse.phrases[phrase].post, *around)

    def _holds(self, span: ActorSpan, draft: Draft) -> bool:
        """As in "an OSCE patrol", "a Russian convoy": those who act are called by their deed."""
        return span.party is not None and span.first < draft.span.first <= span.head == draft.span.head

    def _before_head(self, draft: Draft, phrase: int) -> tuple[Actor, ...]:
        """The one whose name stands before the noun: "a rebel attack", "HTS shelling"."""
        it = self.marked.parse.phrases[phrase]
        inside = [
            span
            for span in self.fill.spans(phrase)
            if span.first >= it.first and (span.last <= draft.span.head or self._holds(span, draft))
        ]
        if inside:
            inside[:0] = [span for other in it.conjuncts if other < phrase for span in self._sharing(other)]
        return tuple(
            self.marked.actor(span.first, span.last, span.party) for span in inside if span.kind != "anaphor"
        )

    def _sharing(self, phrase: int) -> list[ActorSpan]:
        """As in "Tarnian and Velk patrols": the first name has its noun behind the second."""
        it, tags = self.marked.parse.phrases[phrase], self.marked.parse.tags
        spans = self.fill.spans(phrase)
        is_name = tags[it.head] in _NAMING and any(s.first == it.first and s.last == it.last for s in spans)
        return [span for span in spans if span.rule == _SHARED or (is_name and span.party is not None)]


def _carriers(telling: Telling) -> frozenset[int]:
    return frozenset(node for node, name in telling.path if name in CARRIERS)


def _is_title(draft: Draft) -> bool:
    """As in "Withdrawal of weapons" over a paragraph: a topic, of which nothing is said yet."""
    told = (draft.actors, draft.targets, draft.places, draft.times, draft.quantities, draft.casualties)
    return draft.phrase is not None and not any(told)
