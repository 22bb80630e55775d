"""The files an agreement names."""

from __future__ import annotations

import json

import pytest

SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
BOW_TIE = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]


def drawing(kind, coordinates, name="strip", **properties):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "id": name, "properties": properties, "geometry": geometry}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


@pytest.fixture
def mapped(bench):
    bench.bend(
        "shape: polygon, geometry: {status: agreed}",
        "shape: polygon, geometry: {status: agreed, file: z.geojson}",
    )
    return bench


@pytest.fixture
def moving(bench):
    bench.bend(
        "shape: line, geometry: {status: agreed}", "shape: line, geometry: {status: moving, file: l.geojson}"
    )
    return bench


def test_a_map_that_is_not_there_is_a_warning(mapped):
    (warning,) = mapped.load().warnings
    assert "no file `z.geojson`" in warning.message
    assert warning.field == "zones[strip].geometry.file"


@pytest.mark.parametrize(
    "content",
    [
        collection(drawing("Polygon", [SQUARE])),
        collection(drawing("Polygon", [SQUARE], name="other")),
        collection(drawing("Polygon", [SQUARE]), drawing("Point", [9, 9], name="other")),
        json.dumps(drawing("MultiPolygon", [[SQUARE]])),
        json.dumps({"type": "Polygon", "coordinates": [SQUARE]}),
        collection({**drawing("Polygon", [SQUARE], id="strip"), "id": None}),
    ],
)
def test_a_good_map_is_taken_without_a_word(mapped, content):
    assert mapped.put("z.geojson", content).load().warnings == ()


@pytest.mark.parametrize(
    "rings",
    [
        [[[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]]],
        [[[-180, 70], [-60, 70], [60, 70], [180, 70], [180, 90], [-180, 90], [-180, 70]]],
        [[[-120, 70], [0, 70], [120, 70], [-120, 70]]],
        [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[0, 2], [0, 4], [5, 4], [5, 2], [0, 2]]],
        [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[3, 0], [4, 2], [2, 2], [3, 0]]],
    ],
    ids=["over the antimeridian", "by way of the pole", "round the pole", "along an edge", "at an edge"],
)
def test_rings_that_are_no_flat_ones_in_degrees_are_for_the_map_to_judge(mapped, rings):
    assert mapped.put("z.geojson", collection(drawing("Polygon", rings))).load().warnings == ()


@pytest.mark.parametrize(
    ("content", "field", "message"),
    [
        (collection(drawing("Polygon", [BOW_TIE])), "strip", "Self-intersection"),
        (
            collection(drawing("Polygon", [[[0, 0], [0, 91], [1, 1], [0, 0]]])),
            "strip",
            "longitude comes first",
        ),
        (
            collection(drawing("Polygon", [[[181, 0], [0, 1], [1, 1], [181, 0]]])),
            "strip",
            "longitude comes first",
        ),
        (collection(drawing("Polygon", [[[0, 0], ["x", 1], [1, 1], [0, 0]]])), "strip", "no position"),
        (collection(drawing("Polygon", [[[0, 0], [0]]])), "strip", "no position"),
        (collection(drawing("Polygon", [[[0, 0], [0, 1]]])), "strip", "cannot be drawn"),
        (collection(drawing("Polygon", [])), "strip", "coordinates are missing"),
        (collection(drawing("Polygon", SQUARE)), "strip", "coordinates are missing"),
        (collection(drawing("LineString", SQUARE)), "strip", "a polygon cannot be drawn as LineString"),
        (collection({"type": "Feature", "id": "strip", "geometry": None}), "strip", "drawn as nothing"),
        (collection({"type": "Feature", "geometry": None}), "features[0]", "drawn as nothing"),
        (
            '{"type": "Polygon", "coordinates": [[[NaN, 0], [0, 1], [1, 1], [NaN, 0]]]}',
            "features[0]",
            "degrees",
        ),
        ('{"type": "FeatureCollection"', "", "not valid JSON"),
        ("[]", "type", "not GeoJSON"),
        ('{"type": "Topology"}', "type", "not GeoJSON"),
    ],
)
def test_a_bad_map_is_told_by_file_and_feature(mapped, content, field, message):
    problem = mapped.put("z.geojson", content).problem()
    assert problem.file == str(mapped.folder / "z.geojson")
    assert problem.field == field
    assert message in problem.message


