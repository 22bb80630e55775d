"""From an act outwards: its own verb group, then every clause and noun that governs it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.modality.attributes import attribute, is_any, points_back, postposed
from truceline.reading.modality.governing import Governing
from truceline.reading.modality.governors import Governors
from truceline.reading.modality.group import Group
from truceline.reading.modality.nouns import Nouns
from truceline.reading.modality.shapes import in_quotes, not_done, stipulating
from truceline.reading.modality.telling import Telling
from truceline.reading.syntax.tree import Node, Parse

# Classes of words that say of what a mere report tells whether it is so: confirm it, deny it, call it true.
_RULING = frozenset({"find", "true", "match", "known", "beside", "untrue", "deny"})
# Classes of verbs that tell no more than that the deed of their noun is done, goes on or ends.
_CARRYING = frozenset({"light", "happen", "begin", "go_on", "stop"})


@dataclass(slots=True)
class Chain(Nouns):
    """The reader of one sentence's chains."""

    @classmethod
    def of(cls, parse: Parse, governors: Governors, *, asks: bool = False) -> Chain:
        """The chains of a sentence; `asks` where it stands in a question's turn of a conversation."""
        group = Group(parse, governors, asks)
        conditions: dict[int, Node] = {}
        chain = cls(parse, governors, group, Governing(parse, governors, group), conditions)
        for node in parse.nodes:
            if node.governor is not None and node.relation == "adverbial" and chain.is_antecedent(node):
                conditions[node.governor] = node
        return chain

    def of_verb(self, index: int) -> Telling:
        """How the act of a predicate is told."""
        node = self.parse.nodes[index]
        told = self.group.own(node, Telling())
        if node.passive and node.predicate is not None:  # "were feared dead", "are presumed killed"
            feared = self.governors.verb(node.lemma, (), ("passive",))
            if feared is not None and feared.modality is Modality.POSSIBLE:
                told = told._replace(aspect="completed").affected(feared, node.lemma)
        text = stipulating(self.parse, self.governors, node)
        if text is not None and told.is_fact:
            told = told.under(Modality.REQUIRED, text)
        told = self._settled(self._climbed(node, told), is_past=node.tense == "past" or node.perfect)
        if not told.is_fact and not_done(self.parse, node):
            told = told._replace(modality=Modality.ASSERTED, negative=True, aspect="completed").step(
                "did not"
            )
        return told

    def of_noun(self, phrase: int) -> Telling:
        """How the act that a noun phrase names is told."""
        told = Telling(own=phrase)
        if self.parse.phrases[phrase].negated or self.group.opens_with_none(phrase):
            told = told.flipped("no")
        effort = self.governors.noun(self.parse.lemmas[self.parse.phrases[phrase].head])
        if effort is not None and effort.name == "try":
            told = told.affected(effort, "attempt")  # "an infiltration attempt"
        told = self._laid_down(self._noun_climbed(phrase, told, 0))
        if told.is_fact and not told.negative and in_quotes(self.parse, phrase):
            told = told.affected(self.governors.effects["alleged"], "so called")
        told = self._settled(told, is_past=False)
        named = attribute(self.parse, self.governors, phrase, told.path)
        named = named or postposed(self.parse, self.governors, phrase, told.path)
        is_past = told.negative and not self.parse.phrases[phrase].negated  # "nothing came of the promised"
        if named is not None and not (is_past and named[0].aspect == "not_started"):
            return told.affected(*named)
        if told.is_fact and not told.negative and is_any(self.parse, self.governors, phrase):
            return told.under(Modality.POSSIBLE, "any")
        if (
            told.modality is Modality.ASSERTED
            and not told.negative
            and points_back(self.parse, self.governors, phrase)
        ):
            return told.under(Modality.PRESUPPOSED, "told before")
        return told

    def _laid_down(self, told: Telling) -> Telling:
        """As in "under the deal, the parties hold talks": what the verb of the noun lays down."""
        if not told.is_fact:
            return told
        carriers = (self.parse.nodes[node] for node, name in told.path if name in _CARRYING)
        texts = (stipulating(self.parse, self.governors, node) for node in carriers)
        text = next((one for one in texts if one is not None), None)
        return told if text is None else told.under(Modality.REQUIRED, text)

    def _settled(self, told: Telling, *, is_past: bool) -> Telling:
        """What stays open at the end: a mere report that nobody vouches for, a doubt about the past."""
        ruled = any(name in _RULING for _, name in told.path)
        label = self.group.label() if told.is_fact and not ruled else None
        if label is not None:
            return told.affected(self.governors.effects["alleged"], label)
        if told.unproved and told.is_fact and not ruled:
            return told.affected(self.governors.effects["alleged"], "only told of")
        if is_past and told.modality is Modality.POSSIBLE and told.aspect is None:
            return told._replace(aspect="completed")
        return told
