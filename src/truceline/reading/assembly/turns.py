"""A conversation's turns: who asks, who answers, told by labels, by dashes, or by the questions alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from truceline.evidence.claim import Actor
from truceline.reading.assembly.wording import DiscourseWords, says
from truceline.reading.span import Sentence, Token

# How far into a document its own heading may stand, in sentences.
_HEAD = 3
_LONGEST_LABEL = 5
# Fewer turns than that are a quotation, no conversation.
_FEWEST = 2
_SIGNS = frozenset({"-", "\u2013", "\u2014", "*", "**", "_", "#", ">", "\u2022"})
_QUESTION_MARKS = frozenset({"?", "\u061f"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in one stretch of a conversation."""

    speaker: Actor | None
    is_question: bool
    label: int
    """Tokens of the label, its colon included."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What one speaker says without a break: its sentences, and the label before it."""

    sentences: tuple[Sentence, ...]
    label: str
    tokens: int
    """Tokens of the signs and the label in front."""

    @property
    def asks(self) -> bool:
        return any(token.text in _QUESTION_MARKS for token in self.sentences[-1].tokens[-2:])


def turns_of(sentences: Sequence[Sentence], text: str, words_: DiscourseWords) -> dict[int, Turn]:
    """The turns of a conversation by the code point where each begins; none in any other text.

    A heading says that it is one, or somebody asks under a label again and again.
    """
    told = any(says(one, words_.has("conversation"), text) for one in sentences[:_HEAD])
    stretches = _labelled(sentences, text, words_, told=told)
    asking = _asking(stretches, words_, told=told)
    if asking or (told and any(one.label for one in stretches)):
        return {one.sentences[0].start: _turn(one, asking, text) for one in stretches if one.label}
    return _unlabelled(sentences, text, words_) if told else {}


def is_conversation(sentences: Sequence[Sentence], text: str, words_: DiscourseWords) -> bool:
    """Whether the document's heading says that it is one, or its questions are labelled."""
    told = any(says(one, words_.has("conversation"), text) for one in sentences[:_HEAD])
    return told or bool(turns_of(sentences, text, words_))


def bare(sentence: Sentence, turn: Turn | None) -> Sentence:
    """The sentence without the label of a turn or the dateline before it."""
    first = turn.label if turn is not None else _dateline(sentence)
    if not first or first >= len(sentence.tokens):
        return sentence
    tokens = sentence.tokens[first:]
    return replace(sentence, start=tokens[0].start, tokens=tokens)


# -- labels


def _label(sentence: Sentence) -> tuple[int, str]:
    """Tokens of the label in front, its colon included, and its words; 0 where there is none."""
    tokens = sentence.tokens
    first = next((at for at, token in enumerate(tokens) if token.text not in _SIGNS), 0)
    if first >= len(tokens) or not tokens[first].is_capital:
        return 0, ""
    for at in range(first + 1, min(first + _LONGEST_LABEL + 1, len(tokens))):
        text = tokens[at].text
        if text == ":" or (at == first + 1 and text == "." and len(tokens[first].text) == 1):
            return at + 1, " ".join(token.lower for token in tokens[first:at])
        if not tokens[at].is_word and text not in {".", "-", "'"}:
            break
    return 0, ""


def _opens_line(sentence: Sentence, text: str) -> bool:
    """Whether nothing but signs stands before the sentence on its line."""
    line = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    return not any(sign.isalnum() for sign in line)


def _labelled(
    sentences: Sequence[Sentence], text: str, words_: DiscourseWords, *, told: bool
) -> list[_Stretch]:
    """The stretches that labels part; what stands before the first of them has none."""
    listed = words_.any_of("question_labels", "answer_labels")
    found: list[tuple[list[Sentence], str, int]] = []
    seen = [_label(one) if _opens_line(one, text) else (0, "") for one in sentences]
    often = {label for label, times in Counter(label for _, label in seen).items() if times >= _FEWEST}
    for sentence, (size, label) in zip(sentences, seen, strict=True):
        is_name = told and (_is_office(label, words_) or _is_full_name(sentence, size))
        if label and (label in listed or label in often or is_name):
            found.append(([sentence], label, size))
        elif found:
            found[-1][0].append(sentence)
    return [_Stretch(tuple(held), label, size) for held, label, size in found]


