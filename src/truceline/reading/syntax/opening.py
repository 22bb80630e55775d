"""Clauses opened by a word: that, if, after; who, which, where."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.complements import give_complements
from truceline.reading.syntax.state import Clause, State, bare, in_list, last_weighty
from truceline.reading.syntax.subjects import reports, take_awaited, take_preverbal, takes_clause
from truceline.reading.syntax.tree import Relation

_REACH = 60
"""Chunks looked ahead for the verb of the clause outside."""


def see_markers(state: State, gap: list[Chunk]) -> list[Chunk]:
    """As in "after the fighters left": a preposition before the only subject there is opens a clause."""
    held = state.words.has("also_prepositions")
    place = next(
        (at for at in range(len(gap) - 2, -1, -1) if gap[at].kind == "P" and gap[at].word in held), None
    )
    if place is None or not _may_mark(state, gap, place):
        return gap
    last = last_weighty(gap)
    if last is None or last.kind in {"C", ","} or gap[place + 1].kind not in {"N", "A", "E"}:
        return gap
    waited = state.outer_waiting() is not None or (place == 0 and state.left is None)
    if waited and not _verb_follows(state):
        return gap  # no verb would be left for the clause outside
    if not bare(gap[place + 1 :], state.phrases) and bare(gap[place + 1 :], state.phrases, times=True):
        return gap  # "since 18 December"
    waits = state.clause.node is None and bool(state.clause.subject)
    many = len(bare(gap[place + 1 :], state.phrases, times=True)) > 1
    alone = state.outer_waiting() is None and not many
    if waits or not (alone or _is_one_group(gap[place + 1 :], state)):
        return gap
    return [*gap[:place], gap[place]._replace(kind="M"), *gap[place + 1 :]]


def _may_mark(state: State, gap: list[Chunk], place: int) -> bool:
    """Whether no other word opens the clause, or only a "that" before: "said that after X left, Y came"."""
    opened = [at for at, chunk in enumerate(gap) if chunk.kind in {"M", "W"}]
    return not opened or (opened == [place - 1] and gap[place - 1].word == "that" and _verb_follows(state))


def _verb_follows(state: State) -> bool:
    """Whether a finite verb follows that no marker or relative word right before it claims."""
    opened = False
    for chunk in state.chunks[state.place + 1 : state.place + 1 + _REACH]:
        if chunk.kind == "V":
            if state.nodes[chunk.ref].form == "finite" and not opened:
                return True
            opened = False
        elif chunk.kind in {"M", "W"}:
            opened = True
    return False


def _is_one_group(gap: list[Chunk], state: State) -> bool:
    places = bare(gap, state.phrases, times=True)
    return bool(places) and in_list(gap, places[-1], state.phrases) == places


def open_clauses(state: State, node: NodeDraft, gap: list[Chunk], opening: int | None) -> None:
    """Markers or relative words stand between: what is before each belongs to the left."""
    chunk, before, marked = gap[0], gap[:0], False
    while opening is not None:
        before, chunk, gap = gap[:opening], gap[opening], gap[opening + 1 :]
        antecedent = _close_left(state, before, marked=marked)
        marked = chunk.kind == "M"
        if _is_in_front(state, chunk):
            state.clause = Clause(state.clause, "adverbial", chunk.word)
        elif chunk.kind == "W":
            _open_relative(state, chunk, antecedent, before)
        else:
            _open_marked(state, chunk, antecedent, before)
        opening = next((place for place, one in enumerate(gap) if one.kind in {"M", "W"}), None)
    take_awaited(state, node, gap)
    if chunk.word in state.words.has("owner_relatives") and state.clause.subject:
        _own(state, state.clause)
    if chunk.kind == "W":
        _relative_object(state, node, chunk, governed=bool(before) and before[-1].kind == "P")


def open_ahead(state: State, gap: list[Chunk]) -> list[Chunk]:
    """As in "X left, while Y, reached by telephone, denied it": Y opens a clause whose verb is to come.

    Returns the chunks that are left for the participle.
    """
    opening = next((place for place, chunk in enumerate(gap) if chunk.kind == "M"), None)
    if opening is None or state.left is None or gap[opening].word not in state.words.has("contrasting"):
        return gap
    subject = gap[opening + 1 : -1]
    is_subject = bool(subject) and all(chunk.kind in {"N", "P", "A"} for chunk in subject)
    if not is_subject or gap[-1].kind != "," or not _verb_follows(state):
        return gap
    before = gap[:opening]
    _open_marked(state, gap[opening], _close_left(state, before, marked=False), before)
    take_preverbal(state, subject)
    return gap[-1:]


def _close_left(state: State, before: list[Chunk], *, marked: bool) -> int | None:
    """Give the chunks before a marker their place; the noun a relative clause would hang on.

    `marked`: a marker stands before them, and what it opened waits for its subject ("whether X, which ...").
    """
    if state.clause.node is None and (marked or not _left_is_open(state)):
        take_preverbal(state, before)
    else:
        _give_left(state, before)
    nouns = [chunk.ref for chunk in before if chunk.kind == "N"]
    timeless = [index for index in nouns if not state.phrases[index].is_time]
    return (timeless or nouns)[-1] if nouns else None


def _left_is_open(state: State) -> bool:
    return state.left is not None


def _give_left(state: State, gap: list[Chunk]) -> None:
    give_complements(state, state.left, gap)


def _content_noun(state: State, before: list[Chunk], antecedent: int | None) -> int | None:
    """As in "the claim of the channel that jets struck": the noun of saying stands before another's name."""
    expected = "N"
    for chunk in reversed(before):
        if chunk.kind in {"A", "Q", "q"}:
            continue
        if chunk.kind != expected:
            break
        if chunk.kind == "N" and state.is_in(state.head_lemma(chunk.ref), "content_nouns"):
            return chunk.ref
        expected = "P" if expected == "N" else "N"
    left = state.left
    if (
        left is not None
        and left.relation == "relative"
        and left.form == "participle"
        and left.noun is not None
    ):
        return left.noun if state.is_in(state.head_lemma(left.noun), "content_nouns") else antecedent
    return antecedent


