"""A document cut into sentences, headings, list items and table rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

from truceline.reading.document import Block, Document
from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import Sentence, Token
from truceline.reading.tokens import tokens_of

_Kind = Literal["paragraph", "heading", "item", "row"]
_ENDS = frozenset((".", "!", "?", "\u061f", "\u06d4", "...", "\u2026"))
_FULL_STOPS = frozenset((".", "...", "\u2026"))
_CLOSERS = frozenset(('"', "\u201d", "\u2019", "'", "\u00bb", ")", "]", "\u203a"))
_STRAIGHT = frozenset(('"', "'"))
_LONGEST_BRACKET = 60
"""Tokens after which a bracket that nobody closed is forgotten."""
_LONGEST_HEADING_WORDS = 14
_SHORT_LINE = 0.6
_FEWEST_ENTRIES = 3
_LONGEST_NUMBER = 4
_SHORTEST_WORD = 3
_CELL_MARKS = ("\t", "|")


def sentences_of(document: Document, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """The sentences of a document in reading order, each with the heading it stands under.

    A heading and a table row are one sentence each; blocks the reader of the format did not find are
    made from the lines of the text.
    """
    cutter = _Cutter(document.text, lexicon)
    blocks = document.blocks or tuple(blocks_of(document.text, lexicon))
    found: list[Sentence] = []
    heading = ""
    for number, block in enumerate(blocks):
        if block.kind == "heading":
            heading = document.text[block.start : block.end].strip(" #\t\n")
        for tokens in cutter.cut(block):
            kind = "sentence" if block.kind == "paragraph" else block.kind
            found.append(Sentence(len(found), tokens[0].start, tokens[-1].end, tokens, kind, number, heading))
    return tuple(found)


@cache
def _lists(lexicon: Lexicon) -> tuple[frozenset[str], ...]:
    """The word lists that tell whether a full stop ends a sentence."""
    table = lexicon.table("abbreviations")
    names = ("before_name", "before_figure", "inside", "may_end", "starters", "units")
    return tuple(frozenset(words(table.get(name, ""))) for name in names)


# Letters of a bearing: "6 km. SSW of the town".
_LONGEST_BEARING = 3


class _Cutter:
    """Cuts the tokens of one block; the word lists are read once for a document."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        lists = _lists(lexicon)
        self.before_name, self.before_figure, self.inside, self.may_end, self.starters, self.units = lists

    def cut(self, block: Block) -> Iterator[tuple[Token, ...]]:
        tokens = tokens_of(self.text, block.start, block.end)
        if not tokens:
            return
        if block.kind in {"heading", "row"}:
            yield tokens
            return
        first = 0
        for end in self._ends(tokens):
            yield tokens[first:end]
            first = end
        if first < len(tokens):
            yield tokens[first:]

    def _ends(self, tokens: tuple[Token, ...]) -> Iterator[int]:
        """Where sentences end: the number of the first token after each."""
        opened = -1
        done = 0
        for at, token in enumerate(tokens):
            text = token.text
            if text[0].isdigit() and at > done and self._begins_entry(tokens, at):
                yield at
                done = at
            elif text in {"(", "["}:
                opened = at
            elif text in {")", "]"}:
                opened = -1
            elif at >= done and (text in _ENDS or (text[-1] == "." and len(text) > 1)):
                if opened >= 0 and at - opened < _LONGEST_BRACKET:
                    continue
                after = self._closed(tokens, at)
                if self._is_end(tokens, at, after):
                    yield after
                    done = after

    def _begins_entry(self, tokens: tuple[Token, ...], at: int) -> bool:
        """Whether a line begins with an hour, as the entries of a log or a channel do."""
        if "\n" not in self.text[tokens[at - 1].end : tokens[at].start]:
            return False
        text = tokens[at].text
        clock = ":" in text and text.replace(":", "").isdigit()
        return clock and at + 1 < len(tokens) and tokens[at + 1].text not in _ENDS

    def _closed(self, tokens: tuple[Token, ...], at: int) -> int:
        """The number of the token after the stop and the quotes and brackets that close with it."""
        after = at + 1
        while after < len(tokens):
            text = tokens[after].text
            touches = tokens[after].start == tokens[after - 1].end
            if text in _ENDS or (text in _CLOSERS and (touches or text not in _STRAIGHT)):
                after += 1
            else:
                break
        return after

    def _is_end(self, tokens: tuple[Token, ...], at: int, after: int) -> bool:
        if after >= len(tokens):
            return True
        token, following = tokens[at], tokens[after]
        if following.start == tokens[after - 1].end:
            return self._is_space_forgotten(tokens, at, following)
        if after > at + 1 and following.text[0].islower():
            return False  # '"We left." he said'
        if token.text not in _FULL_STOPS:
            return len(token.text) == 1 or self._abbreviation_ends(token.lower.rstrip("."), following)
        if token.text != ".":
            return not following.text[0].islower()
        return self._full_stop_ends(tokens, at, following)

    def _is_space_forgotten(self, tokens: tuple[Token, ...], at: int, following: Token) -> bool:
        """As in "left Idlib.The army": a stop between a word in small letters and a capital, no address."""
        before = tokens[at - 1].text if at else ""
        grown = len(before) >= _SHORTEST_WORD and before[-1].islower()
        return grown and tokens[at].text in _ENDS and following.is_capital and len(following.text) > 1

    def _full_stop_ends(self, tokens: tuple[Token, ...], at: int, following: Token) -> bool:
        if at == 0 or tokens[at - 1].end != tokens[at].start:
            return True
        before = tokens[at - 1]
        word = before.lower
        if len(before.text) == 1 and before.text.isalpha() and before.text.isupper():
            return following.lower in self.starters and following.is_capital
        if word.isdigit() and at == 1 and len(word) <= _LONGEST_NUMBER:
            return False  # "1. The parties ..."
        if word in self.before_name and (following.is_capital or following.text[0].isdigit()):
            return word in self.may_end and following.lower in self.starters
        if word in self.before_figure and following.text[0].isdigit():
            return False
        if word in self.units and at > 1 and tokens[at - 2].text[0].isdigit():
            return following.is_capital and len(following.text) > _LONGEST_BEARING
        if word in self.inside:
            return self._abbreviation_ends(word, following)
        return True

    def _abbreviation_ends(self, word: str, following: Token) -> bool:
        return word in self.may_end and following.is_capital and following.lower in self.starters


