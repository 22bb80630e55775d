"""Whose subject a verb after "and" shares: of the clauses that are open, the one it agrees with."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.state import Clause, State

_SINGULAR = {"VBZ": True, "VBP": False}
_PLURAL_NOUNS = frozenset(("NNS", "NNPS"))
_LOOSE = frozenset(("relative", "adverbial", "complement"))
"""Relations of clauses that a verb of another tense hardly goes on with."""
_DEEPEST = 6


def fellow(state: State, node: NodeDraft) -> Clause:
    """The clause a verb without a subject of its own continues: the open one, unless another fits better."""
    clause: Clause | None = reporting(state, node) or state.clause
    for _ in range(_DEEPEST):
        if clause is None or clause.node is None:
            break
        if not _differs(state, clause, clause.node, node):
            return clause
        clause = clause.parent
    return state.clause


def reporting(state: State, node: NodeDraft) -> Clause | None:
    """As in "denied that they had fired and claimed that ...": the clause whose verb reports, too."""
    says, markers = state.words.has("saying"), state.words.has("content_markers")
    behind = state.tokens[node.last : node.last + 1]
    if node.has_auxiliary or not behind or behind[0].lower not in markers or node.lemma not in says:
        return None
    clause: Clause | None = state.clause
    for _ in range(_DEEPEST):
        if clause is None or clause.node is None or clause.node.lemma in says:
            break
        if clause.relation in {"reported", "complement"} and clause.parent is not None:
            above = clause.parent.node
            if above is not None and above.lemma in says and above.tense == (node.tense or "past"):
                return clause.parent
        clause = clause.parent
    return None


def _differs(state: State, clause: Clause, first: NodeDraft, node: NodeDraft) -> bool:
    """Whether number or tense says that a verb does not go on with a clause."""
    singular = _SINGULAR.get(state.tags[node.first])
    is_plural = _is_plural(state, first)
    if singular is not None and is_plural is not None and singular == is_plural:
        return True
    if clause.relation not in _LOOSE or clause.marker in state.words.has("content_markers"):
        return False
    return first.modal is None and node.modal is None and first.tense != node.tense


def _is_plural(state: State, node: NodeDraft) -> bool | None:
    """The number of a verb's subject, None where its form leaves it open."""
    if len(node.subject) > 1:
        return True
    if not node.subject:
        return None
    head = state.phrases[node.subject[0]].head
    word = state.form(head)
    if word in state.words.has("singular_subjects"):
        return None if state.tags[head].startswith("W") else False
    if word in state.words.has("plural_subjects"):
        return True
    return True if state.tags[head] in _PLURAL_NOUNS else None
