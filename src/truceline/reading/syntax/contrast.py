"""Who is named only to say that it was somebody else: "X, not Y, fired", "not by X but by Y"."""

from __future__ import annotations

from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.state import State

_NOUN = (("N",), ("P", "N"))
_SIGNS = frozenset((",", ":"))


def without_contrast(state: State, chunks: list[Chunk]) -> list[Chunk]:
    """The chunks without those that are named to be set aside; the others keep their order."""
    negators = state.words.has("plain_negators")
    if not negators.isdisjoint([token.lower for token in state.tokens]):
        denied = [place for place, chunk in enumerate(chunks) if _is_not(state, chunk, negators)]
        for place in reversed(denied):
            chunks = _set_aside(chunks, place)
    return _without_cleft(state, chunks)


def _is_not(state: State, chunk: Chunk, negators: frozenset[str]) -> bool:
    """Whether a chunk is "not", or a noun phrase that begins so: "not the army"."""
    if chunk.kind == "N":
        phrase = state.phrases[chunk.ref]
        return phrase.negated and state.tokens[phrase.first].lower in negators
    return chunk.kind == "A" and chunk.word in negators


def _set_aside(chunks: list[Chunk], place: int) -> list[Chunk]:
    """Without "not X" at a place, and what ties it to the one who is meant."""
    end = place + 1 if chunks[place].kind == "N" else _noun_end(chunks, place + 1)
    if end == 0:
        return chunks
    after = chunks[end] if end < len(chunks) else None
    before = chunks[place - 1] if place else None
    if after is not None and after.kind == "C" and after.word == "but":
        return chunks[:place] + chunks[end + 1 :] if _noun_end(chunks, end + 1) else chunks
    if before is None or place < 2 or chunks[place - 2].kind != "N":  # noqa: PLR2004 - somebody before the sign
        return chunks
    if before.kind == "," and (after is None or after.kind in _SIGNS):
        closes = after is not None and after.kind == ","
        return chunks[: place - 1] + chunks[end + closes :]
    if before.kind == "C" and before.word == "and" and after is not None and after.kind == "V":
        return chunks[: place - 1] + chunks[end:]
    return chunks


def _noun_end(chunks: list[Chunk], place: int) -> int:
    """Where a noun phrase, with its preposition if it has one, ends; 0 where there is none."""
    kinds = tuple(chunk.kind for chunk in chunks[place : place + 2])
    for pattern in _NOUN:
        if kinds[: len(pattern)] == pattern:
            return place + len(pattern)
    return 0


def _without_cleft(state: State, chunks: list[Chunk]) -> list[Chunk]:
    """It was not X but Y who fired: it was Y."""
    for place in [place for place, chunk in enumerate(chunks) if chunk.word == "but"]:
        if place < 2 or place + 2 >= len(chunks):  # noqa: PLR2004 - a verb and a noun before it
            continue
        verb, first, but, second, who = chunks[place - 2 : place + 3]
        if (verb.kind, first.kind, but.kind, second.kind) != ("V", "N", "C", "N"):
            continue
        node = state.nodes[verb.ref]
        if node.lemma == "be" and node.negated and who.kind in {"W", "M"}:
            node.negated = False
            return chunks[: place - 1] + chunks[place + 1 :]
    return chunks
