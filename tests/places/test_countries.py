import json
from importlib.resources import files

import pytest

from truceline.places.areas import areas
from truceline.places.countries import DRAWINGS, drawing, packed, unpacked
from truceline.places.parts import light

COUNTRIES = [area for area in areas().rows if area.is_country]
# The largest take long to draw anew.
SMALL = sorted(COUNTRIES, key=lambda area: area.length)[::12][:16]


@pytest.mark.parametrize("country", SMALL, ids=lambda area: area.name)
def test_a_country_drawn_ahead_of_time_is_the_one_that_would_be_drawn(country):
    assert drawing(country) == light(country.shape)


def test_every_country_is_drawn_ahead_of_time():
    ready = unpacked(files("truceline.places").joinpath("data", DRAWINGS).read_bytes())
    assert set(ready) == {country.at for country in COUNTRIES}


def test_a_province_is_drawn_when_it_is_asked_for():
    (homs,) = (area for area in areas().find("homs") if area.country == "SY")
    assert drawing(homs) == light(homs.shape)


def test_each_drawing_is_its_askers_own():
    first = drawing(SMALL[0])
    first["coordinates"] = []
    assert drawing(SMALL[0]) != first


def test_what_is_packed_comes_back():
    drawn = {7: {"type": "Polygon", "coordinates": [[[1.5, 2.0], [3.0, 2.0], [1.5, 4.125], [1.5, 2.0]]]}}
    assert {at: json.loads(text) for at, text in unpacked(packed(drawn)).items()} == drawn
