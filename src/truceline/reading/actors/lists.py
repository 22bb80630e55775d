"""The general words for those who act, from the lexicon, as tables for the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from truceline.reading.actors import book
from truceline.reading.actors.book import Meaning, phrase, spelling
from truceline.reading.lexicon import Lexicon, words

Pieces = tuple[str, ...]

_COMMON = {
    "state_nouns": book.STATE_NOUN,
    "group_nouns": book.GROUP_NOUN,
    "body_nouns": book.BODY_NOUN,
    "people": book.PEOPLE,
    "leader_titles": book.TITLE,
    "home_nouns": book.HOME | book.STATE_NOUN,
    "unnamed": book.UNNAMED,
    "unknown": book.UNNAMED | book.UNKNOWN,
    "anaphor_nouns": book.POINTED,
    "pronouns_plural": book.PRONOUN,
    "pronouns_singular": book.PRONOUN,
    "pronouns_first": book.PRONOUN,
    "pronouns_second": book.PRONOUN,
    "possessives": book.POSSESSIVE,
    "indefinite": book.INDEFINITE,
    "only_with_name": book.NOT_ALONE,
    "also_verbs": book.VERBISH,
    "also_adjectives": book.ADJECTIVAL,
    "others_of": book.GROUP_NOUN | book.OTHERS,
    "between": book.BETWEEN,
    "deeds": book.DEED,
}
# Lists that are asked word by word.
_SETS = (
    "breaks",
    "not_self",
    "backed",
    "leading",
    "holding",
    "doing",
    "against",
    "pronouns_plural",
    "anaphor_determiners",
    "line_things",
    "named_things",
    "locatives",
    "events",
    "given_names",
    "verb_before",
    "verb_after",
    "auxiliaries",
    "expletive_verbs",
    "expletive_after",
    "particles",
    "national_titles",
    "of_any",
    "of_group",
    "of_title",
    "collectives",
    "plurals",
    "joins",
    "ordinals",
    "near_nouns",
    "relatives",
    "impersonal",
    "possessives_plural",
    "wholes",
    "own_men",
    "shares",
    "media_nouns",
    "organ_words",
    "field_offices",
    "field_ranks",
    "others",
    "on",
    "calling",
    "in_country",
    "singular_determiners",
    "no_regime",
    "rule_nouns",
    "seated_nouns",
    "ngo_nouns",
    "before_nation",
)


@dataclass(frozen=True)
class ActorWords:
    """Words of `actors.yaml` and `countries.yaml` of one language."""

    names: Mapping[Pieces, Meaning]
    """Countries, nationalities, seats of government, office-holders, bodies and armed groups."""
    common: Mapping[Pieces, Meaning]
    """Nouns, adjectives and pronouns."""
    sets: Mapping[str, frozenset[str]]
    between_endings: tuple[str, ...]
    body_leaders: Mapping[Pieces, tuple[Pieces, ...]]
    """Who speaks for an organisation, by its name."""
    prefixes: tuple[str, ...] = ()
    spelt_out: Mapping[Pieces, Pieces] = field(default_factory=dict)
    """What the letters before a name stand for: "UN" of "UN monitors"."""

    @staticmethod
    @cache
    def of(lexicon: Lexicon) -> ActorWords:
        """The words of one language; nothing where its lexicon has no such list."""
        table = lexicon.table("actors")
        common: dict[Pieces, int] = {}
        for name, use in _COMMON.items():
            for word in words(table.get(name, "")):
                key = phrase(word)
                common[key] = common.get(key, 0) | use
        return ActorWords(
            _names(table, lexicon.table("countries"), common),
            {key: Meaning(uses) for key, uses in common.items()},
            {name: frozenset(words(table.get(name, ""))) for name in _SETS},
            words(table.get("between_endings", "")),
            {
                phrase(body): tuple(phrase(name) for name in words(listed))
                for listing in ("body_leaders", "group_leaders")
                for body, listed in table.get(listing, {}).items()
            },
            words(table.get("prefixes", "")),
            {phrase(short): phrase(long) for short, long in table.get("spelt_out", {}).items()},
        )


def _names(
    table: Mapping[str, Any], countries: Mapping[str, str], common: Mapping[Pieces, int]
) -> dict[Pieces, Meaning]:
    """Every known name with its code; what it can be besides is kept."""
    found: dict[Pieces, tuple[int, str]] = {}
    spelt: dict[Pieces, list[str]] = {}

    def take(name: str, use: int, code: str) -> None:
        key = phrase(name)
        uses, before = found.get(key, (common.get(key, 0), ""))
        found[key] = (uses | use, before or code)
        spelt.setdefault(key, []).append(name)

    republic = table.get("republic", "")
    for code, told in countries.items():
        for use, listed in zip((book.COUNTRY, book.NATION, book.SEAT), told.split(";"), strict=False):
            for name in words(listed):
                take(name, use, code)
                if republic and use == book.COUNTRY and phrase(f"{republic} {name}") not in found:
                    take(f"{republic} {name}", use, code)
    for use, code, listed in _by_code(table):
        for name in words(listed):
            take(name, use, code)
    return {key: Meaning(uses, code, spelling(spelt[key])) for key, (uses, code) in found.items() if key}


def _by_code(table: Mapping[str, Any]) -> Iterator[tuple[int, str, str]]:
    """The lists of names by their use and code."""
    for use, key in ((book.LEADER, "leaders"), (book.GROUP_NAME, "groups"), (book.BODY, "bodies")):
        for code, listed in table.get(key, {}).items():
            yield use, code, listed
    yield book.NATION, "", table.get("peoples", "")
    for listed in table.get("body_leaders", {}).values():
        yield book.LEADER, "IGO", listed
    for listed in table.get("group_leaders", {}).values():
        yield book.LEADER, "", listed
