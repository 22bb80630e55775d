"""A dependency parse laid over the text: heads by code points, and the phrases in a word's roles."""

from __future__ import annotations

import pytest
from tests.reading.extras.parsed import doc

from truceline.reading.extras.dependencies import LONGEST, Dependencies, Word

START = 1000


def tree(text: str) -> Dependencies:
    return Dependencies.of(doc(text), START)


def role(text: str, word: str, name: str) -> list[str]:
    """The words that stand in a role of a word."""
    parse = tree(text)
    at = next(at for at, one in enumerate(parse.words) if one.lower == word.lower())
    return [parse.words[found].lower for found in parse.in_role(at, name)]


@pytest.mark.parametrize(
    ("text", "word", "name", "held"),
    [
        ("Tarnian forces shelled Esk.", "shelled", "subject", ["forces"]),
        ("Tarnian forces shelled Esk.", "shelled", "object", ["esk"]),
        ("Esk was shelled by the Velk Front.", "shelled", "subject", ["front"]),
        ("Esk was shelled by the Velk Front.", "shelled", "object", ["esk"]),
        ("The Velk Front, which withdrew its tanks, left Esk.", "withdrew", "subject", ["front"]),
        ("The Velk Front, which withdrew its tanks, left Esk.", "tanks", "poss", ["its"]),
        ("Mortars fired by the Velk Front hit Esk.", "fired", "subject", ["front"]),
        ("Mortars fired by the Velk Front hit Esk.", "fired", "object", ["mortars"]),
        ("The shelling of Esk by the Velk Front went on.", "shelling", "by", ["front"]),
        ("The shelling of Esk by the Velk Front went on.", "shelling", "of", ["esk"]),
        ("The shelling of Esk by the Velk Front went on.", "shelling", "against", []),
        ("Tarnia left Dorrin and shelled Esk.", "shelled", "subject", ["tarnia"]),
        ("Tarnia and Ostland shelled Esk.", "shelled", "subject", ["tarnia", "ostland"]),
        ("Tarnia promised to withdraw its tanks.", "withdraw", "subject", ["tarnia"]),
        ("Velk fighters massed near Esk to shell it.", "shell", "subject", []),
    ],
)
def test_a_role_is_found_through_passives_relatives_participles_and_shared_subjects(text, word, name, held):
    assert role(text, word, name) == held


def test_words_stand_at_the_code_points_of_the_document():
    parse = tree("Tarnian forces shelled Esk.")
    assert [(word.start - START, word.end - START) for word in parse.words][:3] == [(0, 7), (8, 14), (15, 22)]


def test_the_head_of_some_words_is_the_one_that_hangs_on_none_of_them():
    parse = tree("The Velk Front, which withdrew its tanks, left Esk.")
    at = parse.at(START, START + 14)
    assert at is not None
    assert parse.words[at].lower == "front"


def test_where_no_word_stands_there_is_no_head():
    assert tree("They shelled Esk.").at(0, 5) is None


def test_a_parse_that_runs_in_a_circle_comes_to_an_end():
    words = tuple(Word(at, at + 1, "x", "x", "VERB", "VB", "conj", 1 - at) for at in (0, 1))
    circle = Dependencies(words, ((1,), (0,)))
    assert circle.in_role(0, "subject") == ()
    assert len(list(circle.above(0))) == LONGEST


def test_a_pronoun_outside_every_relative_clause_means_itself():
    words = (
        Word(0, 3, "who", "who", "PRON", "WP", "nsubj", 1),
        Word(4, 8, "left", "leave", "VERB", "VBD", "ROOT", 1),
    )
    assert Dependencies(words, ((), (0,))).in_role(1, "subject") == (0,)
