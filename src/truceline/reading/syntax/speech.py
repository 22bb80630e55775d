"""Who says what: verbs of saying with their clauses, "according to", quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from truceline.reading.span import Token
from truceline.reading.syntax.builder import NodeDraft, PhraseDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.state import State
from truceline.reading.syntax.words import Words

_SIGNS = frozenset((":", "-"))
_NAMES = frozenset(("NNP", "NNPS"))
_LONGEST_LABEL = 5
"""Chunks of the words that say whose a line is."""
_SHORTEST_TITLED = 3
_LONGEST_TITLED = 14
"""Chunks of a name and what its bearer is, before a quotation."""


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
        elif node.marker in state.words.has("as_words") and _is_as_told(state, node):
            found += [(phrase, node.index, node.governor or 0) for phrase in node.subject[:1]]
    found += _according(state, chunks)
    return found


def _is_as_told(state: State, node: NodeDraft) -> bool:
    """As in "as the mission reported on Friday": a clause that only says whose word another is."""
    if node.relation != "adverbial" or node.governor is None or node.passive or node.form != "finite":
        return False
    if not state.is_in(node.lemma, "tags_quotes") or node.negated:
        return False
    is_plain = not node.object or state.is_in(node.lemma, "addressing")
    return is_plain and not any(one.governor == node.index for one in state.nodes)


def _according(state: State, chunks: list[Chunk]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    has = state.words.has
    leading = (has("source_prepositions"), has("short_source_prepositions"), has("view_prepositions"))
    for place, chunk in enumerate(chunks[:-1]):
        if chunk.kind != "P" or not any(chunk.word in listed for listed in leading):
            continue
        if chunks[place + 1].kind == "N":
            whose = _source(state, chunk.word, chunks[place + 1].ref)
            if whose is not None:
                found.append((whose, -1, _scope(state, whose)))
    return found


def _scope(state: State, phrase: int) -> int:
    """The node that a source belongs to, where it stands inside a clause on a noun; else -1, for all."""
    at = state.phrases[phrase].first
    after = [node for node in state.nodes if node.first > at and node.form == "finite"]
    nearest = min(after, key=lambda node: node.first, default=None)
    is_inside = nearest is not None and nearest.relation == "relative" and nearest.noun is not None
    if nearest is None or not is_inside or state.phrases[nearest.noun or 0].last > at:
        return -1
    return nearest.index


def _source(state: State, preposition: str, phrase: int) -> int | None:
    """Whose word it is: "according to X", "per X", "in X's view", "in the words of X"."""
    it, has = state.phrases[phrase], state.words.has
    if preposition in has("source_prepositions"):
        return phrase
    if preposition in has("short_source_prepositions"):
        is_source = state.tags[it.head] in _NAMES or state.is_in(state.lemmas[it.head], "source_nouns")
        return phrase if is_source else None
    if preposition not in has("view_prepositions") or state.lemmas[it.head] not in has("view_nouns"):
        return None
    behind = next((other for role, other in it.post if role == state.words.of_word), None)
    whose = it.owner if it.owner is not None else behind
    end = it.last if behind is None else state.phrases[behind].last
    return whose if end >= len(state.tags) or not state.tags[end][0].isalpha() else None


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
    is_titled = quoted and chunks[first].word == ":" and first <= start + _LONGEST_TITLED
    if is_titled and _take_title(chunks[start:first], phrases):
        return [*chunks[:start], *chunks[first + 1 :]], [chunks[start].ref]
    tail = [chunk for chunk in chunks[last + 1 :] if not (chunk.kind == ":" and chunk.word == ".")]
    if last > 1 and chunks[last].word == "-" and len(tail) <= _LONGEST_LABEL and is_source(tail):
        return chunks[:last], [tail[0].ref]
    return chunks, []


def _take_title(part: Sequence[Chunk], phrases: Sequence[PhraseDraft]) -> bool:
    """As in "X, spokesman for the army: ...": hang on the name what its bearer is."""
    if len(part) < _SHORTEST_TITLED or any(chunk.kind not in {"N", "P", ",", "(", ")"} for chunk in part):
        return False
    if [chunk.kind for chunk in part[:3]] not in (["N", ",", "N"], ["N", "(", "N"]):
        return False
    phrases[part[0].ref].apposition = last = part[2].ref
    for before, chunk in pairwise(part[2:]):
        if before.kind == "P" and chunk.kind == "N":
            phrases[last].post.append((before.word, chunk.ref))
        last = chunk.ref if chunk.kind == "N" else last
    return True


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
