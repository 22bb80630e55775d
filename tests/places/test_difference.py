from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.places.difference import difference
from truceline.places.geojson import drawn

# A degree at 40 N: 111.03 km north, 85.39 km east.
NORTH_KM, EAST_KM = 111.03, 85.39


def box(west, south, east, north):
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return drawn({"type": "Polygon", "coordinates": [ring]})


def line(*points):
    return drawn({"type": "LineString", "coordinates": [list(point) for point in points]})


def test_two_areas_are_told_by_what_each_has_alone_and_what_both_have():
    found = difference(box(22, 40, 22.2, 40.1), box(22.1, 40, 22.3, 40.1))
    whole = 0.1 * EAST_KM * 0.1 * NORTH_KM
    assert found.only_first_km2 == pytest.approx(whole, rel=0.01)
    assert found.only_second_km2 == pytest.approx(whole, rel=0.01)
    assert found.common_km2 == pytest.approx(whole, rel=0.01)
    assert found.between_km2 == pytest.approx(2 * whole, rel=0.01)
    assert found.apart_km == pytest.approx(0.1 * EAST_KM, rel=0.01)


def test_a_drawing_does_not_differ_from_itself():
    found = difference(box(22, 40, 22.2, 40.1), box(22, 40, 22.2, 40.1))
    assert found.between_km2 == pytest.approx(0, abs=1e-6)
    assert found.apart_km == pytest.approx(0, abs=1e-6)


def test_two_lines_are_told_by_the_land_between_them():
    found = difference(line((22, 40), (22.2, 40)), line((22, 40), (22.1, 40.1), (22.2, 40)))
    assert found.between_km2 == pytest.approx(0.1 * NORTH_KM * 0.1 * EAST_KM, rel=0.01)
    assert found.apart_km == pytest.approx(0.1 * NORTH_KM, rel=0.01)
    assert found.second_km > found.first_km
    assert (found.only_first_km2, found.common_km2) == (0, 0)


def test_lines_that_cross_add_up_the_land_on_both_sides():
    straight = line((22, 40), (22.2, 40))
    wave = line((22, 40), (22.05, 40.05), (22.15, 39.95), (22.2, 40))
    assert difference(straight, wave).between_km2 == pytest.approx(
        2 * 0.5 * 0.1 * EAST_KM * 0.05 * NORTH_KM, rel=0.01
    )


def test_a_line_drawn_from_its_other_end_is_the_same_line():
    there, back = line((22, 40), (22.1, 40.1), (22.2, 40)), line((22.2, 40), (22.1, 40.1), (22, 40))
    assert difference(there, back).between_km2 == pytest.approx(0, abs=1e-3)


def test_an_area_and_a_line_cannot_be_compared():
    with pytest.raises(ValueError, match="a drawing of kind area cannot be held against one of kind line"):
        difference(box(22, 40, 22.2, 40.1), line((22, 40), (22.2, 40)))


@given(st.floats(0.02, 0.3), st.floats(0.02, 0.3))
def test_what_one_has_alone_the_other_lacks(width, height):
    one, other = box(22, 40, 22 + width, 40.1), box(22, 40, 22.1, 40 + height)
    there, back = difference(one, other), difference(other, one)
    assert there.only_first_km2 == pytest.approx(back.only_second_km2, abs=1e-6)
    assert there.common_km2 == pytest.approx(back.common_km2, abs=1e-6)
    assert there.apart_km == pytest.approx(back.apart_km, abs=1e-6)
