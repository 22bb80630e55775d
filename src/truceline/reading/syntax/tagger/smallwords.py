"""Prepositions, particles, "that", "there", and adjectives that are also nouns or adverbs."""

from __future__ import annotations

from truceline.reading.syntax.tagger.context import Context
from truceline.reading.syntax.tagger.tagset import ENDS, NOUNS, PARTED, VERBAL
from truceline.reading.syntax.words import Entry

_NOMINAL = frozenset(("JJ", "NN", "NNS", "NNP", "NNPS"))
_SUBJECTS = frozenset(("DT", "PRP", "PRP$", "NNP", "NNPS", "NNS", "JJ", "CD", "NN", "VBG"))
# Whoever is told something is named in at most so many words.
_ADDRESSED = 6


def preposition(context: Context, at: int, entry: Entry, previous: str) -> str:
    """Prepositions that are also particles, adverbs or adjectives; "that" and "there" among them."""
    tags = entry.tags
    word = context.word(at)
    if word in context.words.has("that_words"):
        return "IN" if previous[0] == "V" and _opens_inverted(context, at) else that(context, at, previous)
    if tags[0] == "EX":
        return _there(context, at, previous)
    if previous in {"TO", "MD"} and word in context.words.has("particle_verbs") and context.takes_object(at):
        return "VB"  # "urged them to back the deal"
    if "RP" in tags and _is_particle(context, at, tags, previous):
        return "RP"
    if previous == "DT" and "JJ" in tags:
        return "JJ"
    if "JJ" in tags and previous[0] == "V" and not context.takes_object(at):
        return "JJ"  # "the inquiry is pending"
    if tags[0] != "IN":
        return "IN" if context.takes_object(at) and "IN" in tags else tags[0]
    near_figure = "RB" in tags and context.next(at).tags[0] == "CD"
    return "RB" if near_figure and word in context.words.has("approximators") else "IN"


def _there(context: Context, at: int, previous: str) -> str:
    """As in "there were clashes" (EX), "rebels there responded" (RB)."""
    following = context.next(at)
    if previous in NOUNS and not context.words.has("existential").intersection(following.lemmas):
        return "RB"
    return "EX" if following.tags[0] in VERBAL else "RB"


def _is_particle(context: Context, at: int, tags: tuple[str, ...], previous: str) -> bool:
    word = context.word(at)
    after_verb = previous[0] == "V"
    if after_verb and (tags[0] != "IN" or (context.verb_before(at), word) in context.words.phrasal):
        return True
    return not context.takes_object(at) and (after_verb or is_parted(context, at, word))


def is_parted(context: Context, at: int, word: str) -> bool:
    """As in "handed their positions over": the verb stands before the object."""
    for back in range(at - 1, max(-1, at - 7), -1):
        if context.tags[back][0] == "V":
            return (context.entries[back].lemma(context.tags[back]) or "", word) in context.words.phrasal
    return False


def that(context: Context, at: int, previous: str) -> str:
    """As in "said that" (IN), "the tanks that left" (WDT), "that village" (DT)."""
    following = context.next(at)
    first = following.tags[0]
    if first == "MD" or (first in {"VBD", "VBZ", "VBP", "VBN"} and following.kind != "n"):
        if previous in NOUNS or previous in {",", '"'}:
            return "IN" if _tells(context, at) and _is_attribute(context, at + 1) else "WDT"
        if previous == "DT" and context.word(at - 1) in context.words.has("plural_subjects"):
            return "WDT"  # "those that did not"
        opens_clause = previous[0] == "V" and context.takes_clause(context.verb_before(at))
        return "IN" if opens_clause and following.kind == "d" else "DT"
    if previous in {"IN", "CC"} and first == "NN" and context.tags[at - 1] == "IN":
        return "DT"
    if previous[0] == "V" and verb_wants_noun(context, at) and first == "NN":
        return "DT"
    if previous == "RP" and first == "NN" and _ends_clause(context, at + 1):
        return "DT"  # "was not let through that day, as"
    if previous == "." and first in {"NN", "IN", "VBZ"}:
        return "DT"
    return "IN"


def _opens_inverted(context: Context, at: int) -> bool:
    """As in "said that should X attack": an auxiliary with its subject behind it."""
    inverted = context.word(at + 1) == "should" and at + 2 < len(context.entries)
    follows = inverted and context.entries[at + 2].tags[0] in _SUBJECTS
    return follows and context.takes_clause(context.verb_before(at))


def _tells(context: Context, at: int) -> bool:
    """Whether "that" stands where somebody's words begin: "reports that", "told the mission that"."""
    noun = context.entries[at - 1].lemma(context.tags[at - 1]) or context.word(at - 1)
    if noun in context.words.has("content_nouns"):
        return True
    before = (back for back in range(at - 2, max(at - _ADDRESSED, -1), -1) if context.tags[back][0] == "V")
    verb = next(before, None)
    lemma = None if verb is None else context.entries[verb].lemma(context.tags[verb])
    return lemma in context.words.has("addressing")


def _is_attribute(context: Context, at: int) -> bool:
    """As in "that captured soldiers were shot": a participle, its noun, and the verb of them both."""
    if "VBN" not in context.entries[at].tags:
        return False
    end = at + 1
    while end < len(context.entries) and context.entries[end].tags[0] in _NOMINAL:
        end += 1
    if end == at + 1 or end == len(context.entries) or context.entries[end - 1].tags[0] == "JJ":
        return False
    verb = context.entries[end]
    return verb.tags[0] == "MD" or (verb.tags[0] in {"VBD", "VBZ", "VBP"} and verb.kind in {"u", "d"})


def _ends_clause(context: Context, noun: int) -> bool:
    """Whether nothing that could be a verb follows the noun before the next sign."""
    following = context.next(noun)
    return following.tags[0] in ENDS or following.tags[0] == ","


def verb_wants_noun(context: Context, at: int) -> bool:
    """Whether the verb before takes no clause."""
    entry = context.entries[at - 1]
    return not any(lemma in context.words.has("saying") for lemma in entry.lemmas)


def adjective(context: Context, at: int, entry: Entry, previous: str) -> str:
    """militant, civilian, early, Syrian: adjective or noun, adjective or adverb."""
    tags = entry.tags
    first = context.next(at).tags[0] if at + 1 < len(context.entries) else "."
    follows = (
        first in {"NN", "NNS", "NNP", "NNPS", "JJ", "CD"}
        or (first in {"VBN", "VBG"} and previous == "DT" and "NN" not in tags)
        or (at + 1 < len(context.entries) and context.entries[at + 1].kind in {"n", "s"})
    )
    if follows:
        return tags[0] if tags[0] != "NN" or "NN" not in tags else "NN"
    if (
        first == "CC"
        and "JJ" in tags
        and at + 2 < len(context.entries)
        and context.entries[at + 2].tags[0] == "JJ"
    ):
        return "JJ"
    if "NN" in tags and previous in NOUNS and first in PARTED:
        return "NN"  # "in coast guard uniform and"
    if "NN" in tags and previous in {"DT", "IN", "CD", "PRP$", "JJ", "POS", "TO", "NN"}:
        return "NN"
    if "NNP" in tags and previous in {"DT", "IN"}:
        return "NNP"
    if "RB" in tags and previous[0] == "V" and context.auxiliary != "be":
        return "RB"
    return tags[0]
