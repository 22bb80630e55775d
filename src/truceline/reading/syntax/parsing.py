"""From tokens to a Parse: tags, chunks, clauses, speakers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from truceline.reading.span import Token
from truceline.reading.syntax.chunks import Chunk, Chunker
from truceline.reading.syntax.clauses import link, turn_passive
from truceline.reading.syntax.gapping import share_addressing
from truceline.reading.syntax.speech import part_source, quotes, speakers
from truceline.reading.syntax.state import State
from truceline.reading.syntax.tagger import Tagged, tag_words
from truceline.reading.syntax.tree import Attachment, Node, Parse, Phrase
from truceline.reading.syntax.words import Words

Ranges = Sequence[tuple[int, int]]
"""Token ranges `[first, last)`."""
Given = tuple[tuple[Token, ...], Ranges, Ranges]
"""A sentence to parse: its tokens, those that are names, those of expressions of time."""


def parse(tokens: tuple[Token, ...], words: Words, names: Ranges = (), times: Ranges = ()) -> Parse:
    """The structure of one sentence.

    `names` are token ranges known to be names of actors and places, `times` those of expressions of
    time: each is a phrase of its own, never part of a subject.
    """
    return parse_all([(tokens, names, times)], words)[0]


def parse_all(sentences: Iterable[Given], words: Words) -> list[Parse]:
    """The structures of several sentences, which go through each step together: see `Marking`."""
    tagged = [(*one, tag_words(one[0], words, one[1])) for one in sentences]
    chunked = [_chunked(words, *one) for one in tagged]
    for one in chunked:
        _link(one)
    return [_done(one) for one in chunked]


class _Chunked(NamedTuple):
    """One sentence while its clauses are being linked."""

    tokens: tuple[Token, ...]
    state: State
    chunks: list[Chunk]
    source: list[int]
    """Phrases that say whose words the line is."""


def _chunked(
    words: Words, tokens: tuple[Token, ...], names: Ranges, times: Ranges, tagged: Tagged
) -> _Chunked:
    tags, lemmas, joins = tagged
    chunker = Chunker(tokens, tags, lemmas, words, joins, times=times, names=names)
    chunks, source = part_source(chunker.run(), chunker.phrases, tokens, lemmas, words)
    state = State(chunker.phrases, chunker.nodes, tags, lemmas, words, tokens=tokens)
    state.asks = chunker.asks
    return _Chunked(tokens, state, chunks, source)


def _link(sentence: _Chunked) -> None:
    state = sentence.state
    link(state, sentence.chunks)
    share_addressing(state)
    turn_passive(state)
    if state.absorbed:
        _drop_absorbed(state)


def _done(sentence: _Chunked) -> Parse:
    tokens, state, chunks, source = sentence
    said = [*speakers(state, chunks), *((phrase, -1, -1) for phrase in source)]
    phrases = tuple([draft.done() for draft in state.phrases])
    nodes = tuple([draft.done() for draft in state.nodes])
    return Parse(
        tokens,
        tuple(state.tags),
        tuple(state.lemmas),
        phrases,
        nodes,
        tuple(said),
        tuple(quotes(chunks, len(tokens))),
        {at: node.index for node in nodes for at in range(node.first, node.last)},
        {at: index for index, phrase in enumerate(phrases) for at in range(phrase.first, phrase.last)},
        _attached(phrases, nodes),
    )


def _drop_absorbed(state: State) -> None:
    """Take out auxiliaries that belong to a verb after the subject, and number the rest anew."""
    kept = [node for node in state.nodes if node.index not in state.absorbed]
    number = {node.index: place for place, node in enumerate(kept)}
    for node in kept:
        node.index = number[node.index]
        while node.governor in state.absorbed:
            node.governor = state.absorbed[node.governor]
        if node.governor is not None:
            node.governor = number[node.governor]
            if node.governor == node.index:
                node.governor = None
    state.nodes = kept


def _attached(phrases: Sequence[Phrase], nodes: Sequence[Node]) -> dict[int, Attachment]:
    """What each phrase hangs on; the verb it is subject of in its own clause goes before inherited ones."""
    found: dict[int, Attachment] = {}
    for index, phrase in enumerate(phrases):
        if phrase.owner is not None and phrases[phrase.owner].last + 1 >= phrase.first:
            found[phrase.owner] = ("phrase", index, "'s")
        for preposition, other in phrase.post:
            found[other] = ("phrase", index, preposition)
        if phrase.apposition is not None:
            found.setdefault(phrase.apposition, ("phrase", index, "apposition"))
    _attach_to_nodes(nodes, found)
    return found


def _attach_to_nodes(nodes: Sequence[Node], found: dict[int, Attachment]) -> None:
    inherited: list[Node] = []
    for node in nodes:
        for preposition, other in node.oblique:
            found.setdefault(other, ("node", node.index, preposition))
        for other in node.object:
            found.setdefault(other, ("node", node.index, "object"))
        if node.relation in {"relative", "infinitive", "gerund"}:
            inherited.append(node)
            continue
        for other in node.subject:
            found.setdefault(other, ("node", node.index, "subject"))
    for node in inherited:
        for other in node.subject:
            found.setdefault(other, ("node", node.index, "subject"))
