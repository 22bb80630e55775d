"""The label before a turn of a conversation: "Q:", "Reporter (by phone):", a name alone on its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from truceline.core.record import record
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import Sentence

SIGNS = frozenset({"-", "\u2013", "\u2014", "*", "**", "_", "#", ">", "\u2022"})
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})
_LONGEST_LABEL = 5
_LONGEST_NAME = 3
"""Words of a label that only a dash or the end of its line closes."""
_LONGEST_BRACKET = 6
_INSIDE = frozenset({".", "-", "'"})
# A label that nothing but its form tells stands there at least so often.
FEWEST = 2


@record
class Label:
    """A label: how many tokens it takes with its sign, its words, and whether a colon closes it."""

    tokens: int = 0
    words: str = ""
    is_plain: bool = True
    """Whether a colon or the stop of "Q." closes it; else it counts only where it comes again."""


_NONE = Label()


def opens_line(sentence: Sentence, text: str) -> bool:
    """Whether nothing but signs stands before the sentence on its line."""
    line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    return not line or not any(sign.isalnum() for sign in line)


def labels_of(sentences: Sequence[Sentence], text: str, words_: DiscourseWords, *, told: bool) -> list[Label]:
    """The label before each sentence, an empty one where there is none.

    One counts if it is listed or comes again; in what is told to be a conversation also a name or an office.
    """
    listed = words_.any_of("question_labels", "answer_labels")
    seen = [_label(one, listed) if opens_line(one, text) else _NONE for one in sentences]
    often = {words for words, times in Counter(one.words for one in seen).items() if times >= FEWEST}
    return [
        label
        if label.words in listed or label.words in often or _is_name(label, one, words_, told=told)
        else _NONE
        for label, one in zip(seen, sentences, strict=True)
    ]


def _is_name(label: Label, sentence: Sentence, words_: DiscourseWords, *, told: bool) -> bool:
    if not told or not label.is_plain:
        return False
    if not words_.has("offices").isdisjoint(label.words.split()):
        return True
    words = [token for token in sentence.tokens[: max(label.tokens - 1, 0)] if token.is_word]
    return len(words) > 1 and all(token.is_capital for token in words)


def _label(sentence: Sentence, listed: frozenset[str]) -> Label:
    """What may be a label in front of a sentence."""
    tokens = sentence.tokens
    first = 0
    if tokens[0].text in SIGNS:
        first = next((at for at, token in enumerate(tokens) if token.text not in SIGNS), 0)
    if first >= len(tokens) or not tokens[first].is_capital:
        return _NONE
    words: list[str] = []
    at = first
    while at < min(first + _LONGEST_LABEL + _LONGEST_BRACKET, len(tokens)):
        text = tokens[at].text
        if text == "(":
            at = next(
                (
                    end
                    for end in range(at, min(at + _LONGEST_BRACKET, len(tokens)))
                    if tokens[end].text == ")"
                ),
                at,
            )
            if tokens[at].text != ")":
                return _NONE
        elif text == ":" or (text == "." and at == first + 1 and (len(words[0]) == 1 or words[0] in listed)):
            return Label(_past_dash(sentence, at + 1), " ".join(words))
        elif text in _DASHES and 0 < len(words) <= _LONGEST_NAME and _is_parted(sentence, at):
            return Label(at + 1, " ".join(words), is_plain=False)
        elif (not tokens[at].is_word and text not in _INSIDE) or len(words) >= _LONGEST_LABEL:
            return _NONE
        elif tokens[at].is_word:
            words.append(tokens[at].lower)
        at += 1
    is_alone = (
        at == len(tokens)
        and len(words) <= _LONGEST_NAME
        and all(token.is_capital for token in tokens[first:] if token.is_word)
    )
    return Label(len(tokens), " ".join(words), is_plain=False) if is_alone and words else _NONE


def _past_dash(sentence: Sentence, at: int) -> int:
    """Where what is said begins: behind the dash or the star after a label."""
    tokens = sentence.tokens
    while at < len(tokens) - 1 and tokens[at].text in SIGNS:
        at += 1
    return at


def _is_parted(sentence: Sentence, at: int) -> bool:
    """Whether blanks stand on both sides of a dash: "YT - What happened?"."""
    tokens = sentence.tokens
    return (
        0 < at < len(tokens) - 1
        and tokens[at - 1].end < tokens[at].start
        and tokens[at].end < tokens[at + 1].start
    )
