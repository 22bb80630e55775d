from datetime import date

import pytest
from tests.places import sketch

from truceline.errors import InputError
from truceline.places.draft import read_drafts

BOX = sketch.box(36, 35, 37, 36)
LINE = sketch.line((36, 35), (37, 35))


def drafts(folder, zones, *features):
    sketch.write(folder, *features)
    return read_drafts(sketch.agreement(*zones), folder)


def complaints(folder, zones, *features):
    with pytest.raises(InputError) as caught:
        drafts(folder, zones, *features)
    return [str(problem) for problem in caught.value.problems]


def test_the_only_feature_of_a_file_needs_no_name(tmp_path):
    found = drafts(tmp_path, [sketch.zone("area", "polygon")], sketch.feature("other-name", BOX))
    assert found.by_zone["area"].on(None).id == "other-name"


def test_a_feature_that_is_named_is_taken(tmp_path):
    zones = [sketch.zone("area", "polygon", feature="two")]
    found = drafts(tmp_path, zones, sketch.feature("one", BOX), sketch.feature("two", BOX))
    assert found.by_zone["area"].on(None).id == "two"


def test_a_feature_that_is_not_there_is_told_with_those_that_are(tmp_path):
    zones = [sketch.zone("area", "polygon", feature="three"), sketch.zone("zone", "polygon")]
    told = complaints(tmp_path, zones, sketch.feature("one", BOX), sketch.feature("two", BOX))
    assert len(told) == 2
    assert all("allowed: one, two" in text for text in told)


def test_several_drawings_of_one_zone_need_dates(tmp_path):
    zones = [sketch.zone("front", "line")]
    twice = [sketch.feature("front", LINE, date="2015-01-01"), sketch.feature("front", LINE)]
    (told,) = complaints(tmp_path, zones, *twice)
    assert "properties.date" in told


def test_dated_drawings_stand_in_the_order_of_their_days(tmp_path):
    zones = [sketch.zone("front", "line", status="moving")]
    found = drafts(
        tmp_path,
        zones,
        sketch.feature("front", LINE, date="2016-01-01"),
        sketch.feature("front", LINE, date="2015-01-01"),
    ).by_zone["front"]
    assert found.on(date(2015, 6, 1)).day == date(2015, 1, 1)
    assert found.on(date(2014, 6, 1)).day == date(2015, 1, 1)
    assert found.on(date(2016, 1, 1)).day == date(2016, 1, 1)


@pytest.mark.parametrize(
    ("shape", "geometry"),
    [
        ("polygon", LINE),
        ("line", BOX),
        ("point", LINE),
        ("corridor", sketch.point(36, 35)),
    ],
)
def test_a_zone_is_drawn_as_its_shape_asks(tmp_path, shape, geometry):
    (told,) = complaints(tmp_path, [sketch.zone("zone", shape)], sketch.feature("zone", geometry))
    assert f"a {shape} cannot be drawn as a" in told


def test_a_band_that_is_drawn_is_taken_as_drawn(tmp_path):
    zones = [sketch.zone("band", "band", along="front", depth_km=5)]
    found = drafts(tmp_path, zones, sketch.feature("band", BOX))
    assert found.by_zone["band"].on(None).drawing.kind == "area"


def test_a_broken_file_that_two_zones_share_is_told_once(tmp_path):
    zones = [sketch.zone("one", "polygon"), sketch.zone("two", "polygon")]
    crossed = sketch.polygon([(36, 35), (37, 36), (37, 35), (36, 36), (36, 35)])
    assert len(complaints(tmp_path, zones, sketch.feature("one", crossed))) == 1


def test_a_folder_in_place_of_a_file_is_a_warning(tmp_path):
    (tmp_path / "map.geojson").mkdir()
    found = read_drafts(sketch.agreement(sketch.zone("area", "polygon")), tmp_path)
    assert "cannot be read" in str(found.warnings[0])
