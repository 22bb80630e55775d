"""Whose text it is: a party's statement, a conversation with turns, or anybody's report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from truceline.agreement.model import Agreement
from truceline.evidence.claim import Actor
from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import ActorSpan, Sentence

# How far into a document its own heading may stand, in sentences.
_HEAD = 3
_LONGEST_LABEL = 5
_FIRST_WORDS = 60


@dataclass(frozen=True)
class DiscourseWords:
    """The word sets of `discourse.yaml`."""

    sets: dict[str, frozenset[str]]
    _joined: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict, repr=False)

    @staticmethod
    @cache
    def of(lexicon: Lexicon) -> DiscourseWords:
        return DiscourseWords(
            {name: frozenset(words(listed)) for name, listed in lexicon.table("discourse").items()}
        )

    def has(self, name: str) -> frozenset[str]:
        """The words of a set; empty where the language has none."""
        return self.sets.get(name, frozenset())

    def any_of(self, *names: str) -> frozenset[str]:
        """The words of several sets."""
        if names not in self._joined:
            self._joined[names] = frozenset().union(*map(self.has, names))
        return self._joined[names]


@dataclass(frozen=True, slots=True)
class Sides:
    """All who fight under an agreement, and all who vouch for it."""

    fighting: tuple[str, ...]
    vouching: tuple[str, ...]

    @classmethod
    def of(cls, agreement: Agreement) -> Sides:
        """Those of the parties' roles; of a coalition and its members the coalition."""
        fighting = [party.id for party in agreement.parties if "conflicting_party" in party.roles]
        if not fighting:
            fighting = [party.id for party in agreement.parties if "signatory" in party.roles]
        within = {
            party.id
            for party in agreement.parties
            if party.id in fighting and set(party.member_of) & set(fighting)
        }
        vouching = [party.id for party in agreement.parties if "guarantor" in party.roles]
        return cls(tuple(one for one in fighting if one not in within), tuple(vouching))


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in one stretch of a conversation."""

    speaker: Actor | None
    is_question: bool
    label: int
    """Tokens of the label, its colon included."""


def is_conversation(sentences: Sequence[Sentence], text: str, words_: DiscourseWords) -> bool:
    """Whether the document is one of turns: its heading says so, or questions are labelled."""
    if any(_says(one, words_.has("conversation"), text) for one in sentences[:_HEAD]):
        return True
    return any(_label(one)[1] in words_.has("question_labels") for one in sentences)


def _label(sentence: Sentence) -> tuple[int, str]:
    """Tokens of a label before a colon, and its words; 0 where the sentence opens with none."""
    tokens = sentence.tokens
    if not tokens or not tokens[0].is_capital:
        return 0, ""
    for at in range(1, min(_LONGEST_LABEL + 1, len(tokens))):
        if tokens[at].text == ":" or (at == 1 and tokens[at].text == "." and len(tokens[0].text) == 1):
            return at, " ".join(token.lower for token in tokens[:at])
        if not tokens[at].is_word and tokens[at].text != ".":
            break
    return 0, ""


def turn_of(sentence: Sentence, text: str, words_: DiscourseWords) -> Turn | None:
    """The turn that a sentence of a conversation opens with a label ("Minister:", "Q:"); None if none."""
    tokens = sentence.tokens
    colon, lower = _label(sentence)
    if not colon:
        return None
    if lower in words_.has("question_labels"):
        return Turn(None, is_question=True, label=colon + 1)
    start, end = tokens[0].start, tokens[colon - 1].end
    return Turn(Actor(text=text[start:end], span=(start, end)), is_question=False, label=colon + 1)


def bare(sentence: Sentence, turn: Turn | None) -> Sentence:
    """The sentence without the label of a turn or the dateline before it."""
    first = turn.label if turn is not None else _dateline(sentence)
    if not first or first >= len(sentence.tokens):
        return sentence
    tokens = sentence.tokens[first:]
    return replace(sentence, start=tokens[0].start, tokens=tokens)


# No sentence is longer; what seems so is a list, a table or rubbish, and is read piece by piece.
_LONGEST_SENTENCE = 400
_COMMAS = frozenset({",", ";", ":", "\u060c", "\u061b"})


def pieces(sentence: Sentence) -> list[Sentence]:
    """The sentence, or pieces of it that end at a comma, so that the time it takes grows with its length."""
    tokens = sentence.tokens
    if len(tokens) <= _LONGEST_SENTENCE:
        return [sentence]
    found: list[Sentence] = []
    start = 0
    while start < len(tokens):
        end = min(start + _LONGEST_SENTENCE, len(tokens))
        if end < len(tokens):
            commas = (place for place in range(end - 1, start, -1) if tokens[place].text in _COMMAS)
            end = next(commas, end - 1) + 1
        part = tokens[start:end]
        found.append(replace(sentence, start=part[0].start, end=part[-1].end, tokens=part))
        start = end
    return found


# A dateline stands within so many tokens: "BEIRUT/ANKARA, Oct 8 (Agency) -".
_DATELINE = 14
_DASHES = frozenset({"-", "\u2013", "\u2014", "--"})


def _dateline(sentence: Sentence) -> int:
    """The tokens of a dateline with its dash; 0 where the sentence has none."""
    tokens = sentence.tokens
    if not tokens or not tokens[0].is_word or not tokens[0].text.isupper():
        return 0
    for at in range(1, min(_DATELINE, len(tokens))):
        if tokens[at].text in _DASHES:
            return at + 1
        if tokens[at].text[:1].islower():
            return 0
    return 0


def speaker_of(
    sentences: Sequence[Sentence],
    actors_of: Sequence[Sequence[ActorSpan]],
    text: str,
    words_: DiscourseWords,
) -> Actor | None:
    """Whose statement the document is, or who is asked in a conversation: told by its heading.

    A statement whose heading names nobody is that of the first party named, if it says "we".
    """
    talks = any(_says(one, words_.has("conversation"), text) for one in sentences[:_HEAD])
    for sentence, actors in zip(sentences[:_HEAD], actors_of[:_HEAD], strict=False):
        if not (talks or _says(sentence, words_.has("statement"), text)):
            continue
        if sentence.kind == "sentence" and len(sentence.tokens) > _FIRST_WORDS:
            continue
        found = next((span for span in actors if span.party and span.kind != "people"), None)
        if found is not None:
            return _actor(found, sentence, text)
        if not talks and _says_we(sentences, words_):
            return _first_named(sentences, actors_of, text)
    return None


def _says(sentence: Sentence, listed: frozenset[str], text: str) -> bool:
    if sentence.kind == "sentence" and sentence.index > 0:
        return False
    said = f" {text[sentence.start : sentence.end].casefold()} "
    said = said.replace(":", " ").replace(",", " ")
    return any(f" {word} " in said for word in listed)


def _says_we(sentences: Sequence[Sentence], words_: DiscourseWords) -> bool:
    first = words_.has("first_person")
    return any(token.lower in first for sentence in sentences for token in sentence.tokens)


def _first_named(
    sentences: Sequence[Sentence], actors_of: Sequence[Sequence[ActorSpan]], text: str
) -> Actor | None:
    for sentence, actors in zip(sentences, actors_of, strict=True):
        for span in actors:
            if span.party and span.kind in {"named", "role", "leader"}:
                return _actor(span, sentence, text)
    return None


def _actor(span: ActorSpan, sentence: Sentence, text: str) -> Actor:
    start, end = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
    return Actor(text=text[start:end], span=(start, end), party=span.party)
