"""Whether a noun of action in a flat structure is told of by a word whose sense is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.reading.modality.governors import Governors
from truceline.reading.syntax.tree import Attachment, Node, Phrase

_LONGEST = 12
# Prepositions under which a noun of action is as real as what it is told along with.
_ALONG = frozenset({"in", "with", "by", "from"})
_OPEN_UNDER = frozenset({"known"})


@dataclass(frozen=True, slots=True)
class Licence:
    """Asks of each noun of action what it hangs on; one that hangs on nothing known is passed over."""

    governors: Governors
    phrases: Sequence[Phrase]
    nodes: Sequence[Node]
    attached: Mapping[int, Attachment]
    kinds: Sequence[str]
    lemmas: Sequence[str]

    def counts(self, index: int, depth: int = 0) -> bool:
        """Whether the phrase may be read: always, but for nouns of action and those that govern them."""
        kind = self.kinds[index]
        if kind == "open" or depth > _LONGEST:
            return False
        if kind not in {"act", "governor"}:
            return True
        hangs_on = self.attached.get(index)
        if hangs_on is None:
            return self._is_heading(index)
        where, other, role = hangs_on
        if where == "phrase":
            return self._under_noun(other, role, depth)
        return self._under_verb(self.nodes[other], role)

    def _is_heading(self, index: int) -> bool:
        """A line without a verb that begins with the noun: "shelling of the town"."""
        first = min((phrase.first for phrase in self.phrases), default=0)
        return not self.nodes and self.phrases[index].first == first == 0

    def _under_noun(self, noun: int, role: str, depth: int) -> bool:
        if self.kinds[noun] == "governor":
            effect = self.governors.noun(self.lemmas[noun])
            if effect is not None and effect.modality is not None:
                return True
            return effect is not None and self.counts(noun, depth + 1)
        if self.kinds[noun] != "act" or not self.counts(noun, depth + 1):
            return False
        return role in {"of", *_ALONG} or role in self.governors.prepositions

    def _under_verb(self, node: Node, role: str) -> bool:
        if role in {"subject", "object"}:
            particle = (node.particle or "",)
            known = self.governors.verb(node.lemma, particle, ("np", "subject", node.tense or ""))
            return known is not None or (role == "subject" and self._is_plain(node))
        kind = self.governors.prepositions.get(role)
        if kind is not None and kind not in _OPEN_UNDER:
            return True
        along = role in _ALONG and self.governors.verb(node.lemma, (node.particle or "",), ()) is None
        return (kind is not None or along) and self._is_plain(node)

    def _is_plain(self, node: Node, depth: int = 0) -> bool:
        """Whether the predicate is told as a plain fact of the past."""
        if node.tense != "past" or node.negated or node.modal or node.question or depth > _LONGEST:
            return False
        if node.relation == "root":
            return True
        if node.governor is None or node.relation not in {"coordinate", "complement"}:
            return False
        above = self.nodes[node.governor]
        if node.relation == "complement":
            effect = self.governors.verb(above.lemma, (above.particle or "",), ("that",))
            if effect is None or effect.modality is not None or effect.flips:
                return False
        return self._is_plain(above, depth + 1)
