import json
from datetime import date

import pytest
from tests.places import sketch

from truceline.errors import InputError
from truceline.places.geojson import drawn, read_features


def read(folder, content):
    path = folder / "map.geojson"
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return read_features(path, "map.geojson")


def complaint(folder, content):
    with pytest.raises(InputError) as caught:
        read(folder, content)
    return caught.value.problems


def test_features_come_with_their_id_day_and_uncertainty(tmp_path):
    collection = {
        "type": "FeatureCollection",
        "features": [
            sketch.feature("front", sketch.line((36, 35), (37, 35)), date="2015-02-18", uncertainty_km=2),
            {"type": "Feature", "properties": {"id": "post"}, "geometry": sketch.point(36, 35)},
        ],
    }
    front, post = read(tmp_path, collection)
    assert (front.id, front.day, front.uncertainty_km) == ("front", date(2015, 2, 18), 2.0)
    assert (post.id, post.day, post.uncertainty_km) == ("post", None, 0.0)
    assert (front.drawing.kind, post.drawing.kind) == ("line", "point")


def test_the_same_map_is_the_same_drawings_and_another_is_read_anew(tmp_path):
    here = sketch.feature("one", sketch.point(36, 35))
    there = sketch.feature("one", sketch.point(36, 34))
    (first,), (again,), (other,) = (read(tmp_path, content) for content in (here, here, there))
    assert first.drawing is again.drawing
    assert other.drawing.coordinates.tolist() == [[36, 34]]


@pytest.mark.parametrize(
    "content",
    [
        sketch.feature("one", sketch.point(36, 35)),
        sketch.point(36, 35),
    ],
)
def test_a_lone_feature_or_geometry_is_a_map_of_one(tmp_path, content):
    assert len(read(tmp_path, content)) == 1


def test_altitudes_are_left_out():
    assert drawn({"type": "Point", "coordinates": [36, 35, 400]}).coordinates.tolist() == [[36, 35]]


def test_text_that_is_no_json_is_told_with_its_line(tmp_path):
    (problem,) = complaint(tmp_path, '{"type":\n oops}')
    assert (problem.line, problem.file) == (2, "map.geojson")


def test_bytes_that_are_no_text_are_told(tmp_path):
    (tmp_path / "map.geojson").write_bytes(b'{"type": "\xe9\xff"}')
    with pytest.raises(InputError, match="UTF-8"):
        read_features(tmp_path / "map.geojson", "map.geojson")


def test_every_wrong_feature_is_told_at_once_by_its_name(tmp_path):
    problems = complaint(
        tmp_path,
        {
            "type": "FeatureCollection",
            "features": [
                sketch.feature("far", sketch.point(36, 95)),
                sketch.feature("good", sketch.point(36, 35)),
                {"type": "Feature", "geometry": None},
                "nonsense",
            ],
        },
    )
    assert [problem.field for problem in problems] == ["far", "features[2]", "features[3]"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"type": "FeatureCollection", "features": []}, "missing or empty"),
        ({"type": "FeatureCollection"}, "missing or empty"),
        ([1, 2], "no GeoJSON object"),
        ({"type": "Topology"}, "no GeoJSON object"),
        (sketch.feature("a", {"type": "GeometryCollection", "geometries": []}), "GeometryCollection"),
        (sketch.feature("a", {"type": "Point"}), "nested"),
        (sketch.feature("a", {"type": "Point", "coordinates": [36]}), "longitude, latitude"),
        (sketch.feature("a", {"type": "Point", "coordinates": ["36", "35"]}), "longitude, latitude"),
        (sketch.feature("a", {"type": "Point", "coordinates": [True, 35]}), "longitude, latitude"),
        (sketch.feature("a", {"type": "Point", "coordinates": [35.9, 136.6]}), "longitude comes first"),
        (sketch.feature("a", {"type": "LineString", "coordinates": [[36, 35]]}), "too short"),
        (sketch.feature("a", {"type": "MultiPolygon", "coordinates": []}), "empty"),
        (sketch.feature("a", {"type": "Polygon", "coordinates": []}), "empty"),
        (
            sketch.feature("a", sketch.polygon([(36, 35), (37, 35), (37, 36), (36, 36)])),
            "end where it starts",
        ),
        (
            sketch.feature("a", sketch.polygon([(36, 35), (37, 36), (37, 35), (36, 36), (36, 35)])),
            "self-inter",
        ),
        (sketch.feature("a", sketch.polygon([(36, 35), (37, 35), (36, 35), (36, 35)])), "not valid"),
        (sketch.feature("a", sketch.point(36, 35), date="spring"), "is no day"),
        (sketch.feature("a", sketch.point(36, 35), date=2015), "is no day"),
        (sketch.feature("a", sketch.point(36, 35), uncertainty_km=-1), "kilometres"),
        (sketch.feature("a", sketch.point(36, 35), uncertainty_km="3"), "kilometres"),
        ({"type": "Feature", "properties": [1], "geometry": sketch.point(36, 35)}, "properties"),
    ],
)
def test_what_is_wrong_with_a_drawing_is_said(tmp_path, content, told):
    (problem,) = complaint(tmp_path, content)
    assert told in str(problem)


