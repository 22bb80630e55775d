"""Towns of the world: where one is, the nearest to a point, and provinces by name."""

from __future__ import annotations

import pytest

from truceline.publish.release.towns import in_town, nearest, province, province_at


def test_the_nearest_town_to_its_own_middle_is_itself():
    town = nearest(36.2021, 37.1343)
    assert town is not None
    assert town.name == "Aleppo"


def test_far_out_at_sea_there_is_none():
    assert nearest(0.0, -30.0) is None
    assert not in_town(0.0, -30.0, 2.0)


def test_a_city_s_middle_is_in_town_and_a_field_is_not():
    assert in_town(36.2021, 37.1343, 2.0)
    assert not in_town(35.9, 37.5, 2.0)


def test_a_village_is_no_town():
    assert not in_town(36.2021, 37.1343, 40.0)


@pytest.mark.parametrize("name", ["Idlib", "idlib", "Idlib governorate"])
def test_a_province_is_known_with_or_without_its_kind(name):
    (found, *_) = province(name)
    assert found.name == "Idlib"
    assert province_at(35.93, 36.63, name) == found
    assert province_at(35.93, 36.63) == found
    assert province_at(36.2, 37.13, name) is None


@pytest.mark.parametrize("name", [None, "", "the miller's house", "Syria"])
def test_what_is_no_province_is_none(name):
    assert province(name) == ()
