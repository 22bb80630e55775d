"""The word sets of `discourse.yaml`, and whether a heading has one of their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import Sentence

# A title that ends with a full stop has no more tokens.
_LONGEST_TITLE = 16
_SIGNS = (":", ",", '"', "(", ")", "*")


class _Sets(dict[str, frozenset[str]]):
    """Sets of words by name; one that is not there is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True)
class DiscourseWords:
    """The word sets of `discourse.yaml`."""

    sets: dict[str, frozenset[str]]
    has: Callable[[str], frozenset[str]] = field(init=False, repr=False, compare=False)
    """The words of a set; empty where the language has none. Asked some times for each word read."""
    _joined: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False)

    @staticmethod
    @cache
    def of(lexicon: Lexicon) -> DiscourseWords:
        return DiscourseWords(
            {name: frozenset(words(listed)) for name, listed in lexicon.table("discourse").items()}
        )

    def __post_init__(self) -> None:
        object.__setattr__(self, "has", _Sets(self.sets).__getitem__)

    def any_of(self, *names: str) -> frozenset[str]:
        """The words of several sets."""
        if names not in self._joined:
            self._joined[names] = frozenset().union(*map(self.has, names))
        return self._joined[names]


def says(sentence: Sentence, listed: frozenset[str], text: str) -> bool:
    """Whether a heading, or the first line of a text without one, has one of the words."""
    return is_heading(sentence) and bool(said_at(sentence, listed, text))


def is_heading(sentence: Sentence) -> bool:
    """Whether a sentence can be what the document is called: no full sentence of the text itself."""
    if sentence.kind != "sentence":
        return True
    ends = sentence.tokens[-1].text in {".", "!"}
    return sentence.index == 0 and not (ends and len(sentence.tokens) > _LONGEST_TITLE)


def said_at(sentence: Sentence, listed: frozenset[str], text: str) -> list[int]:
    """The code points behind those of the words that a sentence has, in its order."""
    plain = text[sentence.start : sentence.end].casefold()
    if len(plain) != sentence.end - sentence.start:  # a letter that folds into two
        plain = text[sentence.start : sentence.end].lower()
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    said = f" {plain} "
    ends = (place + len(word) for word in listed if (place := said.find(f" {word} ")) >= 0)
    return sorted(sentence.start + end for end in ends)
