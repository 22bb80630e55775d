"""Patterns of the act lexicon, made ready for look-up by one word.

A pattern is words parted by blanks: `a/b` either, `~` up to five words or none, `<set>` any word of a
set or class, `*word` the head, `word?` may be missing, `^word` is asked for and left to the acts it may
say itself. It is kept under its first word that is not an
everyday one; what stands before that word is matched backwards, so that "in", "is" and "not" cost
nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from truceline.reading.acts.inflection import Inflection, plural

Form = Literal["verb", "noun", "phrase"]
REACH = 5
"""How many words a gap may take in."""


class Numbers:
    """Words for numbers, to which every word that begins with a digit belongs."""

    def __init__(self, words: frozenset[str]) -> None:
        self._words = words

    def __contains__(self, word: object) -> bool:
        return word in self._words or (isinstance(word, str) and word[:1].isdigit())

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class Element(NamedTuple):
    """One place of a pattern: the words that may stand there; none for a gap."""

    words: Collection[str]
    optional: bool = False
    left: bool = False
    """Asked for, but left to others: it may say an act of its own."""

    @property
    def is_gap(self) -> bool:
        return not self.words


class Pattern(NamedTuple):
    """What must stand before (nearest first) and after the key word, and which place is the head.

    `head` counts places from the key word: 0 is the key word, -1 the nearest before, 1 the next after.
    """

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    head: int
    form: Form
    weight: int
    """Words it asks for: the longer pattern is tried first."""
    last: Collection[str] = ()
    """The words of which one must stand right before the key word; none where any may."""
    next: Collection[str] = ()
    """Those of which one must stand right behind it."""


class Compiler:
    """Makes patterns of the lexicon's lines."""

    def __init__(self, sets: Mapping[str, frozenset[str]], inflection: Inflection) -> None:
        self._sets = sets
        self._inflection = inflection
        self._chosen: dict[tuple[str, Form, bool, bool], frozenset[str]] = {}
        self._numbers = Numbers(sets.get("number", frozenset()))
        self._tails = sets.get("preposition", frozenset()) | {"that", "to", "~"}
        names = ("be", "have", "determiner", "preposition", "modal")
        self._common = frozenset().union(*(sets.get(name, frozenset()) for name in names)) | {"no", "not"}

    def keys(self, line: str, form: Form) -> Sequence[str]:
        """The words a line of the lexicon is looked up by."""
        parts = line.split()
        key, marked = self._places(parts, form)
        return self._choices(parts[key].removeprefix("*"), form, is_head=key == marked, is_first=key == 0)

    def heads(self, line: str, form: Form) -> Sequence[str]:
        """The words that may be the head of a line."""
        parts = line.split()
        _, marked = self._places(parts, form)
        return self._choices(parts[marked].removeprefix("*"), form, is_head=True, is_first=marked == 0)

    def pattern(self, line: str, form: Form) -> Pattern:
        """A line of the lexicon made ready to match."""
        parts = line.split()
        key, marked = self._places(parts, form)
        elements = [
            self._element(part.removeprefix("*"), form, is_head=place == marked, is_first=place == 0)
            for place, part in enumerate(parts)
        ]
        before, after = tuple(reversed(elements[:key])), tuple(elements[key + 1 :])
        weight = sum(1 for one in elements if not one.is_gap)
        return Pattern(before, after, marked - key, form, weight, _must(before), _must(after))

    def _places(self, parts: Sequence[str], form: Form) -> tuple[int, int]:
        """The place of the key word and of the head."""
        if len(parts) == 1:
            return 0, 0
        marked = next((place for place, part in enumerate(parts) if part[0] == "*"), None)
        if marked is None:
            marked = len(parts) - 1 if form == "noun" and not self._has_tail(parts) else 0
        if form != "phrase":
            return 0, marked
        plain = [part.removeprefix("*") for part in parts]
        if plain[marked] == "<be>":
            marked = next(place for place, part in enumerate(plain) if place > marked and part[0] != "~")
        rare = (place for place, part in enumerate(plain) if not self._is_common(part))
        return next(rare, marked), marked

    def _is_common(self, part: str) -> bool:
        return part[0] in "~<" or part[-1] == "?" or any(word in self._common for word in part.split("/"))

    def _has_tail(self, parts: Sequence[str]) -> bool:
        """`halt to`, `case of firing`: the noun that counts stands before the preposition."""
        return any(self._first(part) in self._tails for part in parts[1:])

    @staticmethod
    def _first(part: str) -> str:
        return part.split("/", 1)[0]

    def _element(self, part: str, form: Form, *, is_head: bool, is_first: bool) -> Element:
        if part[0] == "~":
            return Element(frozenset())
        if part == "<number>":
            return Element(self._numbers)
        plain = part.removeprefix("^")
        key = (plain, form, is_head, is_first)
        choices = self._chosen.get(key)
        if choices is None:
            choices = self._chosen[key] = frozenset(
                self._choices(plain, form, is_head=is_head, is_first=is_first)
            )
        return Element(choices, part[-1] == "?", part[0] == "^")

    def _choices(self, part: str, form: Form, *, is_head: bool, is_first: bool) -> Sequence[str]:
        if part[0] == "<":
            return tuple(self._sets[part.strip("<>?")])
        choices = part.removesuffix("?").split("/")
        if form == "verb" and is_first:
            return [word for base in choices for word in self._inflection.rough(base)]
        if form == "noun" and is_head:
            return [word for noun in choices for word in (noun, plural(noun))]
        return choices


