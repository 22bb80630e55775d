"""What a chain asks of one clause or phrase on its way, with nothing above it looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.modality.governing import Governing
from truceline.reading.modality.governors import Effect, Governors
from truceline.reading.modality.group import Group
from truceline.reading.modality.shapes import marker_kind
from truceline.reading.modality.telling import Telling, Voice
from truceline.reading.syntax.tree import Node, Parse

# A chain longer than this is a damaged parse, not English.
LONGEST = 24
# Classes of what somebody calls a report or a deed, which is that somebody's word.
VERDICTS = frozenset({"untrue", "true", "match", "nothing", "alleged", "fear"})
# Classes of verbs that give a word or ask for one: done by saying so.
_WORDS_GIVEN = frozenset({"promise", "plan", "threaten", "demand", "refuse", "warn"})
# Classes of words with which one announces what one is about to say.
_WISHES = frozenset({"plan", "manage", "need"})
# Classes of verbs that tell of the noun behind them.
_TELLING = frozenset({"record", "say", "accuse"})
# Words that open a clause on a deed or a thing.
_OF_DEEDS = frozenset({"which", "that", "where"})


@dataclass(slots=True)
class Steps:
    """The steps of one sentence's chains."""

    parse: Parse
    governors: Governors
    group: Group
    governing: Governing
    conditions: Mapping[int, Node]
    """The condition that hangs on each predicate, where one does."""

    def is_antecedent(self, node: Node) -> bool:
        """Whether the clause is a condition."""
        return marker_kind(self.parse, self.governors, node) == "antecedent"

    def _headline(self, node: Node, told: Telling) -> Telling:
        """A headline's bare infinitive is a future: "Army to withdraw"."""
        if marker_kind(self.parse, self.governors, node) == "expected":
            told = told.under(Modality.EXPECTED, node.marker or "")  # "Not before they leave"
        opening = self.group.opening()
        if opening is not None and node.governor is None:
            told = told.under(Modality.POSSIBLE, opening)
        if node.form == "infinitive" and node.governor is None and node.marker == "to":
            return told._replace(foretold=True).under(Modality.EXPECTED, "to")
        return told

    def _teller(self, node: Node) -> Voice | None:
        """As in "reported an attack in which two died": whoever tells of it tells what is said of it."""
        if node.governor is None or node.noun is None or node.marker not in _OF_DEEDS:
            return None
        main = self.parse.nodes[node.governor]
        effect = self.governing.verb(main, (), ("np",))
        if effect is None or effect.name not in _TELLING:
            return None
        phrases = self.parse.phrases
        behind = (*main.oblique, *(far for at in main.object for far in phrases[at].post))
        told = [phrase for role, phrase in behind if role == "of"]
        told += main.object if effect.name != "accuse" else ()
        return self.governing.voice_of(main, effect.name) if node.noun in told else None

    def _conditioned(self, node: Node, told: Telling) -> Telling:
        """A main clause hangs on the if-clause under it, unless it tells what is past."""
        if (node.tense == "past" or node.perfect) and node.modal is None:
            return told  # "has left Esk, which, if true, ..."
        condition = self.conditions.get(node.index)
        if condition is not None:
            return told.under(Modality.CONDITIONAL, condition.marker or "if")
        case = next((p for p, _ in node.oblique if self.governors.prepositions.get(p) == "antecedent"), None)
        return told if case is None else told.under(Modality.CONDITIONAL, case)

    def _gives_word(self, node: Node) -> bool:
        """Threatens, promises, demands it now, whatever it hangs on: only its content is conditional."""
        effect = self.governors.verb(node.lemma, (node.particle or "",), ("np", "to"))
        return node.modal is None and effect is not None and effect.name in _WORDS_GIVEN

    def _bargained(self, node: Node, told: Telling) -> Telling:
        """A condition put to a threat, a promise or a demand is put by whoever makes it."""
        main = None if node.governor is None else self.parse.nodes[node.governor]
        effect = None if main is None else self.governing.verb(main, (), ("np", "to"))
        if main is None or effect is None or not effect.speaker or effect.modality is None:
            return told
        return told.said_by(self.governing.voice_of(main, effect.name))

    def _is_bare(self, node: Node, first: Node) -> bool:
        """Whether a conjunct has no auxiliary and no subject of its own, and the first one has."""
        bare = node.first == node.head and node.modal is None and first.first < first.head
        return bare and (not node.subject or node.subject == first.subject)

    def _shares(self, node: Node, first: Node) -> bool:
        tags = self.parse.tags
        if tags[first.head] == "VB" and tags[node.head] != "VB":  # "did not retreat but attacked"
            return False
        if not self._is_bare(node, first) or (node.form != first.form and node.form == "finite"):
            return False
        # A participle and a past tense look alike: "may have attacked and shelled".
        return node.tense in (None, first.tense) or (first.perfect and first.modal is not None)

    def _is_courtesy(self, node: Node, main: Node, effect: Effect | None, told: Telling) -> bool:
        """As in "I wish to inform you that X left": said by saying that one wants to say it."""
        is_said = bool(told.path) and told.path[-1] == (node.index, "say") and told.own < 0
        if node.form != "infinitive" or main.negated or not is_said:
            return False  # "plan to announce the withdrawal": what is still to be said may be to come
        firsts = (self.parse.tokens[self.parse.phrases[at].first].lower for at in main.subject)
        is_self = any(self.governors.adverbs.get(lower) == "self" for lower in firsts)
        return is_self and (effect is None or effect.name in _WISHES)

    def _under_preposition(self, role: str, told: Telling) -> Telling:
        match self.governors.prepositions.get(role):
            case "known":
                return told.under(Modality.PRESUPPOSED, role) if told.is_fact else told
            case "expected":
                return told.under(Modality.EXPECTED, role)
            case "negative":
                return told.flipped(role)
            case "antecedent":
                return told.under(Modality.CONDITIONAL_ANTECEDENT, role)
            case "possible":
                return told.under(Modality.POSSIBLE, role)
            case "purpose":
                return told.under(Modality.INTENDED, role)
            case "topic":
                return told.under(Modality.POSSIBLE, role)._replace(topic=True)
            case _:
                return told

    def _is_definite(self, phrase: int) -> bool:
        """Whether the phrase points at something taken for known: the, this, its, X's."""
        it = self.parse.phrases[phrase]
        if it.owner is not None:
            return True
        first = self.parse.tokens[it.first].lower
        return first in {"the", "this", "these", "that", "those", "such", "its", "their", "his", "her", "our"}
