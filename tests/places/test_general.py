from importlib.resources import files

from truceline.places.general import COLUMNS, TABLE, Town, towns
from truceline.places.spelling import key

LIMIT_BYTES = 1_500_000


def test_the_table_is_small_enough_to_live_in_the_package():
    assert files("truceline.places").joinpath("data", TABLE).stat().st_size <= LIMIT_BYTES


def test_every_row_is_whole_and_on_the_globe():
    for row in towns().rows:
        cells = row.split("\t")
        assert len(cells) == len(COLUMNS)
        assert abs(float(cells[2])) <= 90
        assert abs(float(cells[3])) <= 180
        assert int(cells[4]) >= 5000


def test_keys_stand_in_the_line_of_their_row():
    table = towns()
    lines = table.keys.split("\n")
    assert len(lines) == len(table.rows)
    for number in range(0, len(lines), 997):
        name, *_, others = table.rows[number].split("\t")
        assert lines[number].strip("|").split("|") == [key(n) for n in (name, *others.split("|")) if n]


def test_towns_of_one_name_come_largest_first():
    found = towns().find(key("Tripoli"))
    assert [town.country for town in found[:2]] == ["LY", "LB"]


def test_a_town_is_found_by_its_name_in_its_own_script():
    for name in ("\u0414\u043e\u043d\u0435\u0446\u043a", "\u062d\u0644\u0628"):
        assert towns().find(key(name))


def test_keys_that_no_name_can_have_find_nothing():
    for spelling in ("", "|", "a|b", "a\nb", "no such town anywhere"):
        assert towns().find(spelling) == []


def test_larger_towns_have_larger_extents_and_none_is_under_a_kilometre():
    hamlet, city = Town("a", "XX", 0, 0, 5_000), Town("b", "XX", 0, 0, 5_000_000)
    assert (hamlet.radius_m, hamlet.kind) == (1000, "town")
    assert (city.radius_m, city.kind) == (19_900, "city")
