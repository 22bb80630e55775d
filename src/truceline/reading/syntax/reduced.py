"""Verbs that turn out to be participles, and relative clauses that no word opens."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.complements import give_complements
from truceline.reading.syntax.state import State, bare, last_weighty
from truceline.reading.syntax.subjects import make_head, reports, takes_clause


def is_reduced(state: State, node: NodeDraft, gap: list[Chunk]) -> bool:
    """As in "deals reached with X" after a verb: a form in -ed on a noun, with no object behind it."""
    last = last_weighty(gap)
    if last is None or last.kind != "N" or state.clause.node is None or node.head != node.first:
        return False
    if (
        state.tags[node.head] != "VBD"
        or state.outer_waiting() is not None
        or state.following in {"N", "R", "J"}
    ):
        return False
    at = gap.index(last)
    if any(chunk.kind in {"M", "W", "E"} for chunk in gap):
        return False
    if at and gap[at - 1].kind in {"C", ",", "q", "Q", ":"}:
        return False  # "stayed closed: the army refused"
    if _has_agent(state, gap) or _asks_that(state, node):
        return False
    left = state.left
    speaks = left is not None and (reports(state, left) or takes_clause(state, left))
    refused = state.is_in(node.lemma, "intransitive") or state.is_in(node.lemma, "tags_quotes")
    return _can_be_participle(state, node) and not speaks and not refused and not bare(gap, state.phrases)[1:]


def _asks_that(state: State, node: NodeDraft) -> bool:
    """As in "so in May the residents demanded that": no participle on a noun has such a clause."""
    following = state.chunks[state.place + 1] if state.following == "M" else None
    is_that = following is not None and following.word in state.words.has("that_words")
    return is_that and (reports(state, node) or takes_clause(state, node))


def _has_agent(state: State, gap: list[Chunk]) -> bool:
    """As in "a shell fired by X landed": the first verb tells by whom, so it is the participle."""
    first = state.clause.node
    if first is None or first.has_auxiliary or first.object or first is not state.left:
        return False
    agents = state.words.has("passive_prepositions")
    by = any(chunk.kind == "P" and chunk.word in agents for chunk in gap)
    return by and not any(chunk.kind == "N" for chunk in gap[:1]) and _can_be_participle(state, first)


def _can_be_participle(state: State, node: NodeDraft) -> bool:
    entry = state.words.entry(state.form(node.head))
    return entry is None or "VBN" in entry.tags


def demote(state: State, node: NodeDraft, gap: list[Chunk]) -> bool:
    """Two verbs for one subject: the first was a participle ("fighters detained in May were freed")."""
    first = state.clause.node
    if (
        first is None
        or first.has_auxiliary
        or state.tags[first.head] not in {"VBD", "VBN"}
        or not first.subject
    ):
        return False
    clause = state.clause
    topic = clause.topic
    if not _can_be_participle(state, first):
        if topic is None:
            return False
        give_complements(state, state.left, gap)
        _contact_relative(state, node, first, topic)
        return True
    give_complements(state, state.left, gap)
    state.tags[first.head] = "VBN"
    first.form, first.passive, first.tense = "participle", True, None
    noun = first.subject[-1]
    clause.node = None
    clause.fronted = []
    was = (first.relation, first.marker, first.governor, first.noun)
    make_head(state, node, [])
    node.relation, node.marker, node.governor, node.noun = was
    node.subject = list(first.subject)
    first.relation, first.marker, first.governor, first.noun = "relative", None, node.index, noun
    return True


def _contact_relative(state: State, node: NodeDraft, first: NodeDraft, topic: int) -> None:
    """As in "the weapons they withdrew were seen": no word opens the relative clause."""
    clause = state.clause
    was = (first.relation, first.marker, first.governor, first.noun)
    clause.subject, clause.node, clause.topic = [topic], None, None
    make_head(state, node, [])
    node.relation, node.marker, node.governor, node.noun = was
    first.relation, first.marker, first.governor, first.noun = "relative", None, node.index, topic
    first.object.append(topic)
