"""Whose words of place and time are: the act they hang on, or all that they frame from the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.assembly.adjuncts import Anchor
from truceline.reading.assembly.draft import ARMED, DEADLY, Draft
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.roles import chain_of
from truceline.reading.span import Span
from truceline.reading.syntax.tree import Node

# What words at a sentence's head frame although another word governs it: it happened, or may have.
_OPEN = frozenset({Modality.ASSERTED, Modality.POSSIBLE})
_BARE = frozenset({"participle", "gerund"})
# What is told under one of these happened when the main clause did.
_MEANWHILE = frozenset({"if", "while"})
_REAL = _OPEN | {Modality.PRESUPPOSED}
# Classes of verbs of which an act is only the content or the topic.
_TOLD = frozenset({"say", "deny", "doubt", "believe", "ask", "warn", "fear", "known", "accuse"})


@dataclass(slots=True)
class Owning:
    """Finds the acts of one sentence that words belong to."""

    marked: Marked
    drafts: Sequence[Draft]
    along: frozenset[str] = frozenset()
    """Prepositions before what goes along with a predicate: "given up because of shelling"."""

    def owners(self, span: Span, anchor: Anchor) -> list[Draft]:
        """The acts that words hang on: the nearest noun, else the predicate, else what that tells of."""
        hung = self._hung(span, anchor)
        return hung + [draft for draft in self._clause_on(anchor) if not any(draft is one for one in hung)]

    def _clause_on(self, anchor: Anchor) -> list[Draft]:
        """What a clause on the words themselves tells: "Esk, where fighting went on"."""
        if not anchor.phrases:
            return []
        on = [
            node
            for node in self.marked.parse.nodes
            if node.noun == anchor.phrases[0] and node.relation == "relative"
        ]
        return [
            draft
            for node in on
            for draft in self.drafts
            if draft.node == node.index or (draft.node is None and self._above(draft) == node.index)
        ]

    def _above(self, draft: Draft) -> int | None:
        return chain_of(self.marked.parse, draft.phrase)[1]

    def _hung(self, span: Span, anchor: Anchor) -> list[Draft]:
        for phrase in anchor.phrases:
            named = [draft for draft in self.drafts if draft.phrase == phrase]
            if named:
                return named
        if anchor.node is None:
            return []
        node = self.marked.parse.nodes[anchor.node]
        found = (
            self.of_node(node)
            or self._held(span, node)
            or self._counted_with(node)
            or self._on_noun(node)
            or self._seen(node)
            or self._watched_from(span, node)
        )
        if any(_is_of(draft, node) for draft in found):
            return found
        return found + [draft for draft in self._along(node) if not any(draft is one for one in found)]

    def of_node(self, node: Node) -> list[Draft]:
        """The acts that a predicate tells or helps to tell; of a bare "will" those that it governs."""
        own = [draft for draft in self.drafts if _is_of(draft, node)]
        own = own or [draft for draft in self.drafts if node.index in draft.carriers]
        if own or self.marked.parse.tags[node.head] != "MD":
            return own
        under = [
            one for one in self.marked.parse.nodes if one.governor == node.index and one.form == "infinitive"
        ]
        return [draft for one in under for draft in self.of_node(one)]

    def _seen(self, node: Node) -> list[Draft]:
        """As in "tanks were seen moving north on Monday": they moved when they were seen."""
        if node.form != "gerund" or node.governor is None or node.relation not in {"complement", "gerund"}:
            return []
        return self.of_node(self.marked.parse.nodes[node.governor])

    def _watched_from(self, span: Span, node: Node) -> list[Draft]:
        """As in "positioned in Esk, the team heard fire": what was heard from there happened there."""
        above = None if node.governor is None else self.marked.parse.nodes[node.governor]
        if (
            above is None
            or node.form not in _BARE
            or node.relation != "adverbial"
            or node.first > above.first
        ):
            return []
        return self.of_node(above) or self._held(span, above)

    def _on_noun(self, node: Node) -> list[Draft]:
        """What a clause on an act's noun adds: "the talks planned for this month"."""
        if node.noun is None or node.relation != "relative":
            return []
        return [draft for draft in self.drafts if draft.phrase == node.noun]

    def _held(self, span: Span, node: Node) -> list[Draft]:
        """The subject or object of a predicate that is no act itself: "shelling damaged a school"."""
        parse = self.marked.parse
        found: list[Draft] = []
        for draft in self.drafts:
            phrases, above, role = chain_of(parse, draft.phrase)
            if draft.phrase in node.subject:  # "fire broke out and went on until Monday"
                above, role, phrases = node.index, "subject", (draft.phrase,)
            if above != node.index or role not in {"subject", "object"}:
                continue
            if (
                draft.telling.modality not in _REAL and role != "subject"
            ):  # "approved the deployment on Monday"
                continue
            told = any(at == node.index and name in _TOLD for at, name in draft.telling.path)
            behind = span.first >= parse.phrases[phrases[-1]].last
            if not told or (behind and (role == "object" or node.passive)):
                found.append(draft)
        return found

    def _along(self, node: Node) -> list[Draft]:
        """Fire that goes along with a predicate: "damaged in shelling", "given up because of clashes"."""
        fires = [
            draft for draft in self.drafts if draft.frame.act in ARMED and draft.telling.modality in _REAL
        ]
        hung = [(draft, chain_of(self.marked.parse, draft.phrase)) for draft in fires]
        return [draft for draft, (_, above, role) in hung if above == node.index and role in self.along]

    def _counted_with(self, node: Node) -> list[Draft]:
        """The killing of the same toll: "nine were killed and ten hurt in X"."""
        for toll in self.marked.tolls:
            if toll.first <= node.head < toll.last:
                return [
                    draft
                    for draft in self.drafts
                    if draft.frame.act in DEADLY
                    and toll.first <= draft.span.head < toll.last
                    and not self._is_apart(draft, node)
                ]
        return []

    def _is_apart(self, draft: Draft, node: Node) -> bool:
        """As in "nobody was hurt in Esk, while a shell killed two in Dorrin": a clause of its own."""
        own = None if draft.node is None else self.marked.parse.nodes[draft.node]
        return own is not None and own.relation == "adverbial" and own.governor == node.index

    def framed(self, anchor: Anchor) -> list[Draft]:
        """What words at a sentence's head frame: its main clauses, not what is said or done elsewhere."""
        if anchor.node is None:
            return list(self.drafts)
        return [draft for draft in self.drafts if self._is_framed(draft, anchor.node)]

    def _is_framed(self, draft: Draft, node: int) -> bool:
        starts = {draft.node, *draft.carriers} - {None}
        if not starts and draft.telling.modality in _OPEN:
            starts = {self._above(draft)} - {None}
        return any(start is not None and self._is_beside(start, node) for start in starts)

    def _is_beside(self, start: int, node: int) -> bool:
        """Whether a predicate is the one framed, coordinated with it, or a main clause beside it."""
        nodes = self.marked.parse.nodes
        at: int | None = start
        while at is not None:
            if at == node or self._is_main_beside(nodes[at], nodes[node]):
                return True
            at = nodes[at].governor if _leads_up(nodes[at]) else None
        return False

    def _is_main_beside(self, one: Node, framed: Node) -> bool:
        """A main clause behind the framed one that tells of the same days: no "..., this is a breach"."""
        mains = one.relation == "root" and framed.relation == "root"
        return (
            mains
            and one.first > framed.first
            and (one.tense == framed.tense or one.perfect or framed.perfect)
        )


def _leads_up(node: Node) -> bool:
    """Whether a predicate is framed by whatever frames the one above it: conjuncts, participles, "if"."""
    if node.relation == "coordinate":
        return True
    if node.relation == "adverbial" and node.marker in _MEANWHILE:
        return True
    return node.relation in {"relative", "adverbial"} and node.form in _BARE and node.marker is None


def _is_of(draft: Draft, node: Node) -> bool:
    """Whether the predicate is the act's own."""
    if draft.node is None:
        return False
    return draft.node == node.index or draft.span.first <= node.head < draft.span.last
