"""Finite verbs: which clause they head, whose subject they take, what closes before them."""

from __future__ import annotations

from truceline.reading.syntax.asides import is_between_commas, put_aside
from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.complements import give_complements
from truceline.reading.syntax.opening import open_clauses, see_markers
from truceline.reading.syntax.reduced import demote
from truceline.reading.syntax.sharing import fellow
from truceline.reading.syntax.state import Clause, Resumed, State, bare, in_list, last_weighty
from truceline.reading.syntax.subjects import (
    add_adverbs,
    make_head,
    reports,
    subject_place,
    take_awaited,
    take_preverbal,
    takes_clause,
)
from truceline.reading.syntax.tree import Relation

# A comma and what may close a quotation before it.
_COMMA_AND_QUOTE = 2


def finite(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """Place a finite verb, given the chunks since the verb before it."""
    gap = see_markers(state, gap)
    opening = next((place for place, chunk in enumerate(gap) if chunk.kind in {"M", "W"}), None)
    if opening is not None:
        open_clauses(state, node, gap, opening)
        return
    if state.clause.node is None:
        if not put_aside(state, node, gap):
            take_awaited(state, node, gap)
        return
    _after_a_verb(state, node, gap)


def _after_a_verb(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    places = _candidates(state, gap)
    last = last_weighty(gap)
    kind = "" if last is None else last.kind
    if kind == "C" or (kind == "," and not _is_enclosed(gap, places)):
        places = []
    if places:
        _with_subject(state, node, gap, places)
    else:
        _without_subject(state, node, gap)


def _candidates(state: State, gap: list[Chunk]) -> list[int]:
    """Where the subject may stand: after "and" too, unless the list before it can be the subject itself."""
    narrow = bare(gap, state.phrases, lists=True)
    wide = bare(gap, state.phrases)
    if any(gap[place].word in state.words.has("object_pronouns") for place in wide):
        narrow = [place for place in narrow if gap[place].word not in state.words.has("object_pronouns")]
        wide = [place for place in wide if gap[place].word not in state.words.has("object_pronouns")]
    left = state.left
    speaks = left is not None and (reports(state, left) or takes_clause(state, left))
    return wide if not narrow or (narrow[-1] == 0 and not speaks) else narrow


def _is_enclosed(gap: list[Chunk], places: list[int]) -> bool:
    """Whether the last noun stands between commas and after another: an apposition to the subject."""
    return len(places) > 1 and places[-1] > 0 and gap[places[-1] - 1].kind == ","


def _with_subject(state: State, node: NodeDraft, gap: list[Chunk], places: list[int]) -> None:
    chosen = subject_place(gap, places)
    left = state.left
    start = in_list(gap, chosen, state.phrases)[0]
    if left is not None and (reports(state, left) or (start == 0 and takes_clause(state, left))):
        chosen = start
    elif chosen != start and gap[chosen - 1].kind == "C" and not _opens_after(state, gap, start):
        start = chosen  # "shelled X and Y shelled ...": the last of the list begins a clause of its own
    start = _before_adjuncts(state, gap, start)
    before = gap[start - 1] if start else None
    kind = "" if before is None else before.kind
    outer = state.outer_waiting()
    if kind == "A" and start > 1:
        kind = gap[start - 2].kind
    if kind == "q":
        kind = ","
    if kind in {"Q", ":"} and left is not None:
        _fresh(state, node, gap, start, "quoted" if kind == "Q" and reports(state, left) else "root")
    elif outer is not None and (kind == "," or (left is not None and not takes_clause(state, left))):
        _pop_to(state, outer, node, gap, start if kind == "," else len(gap))
    elif kind == "C":
        _coordinate_clause(state, node, gap, start)
    elif kind == ",":
        _after_comma(state, node, gap, start)
    else:
        _unmarked(state, node, gap, start)


def _opens_after(state: State, gap: list[Chunk], start: int) -> bool:
    """Whether a comma or "but" stands right before a list, so that all of it is one subject."""
    before = gap[start - 1] if start else None
    if before is None:
        return False
    return before.kind == "," or (
        before.kind == "C" and before.word in state.words.has("contrast_conjunctions")
    )


def _before_adjuncts(state: State, gap: list[Chunk], start: int) -> int:
    """As in ", until Monday they" or "and in May the army": where the clause begins, not its subject."""
    at = start
    while at > 0 and gap[at - 1].kind in {"N", "A"}:
        if gap[at - 1].kind == "A":
            at -= 1  # ", so on Friday they"
            continue
        governed = at > 1 and gap[at - 2].kind == "P"
        if not governed and not state.phrases[gap[at - 1].ref].is_time:
            break
        at -= 2 if governed else 1
    return at if at and gap[at - 1].kind in {",", "C"} else start


def _pop_to(state: State, outer: Clause, node: NodeDraft, gap: list[Chunk], start: int) -> None:
    """A clause in front, or on the subject, is over: the outer one gets its verb."""
    while start and gap[start - 1].kind == "A":
        start -= 1  # ", which was agreed on Monday, never began"
    give_complements(state, state.left, gap[:start])
    state.clause = outer
    state.left = None
    if gap[start:]:
        take_preverbal(state, gap[start:])
    make_head(state, node, gap[start:])


def _fresh(state: State, node: NodeDraft, gap: list[Chunk], start: int, relation: Relation) -> None:
    """A clause that begins anew after a colon, a dash or an opening quotation mark."""
    governor = state.left.index if state.left is not None else None
    give_complements(state, state.left, gap[:start])
    parent = None if relation == "root" else state.clause
    state.clause = Clause(parent, relation)
    state.clause.governor = governor if relation != "root" else None
    take_preverbal(state, gap[start:])
    make_head(state, node, gap[start:])


def _coordinate_clause(state: State, node: NodeDraft, gap: list[Chunk], start: int) -> None:
    """As in "X shelled A and Y shelled B": beside the clause that is open."""
    cut = start - 1
    give_complements(state, state.left, gap[:cut])
    first = state.clause.node
    clause = Clause(state.clause.parent, "coordinate", state.clause.marker)
    clause.governor = first.index if first is not None else None
    state.clause = clause
    take_preverbal(state, gap[start:])
    make_head(state, node, gap[start:])
    node.marker = next((c.word for c in reversed(gap[:start]) if c.kind == "C"), None)


def _after_comma(state: State, node: NodeDraft, gap: list[Chunk], start: int) -> None:
    """As in ", X said": the speaker of what stands before; else a clause beside the outermost."""
    give_complements(state, state.left, gap[:start])
    opened, left = state.clause, state.left
    main = opened.top.node
    state.clause = Clause(None, "coordinate")
    state.clause.governor = main.index if main is not None else None
    take_preverbal(state, gap[start:])
    make_head(state, node, gap[start:])
    if main is not None and _tags_quote(state, node) and not _has_own_content(state, node):
        aside = is_between_commas(state, node)
        _make_speaker_of(node, main if aside else _first_of(state, main))
        if aside:
            state.clause, state.resumed = opened, Resumed(left)


def _tags_quote(state: State, node: NodeDraft) -> bool:
    if any(state.phrases[index].negated for index in node.subject):
        return False  # "nobody fired, nobody explained"
    if state.is_in(node.lemma, "tags_quotes"):
        return True
    following = state.chunks[state.place + 1 : state.place + 3]
    if not following or f"{node.lemma} {following[0].word}" not in state.words.has("goes_on"):
        return False
    return len(following) < _COMMA_AND_QUOTE or following[1].kind in {":", ",", "Q"}


def _has_own_content(state: State, node: NodeDraft) -> bool:
    """As in ", it responded to fire", ", it announced a truce": what it says stands after the verb."""
    following = state.chunks[state.place + 1] if state.place + 1 < len(state.chunks) else None
    if following is None:
        return False
    if following.kind == "N":
        return not (state.is_in(node.lemma, "addressing") or state.phrases[following.ref].is_time)
    return following.kind in {"P", "R"} and (node.lemma, following.word) in state.words.prepositional


def _first_of(state: State, main: NodeDraft) -> NodeDraft:
    """As in "X left, but Y stayed, Z said": a speaker at the end says all that is coordinated."""
    passed = {main.index}
    while main.relation == "coordinate" and main.governor is not None and main.governor not in passed:
        passed.add(main.governor)
        main = state.nodes[main.governor]
    return main


def _make_speaker_of(node: NodeDraft, main: NodeDraft) -> None:
    """Turn round: the verb of saying governs the main verb it follows."""
    node.relation, node.governor = "root", None
    if main.relation in {"root", "coordinate"}:
        main.relation, main.governor = "reported", node.index


def _unmarked(state: State, node: NodeDraft, gap: list[Chunk], start: int) -> None:
    """A subject right after a verb or its object: "said X left", "told reporters X left"."""
    left = state.left
    nouns = [chunk for chunk in gap[:start] if chunk.kind == "N"]
    if len(gap) == 1 and _belongs_above(state, left) and demote(state, node, gap):
        return
    give_complements(state, left, gap[:start])
    pronoun = state.tags[state.phrases[gap[start].ref].head] == "PRP"
    if left is not None and (reports(state, left) or takes_clause(state, left) or not nouns):
        clause = Clause(state.clause, "reported" if reports(state, left) else "complement")
        clause.governor = left.index
    elif nouns and pronoun and not state.phrases[nouns[-1].ref].is_time:
        clause = Clause(state.clause, "relative")
        clause.noun = nouns[-1].ref
        clause.governor = left.index if left is not None else None
        node.object.append(nouns[-1].ref)
    else:
        clause = Clause(None, "coordinate")
        clause.governor = left.index if left is not None else None
    state.clause = clause
    take_preverbal(state, gap[start:])
    make_head(state, node, gap[start:])


def _belongs_above(state: State, left: NodeDraft | None) -> bool:
    """As in "talks aimed at ending the war are to resume": the noun is the object of the verb before."""
    first = state.clause.node
    if left is None or left is first or left.form == "finite" or first is None or first.object:
        return False
    return not reports(state, left) and not takes_clause(state, left)


def _without_subject(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    last = last_weighty(gap)
    kind = "" if last is None else last.kind
    outer = state.outer_waiting()
    said = _said_without_that(state, node, gap) if kind == "," else None
    if said is not None:
        _take_from(state, said, node, gap)
    elif (noun := _named_before(state, node, gap, kind)) is not None:
        _with_named(state, node, gap, noun)
    elif kind == "E" and (reports(state, state.left) or takes_clause(state, state.left)):
        _there_is(state, node, gap)
    elif kind == "C":
        _coordinate(state, node, gap)
    elif kind == "," and outer is not None and outer.subject and not any(chunk.kind == "q" for chunk in gap):
        _pop_to(state, outer, node, gap, len(gap))  # "the OSCE, whose observers watch, said"
    elif (
        _tags_quote(state, node)
        and any(chunk.kind in {",", "q"} for chunk in gap)
        and not node.has_auxiliary
        and (_names_speaker(state) or any(chunk.kind == "q" for chunk in gap))
    ):
        give_complements(state, state.left, gap)
        _inverted(state, node)
    elif outer is not None:
        _pop_to(state, outer, node, gap, len(gap))
    elif kind != "," and demote(state, node, gap):
        return
    else:
        _coordinate(state, node, gap)


def _names_speaker(state: State) -> bool:
    """Whether somebody follows who can say what stands before, no thing as in ", wrote something"."""
    if state.following != "N":
        return False
    following = state.phrases[state.chunks[state.place + 1].ref]
    return state.tokens[following.head].lower not in state.words.has("no_speakers")


def _named_before(state: State, node: NodeDraft, gap: list[Chunk], kind: str) -> int | None:
    """As in "..., X, who leads the group, told reporters": the speaker that a clause of its own parts off."""
    if not _tags_quote(state, node) or node.has_auxiliary or state.outer_waiting() is not None:
        return None
    addresses = state.is_in(node.lemma, "addressing") and state.following == "N"
    if not addresses and (kind != "," or state.following == "N" or len(gap) > _COMMA_AND_QUOTE):
        return None
    clause: Clause | None = state.clause
    while clause is not None and (clause.relation != "relative" or clause.noun is None):
        clause = clause.parent
    if clause is None or clause.noun is None or clause.marker not in state.words.has("subject_relatives"):
        return None
    first = state.phrases[clause.noun].first
    return clause.noun if first and state.tags[first - 1] in {",", '"', "DT"} else None


def _with_named(state: State, node: NodeDraft, gap: list[Chunk], noun: int) -> None:
    """Give a verb of saying the subject that stands before a clause on it."""
    give_complements(state, state.left, gap)
    main = state.clause.top.node
    for phrase in state.phrases:
        if phrase.apposition == noun:
            phrase.apposition = None
    for other in state.nodes[: node.index]:
        if noun in other.object and other.noun != noun:
            other.object.remove(noun)
    state.clause = Clause(None, "coordinate")
    state.clause.governor = main.index if main is not None else None
    state.clause.subject = [noun]
    make_head(state, node, [])
    if main is not None and main is not node:
        _make_speaker_of(node, _first_of(state, main))


def _there_is(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """As in "said there had been shelling": the subject of what is said follows its verb."""
    start = next(place for place, chunk in enumerate(gap) if chunk.kind == "E")
    left = state.left
    assert left is not None
    give_complements(state, left, gap[:start])
    clause = Clause(state.clause, "reported" if reports(state, left) else "complement")
    clause.governor = left.index
    state.clause = clause
    make_head(state, node, gap[start:])


def _said_without_that(state: State, node: NodeDraft, gap: list[Chunk]) -> NodeDraft | None:
    """As in "X said Y, which denies it, had fired": what looks like the object of "said" is a subject."""
    for one in reversed(state.nodes[: node.index]):
        begins = one is state.left and gap[0].kind == "N"
        if state.is_in(one.lemma, "says_clauses") and (one.object or begins) and not one.passive:
            held = any(other.governor == one.index and other.relation == "reported" for other in state.nodes)
            return None if held else one
        if one.form == "finite" and one.relation != "relative":
            return None
    return None


def _take_from(state: State, said: NodeDraft, node: NodeDraft, gap: list[Chunk]) -> None:
    """A reported clause whose subject stands before what was put in between."""
    give_complements(state, state.left, gap)
    clause = Clause(None, "reported")
    clause.governor = said.index
    clause.subject = said.object[:1]
    said.object = []
    state.clause = clause
    make_head(state, node, gap)


def _inverted(state: State, node: NodeDraft) -> None:
    """As in "...", said X: the speaker follows."""
    main = state.clause.top.node
    state.clause = Clause(None, "root")
    state.clause.node = node
    state.verb_first.add(node.index)
    if main is not None:
        _make_speaker_of(node, _first_of(state, main))


def _coordinate(state: State, node: NodeDraft, gap: list[Chunk]) -> None:
    """As in "shelled X and killed Y": the same subject."""
    give_complements(state, state.left, [c for c in gap if c.kind != "A" or c.at < node.first - 3])
    state.clause = fellow(state, node)
    first = state.clause.node
    assert first is not None
    add_adverbs(state, node, gap)
    node.subject = list(first.subject)
    node.relation, node.governor = "coordinate", first.index
    node.marker = next((chunk.word for chunk in reversed(gap) if chunk.kind == "C"), None)
    node.noun = None
    state.clause.node = node
