"""Infinitives: what they hang on and whose deed they tell."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.state import State, in_list


def place_infinitive(
    state: State, node: NodeDraft, last: Chunk | None, noun: int | None, preposition: str | None
) -> None:
    """Say what an infinitive hangs on and who does it."""
    left = state.left
    if state.for_subject is not None and not _is_controlled(state, left):
        _with_own_subject(state, node, state.for_subject)
        return
    if (
        noun is not None
        and state.is_in(state.head_lemma(noun), "infinitive_nouns")
        and not (
            left is not None
            and preposition in {None, left.particle}
            and state.is_in(left.lemma, "object_control")
            and not left.passive
        )
    ):
        _of_noun(state, node, noun)
        return
    in_order = last is not None and last.kind == "M"
    if last is not None and in_order:
        node.marker = last.word
    if left is None:
        _in_front(state, node)
        return
    node.subject = _controller(state, left, noun, preposition)
    control = noun is not None and state.is_in(left.lemma, "object_control")
    host = _complement_noun(state, left) if noun is not None and not control else None
    if host is not None:
        _of_noun(state, node, host)
    elif noun is None or control or left.passive or state.is_in(left.lemma, "subject_control"):
        node.relation = "adverbial" if in_order or (last is not None and last.kind == ",") else "infinitive"
    if node.relation == "adverbial":
        node.marker = node.marker or "to"


def _in_front(state: State, node: NodeDraft) -> None:
    """As in "fighters due to leave were seen": an infinitive before any other verb hangs on the subject."""
    node.subject = list(state.clause.subject)
    if node.subject and state.is_in(state.head_lemma(node.subject[-1]), "infinitive_nouns"):
        node.subject = []  # "an attempt by X to leave": the attempt leaves nothing
        _of_noun(state, node, state.clause.subject[-1])
    elif state.clause.subject:
        node.noun = state.clause.subject[-1]
        node.relation = "noun_complement"
    else:
        node.marker = node.marker or "to"


def _is_controlled(state: State, left: NodeDraft | None) -> bool:
    """As in "called for them to leave": the verb itself says who leaves."""
    return left is not None and state.is_in(left.lemma, "object_control") and not left.object


def own_subject(state: State, gap: list[Chunk], last: Chunk | None) -> tuple[list[int], int | None] | None:
    """As in "the deadline for groups to leave": who leaves, and the noun it is said of."""
    if last is None or last.kind != "N":
        return None
    group = in_list(gap, gap.index(last), state.phrases)
    at = group[0] - 1
    if at < 0 or gap[at].kind != "P" or gap[at].word not in state.words.has("infinitive_subjects"):
        return None
    held = state.words.has("infinitive_nouns")
    host: int | None = None
    while at > 0 and host is None and gap[at].kind == "P" and gap[at - 1].kind == "N":
        host = gap[at - 1].ref if state.head_lemma(gap[at - 1].ref) in held else None
        at -= 2
    return [gap[place].ref for place in group], host


def _with_own_subject(state: State, node: NodeDraft, told: tuple[list[int], int | None]) -> None:
    node.subject, host = list(told[0]), told[1]
    left = state.left
    if host is not None:
        node.relation, node.noun = "noun_complement", host
    elif left is not None and state.is_in(left.lemma, "copular"):
        node.relation = "infinitive"  # "it is vital for them to leave"
    else:
        node.marker = "to"


def _complement_noun(state: State, left: NodeDraft) -> int | None:
    """As in "reached an agreement with X to withdraw": the object that takes the infinitive."""
    for one in left.object:
        if state.is_in(state.head_lemma(one), "infinitive_nouns"):
            return one
    return None


def _of_noun(state: State, node: NodeDraft, noun: int) -> None:
    """As in "its refusal to withdraw": the possessor does it; "made a decision to": the verb's subject."""
    phrase = state.phrases[noun]
    node.relation, node.noun = "noun_complement", noun
    left = state.left
    if phrase.owner is not None:
        node.subject = [phrase.owner]
    else:
        doers = [
            index for preposition, index in phrase.post if preposition in state.words.has("doer_prepositions")
        ]
        if doers:
            node.subject = doers
        elif (
            left is not None
            and not left.passive
            and noun in left.object
            and state.is_in(left.lemma, "own_deed")
        ):
            node.subject = list(left.subject)


def _controller(state: State, left: NodeDraft, noun: int | None, preposition: str | None) -> list[int]:
    """Who does what an infinitive says."""
    if noun is not None and state.is_in(left.lemma, "object_control") and not left.passive:
        if preposition is None:
            group = [noun, *state.phrases[noun].conjuncts]
            return sorted(group)
        if preposition in state.words.has("control_prepositions") and not state.phrases[noun].is_time:
            return sorted([noun, *state.phrases[noun].conjuncts])
        if left.object:
            return list(left.object)
        for before, other in reversed(left.oblique[-4:]):
            if before in state.words.has("control_prepositions") and not state.phrases[other].is_time:
                return sorted([other, *state.phrases[other].conjuncts])
    if preposition == "for" and noun is not None:
        return [noun]
    return list(left.subject)
