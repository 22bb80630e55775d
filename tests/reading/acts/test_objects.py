from __future__ import annotations

from pathlib import Path

import pytest

import truceline
from truceline.agreement.load import load_agreement
from truceline.reading.acts.objects import ObjectFinder
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of

CASES = Path(truceline.__file__).parent / "cases"
LEXICON = Lexicon.of("en")


@pytest.fixture(scope="module")
def general():
    return ObjectFinder(None, LEXICON)


@pytest.fixture(scope="module")
def minsk():
    return ObjectFinder(load_agreement(CASES / "minsk-2015" / "agreement.yaml"), LEXICON)


@pytest.fixture(scope="module")
def idlib():
    return ObjectFinder(load_agreement(CASES / "idlib-2018" / "agreement.yaml"), LEXICON)


def objects(finder, text):
    tokens = tokens_of(text)
    return [
        (text[tokens[one.first].start : tokens[one.last - 1].end], one.term) for one in finder.find(tokens)
    ]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("tanks", "tank"),
        ("T-72", "tank"),
        ("field guns", "artillery"),
        ("multiple rocket launchers", "mlrs"),
        ("BM-21", "mlrs"),
        ("an anti-tank guided missile", "anti-tank"),
        ("two quadcopters", "drone"),
        ("armoured personnel carriers", "armoured-vehicle"),
        ("helicopters", "aircraft"),
        ("a checkpoint", "checkpoint"),
        ("the border crossing", "crossing"),
        ("the motorway", "road"),
        ("anti-personnel mines", "mine"),
        ("trenches", "trench"),
        ("humanitarian aid", "relief"),
        ("servicemen", "personnel"),
    ],
)
def test_without_an_agreement_the_general_term_stands(general, text, term):
    assert [one for _, one in objects(general, text)] == [term]


def test_a_calibre_decides_between_the_terms_of_an_agreement(minsk):
    assert objects(minsk, "They fired 152 mm howitzers.") == [("152 mm howitzers", "artillery-100")]
    assert objects(minsk, "They fired 85mm artillery pieces.") == [
        ("85mm artillery pieces", "artillery-under-100")
    ]


def test_a_calibre_at_the_bound_belongs_to_the_upper_term(minsk):
    assert objects(minsk, "a 100 mm field gun") == [("100 mm field gun", "artillery-100")]


def test_a_calibre_may_follow_its_weapon(minsk):
    assert objects(minsk, "mortars of 120 mm") == [("mortars", "mortars")]
    assert objects(minsk, "artillery of 122 mm") == [("artillery", "artillery-100")]


def test_a_calibre_without_a_weapon_is_nothing(general):
    assert objects(general, "a gap of 5 mm and a hole of 7 mm") == []
    assert objects(general, "mm and more") == []


def test_a_named_system_finds_the_term_that_lists_it(minsk):
    assert objects(minsk, "a Gvozdika and a D-44") == [
        ("Gvozdika", "artillery-100"),
        ("D-44", "artillery-under-100"),
    ]
    assert objects(minsk, "a Tochka-U") == [("Tochka-U", "long-range")]


def test_types_in_brackets_belong_to_the_weapon_before_them(minsk):
    text = "six towed howitzers (D-30 Lyagushka, 122 mm) and two tanks (T-64)"
    assert objects(minsk, text) == [("towed howitzers", "artillery-100"), ("tanks", "tanks")]


def test_a_system_name_in_small_letters_is_an_everyday_word(general):
    assert objects(general, "the grad student") == []


def test_the_agreements_own_terms_take_the_place_of_general_ones(idlib):
    assert objects(idlib, "tanks, mortars and rocket launchers") == [
        ("tanks", "tanks"),
        ("mortars", "mortars"),
        ("rocket launchers", "mlrs"),
    ]
    assert objects(idlib, "the observation post at Morek") == [("observation post", "observation-post")]


def test_a_unit_is_personnel_where_the_agreement_speaks_of_personnel(idlib, general):
    assert objects(idlib, "a battalion") == [("battalion", "personnel")]
    assert objects(general, "a battalion") == [("battalion", "unit")]


def test_terms_that_name_parties_are_left_to_the_stage_of_actors(idlib):
    assert all(term != "radical-groups" for _, term in objects(idlib, "The radical groups moved tanks."))


@pytest.mark.parametrize("text", ["a think tank", "a water tank", "a round of talks", "the arms race"])
def test_neighbours_make_another_thing_of_a_word(general, text):
    assert objects(general, text) == []
