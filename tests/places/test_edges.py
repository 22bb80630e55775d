"""Edges that are declared geodesic run along geodesics; all others are straight in degrees."""

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from tests.places import sketch

from truceline.bulk.survey import Survey
from truceline.errors import InputError
from truceline.places.edges import along_geodesics, edges_in, edges_of, straightened
from truceline.places.geojson import drawn, read_features
from truceline.places.plane import Plane, unwrapped

GEOD = Geod(ellps="WGS84")
TOLERANCE_M = 0.1
BOX = sketch.polygon([(10, 60), (10, 50), (30, 50), (30, 60), (10, 60)])
ROAD = sketch.line((10, 60), (30, 60))
corner = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def between(start, end):
    """A spot on neither edge: half-way between chord and geodesic, in the middle of the edge."""
    azimuth, _, metres = GEOD.inv(*start, *end)
    lon, lat, _ = GEOD.fwd(*start, azimuth, metres / 2)
    return lon, (lat + (start[1] + end[1]) / 2) / 2


def off_m(start, end, spots):
    """How far spots lie from the geodesic of an edge: across it, told on its own great ellipse's plane."""
    azimuth, _, length = GEOD.inv(*start, *end)
    found = []
    for spot in spots:
        low, high = 0.0, length
        for _ in range(80):
            one, two = low + (high - low) / 3, high - (high - low) / 3
            first, second = (
                GEOD.inv(*GEOD.fwd(*start, azimuth, along)[:2], *spot)[2] for along in (one, two)
            )
            low, high = (low, two) if first <= second else (one, high)
        found.append(GEOD.inv(*GEOD.fwd(*start, azimuth, (low + high) / 2)[:2], *spot)[2])
    return np.array(found)


@settings(max_examples=40, deadline=None)
@given(start=corner, end=corner, at=st.integers(0, 10**6), share=st.floats(0, 1))
def test_every_point_of_a_cut_edge_lies_within_tolerance_of_the_geodesic(start, end, at, share):
    assume(0 < GEOD.inv(*start, *end)[2] < 15_000_000)
    path = along_geodesics(unwrapped(np.array([start, end])))
    piece = at % (len(path) - 1)
    widest = int(np.abs(np.diff(path[:, 0])).argmax())
    spots = [path[one] + (path[one + 1] - path[one]) * share for one in (piece, widest)]
    assert off_m(start, end, spots).max() < TOLERANCE_M


def test_an_edge_bulges_to_the_pole_and_a_point_beneath_is_inside_for_one_and_outside_for_the_other(tmp_path):
    features = [sketch.feature("chord", BOX), sketch.feature("arc", BOX, edges="geodesic")]
    atlas = sketch.atlas(tmp_path, features, [sketch.zone(one, "polygon") for one in ("chord", "arc")])
    grounds = [atlas.ground(one) for one in ("chord", "arc")]
    lon, lat = between((10, 60), (30, 60))
    told = Survey.of(grounds).measure(np.array([lon]), np.array([lat]), np.zeros(1))
    exact = [ground.base.offset_km(Plane(lon, lat)) for ground in grounds]
    assert exact[0] < -20
    assert exact[1] > 20
    assert told.p_inside[0].tolist() == [0.0, 1.0]
    assert told.distance_m[0] == pytest.approx(np.array(exact) * 1000, rel=1e-3)


def test_a_strip_follows_the_line_as_it_is_declared(tmp_path):
    features = [sketch.feature("chord", ROAD), sketch.feature("arc", ROAD, edges="geodesic")]
    zones = [sketch.zone(one, "corridor", width_km=4) for one in ("chord", "arc")]
    atlas = sketch.atlas(tmp_path, features, zones)
    azimuth, _, metres = GEOD.inv(10, 60, 30, 60)
    lon, lat, _ = GEOD.fwd(10, 60, azimuth, metres / 2)
    told = Survey.of([atlas.ground(one) for one in ("chord", "arc")]).measure(
        np.array([lon]), np.array([lat]), np.zeros(1)
    )
    assert told.p_inside[0].tolist() == [0.0, 1.0]
    assert atlas.ground("arc").base.offset_km(Plane(lon, lat)) == pytest.approx(0, abs=1e-4)


@pytest.mark.parametrize(
    "shape",
    [sketch.line((36, -40), (36, 70)), sketch.line((-60, 0), (80, 0)), sketch.point(36, 35)],
)
def test_along_a_meridian_and_the_equator_both_are_the_same_bits(shape):
    planar, geodesic = drawn(shape), drawn(shape, "geodesic")
    assert planar.coordinates.tobytes() == geodesic.coordinates.tobytes()


def test_an_edge_over_the_antimeridian_takes_the_short_way():
    path = drawn(sketch.line((170, 60), (-170, 60)), "geodesic").coordinates
    assert path[:, 0].min() == 170
    assert path[:, 0].max() == 190
    assert path[:, 1].max() == pytest.approx(60.38, abs=0.02)


