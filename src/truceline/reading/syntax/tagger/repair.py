"""Headlines: stretches without a verb, where a noun reading stands in the verb's place."""

from __future__ import annotations

from truceline.reading.syntax.tagger.context import Context
from truceline.reading.syntax.tagger.tagset import BARE, FINITE, NOUNS, OBJECT_OPENERS, SHORTEST_CLAUSE


def repair(context: Context) -> None:
    """Find the verb of every stretch between commas and colons that has none."""
    tags = context.tags
    first = 0
    has_verb = False
    for at, tag in enumerate(tags):
        if tag in FINITE:
            if not has_verb and tag != "VBN" and at - first > SHORTEST_CLAUSE and tags[at - 1] == "CC":
                _find_fellow(context, first, at - 1)
            has_verb = True
        elif tag in {":", ",", "."}:
            if not has_verb and at - first > SHORTEST_CLAUSE:
                _repair_stretch(context, first, at)
            first, has_verb = at + 1, False
    if not has_verb and len(tags) - first > SHORTEST_CLAUSE:
        _repair_stretch(context, first, len(tags))


def _repair_stretch(context: Context, first: int, last: int) -> None:
    tags = context.tags
    for at in range(first + 1, last - 1):
        entry = context.entries[at]
        if entry.kind not in {"n", "s"} or not (
            _is_between_nouns(tags, at) or _is_one_verb(context, at) or _is_after_a_name(tags, at, first)
        ):
            continue
        if entry.kind == "s" and "VBZ" in entry.tags:
            tags[at] = "VBZ"
            return
        if entry.kind == "n" and "VBP" in entry.tags and _has_plural(tags, first, at):
            tags[at] = "VBP"
            return
    if _is_after_two_names(context, first, last):
        tags[first + 1] = "VBP"
        return
    for at in range(first + 1, last - 1):
        if tags[at + 1] == "RB" and _stands_as_verb(context, at) and _has_plural(tags, first, at):
            _make_verb(context, first, at)
            return


def _find_fellow(context: Context, first: int, last: int) -> None:
    """As in "the military meet regularly and have set up": before "and" and a verb there is another."""
    for at in range(first + 1, last):
        if _stands_as_verb(context, at) and (at + 1 == last or context.tags[at + 1] not in NOUNS):
            _make_verb(context, first, at)
            return


def _stands_as_verb(context: Context, at: int) -> bool:
    """Whether a word that is a verb more often than a noun stands after what can be its subject."""
    entry, tags = context.entries[at], context.tags
    if entry.kind != "n" or entry.tags[0] not in BARE or "VBP" not in entry.tags or tags[at] not in NOUNS:
        return False
    return tags[at - 1] in NOUNS or (tags[at - 1] == "JJ" and "NN" in context.entries[at - 1].tags)


def _make_verb(context: Context, first: int, at: int) -> None:
    tags = context.tags
    if tags[at - 1] == "JJ":
        tags[at - 1] = "NN"
        if not _has_plural(tags, first, at) and at - first < SHORTEST_CLAUSE:
            return
    tags[at] = "VBP"


def _is_one_verb(context: Context, at: int) -> bool:
    """As in "fire on", "shoot at": a verb with its preposition, where nothing else can be the verb."""
    entry, tags = context.entries[at], context.tags
    if tags[at] not in NOUNS or tags[at - 1] not in NOUNS:
        return False
    pair = (entry.lemma("VBP") or entry.lemma("VBZ") or "", context.word(at + 1))
    return pair in context.words.prepositional or pair in context.words.phrasal


def _is_after_a_name(tags: list[str], at: int, first: int) -> bool:
    """As in "HTS arrests activist": the second word of a headline after a name."""
    return at == first + 1 and tags[first] == "NNP" and tags[at] == "NNS" and tags[at + 1] == "NN"


def _is_after_two_names(context: Context, first: int, last: int) -> bool:
    """A headline's "Tarnia, Velk sign truce": a comma stands for "and"."""
    tags = context.tags
    if first != 2 or last < first + SHORTEST_CLAUSE or tags[1] != ",":  # noqa: PLR2004 - name, comma
        return False
    entry = context.entries[first + 1]
    names = tags[0] == tags[first] == "NNP" and tags[first + 1] in NOUNS
    return (
        names and entry.kind == "n" and "VBP" in entry.tags and tags[first + 2] in NOUNS | {"JJ", "TO", "IN"}
    )


def _is_between_nouns(tags: list[str], at: int) -> bool:
    if tags[at] not in NOUNS or tags[at - 1] not in NOUNS:
        return False
    return tags[at + 1] in OBJECT_OPENERS or (tags[at + 1] == "JJ" and tags[at - 1] != "NN")


def _has_plural(tags: list[str], first: int, at: int) -> bool:
    return any(tag in {"NNS", "NNPS", "CC"} for tag in tags[first:at])
