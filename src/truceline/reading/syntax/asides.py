"""Speakers put between commas: "Iran, they say, convinced them", "the shelling, he said, went on"."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.state import Resumed, State, bare, in_list
from truceline.reading.syntax.subjects import take_preverbal


def is_between_commas(state: State, node: NodeDraft) -> bool:
    """Whether a verb of saying closes with a comma and nothing it says follows (", he said, ...")."""
    says = state.is_in(node.lemma, "tags_quotes") and not node.has_auxiliary
    return says and state.following == "," and not state.goes_on


def _is_adjunct(before: list[Chunk]) -> bool:
    """As in "On Sunday, X said, rebels fired": when or where, in front of the speaker put between."""
    return bool(before) and before[0].kind == "P" and all(chunk.kind in {"P", "N"} for chunk in before)


def put_aside(state: State, node: NodeDraft, gap: list[Chunk]) -> bool:
    """Take a speaker between a subject and its verb out of the clause, which goes on waiting."""
    if state.aside is not None or not is_between_commas(state, node):
        return False
    places = bare(gap, state.phrases)
    start = in_list(gap, places[-1], state.phrases)[0] if places else 0
    if not start or gap[start - 1].kind != "," or any(chunk.kind in {"M", "W"} for chunk in gap):
        return False
    if not (state.clause.subject or places[0] < start or _is_adjunct(gap[: start - 1])):
        return False
    if start > 1:
        take_preverbal(state, gap[: start - 1])
    node.subject = [gap[place].ref for place in in_list(gap, places[-1], state.phrases)]
    node.relation = "root"
    state.aside, state.resumed = node, Resumed(state.left)
    return True
