"""Verbs that are not finite, -ing forms and participles: what they hang on and whose deed they tell."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.complements import give_complements
from truceline.reading.syntax.finite import finite
from truceline.reading.syntax.infinitives import own_subject, place_infinitive
from truceline.reading.syntax.opening import open_ahead
from truceline.reading.syntax.sharing import reporting
from truceline.reading.syntax.state import State, bare, last_weighty
from truceline.reading.syntax.subjects import add_adverbs, take_preverbal


def nonfinite(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """Place a verb that is not finite, given the chunks since the verb before it."""
    opening = next((place for place, c in enumerate(gap) if c.kind == "M" and place < len(gap) - 1), None)
    if opening is not None and node.form == "infinitive" and state.tags[node.first] == "VB":
        node.form = "finite"  # "demanded that the group withdraw"
        finite(state, node, gap)
        return
    if node.form == "participle":
        gap = open_ahead(state, gap)
    last = last_weighty(gap)
    kind = "" if last is None else last.kind
    if kind == "C" and _coordinated(state, node, gap):
        return
    if (
        kind == ","
        and state.left is not None
        and state.left.form == node.form != "finite"
        and _is_listed(state, node)
    ):
        _join(state, node, state.left, gap)
        return
    noun = last.ref if last is not None and kind == "N" else None
    if noun is not None and node.form != "infinitive" and state.phrases[noun].is_time:
        noun = None
    preposition = _preposition_before(gap, last) if noun is not None and last is not None else None
    governed = preposition is not None
    if preposition == state.words.of_word and node.form != "infinitive" and last is not None:
        above = _absolute(state, gap, last)
        if above is not None:
            noun, preposition = above.ref, _preposition_before(gap, above)
    state.for_subject = own_subject(state, gap, last) if node.form == "infinitive" else None
    state.of_noun = _content_before(state, gap, last) if node.form == "gerund" else None
    _settle(state, gap)
    node.relation, node.governor = "adverbial", _left_index(state)
    add_adverbs(state, node, gap)
    place = {"infinitive": place_infinitive, "gerund": _gerund, "participle": _participle}[node.form]
    place(state, node, last, noun, preposition if governed else None)
    if node.governor is None:
        state.clause.waiting.append(node)


def _left_index(state: State) -> int | None:
    return None if state.left is None else state.left.index


def _preposition_before(gap: list[Chunk], noun: Chunk) -> str | None:
    """The preposition that governs the last noun of a gap."""
    place = gap.index(noun)
    for chunk in reversed(gap[:place]):
        if chunk.kind == "P":
            return chunk.word
        if chunk.kind not in {"A", "Q", "q"}:
            return None
    return None


def _absolute(state: State, gap: list[Chunk], last: Chunk) -> Chunk | None:
    """As in "with two of nine convoys having left": the noun before "of" that "with" governs."""
    at = gap.index(last)
    if at < 3 or [chunk.kind for chunk in gap[at - 3 : at]] != ["P", "N", "P"]:  # noqa: PLR2004
        return None
    return gap[at - 2] if gap[at - 3].word in state.words.has("absolute_prepositions") else None


def _settle(state: State, gap: list[Chunk]) -> None:
    """Give the chunks before the verb to the verb on the left, or make them the waiting subject."""
    kept = [chunk for chunk in gap if chunk.kind != "A"]
    if state.left is None and state.clause.node is None:
        take_preverbal(state, kept)
    else:
        comma = max((place for place, chunk in enumerate(kept) if chunk.kind == ","), default=-1)
        tail = kept[comma + 1 :]
        if (
            state.clause.node is None
            and not state.clause.subject
            and comma >= 0
            and bare(tail, state.phrases)
        ):
            give_complements(state, state.left, kept[:comma])
            take_preverbal(state, tail)
        else:
            give_complements(state, state.left, kept)


# -- coordination ------------------------------------------------------------------------------


def _is_listed(state: State, node: NodeDraft) -> bool:
    """A comma between two verbs of one form makes a list if an "and" follows some verb later."""
    left = state.left
    return left is not None and left.form == node.form and node.form == "infinitive"


def _coordinated(state: State, node: NodeDraft, gap: list[Chunk]) -> bool:
    """As in "agreed to stop shelling and withdraw": join the nearest verb above that has the same form."""
    if node.form == "participle" and reporting(state, node) is not None:
        node.form, node.passive, node.tense = "finite", False, "past"
        state.tags[node.head] = "VBD"
        finite(state, node, gap)
        return True
    above = state.left
    seen = 0
    while above is not None and seen < 40:  # noqa: PLR2004 - deeper nesting than any writer's
        if _same_form(state, above, node):
            _join(state, node, above, gap)
            return True
        above = state.nodes[above.governor] if above.governor is not None else None
        seen += 1
    return False


def _same_form(state: State, above: NodeDraft, node: NodeDraft) -> bool:
    if node.form == "infinitive":
        return above.form == "infinitive" or (above.modal is not None and state.tags[node.first] == "VB")
    if node.form == "gerund":
        return above.form == "gerund" or above.progressive
    return above.form == "participle" or above.passive or above.perfect


def _join(state: State, node: NodeDraft, above: NodeDraft, gap: list[Chunk]) -> None:
    give_complements(state, state.left, gap)
    add_adverbs(state, node, gap)
    node.subject = list(above.subject)
    node.relation, node.governor = "coordinate", above.index
    node.marker = next((chunk.word for chunk in reversed(gap) if chunk.kind == "C"), None)
    node.noun = above.noun
    if above.form == "finite":
        node.form, node.modal, node.tense = "finite", above.modal, above.tense
        node.perfect, node.progressive = above.perfect, above.progressive
        node.passive = above.passive
        node.negated = node.negated or above.negated
    elif node.marker in state.words.has("negative_conjunctions"):
        node.negated = node.negated or above.negated


# -- -ing forms --------------------------------------------------------------------------------


def _content_before(state: State, gap: list[Chunk], last: Chunk | None) -> int | None:
    """As in "no sign of the tanks being withdrawn": the noun that what follows "of" fills."""
    if last is None or last.kind != "N":
        return None
    at = gap.index(last) - 2
    if at < 0 or gap[at].kind != "N" or gap[at + 1].word != state.words.of_word:
        return None
    return gap[at].ref if state.is_in(state.head_lemma(gap[at].ref), "content_nouns") else None


def _gerund(
    state: State, node: NodeDraft, last: Chunk | None, noun: int | None, preposition: str | None
) -> None:
    left = state.left
    node.subject = list(left.subject if left is not None else state.clause.subject)
    kind = "" if last is None else last.kind
    if last is not None and kind in {"P", "M"}:
        _governed_gerund(state, node, last)
    elif noun is not None and state.of_noun is not None:
        node.relation, node.noun = "noun_complement", state.of_noun
        node.subject = sorted([noun, *state.phrases[noun].conjuncts])
    elif noun is not None:
        _gerund_on_noun(state, node, noun, preposition)
    elif kind == "," and left is not None and state.is_in(node.lemma, "saying"):
        _go_on_saying(state, node, left)
    elif kind == "," and left is not None and left.governor is not None and _only_dates(state, left):
        node.governor = left.governor
        node.subject = list(state.nodes[left.governor].subject)
    elif left is not None and left.passive and kind == "" and state.is_in(left.lemma, "object_gerund"):
        node.relation = "complement"
    elif left is not None and kind == "" and _takes_gerund(state, left):
        node.relation = "complement"
        if left.passive and not left.subject:
            node.subject = []


def _only_dates(state: State, node: NodeDraft) -> bool:
    """As in "has struck ten times since the truce began, killing nine": a clause that bounds a time."""
    return node.relation == "adverbial" and node.marker in state.words.has("bounding_markers")


def _go_on_saying(state: State, node: NodeDraft, left: NodeDraft) -> None:
    """As in "denied they had fired, saying ...": who said the one says the other."""
    above: NodeDraft | None = left
    while above is not None and above.relation in {"reported", "complement", "infinitive"}:
        above = state.nodes[above.governor] if above.governor is not None else None
        if above is not None and state.is_in(above.lemma, "saying"):
            node.governor, node.subject = above.index, list(above.subject)
            return


def _takes_gerund(state: State, left: NodeDraft) -> bool:
    return state.is_in(left.lemma, "gerund") or state.is_in(left.lemma, "aspectual")


def _governed_gerund(state: State, node: NodeDraft, last: Chunk) -> None:
    """As in "accused X of shelling", "after shelling the town", "prevented X from leaving"."""
    left = state.left
    node.marker = last.word
    if left is None and last.word == state.words.of_word:
        node.subject = []  # "the process of leaving began": nobody is said to leave
    is_marker = last.kind == "M" or last.word in state.words.has("also_prepositions")
    node.relation = "adverbial" if is_marker else "gerund"
    if left is not None and left.object and state.is_in(left.lemma, "quoting"):
        node.subject = list(left.object)
    if left is None or is_marker or not left.object or not state.is_in(left.lemma, "object_gerund"):
        return
    if last.word in state.words.has("gerund_prepositions"):
        node.subject = list(left.object)


def _gerund_on_noun(state: State, node: NodeDraft, noun: int, preposition: str | None) -> None:
    left = state.left
    watched = left is not None and preposition is not None and state.is_in(left.lemma, "watching")
    if left is not None and watched and left.object:
        noun, preposition = left.object[-1], None  # "saw two men in uniforms laying wires"
    group = sorted([noun, *state.phrases[noun].conjuncts])
    node.subject = group
    if preposition in state.words.has("absolute_prepositions"):
        node.relation, node.marker = "adverbial", preposition
    elif (
        left is not None
        and preposition is None
        and noun in left.object
        and state.is_in(left.lemma, "object_gerund")
        and not state.is_in(node.lemma, "stative")
    ):
        node.relation = "complement"
    else:
        node.relation, node.noun = "relative", noun


# -- participles -------------------------------------------------------------------------------


def _participle(
    state: State, node: NodeDraft, last: Chunk | None, noun: int | None, preposition: str | None
) -> None:
    left = state.left
    del preposition
    kind = "" if last is None else last.kind
    if last is not None and kind in {"P", "M"}:
        node.marker = last.word
        node.relation = "adverbial"
        node.subject = list(left.subject if left is not None else state.clause.subject)
    elif noun is not None:
        ordered = left is not None and noun in left.object and state.is_in(left.lemma, "object_participle")
        node.relation, node.noun = ("complement", None) if ordered else ("relative", noun)
        node.subject = sorted([noun, *state.phrases[noun].conjuncts])
    elif kind == "," and state.last_noun is not None:
        node.relation, node.noun = "relative", state.last_noun
        if state.clause.node is None and state.clause.subject:
            node.noun = state.clause.subject[-1]
        node.subject = [node.noun]
    elif left is not None:
        node.relation = "complement"
        node.subject = list(left.subject)
