"""The words around places, laid out so that one look-up per token tells whether to try anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from truceline.places.bearing import Wind
from truceline.places.spelling import key
from truceline.reading.lexicon import Lexicon, words

_WINDS: Mapping[str, Wind] = {
    one: one for one in ("N", "NE", "E", "SE", "S", "SW", "W", "NW", "C")
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Words(dict[str, frozenset[str]]):
    """The table `places` of a lexicon; every word as a token's `lower`, its sets by their names."""

    winds: Mapping[str, Wind]
    sides: frozenset[str]
    compass: Mapping[str, Wind]
    admin: Mapping[str, str]
    """From any form of a word for a division to the word that gazetteers use."""
    kilometres: Mapping[str, float]
    numerals: Mapping[str, float]
    zone_kinds: Mapping[str, frozenset[str]]
    zone_acronyms: Mapping[str, str]
    countries: Mapping[str, str]
    """From a country's name, as a spelling key, to its code of three letters."""
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]


_SETS = (
    "rural", "skirts", "parts", "links", "provinces", "settlements", "place_nouns", "facilities", "road",
    "road_adjectives", "near", "between", "of_or_from", "distance_units", "locative", "mostly", "governing",
    "agreements", "agreement_links", "groups", "always_groups", "group_links", "titles", "group_heads",
    "zone_cousins", "zone_nouns", "zone_adjectives", "common", "proclitics", "and", "holding",
    "articles", "determiners", "genitive", "owner", "its", "inside", "range", "offset_links", "joins",
    "containing", "apposed", "town_parts", "road_links", "road_joins", "bare_zones", "bare_lines",
    "post_links", "before_names", "pointing", "facility_adjectives",
)  # fmt: skip
_PHRASES = ("near_phrases", "line_phrases", "post_kinds", "crossing_kinds")


@cache
def words_of(lexicon: Lexicon) -> Words:
    """The place words of a language; a language without them has none."""
    table: dict[str, Any] = lexicon.table("places")
    countries = {code: _parted(row) for code, row in lexicon.table("countries").items()}
    made = Words(
        winds={
            word: _WINDS[wind] for wind, listed in table.get("winds", {}).items() for word in words(listed)
        },
        sides=frozenset(words(table.get("sides", ""))),
        compass=dict(_compass(words(table.get("compass", "")))),
        admin={word: term for term, listed in table.get("admin", {}).items() for word in words(listed)},
        kilometres={word: float(km) for word, km in table.get("kilometres", {}).items()},
        numerals={word: float(number) for word, number in table.get("numerals", {}).items()},
        zone_kinds={kind: frozenset(words(listed)) for kind, listed in table.get("zone_kinds", {}).items()},
        zone_acronyms=table.get("zone_acronyms", {}),
        countries={key(name): code for code, (names, _, _) in countries.items() for name in names},
        phrases={name: tuple(tuple(one.split()) for one in words(table.get(name, ""))) for name in _PHRASES},
    )
    made.update({name: frozenset(_listed(name, table)) for name in _SETS})
    made["peoples"] = frozenset(one.casefold() for _, peoples, _ in countries.values() for one in peoples)
    made["capitals"] = frozenset(key(one) for _, _, capitals in countries.values() for one in capitals)
    return made


def _listed(name: str, table: dict[str, Any]) -> Iterable[str]:
    listed = words(table.get(name, ""))
    if name == "joins":  # signs that part names in a list; a comma cannot stand in a list of its own
        return (*words(table.get("and", "")), ",", "/", "-", "&")
    return listed


def _parted(row: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Names, adjectives and people, and capitals of a row of the table of countries."""
    names, peoples, capitals = (*row.split(";"), "", "", "")[:3]
    return words(names), words(peoples), words(capitals)


def _compass(listed: Iterable[str]) -> Iterable[tuple[str, Wind]]:
    """Sixteen points to eight: the two nearest are as good as each other, the main one is taken."""
    for point in listed:
        short = point if len(point) < len("NNE") else point[1:]
        yield point, _WINDS[short]