# -- blocks from lines -------------------------------------------------------------------------


def blocks_of(text: str, lexicon: Lexicon) -> Iterator[Block]:
    """Paragraphs, headings, items and rows of plain text, told by its lines."""
    bullets = frozenset(lexicon.table("abbreviations").get("bullets", "").split())
    group: list[tuple[int, int]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        start, end = _trimmed(text, at, at + len(line))
        at += len(line)
        if start < end:
            group.append((start, end))
            continue
        yield from _blocks_of_group(text, group, bullets)
        group = []
    yield from _blocks_of_group(text, group, bullets)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _blocks_of_group(text: str, lines: list[tuple[int, int]], bullets: frozenset[str]) -> Iterator[Block]:
    """Lines that no blank line parts: wrapped lines are one paragraph, items and rows their own."""
    if not lines:
        return
    if len(lines) == 1 and _is_heading(text[lines[0][0] : lines[0][1]]):
        yield Block(*lines[0], "heading")
        return
    widest = max(end - start for start, end in lines)
    apart = _is_listing(text, lines, widest)
    held: tuple[int, int] | None = None
    kind: _Kind = "paragraph"
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        own = _kind_of(line, bullets)
        if held is not None and (
            apart or own != "paragraph" or _breaks(text, lines[number - 1], line, widest)
        ):
            yield _block(held, kind)
            held = None
        if own in {"heading", "row"}:
            yield _block((start, end), own)
        elif held is None:
            held, kind = (start, end), own
        else:
            held = (held[0], end)
    if held is not None:
        yield _block(held, kind)


def _block(span: tuple[int, int], kind: _Kind) -> Block:
    return Block(span[0], span[1], kind)


def _kind_of(line: str, bullets: frozenset[str]) -> _Kind:
    if line.startswith("#") and line.lstrip("#").startswith(" "):
        return "heading"
    if any(line.count(mark) > 1 for mark in _CELL_MARKS):
        return "row"
    first, _, rest = line.partition(" ")
    if rest and (first in bullets or _is_number(first)):
        return "item"
    return "paragraph"


def _is_number(word: str) -> bool:
    """As in "1.", "12)", "(a)", "b." at the head of a line."""
    core = word.strip("()")
    if core == word and not word.endswith("."):
        return False
    core = core.rstrip(".")
    return 0 < len(core) <= _LONGEST_NUMBER - 1 and (core.isdigit() or (len(core) == 1 and core.isalpha()))


def _breaks(text: str, before: tuple[int, int], line: str, widest: int) -> bool:
    """Whether a line begins something new: the one before was short, said no end, and this has a capital."""
    start, end = before
    short = end - start < widest * _SHORT_LINE
    return short and not line[:1].islower() and text[end - 1] not in ",;:-"


def _is_listing(text: str, lines: list[tuple[int, int]], widest: int) -> bool:
    """Whether each line is an entry of its own, as in a channel's headlines: nobody wrapped them.

    All begin like a sentence, and mostly the first word of the next would have had room on the line.
    """
    if len(lines) < _FEWEST_ENTRIES or not all(_opens(text[start:end]) for start, end in lines):
        return False
    pairs = pairwise(lines)
    room = [end - start + 1 + _first_word(text, after) <= widest for (start, end), after in pairs]
    return sum(room) * 2 > len(room)


def _opens(line: str) -> bool:
    first = line.lstrip("\"'\u201c\u2018\u00ab([*")[:1]
    return first.isupper() or first.isdigit()


def _first_word(text: str, line: tuple[int, int]) -> int:
    return len(text[line[0] : line[1]].split(maxsplit=1)[0])


def _is_heading(line: str) -> bool:
    """A line on its own, short, begun with a capital and not ended like a sentence."""
    if line.startswith("#"):
        return True
    letters = line.split()
    if len(letters) > _LONGEST_HEADING_WORDS or line[-1] in ".!?,;\u061f\u06d4\u2026":
        return False
    return line[0].isupper() or line[0].isdigit() or line.endswith(":")
