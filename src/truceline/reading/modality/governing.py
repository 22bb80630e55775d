"""What one governing word does to the act under it: a verb, an adjective after a copula, words of saying."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.modality.attributes import attribute
from truceline.reading.modality.governors import Effect, Governors
from truceline.reading.modality.group import Group
from truceline.reading.modality.shapes import is_text, phrasal_predicate
from truceline.reading.modality.telling import Telling, Voice
from truceline.reading.syntax.tree import Node, Parse

# Classes of verbs that turn what they govern round where they are themselves negated.
_REVERSED = frozenset(
    {
        "true",
        "manage",
        "force",
        "light",
        "happen",
        "record",
        "find",
        "promise",
        "demand",
        "lay_down",
        "expect",
        "rise",
        "fall",
        "plan",
        "try",
        "begin",
        "go_on",
    }
)


# Classes of nouns that say things without anybody's word for them.
_UNVOUCHED = frozenset({"report", "fear", "rumour"})


@dataclass(slots=True)
class Governing:
    """The governing words of one sentence."""

    parse: Parse
    governors: Governors
    group: Group

    def verb(self, main: Node, particles: tuple[str, ...], kinds: tuple[str, ...]) -> Effect | None:
        if main.passive:
            kinds = ("passive", *kinds) if _by(main) else ("agentless", "passive", *kinds)
        elif self.group.is_order(main):
            kinds = ("order", *kinds)
        return self.governors.verb(main.lemma, (main.particle or "", *particles), kinds)

    def adjective(self, main: Node, node: Node) -> Effect | None:
        """Ready to withdraw, unable to: the adjective that the copula links governs."""
        if main.predicate is None or main.predicate >= node.first:
            return None
        if main.predicate and (
            degree := self.governors.adjective(self.parse.tokens[main.predicate - 1].lower)
        ):
            return degree
        kinds = ("that",) if node.form == "finite" else ()
        return self.governors.adjective(self.parse.lemmas[main.predicate], (*kinds, main.tense or ""))

    def predicate(self, main: Node, *, subject: bool) -> Effect | None:
        """The withdrawal is complete, an attack is possible: the adjective after the copula."""
        if subject and (late := self._held_up(main)) is not None:
            return late
        if main.predicate is None or not subject:
            return phrasal_predicate(self.parse, self.governors, main) if subject else None
        effect = self.governors.adjective(self.parse.lemmas[main.predicate], (main.tense or "",))
        for phrase in main.object if effect is None else ():  # "is little more than a rumour"
            effect = effect or self.governors.adjective(self.parse.lemmas[self.parse.phrases[phrase].head])
        if effect is not None and effect.negated is not None and self._is_distant(main.predicate):
            return effect.negated
        return effect

    def _is_distant(self, predicate: int) -> bool:
        """As in "far from complete", "nowhere near finished"."""
        before = " ".join(token.lower for token in self.parse.tokens[max(0, predicate - 2) : predicate])
        return self.governors.adverbs.get(before) == "distant"

    def complement(self, main: Node, phrase: int) -> Effect | None:
        """Made the withdrawal impossible, called it a lie: what stands behind the object."""
        if main.predicate is None and len(main.object) > 1 and phrase == main.object[0]:
            return self.governors.adjective(self.parse.lemmas[self.parse.phrases[main.object[-1]].head])
        if main.predicate is None or main.predicate < self.parse.phrases[phrase].last:
            return None
        return self.governors.adjective(self.parse.lemmas[main.predicate])

    def _held_up(self, main: Node) -> Effect | None:
        """As in "the withdrawal hit a snag", "suffered a setback": it did not go on."""
        late = None if main.passive else self.governors.verbs.get(f"{main.lemma}@late")
        if late is None:
            return None
        heads = (self.parse.lemmas[self.parse.phrases[at].head] for at in main.object)
        effects = (self.governors.noun(head) for head in heads)
        return late if any(one is not None and one.name == "delay" for one in effects) else None

    def idiom(self, main: Node, role: str) -> Effect | None:
        """Warn of, claim responsibility for: a verb with its preposition, and its object if need be."""
        verbs = self.governors.verbs
        told = verbs.get(f"{main.lemma} {role}@{main.tense}")
        if told is None and main.particle is not None:
            told = verbs.get(f"{main.lemma} {main.particle} {role}")  # "signed off on a withdrawal"
        if (effect := told or verbs.get(f"{main.lemma} {role}")) is not None:
            return effect
        heads = [self.parse.lemmas[self.parse.phrases[at].head] for at in main.object]
        if main.predicate is not None and (
            effect := verbs.get(f"{self.parse.lemmas[main.predicate]} {role}")
        ):
            return effect  # "made the withdrawal conditional on"
        named = (verbs.get(f"{main.lemma} {head} {role}") for head in heads)
        return next((one for one in named if one is not None), self._of_its_object(heads, role))

    def _of_its_object(self, heads: list[str], role: str) -> Effect | None:
        """As in "set a deadline of Monday for the withdrawal": what the verb's object is for."""
        if role != "for":
            return None
        effects = (self.governors.noun(head, (role,)) for head in heads)
        return next((one for one in effects if one is not None and one.modality is Modality.REQUIRED), None)

    def governed(self, main: Node, effect: Effect, told: Telling, *, subject: bool = False) -> Telling:
        """The act under a governing verb, its negation, its modal and its tense.

        `subject`: the act is what the verb is said of, not what it makes its object do.
        """
        word = self.word(main)
        told = told.passed(main.index, effect.name)
        denied = self.is_denied(main, told)
        chosen = effect.negated if denied and effect.negated is not None else effect
        if chosen is not effect:
            told = told.affected(chosen, f"not {word}")
        else:
            told = self._plainly(effect, told, word, denied=denied)
        is_known = effect.name == "utter" and told.modality is Modality.PRESUPPOSED
        if effect.doer == "subject" and not is_known:
            told = told.done_by(main.subject if not main.passive else _by(main))
        elif effect.doer == "object" and not subject:
            told = told.done_by(main.subject if main.passive else main.object)
        if chosen.speaker and self._is_hearsay(main):
            told = told.affected(self.governors.effects["alleged"], "only told of")
        if chosen.speaker and not is_known:
            told = told.said_by(self.voice_of(main, effect.name))
        return self._outer_words(main, effect, told)

    def is_denied(self, main: Node, told: Telling) -> bool:
        """Whether the governing verb is negated, in its group or by a nobody beside it."""
        return main.negated or self.group.nobody(main, told.own)

    def _is_hearsay(self, main: Node) -> bool:
        """Reports said, an earlier version said: nobody vouches for it."""
        bare = (at for at in main.subject if not self._is_named(at))
        heads = (self.parse.lemmas[self.parse.phrases[at].head] for at in bare)
        effects = (self.governors.noun(head) for head in heads)
        return not main.passive and any(one is not None and one.name in _UNVOUCHED for one in effects)

    def _is_named(self, phrase: int) -> bool:
        """As in "the mission's report says", "a UN report says": somebody's."""
        it = self.parse.phrases[phrase]
        return it.owner is not None or "NNP" in self.parse.tags[it.first : it.head]

    def _plainly(self, effect: Effect, told: Telling, word: str, *, denied: bool) -> Telling:
        told = told.affected(effect, word)
        if not denied:
            return told
        if effect.name == "match":
            return told.disproved(f"not {word}")
        if effect.name in {"say", "believe"}:
            return told.under(Modality.POSSIBLE, f"not {word}")
        if effect.name in _REVERSED or effect.flips:
            return told.denied(f"not {word}")
        return told.step(f"not {word}")

    def _outer_words(self, main: Node, effect: Effect, told: Telling) -> Telling:
        """The governor's own modal and adverbs; a modal over words of saying does not touch what is said."""
        if effect.speaker and effect.modality is None and not effect.flips:
            # "Will announce the withdrawal", "did you hear shots?": what is still to be said is open.
            is_open = main.question or (told.own >= 0 and main.tense == "future")
            if self.group.is_doubted(main):
                told = self.group.adverbs(main, told)
            return self.group.modal(main, told) if is_open else told
        if effect.modality is Modality.PRESUPPOSED:
            return told
        return self.group.modal(main, self.group.adverbs(main, told))

    def ungoverned(self, main: Node, told: Telling) -> Telling:
        """A governing verb of no known kind: its negation, modal and adverbs still count."""
        if self.is_denied(main, told):
            told = told.denied("not")
        return self.group.modal(main, self.group.adverbs(main, told))

    def voice_of(self, main: Node, name: str) -> Voice | None:
        """The subject of a verb of speech as the one who says so."""
        phrases = _by(main) if main.passive else main.subject
        if main.passive or self._is_it(main.subject):
            phrases = self._texts(main) or phrases
        return Voice(phrases[0], by=name) if phrases else None

    def _is_it(self, subject: tuple[int, ...]) -> bool:
        return len(subject) == 1 and self.parse.lemmas[self.parse.phrases[subject[0]].head] == "it"

    def _texts(self, main: Node) -> tuple[int, ...]:
        """As in "it is written in the deal that", "in the deal it says that": the text that says so."""
        behind = (phrase for role, phrase in main.oblique if role == "in")
        return tuple(phrase for phrase in behind if is_text(self.parse, self.governors, phrase))

    def spoken(self, index: int, told: Telling) -> Telling:
        """According to X, ", X said", quotation marks: whoever is said to say the clause."""
        if told.voice is not None:
            return told
        for phrase, saying, scope in self.parse.speakers:
            if scope == index or self._is_for_all(scope, index) or self._is_beside(scope, index, phrase):
                # "according to unconfirmed reports"
                named = attribute(self.parse, self.governors, phrase, ())
                voice = Voice(phrase, by=self._kind_of_saying(saying))
                return (told if named is None else told.affected(*named)).said_by(voice)
        return told

    def _is_for_all(self, scope: int, index: int) -> bool:
        """Whether a source holds for the whole sentence, and nobody nearer says what the clause tells."""
        return scope < 0 and (index < 0 or self.parse.nodes[index].relation != "reported")

    def _kind_of_saying(self, saying: int) -> str:
        """The class of the verb that makes a speaker; "source" where none does ("according to")."""
        if saying < 0:
            return "source"
        effect = self.verb(self.parse.nodes[saying], (), ("that",))
        return "say" if effect is None else effect.name

    def _is_beside(self, scope: int, index: int, phrase: int) -> bool:
        """Whether what is said to be said is coordinated with the clause: both are said.

        Not in "X fired and, Y says, Z fired": the speaker stands behind the first clause.
        """
        nodes = self.parse.nodes
        if not 0 <= scope < len(nodes) or nodes[scope].relation != "coordinate":
            return False
        between = index >= 0 and nodes[index].last <= self.parse.phrases[phrase].first < nodes[scope].first
        return nodes[scope].governor == index and not between

    def word(self, node: Node) -> str:
        return f"{node.lemma} {node.particle}" if node.particle else node.lemma


def _by(node: Node) -> tuple[int, ...]:
    return tuple(phrase for preposition, phrase in node.oblique if preposition == "by")
