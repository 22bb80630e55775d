"""What a document is read against: the sides of its agreement, sentences of a length that can be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.agreement.model import Agreement, Party
from truceline.reading.span import Sentence


@dataclass(frozen=True, slots=True)
class Sides:
    """All who fight under an agreement, all who vouch for it, and all who watch."""

    fighting: tuple[str, ...]
    vouching: tuple[str, ...]
    watching: frozenset[str] = frozenset()
    facing: tuple[str, ...] = ()
    """Those who face each other: who fights, without whoever another of them answers for."""
    names: tuple[tuple[str, frozenset[str]], ...] = ()
    """Of those who watch, the words of their names: one may be "the mission"."""
    texts: frozenset[str] = frozenset()
    """Nouns by which the agreement's own texts are called: "the statement", "the package"."""

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
        watching = frozenset(party.id for party in agreement.parties if "monitor" in party.roles)
        apart = tuple(one for one in fighting if one not in within)
        backed = {one.backs for one in agreement.guarantees if one.guarantor in apart}
        facing = tuple(one for one in apart if one not in backed)
        texts = frozenset(one.kind.casefold() for one in agreement.instruments if one.authority == "signed")
        names = tuple(
            (party.id, frozenset(name.casefold() for called in _names(party) for name in called.split()))
            for party in agreement.parties
            if party.id in watching
        )
        return cls(apart, tuple(vouching), watching, facing if len(facing) > 1 else apart, names, texts)


def _names(party: Party) -> list[str]:
    return [party.name or "", *(alias.name for alias in party.aliases)]


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
