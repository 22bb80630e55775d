"""The clause stage: from chunks to predicates with their subjects, objects and governors."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.complements import give_complements
from truceline.reading.syntax.contrast import without_contrast
from truceline.reading.syntax.finite import finite
from truceline.reading.syntax.inversion import pair_inverted
from truceline.reading.syntax.nonfinite import nonfinite
from truceline.reading.syntax.reduced import is_reduced
from truceline.reading.syntax.state import Clause, State, bare
from truceline.reading.syntax.subjects import promote, take_preverbal


def link(state: State, chunks: list[Chunk]) -> None:
    """Walk over the chunks of a sentence once and hang everything on something."""
    chunks = pair_inverted(state, without_contrast(state, chunks))
    gap: list[Chunk] = []
    breaks = state.words.has("breaks")
    state.chunks = chunks
    for place, chunk in enumerate(chunks):
        if chunk.kind == "V":
            state.following = chunks[place + 1].kind if place + 1 < len(chunks) else ""
            state.goes_on = _is_gerund(state, chunks, place + 2)
            node = state.nodes[chunk.ref]
            state.place = place
            _place(state, node, gap)
            resumed = state.take_resumed()
            state.left = node if resumed is None else resumed.left
            gap = []
        elif chunk.kind == ":" and chunk.word in breaks:
            _finish(state, gap)
            gap = []
            state.clause, state.left = Clause(None, "root"), None
        else:
            gap.append(chunk)
    _finish(state, gap)


def _is_awaited(state: State, gap: list[Chunk]) -> bool:
    """As in "The guns, which were to leave, remain": the verb of the clause outside, though it look bare."""
    outer = state.outer_waiting()
    return outer is not None and bool(outer.subject) and bool(gap) and gap[-1].kind == ","


def _place(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    if node.form == "participle" and _is_second_toll(state, node, gap):
        node.form, node.passive, node.tense = "finite", False, "past"
        state.tags[node.head] = "VBD"
    if node.form == "finite" and is_reduced(state, node, gap):
        node.form, node.passive, node.tense = "participle", True, None
        state.tags[node.head] = "VBN"
        nonfinite(state, node, gap)
    elif node.form == "finite":
        finite(state, node, gap)
    elif (
        node.form == "infinitive"
        and state.tags[node.first] == "VB"
        and (_is_headline(state, gap) or _is_awaited(state, gap))
    ):
        node.form, node.tense = "finite", "present"
        finite(state, node, gap)
    else:
        nonfinite(state, node, gap)
    if node.question or (state.asks and node.relation == "complement" and node.governor is None):
        _ask(state, node, gap)
    for chunk in gap:
        if chunk.kind == "E":
            node.subject = []
            state.verb_first.add(node.index)
            break


def _is_gerund(state: State, chunks: list[Chunk], place: int) -> bool:
    if place >= len(chunks) or chunks[place].kind != "V":
        return False
    node = state.nodes[chunks[place].ref]
    speaks = state.is_in(node.lemma, "saying") or state.is_in(node.lemma, "goes_on_saying")
    return node.form == "gerund" and speaks


def _ask(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """As in "When do both sides leave?": the question word opens no clause under another."""
    opened = next((chunk.word for chunk in gap if chunk.kind == "W"), None)
    is_apart = any(chunk.kind == ":" for chunk in gap)  # "some ask: when will the bridge be open?"
    if opened is not None and (node.governor is None or is_apart):
        node.relation, node.marker, node.question, node.governor = "root", opened, True, None
        state.orphans = [other for other in state.orphans if other is not node]


def _is_second_toll(state: State, node: NodeDraft, gap: list[Chunk]) -> bool:
    """As in "Two killed, five wounded": a participle with a subject of its own after another."""
    held = state.words.has("always_object")
    left = state.left
    if (
        left is None
        or node.lemma not in held
        or left.lemma not in held
        or node.head != node.first
        or not gap[1:]
    ):
        return False
    return gap[-1].kind == "N" and gap[-2].kind in {",", "C"} and left.form != "infinitive"


def _is_headline(state: State, gap: list[Chunk]) -> bool:
    """A bare verb with a subject and no verb before it: "Forces shell town", or an order."""
    if state.left is not None or state.clause.node is not None:
        return False
    return bool(bare(gap, state.phrases)) or not gap


def turn_passive(state: State) -> None:
    """As in "3 killed, others wounded": verbs that need an object and have none tell what was suffered."""
    held = state.words.has("always_object")
    for node in state.nodes:
        if (
            node.form != "finite"
            or node.lemma not in held
            or node.object
            or node.has_auxiliary
            or node.passive
        ):
            continue
        if state.tags[node.head] == "VBD" and node.subject and node.head == node.first:
            node.passive = True
            state.tags[node.head] = "VBN"


def _finish(state: State, gap: list[Chunk]) -> None:
    """The end of a sentence or of a part closed by a semicolon."""
    if state.left is None:
        take_preverbal(state, gap)
    else:
        give_complements(state, state.left, gap)
    clause: Clause | None = state.clause
    while clause is not None:
        if clause.node is None and clause.waiting:
            promote(clause)
        clause = clause.parent