def _is_governed(before: list[Chunk], noun: int | None) -> bool:
    """Whether a preposition stands before a noun, as in "said in a statement that"."""
    return any(
        chunk.kind == "N" and chunk.ref == noun and at > 0 and before[at - 1].kind == "P"
        for at, chunk in enumerate(before)
    )


def _open_marked(state: State, chunk: Chunk, antecedent: int | None, before: list[Chunk]) -> None:
    """that, if, unless, while ...: a reported, complement or adverbial clause."""
    left = state.left
    ends = before[-1].kind if before else ""
    left = _left_of_colon(state, left) if ends == ":" and chunk.word != "that" else left
    comma, joined = ends == ",", ends == "C"
    parent = state.clause
    relation: Relation = "adverbial"
    governor = left.index if left is not None else None
    noun: int | None = None
    if chunk.word in state.words.has("content_markers"):
        antecedent = _content_noun(state, before, antecedent)
        last = state.lemmas[state.phrases[antecedent].head] if antecedent is not None else ""
        if joined and parent.parent is not None and parent.marker == chunk.word:
            _reopen(state, parent)
            return
        spread = _spread(state)
        if spread is not None:
            antecedent, last = spread, state.head_lemma(spread)
        told = left is not None and reports(state, left) and _is_governed(before, antecedent)
        if (
            antecedent is not None
            and state.is_in(last, "content_nouns")
            and chunk.word == "that"
            and not told
        ):
            relation, noun = "noun_complement", antecedent
        elif left is not None and reports(state, left):
            relation = "reported"
        elif antecedent is not None and chunk.word == "that" and not comma and not takes_clause(state, left):
            relation, noun = "relative", antecedent
        elif left is not None and chunk.word in {"that", "whether"}:
            relation = "complement"
        elif left is not None and chunk.word == "if" and _asks(state, left, chunk):
            relation = "reported" if state.is_in(left.lemma, "asking") else "complement"
    clause = Clause(parent, relation, chunk.word)
    clause.governor, clause.noun = governor, noun
    if relation == "relative" and noun is not None:
        clause.subject = [noun]
    state.clause = clause


def _asks(state: State, left: NodeDraft, chunk: Chunk) -> bool:
    """Whether "if" asks, as in "did not know if", "it is unclear if"."""
    before = state.tokens[chunk.at - 1].lower if chunk.at else ""
    return state.is_in(left.lemma, "asking") or before in state.words.has("open_adjectives")


