"""The phrases that fill an act's roles, at its verb or at its noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from truceline.reading.acts.frames import Frame, Roles
from truceline.reading.syntax.tree import Node, Parse

Phrases = tuple[int, ...]
Pairs = tuple[tuple[str, int], ...]
"""Prepositions, each with the phrase behind it."""


def of_verb(parse: Parse, node: Node, roles: Roles, frame: Frame, pairs: Pairs) -> Iterator[Phrases]:
    """The phrases of each role filled at a verb, the best role first; a passive turns its roles round.

    `pairs` are what stands behind prepositions: `oblique` of the verb, and what its own words bring along.
    """
    for role in roles:
        found = _at_verb(node, role, frame, pairs)
        if found:
            yield with_conjuncts(parse, found)


def _at_verb(node: Node, role: str, frame: Frame, pairs: Pairs) -> Phrases:
    # A participle that stands alone and has an object is a past tense that the tagger did not see.
    passive = node.passive and not (node.object and node.first == node.head)
    if role == "subject":
        return _behind(pairs, "by") if passive else node.subject
    if role == "object":
        if not passive:
            return node.object
        for other in frame.passive_object:
            if found := (node.subject if other == "subject" else _behind(pairs, other)):
                return found
        return node.subject
    return _behind(pairs, role)


def of_noun(parse: Parse, phrase: int, roles: Roles, pairs: Pairs) -> Iterator[Phrases]:
    """The phrases of each role that is filled at a noun, the best role first; "poss" is its possessor."""
    noun = parse.phrases[phrase]
    for role in roles:
        if role == "poss":
            found: Phrases = () if noun.owner is None else (noun.owner,)
        else:
            found = _behind(pairs, role)
        if found:
            yield with_conjuncts(parse, found)


def _behind(pairs: Pairs, preposition: str) -> Phrases:
    return tuple([phrase for one, phrase in pairs if one == preposition])


def with_conjuncts(parse: Parse, phrases: Iterable[int]) -> Phrases:
    """The phrases and all that are coordinated with them, in the order of the text, once each."""
    found: set[int] = set()
    for phrase in phrases:
        found.add(phrase)
        found.update(parse.phrases[phrase].conjuncts)
    return tuple(sorted(found))


def chain_of(parse: Parse, phrase: int | None) -> tuple[Phrases, int | None, str]:
    """The phrases a phrase hangs on, itself first, the predicate at the end, and its role there."""
    passed: list[int] = []
    role = ""
    while phrase is not None and phrase not in passed:
        passed.append(phrase)
        hangs_on = parse.attachment(phrase)
        if hangs_on is None:
            return tuple(passed), None, role
        kind, index, role = hangs_on
        if kind == "node":
            return tuple(passed), index, role
        phrase = index
    return tuple(passed), None, role


def preposition_of(parse: Parse, phrase: int | None) -> str:
    """The preposition a phrase stands behind; "subject" or "object" where it has none."""
    hangs_on = None if phrase is None else parse.attachment(phrase)
    return "" if hangs_on is None else hangs_on[2]
