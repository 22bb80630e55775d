import pytest
import shapely
from shapely.geometry import Point, box

from truceline.places.areas import area_round, areas, packed_shape, unpacked_shape


@pytest.mark.parametrize(
    ("name", "country", "lon", "lat"),
    [("homs", "SY", 38.0, 34.5), ("donetsk", "UA", 37.8, 48.0), ("antioquia", "CO", -75.5, 6.9)],
)
def test_a_province_holds_its_ground(name, country, lon, lat):
    (one,) = [area for area in areas().find(name) if area.country == country]
    assert one.shape.contains(Point(lon, lat))
    assert one.spans(lat, lon)
    assert not one.is_country


@pytest.mark.parametrize("name", ["\u062d\u0645\u0635", "hims", "homs"])
def test_a_province_is_known_in_several_scripts_and_spellings(name):
    from truceline.places.spelling import key

    assert "Homs" in [area.name for area in areas().find(key(name))]


def test_a_country_is_the_whole_of_its_provinces():
    (syria,) = [area for area in areas().find("syria") if area.is_country]
    assert syria.shape.contains(Point(38.0, 35.0))
    assert areas().find("iso syr") == [syria]


def test_the_province_round_a_point_is_found_with_or_without_its_kind():
    found = area_round(("Homs governorate",), 34.7, 36.7)
    assert found is not None
    assert found.name == "Homs"
    assert area_round(("Homs",), 10.0, 10.0) is None
    assert area_round(("Nowhere",), 34.7, 36.7) is None


def test_every_shape_is_valid_and_lies_in_its_box():
    for area in areas().rows[::40]:
        west, south, east, north = area.box
        assert area.shape.is_valid
        assert not area.shape.is_empty
        assert box(west - 0.01, south - 0.01, east + 0.01, north + 0.01).covers(area.shape)


def test_a_shape_comes_back_as_it_was_packed():
    drawn = shapely.MultiPolygon([box(-10.5, -20.25, 3.125, 4), box(100, 1, 101.5, 2)])
    assert unpacked_shape(packed_shape(drawn)).symmetric_difference(drawn).area == 0