def _must(elements: Sequence[Element]) -> Collection[str]:
    """The words of which one must stand beside the key word, where the pattern asks for one."""
    return () if not elements or elements[0].optional else elements[0].words


def forward(
    elements: Sequence[Element], lowers: Sequence[str], at: int, stops: frozenset[str]
) -> list[int] | None:
    """Where each element stands from `at` on (-1: left out), or None; a gap ends at a stop sign."""
    found: list[int] = []
    gap = 0
    for place, (choices, optional, _) in enumerate(elements):
        if not choices:
            gap = REACH
            found.append(-1)
            continue
        here = _next(choices, lowers, at, gap, stops)
        if here < 0:
            if optional:
                found.append(-1)
                continue
            return _again(elements, place, lowers, found, stops)
        found.append(here)
        at, gap = here + 1, 0
    return found


def _again(
    elements: Sequence[Element],
    place: int,
    lowers: Sequence[str],
    found: list[int],
    stops: frozenset[str],
) -> list[int] | None:
    """A second try for `~ to X`: the word after a gap may stand twice, and only its last be the right one."""
    if place < 2 or found[place - 1] < 0 or not elements[place - 2].is_gap:  # noqa: PLR2004 - gap, word, failed
        return None
    later = _next(elements[place - 1].words, lowers, found[place - 1] + 1, REACH, stops)
    if later < 0:
        return None
    rest = forward(elements[place:], lowers, later + 1, stops)
    return None if rest is None else [*found[: place - 1], later, *rest]


def backward(
    elements: Sequence[Element], lowers: Sequence[str], at: int, stops: frozenset[str]
) -> list[int] | None:
    """Where each element stands from `at` leftwards, the nearest first."""
    found: list[int] = []
    gap = 0
    for choices, optional, _ in elements:
        if not choices:
            gap = REACH - 1
            found.append(-1)
            continue
        here = at
        while here >= 0 and at - here < gap and lowers[here] not in choices and lowers[here] not in stops:
            here -= 1
        if here >= 0 and lowers[here] in choices:
            found.append(here)
            at, gap = here - 1, 0
        elif optional:
            found.append(-1)
        else:
            return None
    return found


def _next(choices: Collection[str], lowers: Sequence[str], at: int, gap: int, stops: frozenset[str]) -> int:
    last = min(at + gap, len(lowers) - 1)
    for here in range(at, last + 1):
        word = lowers[here]
        if word in choices:
            return here
        if word in stops:
            return -1
    return -1
