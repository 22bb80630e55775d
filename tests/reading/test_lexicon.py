"""Lexicons: plain strings, one language at a time, loaded once."""

from __future__ import annotations

import pytest

from truceline.errors import InputError
from truceline.reading.lexicon import Lexicon, languages, words
from truceline.reading.modality.governors import Governors


def test_english_is_there():
    assert "en" in languages()


def test_an_unknown_language_names_those_there_are():
    with pytest.raises(InputError) as raised:
        Lexicon.of("xx")
    (problem,) = raised.value.problems
    assert problem.field == "language"
    assert tuple(problem.allowed) == languages()


def test_one_language_is_one_lexicon():
    assert Lexicon.of("en") is Lexicon.of("en")


def test_a_table_is_loaded_once_and_a_missing_one_is_empty():
    lexicon = Lexicon.of("en")
    assert lexicon.table("governors") is lexicon.table("governors")
    assert lexicon.table("no such table") == {}


def test_no_and_on_stay_words():
    none = words(Lexicon.of("en").table("governors")["adverbs"]["none"])
    assert "no" in none


def leaves(table):
    if isinstance(table, dict):
        for value in table.values():
            yield from leaves(value)
    elif isinstance(table, list):
        for value in table:
            yield from leaves(value)
    else:
        yield table


@pytest.mark.parametrize(
    "name", sorted(path.stem for path in Lexicon.of("en").home.iterdir() if path.suffix == ".yaml")
)
def test_every_leaf_of_every_table_is_a_string(name):
    assert all(isinstance(leaf, str) for leaf in leaves(Lexicon.of("en").table(name)))


@pytest.mark.parametrize(
    ("listed", "parts"),
    [("a, b ,c", ("a", "b", "c")), ("in case of, unless", ("in case of", "unless")), ("", ()), (" , ,", ())],
)
def test_a_list_is_parted_by_commas(listed, parts):
    assert words(listed) == parts


@pytest.mark.parametrize("part", ["verbs", "nouns", "adjectives"])
def test_every_class_of_governing_words_is_described(part):
    table = Lexicon.of("en").table("governors")
    assert set(table[part]) <= set(table["classes"])


def test_the_narrower_entry_of_a_verb_goes_before_the_plain_one():
    governors = Governors.of(Lexicon.of("en"))
    that, plain = governors.verb("reject", (), ("that",)), governors.verb("reject", (), ())
    assert (that.name, plain.name) == ("deny", "refuse")


def test_a_verb_with_its_particle_goes_before_the_bare_verb():
    governors = Governors.of(Lexicon.of("en"))
    assert governors.verb("rule", ("out",), ("ing",)).name == "refuse"
    assert governors.verb("rule", (), ()) is None
