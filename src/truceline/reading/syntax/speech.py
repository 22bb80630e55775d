"""Who says what: verbs of saying with their clauses, "according to", quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading.span import Token
from truceline.reading.syntax.builder import PhraseDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.state import State
from truceline.reading.syntax.words import Words

_SIGNS = frozenset((":", "-"))
_LONGEST_LABEL = 5
"""Chunks of the words that say whose a line is."""


def speakers(state: State, chunks: list[Chunk]) -> list[tuple[int, int, int]]:
    """(phrase of the speaker, node of the verb of saying or -1, node of what is said or -1)."""
    found: list[tuple[int, int, int]] = []
    for node in state.nodes:
        if node.relation in {"reported", "quoted"} and node.governor is not None:
            saying = state.nodes[node.governor]
            doers = saying.subject
            if saying.object and state.is_in(saying.lemma, "quoting"):
                doers = saying.object  # "Reuters quoted two officials as saying"
            elif saying.passive:
                doers = [index for preposition, index in saying.oblique if preposition == "by"]
            found += [(phrase, saying.index, node.index) for phrase in doers]
    found += _according(state, chunks)
    return found


def _according(state: State, chunks: list[Chunk]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    sources = state.words.has("source_prepositions")
    for place, chunk in enumerate(chunks[:-1]):
        if chunk.kind == "P" and chunk.word in sources and chunks[place + 1].kind == "N":
            found.append((chunks[place + 1].ref, -1, -1))
    return found


def quotes(chunks: list[Chunk], size: int) -> list[tuple[int, int]]:
    """Token ranges between quotation marks; one left open runs to the end."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for chunk in chunks:
        if chunk.kind == "Q" and opened is None:
            opened = chunk.at + 1
        elif chunk.kind == "q" and opened is not None:
            found.append((opened, chunk.at))
            opened = None
    if opened is not None:
        found.append((opened, size))
    return [(first, last) for first, last in found if first < last]


def part_source(
    chunks: list[Chunk],
    phrases: Sequence[PhraseDraft],
    tokens: Sequence[Token],
    lemmas: Sequence[str],
    words: Words,
) -> tuple[list[Chunk], list[int]]:
    """Part off whose words a line is where a sign says so: "Army: we fired", "X to leave - source".

    Returns the chunks left and the phrases that name the source.
    """
    signs = [place for place, chunk in enumerate(chunks) if chunk.kind == ":" and chunk.word in _SIGNS]
    if not signs:
        return chunks, []

    def is_source(part: list[Chunk], *, quoted: bool = False) -> bool:
        if not part or part[0].kind != "N" or any(one.kind not in {"N", "P"} for one in part):
            return False
        if quoted:
            return True
        head = phrases[part[0].ref].head
        return lemmas[head] in words.has("source_nouns") or _is_short_name(tokens[head].text)

    start = _lead(chunks, phrases, tokens)
    first, last = next((place for place in signs if place >= start), 0), signs[-1]
    quoted = first + 1 < len(chunks) and chunks[first + 1].kind == "Q"
    is_near = start < first <= start + _LONGEST_LABEL and chunks[first].word == ":"
    if is_near and is_source(chunks[start:first], quoted=quoted):
        return [*chunks[:start], *chunks[first + 1 :]], [chunks[start].ref]
    tail = [chunk for chunk in chunks[last + 1 :] if not (chunk.kind == ":" and chunk.word == ".")]
    if last > 1 and chunks[last].word == "-" and len(tail) <= _LONGEST_LABEL and is_source(tail):
        return chunks[:last], [tail[0].ref]
    return chunks, []


def _lead(chunks: list[Chunk], phrases: Sequence[PhraseDraft], tokens: Sequence[Token]) -> int:
    """Bullets and hours in front of an entry: "- (12:20) Reporter: ..."."""
    start = 0
    while start < len(chunks):
        chunk = chunks[start]
        if chunk.kind == "N" and not tokens[phrases[chunk.ref].head].text[0].isdigit():
            break
        if chunk.kind not in {"N", "(", ")"} and (chunk.kind != ":" or chunk.word == ":"):
            break
        start += 1
    return start


def _is_short_name(text: str) -> bool:
    """As in "UN", "SOHR": a name of capitals."""
    return len(text) > 1 and text.isalpha() and text.isupper()
