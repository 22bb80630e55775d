"""What is seen to move: the moving is the claim, and whoever saw it does not move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from truceline.evidence.acts import Act
from truceline.reading.acts.frames import Frame
from truceline.reading.assembly.marked import Marked
from truceline.reading.span import ActSpan
from truceline.reading.syntax.tree import Node

# How many clauses a participle may stand below the seeing: "saw guns, covered with tarpaulin, leaving".
_DEEPEST = 3
_PRESENT = frozenset({Act.PRESENCE, Act.ABSENCE})


@dataclass(slots=True)
class Seeing:
    """Verbs of seeing in one sentence, and the deeds seen."""

    marked: Marked
    frames: Mapping[str, Frame]

    def only_sees(self, span: ActSpan, node: Node) -> bool:
        """As in "a withdrawal was seen", "saw tanks leaving": the seeing tells of nobody's presence."""
        if not self.frames[span.entry].witness:
            return False
        is_met = span.form == "verb" and bool(node.oblique)  # "came across two tanks"
        seen = node.subject if node.passive or not (node.object or is_met) else node.object
        heads = {self.marked.parse.phrases[at].head for at in seen}
        others = [one for one in self.marked.acts if one is not span and one.act is not None]
        return any(one.head in heads or self._is_seen(one, node) for one in others)

    def _is_seen(self, deed: ActSpan, seeing: Node) -> bool:
        node = self.marked.parse.node_of(deed.head)
        if node is None or deed.act in _PRESENT or node.form == "finite":
            return False
        if not self._is_mover(deed, node, seeing):
            return False
        return self._seeing_over(node) is seeing

    def _is_mover(self, deed: ActSpan, node: Node, seeing: Node) -> bool:
        """Whether the seen does the deed: as the parser has it, or as one who moves, behind a comma."""
        is_move = deed.act in {Act.WITHDRAW, Act.DEPLOY} and not node.passive
        return node.subject == seeing.object or is_move

    def _seeing_over(self, node: Node) -> Node | None:
        nodes = self.marked.parse.nodes
        over = node
        for _ in range(_DEEPEST):
            if over.governor is None:
                return None
            over = nodes[over.governor]
            if (over.object or over.passive) and self._witnessed(over):
                return over
        return None

    def _witnessed(self, node: Node) -> bool:
        return any(one.head == node.head and self.frames[one.entry].witness for one in self.marked.acts)

    def moved(self, span: ActSpan, node: Node) -> Node:
        """The predicate with what was seen for its subject, where it trails a verb of seeing."""
        if span.act not in {Act.WITHDRAW, Act.DEPLOY} or node.form != "gerund" or node.passive:
            return node
        seeing = self._seeing_over(node)
        if seeing is None or node.subject != seeing.subject:
            return node
        return replace(node, subject=seeing.object)