def test_an_edge_to_the_other_side_of_the_pole_goes_over_it():
    path = drawn(sketch.line((20, 80), (-160, 80)), "geodesic").coordinates
    assert path[:, 1].max() == pytest.approx(90, abs=1e-6)


def test_an_area_round_a_pole_holds_the_pole_and_what_its_geodesics_leave():
    cap = drawn(sketch.polygon([(0, 80), (120, 80), (-120, 80), (0, 80)]), "geodesic")
    assert cap.offset_km(Plane(0, 90)) == pytest.approx(560, abs=5)  # half of the 1,117 km to each corner
    assert cap.offset_km(Plane(60, 83)) < 0  # inside of the parallel, outside of the geodesic


@pytest.mark.parametrize("end", [(120, 50), (120, 90), (-60, 89.9999), (0, 90), (150, 50)])
def test_an_edge_that_begins_at_a_pole_ends(end):
    path = (
        drawn(sketch.line((0, 90), end), "geodesic").coordinates
        if end[1] < 90
        else along_geodesics(np.array([(0.0, 90.0), end]))
    )
    assert path[0].tolist() == [0, 90]
    assert path[-1] == pytest.approx(end, abs=1e-9)
    beyond = path[path[:, 1] < 89.9]
    assert beyond[:, 0] == pytest.approx(end[0], abs=1e-6)


@pytest.mark.parametrize("end", [(180, 0), (179.9, 0), (179.7, -0.1)])
def test_an_edge_to_the_other_end_of_the_globe_is_refused(end):
    with pytest.raises(ValueError, match="more than one shortest way"):
        drawn(sketch.line((0, 0), end), "geodesic")


def test_a_collection_declares_for_the_features_that_say_nothing(tmp_path):
    said = sketch.feature("own", ROAD, edges="planar")
    whole = {
        "type": "FeatureCollection",
        "edges": "geodesic",
        "features": [sketch.feature("all", ROAD), said],
    }
    (tmp_path / "map.geojson").write_text(json.dumps(whole))
    arc, chord = (one.drawing for one in read_features(tmp_path / "map.geojson", "map.geojson"))
    assert arc.coordinates[:, 1].max() > 60.3
    assert set(chord.coordinates[:, 1]) == {60}


@pytest.mark.parametrize("word", ["spherical", "", 7, ["planar"], True])
def test_any_other_word_is_refused_with_those_there_are(tmp_path, word):
    collection = {"type": "FeatureCollection", "features": [sketch.feature("zone", ROAD, edges=word)]}
    for content, field in ((collection, "zone.edges"), (collection | {"edges": word}, "edges")):
        (tmp_path / "map.geojson").write_text(json.dumps(content))
        with pytest.raises(InputError) as caught:
            read_features(tmp_path / "map.geojson", "map.geojson")
        (problem,) = caught.value.problems
        assert (problem.file, problem.field) == ("map.geojson", field)
        assert problem.allowed == ("planar", "geodesic")


@pytest.mark.parametrize("where", ["feature", "properties", "geometry alone"])
def test_a_file_of_one_drawing_declares_wherever_it_says_so(tmp_path, where):
    one = sketch.feature("road", ROAD, **({"edges": "geodesic"} if where == "properties" else {}))
    content = one | {"edges": "geodesic"} if where == "feature" else one
    if where == "geometry alone":
        content = ROAD | {"edges": "geodesic"}
    (tmp_path / "map.geojson").write_text(json.dumps(content))
    (found,) = read_features(tmp_path / "map.geojson", "map.geojson")
    assert found.drawing.coordinates[:, 1].max() > 60.3


def test_the_properties_of_a_feature_go_before_what_stands_beside_them():
    assert edges_of({"edges": "geodesic", "properties": {"edges": "planar"}}) == "planar"
    assert edges_of({"edges": "geodesic", "properties": None}, "planar") == "geodesic"


def test_what_says_nothing_is_planar():
    assert edges_in({}) == edges_in({"edges": None}) == "planar"


@pytest.mark.parametrize(
    "shape",
    [
        BOX,
        ROAD,
        sketch.line((170, 60), (-170, 65), (-160, 60)),
        sketch.polygon([(170, 60), (-170, 60), (-170, 70), (170, 70), (170, 60)]),
        {"type": "MultiPolygon", "coordinates": [BOX["coordinates"]]},
        sketch.point(36, 35),
    ],
)
def test_a_straightened_geometry_is_the_geodesic_one_for_whoever_reads_it_as_planar(shape):
    own, other = drawn(shape, "geodesic"), drawn(straightened(shape))
    assert own.coordinates == pytest.approx(other.coordinates, abs=1e-9)
