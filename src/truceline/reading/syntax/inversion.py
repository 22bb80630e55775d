"""Auxiliaries before their subject: questions, "had the group left", "nor did they"."""

from __future__ import annotations

from typing import NamedTuple

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.state import State

_REACH = 12
"""Chunks looked ahead for the verb; no writer's subject is longer in a question."""
_FRONT = frozenset(("", "W", "Q", ":", "A"))
_INSIDE = frozenset(("N", "P", "A", "C", "(", ")", "Q", "q"))


class _Spot(NamedTuple):
    """Where an auxiliary stands: its chunk, the kind before it, the chunk before it, "would" before."""

    place: int
    before: str
    last: Chunk
    unreal: bool


def pair_inverted(state: State, chunks: list[Chunk]) -> list[Chunk]:
    """Join each auxiliary before a subject to its verb and take its chunk out.

    What makes a condition ("Had the group withdrawn, ...") leaves the marker of one in its place.
    """
    held = state.words.has("auxiliaries")
    if not [True for node in state.nodes if not node.has_auxiliary and (node.modal or node.lemma in held)]:
        return chunks
    found: list[Chunk] = []
    unreal = bare = False
    before = ""
    for place, chunk in enumerate(chunks):
        if chunk.kind == "V":
            auxiliary = state.nodes[chunk.ref]
            near = "P" if before == "N" and not bare else before
            spot = _Spot(place, near, chunks[place - 1] if place else chunk, unreal)
            verb = _verb_of(state, auxiliary, chunks, spot)
            bare = False
            unreal = unreal or auxiliary.modal in {"would", "could", "might"}
            if verb is not None:
                condition = near != "P" and _is_condition(state, auxiliary, found, unreal=unreal)
                _merge(state, auxiliary, verb)
                verb.question = not condition and (state.asks or before == "W")
                verb.negated = verb.negated or _is_denied(state, spot.last)
                if before == "V" and not condition:
                    found.append(chunk._replace(kind=",", ref=-1, word=","))  # "only if X leaves will Y"
                if condition:
                    found.append(chunk._replace(kind="M", ref=-1, word=state.words.condition_marker))
                before = "M"
                continue
        elif chunk.kind == "N":
            bare = bare or before not in {"P", "W"}
        elif chunk.kind in {",", ":", "M"}:
            bare = False
        found.append(chunk)
        before = chunk.kind
    return found


def _verb_of(state: State, auxiliary: NodeDraft, chunks: list[Chunk], spot: _Spot) -> NodeDraft | None:
    """The verb that an auxiliary waits for, None where it is no auxiliary or stands in its place."""
    lone_modal = auxiliary.modal is not None and state.tags[auxiliary.head] == "MD"
    if auxiliary.has_auxiliary or not (lone_modal or auxiliary.lemma in state.words.has("auxiliaries")):
        return None
    if state.tags[auxiliary.first] == "TO" or not _may_invert(state, auxiliary, spot):
        return None
    seen = False
    for chunk in chunks[spot.place + 1 : spot.place + 1 + _REACH]:
        if chunk.kind == "V":
            node = state.nodes[chunk.ref]
            return node if seen and _fits(state, auxiliary, node, lone_modal=lone_modal) else None
        if chunk.kind not in _INSIDE:
            return None
        seen = seen or chunk.kind == "N"
        if not seen and chunk.kind in {"P", "C"}:
            return None
    return None


def _may_invert(state: State, auxiliary: NodeDraft, spot: _Spot) -> bool:
    """Whether an auxiliary stands where a subject may follow it."""
    asks, before, unreal = state.asks, spot.before, spot.unreal
    if auxiliary.lemma == "be":
        return before in {"", "W", "Q", ":", ","} and (asks or auxiliary.tense == "past")
    plain = auxiliary.lemma == "do" or auxiliary.modal is not None
    if before in _FRONT and (before != "A" or plain or asks or _is_negator(state, spot.last)):
        return True
    if before == "P":
        return plain or _is_denied(state, spot.last)
    if before == "C":
        joins = spot.place == 1 and auxiliary.modal == "should"  # "But should they attack, ..."
        return asks or joins or spot.last.word in state.words.has("negative_conjunctions")
    if before == ",":
        return asks or (auxiliary.lemma == "have" and unreal)
    if auxiliary.modal is not None:
        return before != "N" or (unreal and auxiliary.modal == "should")
    return auxiliary.lemma == "have" and auxiliary.tense == "past" and unreal


def _fits(state: State, auxiliary: NodeDraft, verb: NodeDraft, *, lone_modal: bool) -> bool:
    tag = state.tags[verb.first]
    if lone_modal or auxiliary.lemma == "do":
        return tag in {"VB", "VBP"}
    if auxiliary.lemma == "have":
        return tag in {"VBN", "VBD"}
    if tag == "TO":
        return auxiliary.tense == "past"
    return tag in {"VBN", "VBG"} and state.asks


def _is_condition(state: State, auxiliary: NodeDraft, before: list[Chunk], *, unreal: bool) -> bool:
    if state.asks and not unreal:
        return False
    last = before[-1] if before else None
    opens = (
        len(before) == 1 and last is not None and last.word not in state.words.has("negative_conjunctions")
    )
    if last is not None and (
        last.kind == "W" or (last.kind == "C" and not opens) or _is_negator(state, last)
    ):
        return False
    past = auxiliary.tense == "past" and auxiliary.lemma in {"have", "be"}
    return past or auxiliary.modal == "should"


def _is_denied(state: State, before: Chunk) -> bool:
    """As in "nor did they", "on no account should they"."""
    if before.kind == "N":
        return state.phrases[before.ref].negated
    return before.kind == "C" and before.word in state.words.has("negative_conjunctions")


def _is_negator(state: State, chunk: Chunk) -> bool:
    return chunk.word in state.words.has("negators")


def _merge(state: State, auxiliary: NodeDraft, verb: NodeDraft) -> None:
    """Give the verb what its auxiliary says of time, mood and voice."""
    first = state.tags[verb.first]
    verb.form, verb.modal = "finite", auxiliary.modal
    verb.tense = auxiliary.tense or (None if auxiliary.modal else "present")
    if auxiliary.lemma == "be":
        verb.passive, verb.progressive = first == "VBN", first == "VBG"
        if first == "TO":
            verb.modal, verb.passive = "be to", verb.has_auxiliary and verb.passive
    elif auxiliary.lemma == "have":
        verb.perfect = True
        verb.passive = verb.has_auxiliary and state.tags[verb.head] == "VBN"
    elif first == "VBP":
        state.tags[verb.first] = "VB"
    verb.has_auxiliary = True
    verb.negated = verb.negated or auxiliary.negated
    state.absorbed[auxiliary.index] = verb.index
