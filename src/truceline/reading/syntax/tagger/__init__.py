"""Tags: each word's likeliest reading, then what stands around it, from left to right in one pass.

The hard part is English words that are noun and verb at once (attack, shells, fire) and forms that
are past and participle at once (shelled, killed). What is decided here by neighbours, the clause
stage may still turn round when a sentence has no verb or two for one subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from truceline.reading.span import Token
from truceline.reading.syntax.tagger.context import Context
from truceline.reading.syntax.tagger.entries import entries_of, joins_of
from truceline.reading.syntax.tagger.nounverb import base, noun_or_verb
from truceline.reading.syntax.tagger.participles import gerund, past_or_participle
from truceline.reading.syntax.tagger.pluralverb import plural_or_verb
from truceline.reading.syntax.tagger.repair import repair
from truceline.reading.syntax.tagger.smallwords import adjective, preposition
from truceline.reading.syntax.tagger.tagset import AUXILIARY, ENDS, NOUNS, SILENT, TRANSPARENT
from truceline.reading.syntax.tagger.unlisted import stem
from truceline.reading.syntax.words import Entry, Words

_CHOICES = {
    "n": noun_or_verb,
    "s": plural_or_verb,
    "d": past_or_participle,
    "g": gerund,
    "b": base,
    "p": preposition,
    "j": adjective,
}
"""How each kind of entry is decided; the others have one tag."""
_ASKING = frozenset(("WP", "WDT"))
_AWAITED = {
    "md": frozenset(("VB",)),
    "do": frozenset(("VB",)),
    "have": frozenset(("VBN",)),
    "be": frozenset(("VBN", "VBG")),
}
"""What follows an auxiliary."""
_BEFORE_IN = NOUNS | {",", "CD"}
_NOWHERE: frozenset[int] = frozenset()


class Tagged(NamedTuple):
    """Tags, lemmas, and the words that work as one: first token -> (end, IN, CS or RB)."""

    tags: list[str]
    lemmas: list[str]
    joins: dict[int, tuple[int, str]]


def tag_words(tokens: Sequence[Token], words: Words, names: Sequence[tuple[int, int]] = ()) -> Tagged:
    """Tag one sentence; `names` are token ranges known to be names."""
    entries = entries_of(tokens, words, names)
    joins = joins_of(tokens, entries, words)
    named = frozenset([at for first, last in names for at in range(first, last)]) if names else _NOWHERE
    context = Context(tokens, words, entries, named, joins)
    _decide(context, {at: kind for first, (end, kind) in joins.items() for at in range(first, end)})
    repair(context)
    return Tagged(context.tags, _lemmas(context), joins)


def _decide(context: Context, joined: dict[int, str]) -> None:
    tags = context.tags
    tokens = context.tokens
    previous = "."
    for at, entry in enumerate(context.entries):
        kind = joined.get(at) if joined else None
        if kind is not None:
            tags.append("RB" if kind == "RB" else "IN")
            if kind != "RB":
                opens = kind == "CS" and entry.tags[0] == "TO"  # "in order to attack"
                previous, context.auxiliary = ("TO", "to") if opens else ("IN", "")
            continue
        likeliest = entry.tags[0]
        tag = likeliest if entry.kind == "u" else _tag(context, at, entry, previous)
        is_paired = tag == "DT" and tokens[at].lower in context.words.has("either_words")
        if is_paired and (previous in _ASKING or _is_before_the_verb(context, at)):
            tag = likeliest = "RB"  # "who either refuse or bargain", "could neither confirm nor deny"
        if tag == "DT" and previous == "PRP" and _is_of_all(context, at):
            tag = likeliest = "RB"  # "we all run"
        if tag == "VBZ" and previous == "DT" and context.tokens[at - 1].lower in context.articles:
            tag = "NNS"  # rough English: "amid the argues"
        if tag == "NNP" and previous == "DT" and tokens[at].text[-1] == "s":
            tag = "NNPS"  # "the Kurds"
        tags.append(tag)
        if tag in SILENT:
            context.auxiliary = ""
        else:
            _note(context, at, tag, previous)
        if tag != "HYPH" and (tag != "RB" or likeliest != "RB"):
            is_clock = tag == "CD" and ":" in tokens[at].text
            previous = "NN" if is_clock else tag


def _is_of_all(context: Context, at: int) -> bool:
    """As in "we all run", "they both attack": the word counts the subject before it, no object follows."""
    words = context.words
    return context.word(at) in words.has("floating") and context.word(at - 1) in words.has("person_pronouns")


def _is_before_the_verb(context: Context, at: int) -> bool:
    """As in "could neither confirm nor deny", "has neither signed": the auxiliary's verb follows."""
    awaited = _AWAITED.get(context.auxiliary)
    return awaited is not None and not awaited.isdisjoint(context.next(at).tags)


def _note(context: Context, at: int, tag: str, previous: str) -> None:
    """Keep in mind the auxiliaries that wait for a verb."""
    if tag[0] == "V" or tag in AUXILIARY:
        context.note_auxiliary(at, tag)
        if context.auxiliary:
            context.note_inverted(at, previous)
    elif tag not in TRANSPARENT:
        context.auxiliary = ""
        if tag in ENDS:
            context.inverted = ""


def _tag(context: Context, at: int, entry: Entry, previous: str) -> str:
    """The tag of one token, given those before it."""
    if context.inverted and entry.kind in "nbdg":
        awaited = context.awaited(at, entry, previous)
        if awaited:
            context.inverted = ""
            return awaited
    choice = _CHOICES.get(entry.kind)
    if choice is None:
        return entry.tags[0]
    if entry.kind in "dg" and at and context.tags[-1] == "HYPH":
        return "JJ"
    if entry.kind == "g" and "IN" in entry.tags and previous in _BEFORE_IN and context.opens_phrase(at):
        return "IN"  # "calm following the deal", "20 shots, including two"
    return choice(context, at, entry, previous)


def _lemmas(context: Context) -> list[str]:
    return [
        (entry[2][0] if entry[1][0] == tag else entry.lemma(tag)) or stem(token.lower, tag, context.words)
        for token, entry, tag in zip(context.tokens, context.entries, context.tags, strict=True)
    ]