def test_a_map_that_is_not_utf_8_is_told(mapped):
    (mapped.folder / "z.geojson").write_bytes(b"\xff\xff")
    assert "not UTF-8" in mapped.problem().message


def test_a_map_nested_without_end_is_told(mapped):
    mapped.put("z.geojson", '{"a":' * 100_000)
    assert "not" in mapped.problem().message


@pytest.mark.parametrize(
    "content",
    [
        collection(),
        collection(drawing("Polygon", [SQUARE], name="a"), drawing("Polygon", [SQUARE], name="b")),
    ],
)
def test_a_map_without_the_zone_is_told_on_the_agreements_line(mapped, content):
    problem = mapped.put("z.geojson", content).problem()
    assert problem.file == str(mapped.path)
    assert problem.field == "zones[strip].geometry.file"
    assert "no feature `strip`" in problem.message


def test_the_feature_may_be_named(mapped):
    mapped.bend("file: z.geojson}", "file: z.geojson, feature: s}")
    mapped.put("z.geojson", collection(drawing("Polygon", [SQUARE], name="t")))
    problem = mapped.problem()
    assert (problem.field, problem.allowed) == ("zones[strip].geometry.feature", ("t",))
    mapped.put(
        "z.geojson", collection(drawing("Polygon", [SQUARE], name="s"), drawing("Point", [0, 0], name="t"))
    )
    assert mapped.load().warnings == ()


def test_one_file_may_hold_several_zones_and_is_told_once_when_broken(mapped):
    mapped.bend(
        "shape: line, geometry: {status: agreed}", "shape: line, geometry: {status: agreed, file: z.geojson}"
    )
    mapped.put("z.geojson", "{")
    assert len(mapped.problems()) == 1


def test_a_moving_line_has_a_first_day_for_each_drawing(moving):
    line = [[0, 0], [1, 1]]
    days = [drawing("LineString", line, name="river", date=day) for day in ("2020-01-01", "2020-02-01")]
    assert moving.put("l.geojson", collection(*days)).load().warnings == ()
    undated = drawing("LineString", line, name="river")
    problem = moving.put("l.geojson", collection(days[0], undated)).problem()
    assert (problem.field, "properties.date" in problem.message) == ("river", True)
    moving.put("l.geojson", collection(drawing("LineString", line, date="1 January")))
    assert "properties.date" in moving.problem().message


@pytest.mark.parametrize(
    ("shape", "kind", "coordinates"),
    [
        ("line", "LineString", [[0, 0], [1, 1]]),
        ("line", "MultiLineString", [[[0, 0], [1, 1]]]),
        ("corridor", "LineString", [[0, 0], [1, 1]]),
        ("corridor", "Polygon", [SQUARE]),
        ("point", "Point", [0, 0]),
    ],
)
def test_every_shape_has_its_drawings(bench, shape, kind, coordinates):
    bench.bend(
        "zones:\n", f"zones:\n  - {{id: z, shape: {shape}, geometry: {{status: agreed, file: z.geojson}}}}\n"
    )
    assert bench.put("z.geojson", collection(drawing(kind, coordinates, name="z"))).load().warnings == ()


@pytest.mark.parametrize("name", ["/etc/passwd", "../z.geojson", "a/../../z.geojson", "C:\\z", "file://z"])
def test_a_file_outside_the_agreements_folder_is_refused(mapped, name):
    mapped.bend("file: z.geojson", f"file: '{name}'")
    assert "inside the agreement's own folder" in mapped.problem().message


def test_a_gazetteer_may_be_missing_and_a_claims_file_may_not(bench):
    bench.add("gazetteer: places.csv\n")
    assert [one.field for one in bench.load().warnings] == ["gazetteer"]
    bench.add("examples_file: claims.jsonl\n")
    assert "no file `claims.jsonl`" in bench.problem().message
