"""A second language needs its words and no code."""

from functools import cache

import pytest
from shapely.geometry import Point, shape
from tests.reading.whereabouts.places_sketch import bases, finder, found

from truceline.places.gazetteer import Gazetteer
from truceline.reading.lexicon import Lexicon
from truceline.reading.whereabouts.finder import PlaceFinder


@cache
def arabic():
    english = finder()
    gazetteer = Gazetteer(english.senses.curated, bounds=english.senses.bounds)
    atlas = english.meanings.shapes.atlas
    return PlaceFinder(atlas.agreement, gazetteer, atlas, Lexicon.of("ar"))


def test_the_countryside_of_a_province_has_its_side_behind_the_name():
    (span,) = found("قصف على ريف حمص الشرقي", arabic())
    where = span.candidates[0]
    assert (where.base, where.direction, where.precision) == ("Homs", "E", 4)
    assert shape(where.geometry).contains(Point(38.5, 34.7))


@pytest.mark.parametrize(
    ("text", "precision"),
    [("في محافظة حمص", 4), ("في مدينة حمص", 1), ("ومدينة حمص", 1), ("بحمص", 4), ("قرب حمص", 2)],
)
def test_a_province_a_town_and_the_ground_near_it_are_told_apart(text, precision):
    (span,) = found(text, arabic())
    assert span.candidates[0].precision == precision


def test_a_word_of_one_letter_joins_two_places():
    assert bases("بين حمص و حماة", arabic())[0] == "Homs"
