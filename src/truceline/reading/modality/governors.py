"""The words that govern an act, and what each does to the act under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from truceline.evidence.claim import Modality
from truceline.reading.lexicon import Lexicon, words

Aspect = Literal["completed", "ongoing", "habitual", "not_started"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a class of governing words does: None leaves what was known.

    `speaker`: its subject is the one who says so. `doer`: whose deed the act is where its own clause
    names nobody. `negated`: what the class does when it is itself negated, if not the mere reverse.
    """

    name: str
    modality: Modality | None = None
    flips: bool = False
    aspect: Aspect | None = None
    trend: Literal["up", "down"] | None = None
    speaker: bool = False
    doer: Literal["subject", "object"] | None = None
    topic: bool = False
    """Whether the act is only what it is about."""
    open: Modality | None = None
    """What a known act is where the governing word tells nothing done: "will verify the withdrawal"."""
    negated: Effect | None = None


@dataclass(frozen=True)
class Governors:
    """Every governing word of a language, by what it governs."""

    verbs: Mapping[str, Effect]
    nouns: Mapping[str, Effect]
    adjectives: Mapping[str, Effect]
    modals: Mapping[str, str]
    adverbs: Mapping[str, str]
    markers: Mapping[str, str]
    prepositions: Mapping[str, str]
    effects: Mapping[str, Effect]

    @staticmethod
    @cache
    def of(lexicon: Lexicon) -> Governors:
        """The governors of a lexicon's `governors.yaml`."""
        table = lexicon.table("governors")
        effects = {name: _effect(name, told) for name, told in table.get("classes", {}).items()}
        return Governors(
            _by_word(table.get("verbs", {}), effects),
            _by_word(table.get("nouns", {}), effects),
            _by_word(table.get("adjectives", {}), effects),
            _names(table.get("modals", {})),
            _names(table.get("adverbs", {})),
            _names(table.get("markers", {})),
            _names(table.get("prepositions", {})),
            effects,
        )

    def verb(self, lemma: str, particles: tuple[str, ...], complements: tuple[str, ...]) -> Effect | None:
        """The effect of a verb, with its particle before without, narrowed to a complement before plain."""
        names = (*[f"{lemma} {one}" for one in particles if one], lemma)
        return _look_up(self.verbs, self._heads[0], names, complements)

    def noun(self, lemma: str, complements: tuple[str, ...] = ()) -> Effect | None:
        return _look_up(self.nouns, self._heads[1], (lemma,), complements)

    def adjective(self, lemma: str, complements: tuple[str, ...] = ()) -> Effect | None:
        return _look_up(self.adjectives, self._heads[2], (lemma,), complements)

    @cached_property
    def _heads(self) -> tuple[frozenset[str], ...]:
        """The verbs, nouns and adjectives without what they govern: few words of a text are any of them."""
        tables = (self.verbs, self.nouns, self.adjectives)
        return tuple(frozenset(word.partition("@")[0] for word in table) for table in tables)

    @cached_property
    def none_words(self) -> frozenset[str]:
        """The words that begin what denies a noun: "no", "not" of "not one"."""
        return frozenset(word.split(" ", 1)[0] for word, kind in self.adverbs.items() if kind == "none")

    def __hash__(self) -> int:
        return id(self)


def _look_up(
    table: Mapping[str, Effect],
    heads: frozenset[str],
    names: tuple[str, ...],
    complements: tuple[str, ...],
) -> Effect | None:
    for name in names:
        if name not in heads:
            continue
        for complement in complements:
            if (found := table.get(f"{name}@{complement}")) is not None:
                return found
        if (found := table.get(name)) is not None:
            return found
    return None


def _effect(name: str, told: Mapping[str, Any]) -> Effect:
    negated = told.get("negated")
    return Effect(
        name,
        modality=Modality(told["modality"]) if "modality" in told else None,
        flips=told.get("polarity") == "flip",
        aspect=told.get("aspect"),
        trend=told.get("trend"),
        speaker="speaker" in told,
        doer=told.get("doer"),
        topic="topic" in told,
        open=Modality(told["open"]) if "open" in told else None,
        negated=None if negated is None else _effect(f"not_{name}", negated),
    )


def _entries(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, listed in table.items():
        for word in words(listed):
            yield name, word.strip('"')


def _by_word(table: Mapping[str, str], effects: Mapping[str, Effect]) -> dict[str, Effect]:
    """Each word's effect; a word in two classes keeps the first."""
    found: dict[str, Effect] = {}
    for name, word in _entries(table):
        found.setdefault(word, effects[name])
    return found


def _names(table: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, word in _entries(table):
        found.setdefault(word, name)
    return found