def _is_office(label: str, words_: DiscourseWords) -> bool:
    return not words_.has("offices").isdisjoint(label.split())


def _is_full_name(sentence: Sentence, size: int) -> bool:
    """Whether a label is a name of several words: "Ostland Radio:"."""
    words = [token for token in sentence.tokens[: max(size - 1, 0)] if token.is_word]
    return len(words) > 1 and all(token.is_capital for token in words)


def _asking(stretches: Sequence[_Stretch], words_: DiscourseWords, *, told: bool) -> frozenset[str]:
    """The labels of those who ask: by their name, or because nearly all they say is questions."""
    listed = words_.has("question_labels")
    labels = {one.label for one in stretches}
    asking = {label for label in labels if label in listed}
    if asking and not told:
        return frozenset(asking)
    for label in labels:
        own = [one.asks for one in stretches if one.label == label]
        if (told or len(own) >= _FEWEST) and 2 * sum(own) > len(own) and labels - {label}:
            asking.add(label)
    return frozenset(asking) if asking < labels else frozenset()


def _turn(one: _Stretch, asking: frozenset[str], text: str) -> Turn:
    if one.label in asking:
        return Turn(None, is_question=True, label=one.tokens)
    tokens = one.sentences[0].tokens[: one.tokens - 1]
    first = next(token for token in tokens if token.text not in _SIGNS)
    start, end = first.start, tokens[-1].end
    return Turn(Actor(text=text[start:end], span=(start, end)), is_question=False, label=one.tokens)


# -- without labels


def _unlabelled(sentences: Sequence[Sentence], text: str, words_: DiscourseWords) -> dict[int, Turn]:
    """Turns told by their questions: a line that ends with one is asked, what follows is the answer."""
    lines: list[_Stretch] = []
    for sentence in sentences:
        if _opens_line(sentence, text) or not lines:
            signs = next((at for at, token in enumerate(sentence.tokens) if token.text not in _SIGNS), 0)
            lines.append(_Stretch((sentence,), "", signs))
        else:
            lines[-1] = replace(lines[-1], sentences=(*lines[-1].sentences, sentence))
    if sum(line.asks for line in lines) < _FEWEST:
        return {}
    start = next(place for place, line in enumerate(lines) if line.asks)
    found: dict[int, Turn] = {}
    asked = False
    for line in lines[start:]:
        asked = line.asks or (not asked and _addresses(line, words_))
        found[line.sentences[0].start] = Turn(None, is_question=asked, label=line.tokens)
    return found


def _addresses(line: _Stretch, words_: DiscourseWords) -> bool:
    """As in "They say that you shelled the town": a remark put to whoever answers."""
    lowers = {token.lower for sentence in line.sentences for token in sentence.tokens}
    first = words_.has("first_person")
    return bool(lowers & words_.has("second_person")) and not lowers & first


def _is_in_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash joins what it stands between: "year-old", "2-3"."""
    return (
        tokens[at].start == tokens[at - 1].end
        and tokens[at + 1 : at + 2] != ()
        and (tokens[at + 1].start == tokens[at].end)
    )


# A dateline stands within so many tokens: "BEIRUT/ANKARA, Oct 8 (Agency) -".
_DATELINE = 14
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})


def _dateline(sentence: Sentence) -> int:
    """The tokens of a dateline with its dash; 0 where the sentence has none."""
    tokens = sentence.tokens
    if not tokens or not tokens[0].is_word or not tokens[0].is_capital:
        return 0
    is_told = tokens[0].text.isupper() and len(tokens[0].text) > 1
    for at in range(1, min(_DATELINE, len(tokens))):
        is_told = is_told or (tokens[at].text.isdigit() and any(one.text == "," for one in tokens[:at]))
        if tokens[at].text in _DASHES:
            return at + 1 if is_told and not _is_in_word(tokens, at) else 0
        if tokens[at].text[:1].islower():
            return 0
    return 0