def test_a_self_crossing_polygon_is_told_with_the_spot_where_it_crosses(tmp_path):
    bow = sketch.polygon([(36, 35), (37, 36), (37, 35), (36, 36), (36, 35)])
    (problem,) = complaint(tmp_path, sketch.feature("zone", bow))
    assert "near [36.5, 35.5" in problem.message


def test_a_file_that_is_not_there_is_for_the_caller_to_judge(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_features(tmp_path / "none.geojson", "none.geojson")


RING = [(36, 35), (37, 35.13), (37.2, 36), (36, 36), (36, 35)]
BY_AN_EDGE = [(36, 35.2), (36.3, 35.2), (36.3, 35.6), (36, 35.6), (36, 35.2)]
AT_AN_EDGE = [(36.5, 35.065), (36.6, 35.5), (36.4, 35.5), (36.5, 35.065)]
INSIDE = [(36.3, 35.7), (36.5, 35.7), (36.5, 35.9), (36.3, 35.9), (36.3, 35.7)]
AT_INSIDE = [(36.5, 35.75), (36.7, 35.7), (36.7, 35.9), (36.5, 35.75)]
ACROSS = [(36, 35.5), (37.08505747, 35.5), (37.0, 35.6), (36, 35.5)]


def area_km2(*rings) -> float:
    area = drawn(sketch.polygon(*rings))
    return area.seen_from(area.home).area


@pytest.mark.parametrize(
    "holes",
    [[BY_AN_EDGE], [AT_AN_EDGE], [INSIDE, AT_INSIDE], [ACROSS], [BY_AN_EDGE, AT_AN_EDGE, INSIDE]],
    ids=["along the ring", "a corner on the ring", "each other", "the ring twice", "all of it"],
)
def test_a_hole_may_touch_its_ring_and_other_holes(holes):
    left = area_km2(RING) - sum(area_km2(hole) for hole in holes)
    assert area_km2(RING, *holes) == pytest.approx(left, rel=1e-4)


@pytest.mark.parametrize(
    "holes",
    [
        [[(35.9, 35.5), (36.5, 35.4), (36.5, 35.6), (35.9, 35.5)]],
        [[(35.9999, 35.5), (36.5, 35.4), (36.5, 35.6), (35.9999, 35.5)]],
        [[(38, 35.5), (38.5, 35.4), (38.5, 35.6), (38, 35.5)]],
        [INSIDE, [(36.4, 35.8), (36.6, 35.8), (36.6, 35.95), (36.4, 35.8)]],
        [RING],
    ],
    ids=["half outside", "nine metres outside", "outside", "over another", "all of it"],
)
def test_a_hole_that_reaches_into_what_is_not_its_own_is_refused(holes):
    with pytest.raises(ValueError, match="not valid"):
        drawn(sketch.polygon(RING, *holes))


def test_parts_of_an_area_that_touch_become_one():
    halves = {
        "type": "MultiPolygon",
        "coordinates": [
            sketch.box(36, 35, 36.5, 36)["coordinates"],
            sketch.box(36.5, 35, 37, 36)["coordinates"],
        ],
    }
    assert len(drawn(halves).groups) == 1
