"""A verb told once for two: "call on X to leave and on Y to stay", "ordered X to go and Y to come"."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.state import State

_NAMES = frozenset({"NNP", "NNPS"})


def share_addressing(state: State) -> None:
    """Give the second of two infinitives to the verb that the first one has, with whom it addresses."""
    for node in state.nodes:
        if node.relation != "adverbial" or node.form != "infinitive" or node.governor is None:
            continue
        first = state.nodes[node.governor]
        if first.form != "infinitive" or first.governor is None or first.relation == "adverbial":
            continue
        _share(state, node, first, state.nodes[first.governor])


def _share(state: State, node: NodeDraft, first: NodeDraft, asking: NodeDraft) -> None:
    """Take the noun right before the infinitive from the first one's words and make it the one addressed."""
    for pair in first.oblique:
        if _is_joined(state, pair[1], node, 2) and pair[0] in {asking.particle, *dict(asking.oblique)}:
            first.oblique.remove(pair)
            _unlink(state, pair[1])
            asking.oblique.append(pair)
            _hang(node, first, pair[1])
            return
    for phrase in first.object[1:]:
        is_name = state.tags[state.phrases[phrase].head] in _NAMES
        if asking.object and is_name and _is_joined(state, phrase, node, 1):
            first.object.remove(phrase)
            _unlink(state, phrase)
            asking.object.append(phrase)
            _hang(node, first, phrase)
            return


def _is_joined(state: State, phrase: int, node: NodeDraft, back: int) -> bool:
    """Whether "and", with a preposition or without, leads to the noun, and the infinitive follows it."""
    it = state.phrases[phrase]
    return it.last == node.first and it.first >= back and state.tags[it.first - back] == "CC"


def _unlink(state: State, phrase: int) -> None:
    """Take the noun out of the list it seemed to stand in."""
    for other in state.phrases[phrase].conjuncts:
        if phrase in state.phrases[other].conjuncts:
            state.phrases[other].conjuncts.remove(phrase)
    state.phrases[phrase].conjuncts = []


def _hang(node: NodeDraft, first: NodeDraft, phrase: int) -> None:
    node.governor, node.relation, node.marker = first.governor, first.relation, first.marker
    node.subject = [phrase] if first.subject else []
    node.noun = None if first.noun is None else phrase
