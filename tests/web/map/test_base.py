from __future__ import annotations

from shapely.geometry import Point, shape

from truceline.web.map.case_map import CaseMap


def told(case, language="en"):
    found = CaseMap(case).base(language)["features"]
    return {part: [one for one in found if one["properties"]["part"] == part] for part in PARTS}


PARTS = ("country", "province", "town")


def test_the_land_round_the_zones_is_there(busy):
    names = {one["properties"]["name"] for one in told(busy)["country"]}
    assert {"Syria", "Lebanon"} <= names
    (syria,) = (one for one in told(busy)["country"] if one["properties"]["name"] == "Syria")
    assert shape(syria["geometry"]).contains(Point(36.63, 35.93))


def test_a_town_stands_once_under_the_case_s_own_name(busy):
    towns = [one for one in told(busy)["town"] if "Idlib" in one["properties"]["name"]]
    assert len(towns) == 1


def test_towns_are_called_as_the_reader_knows_them(busy):
    names = {one["properties"]["name"] for one in told(busy, "ar")["town"]}
    assert "إدلب" in names
    assert "حماة" in names


def test_the_base_is_small_enough_to_come_at_once(busy):
    assert sum(len(str(one)) for several in told(busy).values() for one in several) < 200_000