def _is_in_front(state: State, chunk: Chunk) -> bool:
    """As in "said that if X attacks, Y will flee": what it opens hangs on the verb that is still to come."""
    clause = state.clause
    if clause.node is not None or clause.marker != "that" or clause.subject:
        return False
    return chunk.word in state.words.has("time_markers") if chunk.kind == "W" else chunk.word != "that"


def _spread(state: State) -> int | None:
    """As in "claims emerged on Monday that": a verb without object, and its subject what is told."""
    left = state.left
    if left is None or left.object or not left.subject or not state.is_in(left.lemma, "spreading"):
        return None
    subject = left.subject[0]
    return subject if state.is_in(state.head_lemma(subject), "content_nouns") else None


def _left_of_colon(state: State, left: NodeDraft | None) -> NodeDraft | None:
    """As in "we warn them: if they attack, we shall answer": a sentence of its own, with nothing before."""
    if left is None:
        return None
    outer = Clause(state.clause, "reported") if reports(state, left) else Clause(None, "root")
    outer.governor = left.index if outer.relation == "reported" else None
    state.clause, state.left = outer, None
    return None


def _reopen(state: State, clause: Clause) -> None:
    """As in "said that X and that Y": a second clause beside the first."""
    again = Clause(clause.parent, clause.relation, clause.marker)
    again.governor, again.noun = clause.governor, clause.noun
    state.clause = again


def _open_relative(state: State, chunk: Chunk, antecedent: int | None, before: list[Chunk]) -> None:
    """who, which, where, what: a relative clause on the noun before, or a question of its own."""
    left = state.left
    if chunk.ref >= 0:
        _open_free(state, chunk)
        return
    ends_with_noun = bool(before) and next(
        (one.kind in {"N", ")"} for one in reversed(before) if one.kind not in {",", "A", "P", "Q", "q"}),
        False,
    )
    if chunk.word in state.words.has("subject_relatives") and before and before[-1].kind == "P":
        ends_with_noun = False  # "no information about who did it"
    clause = Clause(state.clause, "complement", chunk.word)
    clause.governor = left.index if left is not None else None
    if chunk.word in state.words.has("time_markers"):
        clause.relation = "adverbial"
    elif antecedent is not None and ends_with_noun and chunk.word not in state.words.has("question_words"):
        clause.relation, clause.noun = "relative", antecedent
        group = [antecedent, *state.phrases[antecedent].conjuncts]
        clause.subject = [one for one in group if state.phrases[one].first <= state.phrases[antecedent].first]
        if chunk.word in state.words.has("place_relatives"):
            clause.subject = []
    elif chunk.word in state.words.has("time_relatives"):
        clause.relation = "adverbial"
    elif left is not None and reports(state, left):
        clause.relation = "reported"
    state.clause = clause


def _open_free(state: State, chunk: Chunk) -> None:
    """As in "whoever says so lies", "punish whoever did it": the word is a noun and opens a clause on it."""
    left, parent = state.left, state.clause
    clause = Clause(parent, "relative", chunk.word)
    clause.noun, clause.subject = chunk.ref, [chunk.ref]
    if left is not None:
        clause.governor = left.index
        if not left.passive and left.lemma not in state.words.has("intransitive"):
            left.object.append(chunk.ref)
    elif parent.node is None and not parent.subject:
        parent.subject = [chunk.ref]
    state.clause = clause


def _own(state: State, clause: Clause) -> None:
    """As in "the OSCE, whose observers verify": the noun before owns the subject."""
    subject = state.phrases[clause.subject[0]]
    if clause.relation == "relative" and subject.owner is None and clause.noun != clause.subject[0]:
        subject.owner = clause.noun


def _relative_object(state: State, node: NodeDraft, chunk: Chunk, *, governed: bool) -> None:
    """As in "the weapons which they withdrew": with a subject of its own, the noun is the object."""
    clause = state.clause
    if clause.relation != "relative" or clause.noun is None or clause.noun in node.subject:
        return
    if chunk.word not in state.words.has("place_relatives") and not node.passive and not governed:
        node.object.append(clause.noun)
