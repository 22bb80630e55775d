from itertools import islice

from truceline.places import world
from truceline.places.areas import Area
from truceline.places.general import Town
from truceline.places.index import NameIndex, packed


def test_towns_and_areas_of_a_name_are_found_together():
    kinds = {type(one) for one in world.named("homs")}
    assert kinds == {Town, Area}
    assert world.named("atlantis under the sea") == []


def test_a_town_is_found_by_its_sound():
    assert "Salqīn" in [one.name for one in world.sounding("slkn")]


def test_a_row_of_the_index_is_read_back_as_what_it_was():
    rows = list(islice(world._rows(), 3))
    index = NameIndex(packed(rows))
    first = world.read(index, 0)
    assert isinstance(first, Town)
    assert rows[0][1].split("|")[0] == first.name
    last = list(world._rows())[-1]
    area = world.read(NameIndex(packed([last])), 0)
    assert isinstance(area, Area)
    assert area.name == last[1].split("|")[0]
