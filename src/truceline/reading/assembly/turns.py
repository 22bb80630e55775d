"""A conversation's turns: who asks, who answers, told by labels, by dashes, or by the questions alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from truceline.core.record import record
from truceline.evidence.claim import Actor
from truceline.reading.assembly.labels import FEWEST, SIGNS, labels_of, opens_line
from truceline.reading.assembly.wording import DiscourseWords, said_at, says
from truceline.reading.span import Sentence, Token

# How far into a document its own heading and its introduction may stand, in sentences.
_HEAD = 3
_INTRODUCTION = 6
_QUESTION_MARKS = frozenset({"?", "\u061f"})
_CLOSING = SIGNS | {'"', "\u201d", "\u00bb", ")", "!"}
_DASHES = frozenset({"-", "\u2013", "\u2014", "\u2022"})


@record
class Turn:
    """Who speaks in one stretch of a conversation."""

    speaker: Actor | None
    is_question: bool
    label: int
    """Tokens of the label, its colon included."""
    is_sole: bool = True
    """Whether nobody else answers under another label."""


@record
class _Stretch:
    """What one speaker says without a break: its sentences, and the label before it."""

    sentences: tuple[Sentence, ...]
    label: str
    tokens: int
    """Tokens of the signs and the label in front."""

    @property
    def asks(self) -> bool:
        return _asks(self.sentences[-1])


def turns_of(sentences: Sequence[Sentence], text: str, words_: DiscourseWords) -> dict[int, Turn]:
    """The turns of a conversation by the code point where each begins; none in any other text.

    A heading or an introduction says that it is one, or somebody asks under a label again and again, or
    lines that a dash opens ask and answer in turn.
    """
    told = _is_told(sentences, text, words_)
    stretches = _labelled(sentences, text, words_, told=told)
    asking = _asking(stretches, words_, told=told)
    if asking or (told and any(one.label for one in stretches)):
        return _of_labels([one for one in stretches if one.label], asking, text)
    dashes = _first_dash(sentences, text, words_)
    if dashes is not None:
        return _unlabelled(sentences[dashes:], text, words_, fewest=1)
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


def _is_told(sentences: Sequence[Sentence], text: str, words_: DiscourseWords) -> bool:
    """Whether a heading calls it an interview, or the first lines tell that somebody was asked."""
    listed = words_.has("conversing")
    return any(says(one, words_.has("conversation"), text) for one in sentences[:_HEAD]) or any(
        said_at(one, listed, text) for one in sentences[:_INTRODUCTION]
    )


def _asks(sentence: Sentence) -> bool:
    last = next((one.text for one in reversed(sentence.tokens) if one.text not in _CLOSING), "")
    return last in _QUESTION_MARKS


# -- labels


def _labelled(
    sentences: Sequence[Sentence], text: str, words_: DiscourseWords, *, told: bool
) -> list[_Stretch]:
    """The stretches that labels part; what stands before the first of them has none."""
    found: list[tuple[list[Sentence], str, int]] = []
    for sentence, label in zip(sentences, labels_of(sentences, text, words_, told=told), strict=True):
        if label.words:
            found.append(([sentence], label.words, label.tokens))
        elif found:
            found[-1][0].append(sentence)
    return [_Stretch(tuple(held), label, size) for held, label, size in found]


def _asking(stretches: Sequence[_Stretch], words_: DiscourseWords, *, told: bool) -> frozenset[str]:
    """The labels of those who ask: by their name, or because nearly all they say is questions."""
    listed = words_.has("question_labels")
    labels = {one.label for one in stretches}
    asking = {label for label in labels if label in listed}
    if asking and (not told or asking == labels):
        return frozenset(asking)
    for label in labels:
        own = [one.asks for one in stretches if one.label == label]
        if (told or len(own) >= FEWEST) and 2 * sum(own) > len(own) and labels - {label}:
            asking.add(label)
    return frozenset(asking) if asking < labels else frozenset()


def _of_labels(stretches: Sequence[_Stretch], asking: frozenset[str], text: str) -> dict[int, Turn]:
    """The turns that labels tell; where only questions have one, what follows a question is the answer."""
    answering = {one.label for one in stretches} - asking
    found: dict[int, Turn] = {}
    for one in stretches:
        found[one.sentences[0].start] = _turn(one, asking, text, is_sole=len(answering) <= 1)
        answer = None if answering else _answer_in(one, text)
        if answer is not None:
            found[answer.start] = Turn(None, is_question=False, label=0)
    return found


def _answer_in(one: _Stretch, text: str) -> Sentence | None:
    """The first line of a question's stretch behind its question mark."""
    asked = False
    for sentence in one.sentences:
        if asked and opens_line(sentence, text) and not _asks(sentence):
            return sentence
        asked = asked or _asks(sentence)
    return None


