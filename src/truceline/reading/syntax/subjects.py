"""Subjects: what stands before a verb, and the clause the verb becomes the head of."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft, PhraseDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.complements import give_complements, give_post
from truceline.reading.syntax.state import Clause, State, bare, in_list


def reports(state: State, node: NodeDraft | None) -> bool:
    """Whether a verb is one of saying."""
    return node is not None and state.is_in(node.lemma, "saying")


def takes_clause(state: State, node: NodeDraft | None) -> bool:
    """Whether a verb takes a clause with "that" or without."""
    return node is not None and (
        state.is_in(node.lemma, "clause_verbs") or state.is_in(node.lemma, "copular")
    )


def take_preverbal(state: State, gap: list[Chunk]) -> None:
    """Chunks before the verb of the open clause: its subject, and what stands in front."""
    clause = state.clause
    places = bare(gap, state.phrases, lists=True) or bare(gap, state.phrases)
    if not places:
        clause.fronted += give_post(state, [chunk for chunk in gap if chunk.kind != "A"])
        return
    chosen = subject_place(gap, places)
    group = in_list(gap, chosen, state.phrases)
    front = gap[: group[0]]
    if front and front[-1].kind == "N" and group[0] - 1 in places:
        clause.topic = front[-1].ref
    clause.fronted += give_post(state, front)
    clause.fronted += give_post(state, gap[group[0] :])
    clause.subject = [gap[place].ref for place in group]
    _link(state, clause.subject)


def _link(state: State, group: list[int]) -> None:
    negated = state.phrases[group[0]].negated
    for one in group:
        state.phrases[one].negated = state.phrases[one].negated or negated
        others = [other for other in group if other != one and other not in state.phrases[one].conjuncts]
        state.phrases[one].conjuncts.extend(others)


def subject_place(gap: list[Chunk], places: list[int]) -> int:
    """Of the bare nouns before a verb the subject: the first one that only appositions follow."""
    last = places[-1]
    for place in reversed(places[:-1]):
        between = gap[place + 1 : last]
        closed = any(chunk.kind == "," for chunk in gap[last + 1 :])
        comma = max((at for at, chunk in enumerate(between) if chunk.kind == ","), default=-1)
        if closed and comma >= 0 and gap[place + 1 + comma + 1].kind in {"N", "P"}:
            return place  # "six people, among them two children, were"
        break
    return last


def take_awaited(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """The verb an open clause waits for."""
    clause = state.clause
    gap = split_compound(state, node, gap)
    if (
        clause.waiting
        and clause.subject
        and (_tags_headline(state, node, gap) or _starts_again(state, node, gap))
    ):
        return
    if clause.subject or (
        state.left is not None and state.left.governor is None and clause.parent is None and clause.waiting
    ):
        places = bare(gap, state.phrases)
        fresh = bool(places) and (
            gap[in_list(gap, places[-1], state.phrases)[0] - 1].kind == ","
            if in_list(gap, places[-1], state.phrases)[0]
            else clause.node is None and state.left is None
        )
        if clause.relation == "relative" and clause.noun is not None and places:
            take_preverbal(state, gap)
        elif places and not clause.subject and (fresh or _is_beside(gap, places)):
            start = in_list(gap, subject_place(gap, places), state.phrases)[0]
            give_complements(state, state.left, gap[:start])
            take_preverbal(state, gap[start:])
        elif state.left is not None and clause.waiting:
            give_complements(state, state.left, gap)
        else:
            clause.fronted += give_post(state, [chunk for chunk in gap if chunk.kind != "A"])
    else:
        take_preverbal(state, gap)
    make_head(state, node, gap)


def _is_beside(gap: list[Chunk], places: list[int]) -> bool:
    """As in "after leaving the town the rebels": two nouns side by side, the object and the subject."""
    return len(places) > 1 and gap[places[-1] - 1].kind == "N"


def _tags_headline(state: State, node: NodeDraft, gap: list[Chunk]) -> bool:
    """As in "Army to leave Esk, minister says", "Two killed, says source": who says it stands behind."""
    clause = state.clause
    if clause.relation != "root" or clause.waiting[0].form == "gerund" or node.has_auxiliary:
        return False
    if not state.is_in(node.lemma, "tags_quotes") or node.form != "finite":
        return False
    places = bare(gap, state.phrases)
    start = in_list(gap, places[-1], state.phrases)[0] if places else len(gap)
    inverted = not places and state.following == "N"
    if not start or gap[start - 1].kind != "," or not (inverted or gap[-1].kind == "N"):
        return False
    give_complements(state, state.left, gap[: start - 1])
    promote(clause)
    said = clause.node
    assert said is not None
    state.clause = Clause(None, "root")
    if inverted:
        state.verb_first.add(node.index)
        state.clause.node = node
    else:
        take_preverbal(state, gap[start:])
        make_head(state, node, gap[start:])
    said.relation, said.governor = "reported", node.index
    return True


def _starts_again(state: State, node: NodeDraft, gap: list[Chunk]) -> bool:
    """As in "two wounded by a mine, a third died": the words before the comma were a headline."""
    clause = state.clause
    places = bare(gap, state.phrases)
    start = in_list(gap, places[-1], state.phrases)[0] if places else 0
    if clause.relation != "root" or clause.waiting[0].form != "participle" or not start:
        return False
    if gap[start - 1].kind != "," or gap[-1].kind != "N" or state.is_in(node.lemma, "tags_quotes"):
        return False
    give_complements(state, state.left, gap[: start - 1])
    promote(clause)
    again = Clause(None, "coordinate")
    again.governor = clause.node.index if clause.node is not None else None
    state.clause = again
    take_preverbal(state, gap[start:])
    make_head(state, node, gap[start:])
    return True


def promote(clause: Clause) -> None:
    """A clause without a finite verb: headlines ("3 killed in Idlib", "Turkey to withdraw")."""
    node = clause.waiting[0]
    if clause.subject and node.form in {"participle", "infinitive"}:
        node.subject = list(clause.subject)
        node.relation, node.noun = clause.relation, None
        node.governor = clause.governor
        if node.form == "infinitive":
            node.form, node.tense, node.modal = "finite", "future", "be to"
        else:
            node.tense = "past"
    elif node.relation != "relative":
        node.relation = "root"
        node.governor = clause.governor
    clause.node = node
    for other in clause.waiting[1:]:
        if other.governor is None:
            other.governor = node.index


def split_compound(state: State, node: NodeDraft, gap: list[Chunk]) -> list[Chunk]:
    """As in "in first days of truce fighters left": with no comma, the subject sticks to the noun before."""
    clause = state.clause
    if (
        clause.subject
        or clause.relation != "root"
        or state.left is not None
        or state.tags[node.first] == "VB"
    ):
        return gap
    opening = [place for place, chunk in enumerate(gap[:2]) if chunk.kind in {"A", ","}]
    if [gap[place].kind for place in opening] == ["A", ","]:  # "Nevertheless, amid ..."
        rest = split_compound(state, node, gap[2:])
        return [*gap[:2], *rest]
    if (
        not gap
        or gap[0].kind != "P"
        or any(chunk.kind in {",", "E"} for chunk in gap)
        or bare(gap, state.phrases)
    ):
        return gap
    for place, chunk in enumerate(gap):
        phrase = state.phrases[chunk.ref] if chunk.kind == "N" else None
        if phrase is None or phrase.head - phrase.first < 1 or phrase.owner is not None:
            continue
        if state.tags[phrase.head] == "NNS" and state.tags[phrase.head - 1] in {"NN", "NNP", "NNS"}:
            state.phrases.append(PhraseDraft(phrase.head, phrase.last, phrase.head, None))
            phrase.last, phrase.head = phrase.head, phrase.head - 1
            new = chunk._replace(ref=len(state.phrases) - 1, at=phrase.last)
            return [*gap[: place + 1], new, *gap[place + 1 :]]
    return gap


def make_head(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """Make a verb the head of the open clause."""
    clause = state.clause
    node.subject = list(clause.subject)
    node.relation = clause.relation
    node.marker = clause.marker
    node.noun = clause.noun
    node.governor = clause.governor
    node.oblique += clause.fronted
    clause.fronted = []
    add_adverbs(state, node, gap)
    clause.node = node
    for waiting in clause.waiting:
        waiting.governor = node.index
        of_a_noun = waiting.relation == "gerund" and waiting.marker == state.words.of_word
        if not waiting.subject and waiting.relation != "noun_complement" and not of_a_noun:
            waiting.subject = list(node.subject)
    clause.waiting = []
    if node.governor is None and node.relation != "root":
        state.orphans.append(node)
        return
    _adopt_fronted_clauses(state, node)
    if state.aside is not None:
        node.relation, node.governor, state.aside = "reported", state.aside.index, None
    node.question = node.question or (clause.relation == "root" and any(c.kind == "W" for c in gap))


def _adopt_fronted_clauses(state: State, node: NodeDraft) -> None:
    """Clauses in front of this one ("If X leaves, ...") now have what they depend on."""
    if node.governor is not None and node.relation not in {"reported", "complement"}:
        return
    said = -1 if node.governor is None else node.governor  # "he warned: if X attacks, we shall answer"
    for other in state.orphans:
        if other is not node and other.governor is None and other.index > said:
            other.governor = node.index
    state.orphans = [other for other in state.orphans if other.governor is None]


def _is_or_not(state: State, chunk: Chunk) -> bool:
    """As in "on following the deal or not": the words deny nothing."""
    tokens = state.tokens
    return chunk.at > 0 and tokens[chunk.at - 1].lower in state.words.has("or_words")


def add_adverbs(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """Adverbs before a verb since the last comma belong to it; negating ones negate it."""
    for chunk in reversed(gap):
        if chunk.kind == "A":
            if chunk.word in state.words.has("negators") and not _is_or_not(state, chunk):
                node.negated = True
            if chunk.at not in node.adverbs:
                node.adverbs.insert(0, chunk.at)
        elif chunk.kind in {",", "C", "M", "W", ":"}:
            break