def _turn(one: _Stretch, asking: frozenset[str], text: str, *, is_sole: bool) -> Turn:
    if one.label in asking:
        return Turn(None, is_question=True, label=one.tokens)
    tokens = [token for token in one.sentences[0].tokens[: one.tokens] if token.is_word]
    start, end = tokens[0].start, tokens[-1].end
    told = Actor(text=text[start:end], span=(start, end))
    return Turn(told, is_question=False, label=one.tokens, is_sole=is_sole)


# -- without labels


def _first_dash(sentences: Sequence[Sentence], text: str, words_: DiscourseWords) -> int | None:
    """Where lines begin that a dash opens and that ask and answer in turn; None where there are none."""
    lines = [(at, one) for at, one in enumerate(sentences) if opens_line(one, text)]
    spoken = [(at, one) for at, one in lines if _is_spoken(one, text)]
    if not spoken or 2 * len(spoken) < len(lines):
        return None
    asked = [_is_asked(tuple(_line(at, sentences, text)), words_) for at, _ in spoken]
    pairs = sum(one and not other for one, other in pairwise(asked))
    return spoken[0][0] if pairs >= FEWEST else None


def _is_spoken(sentence: Sentence, text: str) -> bool:
    """Whether a dash and a word open the line, and no hour of a list."""
    line = text[text.rfind("\n", 0, sentence.start) + 1 :].lstrip()
    return line[:1] in _DASHES and line[1:].lstrip()[:1].isalpha()


def _is_asked(line: tuple[Sentence, ...], words_: DiscourseWords) -> bool:
    """Whether a line asks, or puts a remark to whoever answers."""
    return _asks(line[-1]) or _addresses(_Stretch(line, "", 0), words_)


def _line(at: int, sentences: Sequence[Sentence], text: str) -> Iterator[Sentence]:
    yield sentences[at]
    for one in sentences[at + 1 :]:
        if opens_line(one, text):
            return
        yield one


def _unlabelled(
    sentences: Sequence[Sentence], text: str, words_: DiscourseWords, *, fewest: int = FEWEST
) -> dict[int, Turn]:
    """Turns told by their questions: a line that ends with one is asked, what follows is the answer."""
    lines: list[_Stretch] = []
    for sentence in sentences:
        if opens_line(sentence, text) or not lines:
            signs = next((at for at, token in enumerate(sentence.tokens) if token.text not in SIGNS), 0)
            lines.append(_Stretch((sentence,), "", signs))
        else:
            lines[-1] = replace(lines[-1], sentences=(*lines[-1].sentences, sentence))
    if sum(line.asks for line in lines) < fewest:
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


# A dateline stands within so many tokens: "BEIRUT/ANKARA, Oct 8 (Agency) -".
_DATELINE = 14
_DATELINE_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})


def _dateline(sentence: Sentence) -> int:
    """The tokens of a dateline with its dash; 0 where the sentence has none."""
    tokens = sentence.tokens
    if not tokens or not tokens[0].is_word or not tokens[0].is_capital:
        return 0
    is_told = tokens[0].text.isupper() and len(tokens[0].text) > 1
    bracket = False
    for at in range(1, min(_DATELINE, len(tokens))):
        bracket = tokens[at].text == "(" or (bracket and tokens[at].text != ")")
        is_told = is_told or (tokens[at].text.isdigit() and any(one.text == "," for one in tokens[:at]))
        if tokens[at].text in _DATELINE_DASHES:
            return at + 1 if is_told and not _is_in_word(tokens, at) else 0
        if tokens[at].text[:1].islower() and not bracket:
            return 0  # but "REYHANLI, Dec 18 (from our reporter) -"
    return 0


def _is_in_word(tokens: Sequence[Token], at: int) -> bool:
    """Whether a dash joins what it stands between: "year-old", "2-3"."""
    return (
        tokens[at].start == tokens[at - 1].end
        and tokens[at + 1 : at + 2] != ()
        and (tokens[at + 1].start == tokens[at].end)
    )
