import json
from datetime import date

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import sketch

from truceline.evidence.claim import Place
from truceline.places.atlas import Atlas
from truceline.places.plane import geodesic_km

FRONT = sketch.feature("front", sketch.line((36, 35), (37, 35)), uncertainty_km=3)
AREA = sketch.feature("area", sketch.box(36, 34.5, 37, 35.8), uncertainty_km=3)
ZONES = (
    sketch.zone("area", "polygon"),
    sketch.zone("front", "line"),
    sketch.zone("strip", "band", file=None, along="front", within="area", depth_km={"min": 15, "max": 20}),
)


@pytest.fixture
def atlas(tmp_path):
    return sketch.atlas(tmp_path, [FRONT, AREA], ZONES)


@pytest.fixture(scope="module")
def atlas_for_many(tmp_path_factory):
    """One map for all examples of a property."""
    return sketch.atlas(tmp_path_factory.mktemp("map"), [FRONT, AREA], ZONES)


def at(lat, lon, **more):
    return Place(lat=lat, lon=lon, **{"radius_m": 0, **more})


def test_a_zone_named_by_the_source_holds_what_happened_there(atlas):
    found = atlas.membership(Place(zone="strip"), "strip")
    assert (found.p, found.state, found.basis) == (1.0, "inside", "named")


def test_a_zone_within_the_zone_asked_for_is_inside_it(atlas):
    assert atlas.membership(Place(zone="strip"), "area").p == 1.0


def test_a_larger_zone_named_counts_by_the_share_the_asked_zone_takes_of_it(atlas):
    found = atlas.membership(Place(zone="area"), "strip")
    plane = atlas.ground("area").base.home
    whole, part = (atlas.ground(zone).area().seen_from(plane) for zone in ("area", "strip"))
    assert found.basis == "share-of-named-zone"
    assert found.state == "undetermined"
    # The mean of 15 and 20 km on both sides of the front, of 72 km on each of which some is out.
    assert found.p == pytest.approx(part.area / whole.area * 17.5 / 20, abs=0.005)


def test_zones_apart_share_nothing(tmp_path):
    atlas = sketch.atlas(
        tmp_path,
        [AREA, sketch.feature("far", sketch.box(10, 10, 11, 11))],
        [sketch.zone("area", "polygon"), sketch.zone("far", "polygon")],
    )
    found = atlas.membership(Place(zone="far"), "area")
    assert (found.p, found.state) == (0.0, "outside")


def test_a_point_goes_before_a_larger_zone_that_is_named_with_it(atlas):
    assert atlas.membership(at(35.05, 36.5, zone="area"), "strip").basis == "point"


def test_a_depth_known_within_bounds_is_inside_then_undetermined_then_outside(atlas):
    states = [atlas.membership(at(35 + north, 36.5), "strip").state for north in (0.1, 0.16, 0.2)]
    assert states == ["inside", "undetermined", "outside"]


def test_the_distance_of_a_membership_is_positive_inside(atlas):
    inside, outside = (atlas.membership(at(lat, 36.5), "area").distance_km for lat in (35.7, 35.9))
    assert inside == pytest.approx(11.1, abs=0.05)
    assert outside == pytest.approx(-11.1, abs=0.05)


@pytest.mark.parametrize(
    "place",
    [
        Place(text="somewhere", adm1="Some province"),
        Place(base="Somewhere", direction="N"),
        Place(geometry={"type": "Polygon", "coordinates": [[[36, 35]]]}),
        Place(lat=35.0),
    ],
)
def test_a_place_that_is_not_on_the_map_is_unknown(atlas, place):
    found = atlas.membership(place, "area")
    assert (found.p, found.state, found.distance_km, found.basis) == (None, "unknown", None, "no-location")
    assert atlas.distance_km(place, "front") is None


def test_a_zone_nobody_knows_is_unknown(atlas):
    assert atlas.membership(at(35, 36.5), "nowhere").basis == "no-geometry"
    assert atlas.distance_km(at(35, 36.5), "nowhere") is None
    assert atlas.shape("nowhere") is None
    assert atlas.enclosing("nowhere") == ("nowhere",)


def test_the_uncertainty_of_the_drawing_counts_where_the_agreement_gives_none(tmp_path):
    sure = sketch.atlas(tmp_path, [FRONT], [sketch.zone("front", "line", width_km=20)])
    told = sketch.atlas(tmp_path, [FRONT], [sketch.zone("front", "line", width_km=20, uncertainty_km=8)])
    edge = at(35.0901, 36.5)
    assert sure.ground("front").uncertainty_km == 3
    assert told.ground("front").uncertainty_km == 8
    assert sure.membership(edge, "front").p == pytest.approx(0.5, abs=0.03)


def test_a_band_is_as_unsure_as_the_line_it_follows_or_the_zone_it_lies_within(tmp_path):
    plain = sketch.feature("front", sketch.line((36, 35), (37, 35)))
    band = sketch.zone("strip", "band", file=None, along="front", within="area", depth_km=5)
    by_line = sketch.atlas(
        tmp_path,
        [plain, AREA],
        [
            sketch.zone("front", "line", uncertainty_km=2),
            sketch.zone("area", "polygon", uncertainty_km=4),
            band,
        ],
    )
    by_area = sketch.atlas(
        tmp_path,
        [plain, AREA],
        [sketch.zone("front", "line"), sketch.zone("area", "polygon", uncertainty_km=4), band],
    )
    assert by_line.ground("strip").uncertainty_km == 2
    assert by_area.ground("strip").uncertainty_km == 4


def test_a_depth_by_reading_follows_the_reading_else_the_default_else_all_of_them(tmp_path):
    depth = {"reading": "depth", "narrow": 5, "wide": 20, "open": {"min": 5, "max": 20}}
    band = sketch.zone("strip", "band", file=None, along="front", depth_km=depth)
    zones = [sketch.zone("front", "line"), band]
    readings = {"depth": {"narrow": "5 km", "wide": "20 km", "open": "5 to 20 km"}}
    bare = sketch.atlas(tmp_path, [FRONT], zones, readings=readings)
    default = sketch.atlas(tmp_path, [FRONT], zones, readings=readings, default_readings={"depth": "narrow"})
    ten_km = at(35.09, 36.5)
    assert bare.membership(ten_km, "strip", readings={"depth": "narrow"}).state == "outside"
    assert bare.membership(ten_km, "strip", readings={"depth": "wide"}).state == "inside"
    assert bare.membership(ten_km, "strip", readings={"depth": "open"}).state == "undetermined"
    assert bare.membership(ten_km, "strip").state == "undetermined"
    assert default.membership(ten_km, "strip").state == "outside"


def test_a_moving_line_is_the_latest_drawn_by_that_day(tmp_path):
    days = {"2015-02-18": 35.0, "2015-09-01": 35.1, "2016-01-01": 35.2}
    features = [
        sketch.feature(None, sketch.line((36, lat), (37, lat)), date=day) for day, lat in days.items()
    ]
    atlas = sketch.atlas(
        tmp_path,
        features,
        [
            sketch.zone("contact", "line", status="moving"),
            sketch.zone("strip", "band", file=None, along="contact", depth_km=2),
        ],
    )
    north = at(35.15, 36.5)
    expected = {
        "2014-01-01": 16.6,
        "2015-02-18": 16.6,
        "2015-08-31": 16.6,
        "2015-09-01": 5.5,
        "2017-01-01": -5.5,
    }
    for day, km in expected.items():
        assert atlas.distance_km(north, "contact", date.fromisoformat(day)) == pytest.approx(km, abs=0.1)
    assert atlas.distance_km(north, "contact") == pytest.approx(-5.5, abs=0.1)
    assert atlas.membership(at(35.1, 36.5), "strip", on=date(2015, 10, 1)).state == "inside"
    assert atlas.membership(at(35.1, 36.5), "strip", on=date(2015, 3, 1)).state == "outside"


def test_left_and_right_bands_lie_left_and_right(tmp_path):
    atlas = sketch.atlas(
        tmp_path,
        [FRONT],
        [
            sketch.zone("front", "line"),
            sketch.zone("north", "band", file=None, along="front", side="left", depth_km=10),
            sketch.zone("south", "band", file=None, along="front", side="right", depth_km=10),
        ],
    )
    by_latitude = [(at(35.05, 36.5), "inside", "outside"), (at(34.95, 36.5), "outside", "inside")]
    for place, north, south in by_latitude:
        assert atlas.membership(place, "north").state == north
        assert atlas.membership(place, "south").state == south
    assert atlas.shape("north").bounds[1] == pytest.approx(35, abs=1e-3)


def test_distance_from_an_area_is_from_its_boundary(atlas):
    assert atlas.distance_km(at(35.7, 36.5), "area") == pytest.approx(11.1, abs=0.05)
    assert atlas.distance_km(at(35.0, 36.5), "strip") == pytest.approx(20, abs=0.1)


def test_a_corridor_and_a_post_have_a_width_of_their_own(tmp_path):
    features = [FRONT, sketch.feature("post", sketch.point(36.5, 35.5))]
    atlas = sketch.atlas(
        tmp_path,
        features,
        [
            sketch.zone("road", "corridor", feature="front"),
            sketch.zone("post", "point"),
            sketch.zone("wide", "corridor", feature="front", width_km=6),
        ],
    )
    assert atlas.membership(at(35.008, 36.5), "road").state == "inside"
    assert atlas.membership(at(35.01, 36.5), "road").state == "outside"
    assert atlas.membership(at(35.02, 36.5), "wide").state == "inside"
    assert atlas.membership(at(35.504, 36.5), "post").state == "inside"
    assert atlas.membership(at(35.506, 36.5), "post").state == "outside"


def test_a_shape_counts_by_its_share_and_is_told_by_its_middle(atlas):
    patch = Place(geometry=sketch.box(36.9, 35, 37.1, 35.1))
    found = atlas.membership(patch, "area")
    assert found.p == pytest.approx(0.5, abs=0.001)
    assert found.basis == "shape"
    assert atlas.membership(Place(geometry=sketch.box(36.9, 35, 37.1, 35.1)), "area") is found


def test_a_shape_with_its_middle_outside_is_told_by_a_point_inside(atlas):
    crescent = sketch.polygon([(37.2, 35), (36.8, 35.2), (37.2, 35.4), (36.7, 35.2), (37.2, 35)])
    assert atlas.membership(Place(geometry=crescent), "area").state == "inside"


def test_a_shape_that_is_one_point_is_a_disc(atlas):
    found = atlas.membership(Place(geometry=sketch.point(36.0, 35.1), precision=2), "area")
    assert found.basis == "point"
    assert found.p == pytest.approx(0.5, abs=0.01)


def test_a_wide_disc_is_never_rounded_to_yes(atlas):
    near, exact = (atlas.membership(at(35.1, 36.5, radius_m=None, precision=p), "strip").p for p in (2, 1))
    assert 0.4 < near < 0.8
    assert exact > 0.85


def test_missing_files_are_warnings_and_leave_the_zone_off_the_map(tmp_path):
    pact = sketch.agreement(
        sketch.zone("lost", "polygon", file="lost.geojson"),
        sketch.zone("never", "polygon", file=None),
        sketch.zone("strip", "band", file=None, along="never", depth_km=5),
        sketch.zone("part", "band", file=None, along="front", within="lost", depth_km=5),
        sketch.zone("front", "line"),
    )
    sketch.write(tmp_path, FRONT)
    atlas = Atlas.of(pact, tmp_path)
    assert [(warning.file, warning.field) for warning in atlas.warnings] == [
        ("lost.geojson", "lost"),
        ("sketch", "zones.never"),
    ]
    for zone in ("lost", "never", "strip", "part"):
        assert atlas.membership(at(35, 36.5), zone).p is None
        assert atlas.shape(zone) is None
    assert atlas.membership(Place(zone="lost"), "front").p is None
    assert atlas.membership(Place(zone="part"), "lost").p == 1.0


def test_zones_that_lie_within_each_other_in_a_ring_do_not_hang(tmp_path):
    atlas = sketch.atlas(
        tmp_path,
        [AREA],
        [
            sketch.zone("one", "polygon", feature="area", within="other"),
            sketch.zone("other", "polygon", feature="area", within="one"),
        ],
    )
    assert atlas.membership(at(35, 36.5), "one").p is None
    assert atlas.enclosing("one") == ("one", "other")


def test_shapes_for_maps_are_the_greatest_the_least_or_the_drawing(atlas):
    most, least, drawn = (atlas.shape("strip", reach=reach) for reach in ("most", "least", "drawn"))
    assert most.area > least.area > 0
    assert drawn.geom_type == "LineString"
    assert atlas.shape("front").geom_type == "LineString"
    assert atlas.shape("front", reach="least").geom_type == "Polygon"
    assert shapely.get_coordinates(atlas.shape("front"))[0] == pytest.approx([36, 35])
    assert most.bounds[3] - 35 == pytest.approx(20 / 110.95, abs=2e-4)


def test_bounds_hold_every_drawing_and_the_pad(atlas):
    west, south, east, north = atlas.bounds(0)
    assert (west, south, east, north) == pytest.approx((35.78, 34.5, 37.22, 35.8), abs=0.23)
    wider = atlas.bounds(25)
    assert geodesic_km(west, south, wider[0], south) == pytest.approx(25, rel=0.03)
    assert geodesic_km(west, south, west, wider[1]) == pytest.approx(25, rel=0.01)


def test_a_map_with_nothing_on_it_has_no_bounds():
    assert Atlas(sketch.agreement()).bounds(10) is None


def test_a_map_over_the_antimeridian_spans_all_longitudes(tmp_path):
    sea = sketch.polygon([(179, 10), (-179, 10), (-179, 11), (179, 11), (179, 10)])
    atlas = sketch.atlas(tmp_path, [sketch.feature("sea", sea)], [sketch.zone("sea", "polygon")])
    assert atlas.bounds(0)[::2] == (-180, 180)
    assert atlas.shape("sea").geom_type == "MultiPolygon"
    assert atlas.membership(at(10.5, -179.5), "sea").state == "inside"
    assert atlas.membership(at(10.5, 178.5), "sea").state == "outside"


@settings(max_examples=25)
@given(
    lat=st.floats(34, 36.5),
    lon=st.floats(35.5, 37.5),
    precision=st.integers(1, 7),
)
def test_chances_are_chances_and_an_inner_zone_has_no_more(atlas_for_many, lat, lon, precision):
    place = Place(lat=lat, lon=lon, precision=precision)
    outer, inner = (atlas_for_many.membership(place, zone).p for zone in ("area", "strip"))
    assert 0 <= inner <= outer + 1e-3
    assert outer <= 1


def test_an_answer_is_remembered(atlas):
    spots = [at(34.4 + 0.03 * n, 36.3, radius_m=1000) for n in range(40)]
    first = [atlas.membership(spot, "strip") for spot in spots]
    again = [atlas.membership(spot.model_copy(), "strip", on=date(2020, 1, 1)) for spot in spots]
    assert all(one is other for one, other in zip(first, again, strict=True))


@pytest.mark.shared_data
def test_the_korean_zone_is_about_four_kilometres_wide(tmp_path, shared_data):
    """The armistice of 1953 says two kilometres on each side of the demarcation line."""
    content = json.loads((shared_data / "korea-dmz-lines.geojson").read_text(encoding="utf-8"))
    names = ("north", "south", "middle")
    for feature, name in zip(content["features"], names, strict=True):
        feature["id"] = name
    (tmp_path / "map.geojson").write_text(json.dumps(content))
    atlas = Atlas.of(
        sketch.agreement(
            *(sketch.zone(name, "line") for name in names),
            sketch.zone("zone", "band", file=None, along="middle", depth_km=2),
        ),
        tmp_path,
    )
    spots = [at(lat, lon) for lon, lat in shapely.get_coordinates(atlas.shape("middle"))[20:-20:10]]
    widths = [sum(abs(atlas.distance_km(spot, limit)) for limit in ("north", "south")) for spot in spots]
    assert np.median(widths) == pytest.approx(4, abs=0.3)
    for limit in ("north", "south"):
        edge = [at(lat, lon) for lon, lat in shapely.get_coordinates(atlas.shape(limit))[20:-20:10]]
        away = [abs(atlas.membership(spot, "zone").distance_km) for spot in edge]
        assert np.median(away) < 0.2


BOXES = st.tuples(st.floats(35.2, 37.6), st.floats(34.2, 35.9), st.floats(0.02, 1.2), st.floats(0.02, 0.6))


@settings(max_examples=40, deadline=None)
@given(BOXES, st.sampled_from([0.01, 0.1, 0.5, 0.99]))
def test_a_shape_may_lie_in_a_zone_if_its_chance_is_great_enough(atlas_for_many, box, chance):
    west, south, width, height = box
    box = shapely.box(west, south, west + width, south + height)
    place = Place(geometry=shapely.geometry.mapping(box))
    for zone in ("area", "strip"):
        p = atlas_for_many.membership(place, zone).p
        if abs(p - chance) > 1e-9:
            assert atlas_for_many.may_lie_in(place, zone, chance) is (p >= chance)


@pytest.mark.parametrize(
    ("place", "may"),
    [
        (Place(), True),
        (Place(geometry={"type": "Polygon", "coordinates": [[[float("nan")]]]}), True),
        (Place(zone="strip"), True),
        (at(35.0, 36.5), True),
        (at(20.0, 10.0), False),
        (Place(geometry={"type": "Point", "coordinates": [10.0, 20.0]}, radius_m=10), False),
        (Place(geometry={"type": "LineString", "coordinates": [[36.1, 35.0], [36.9, 35.0]]}), True),
        (Place(geometry={"type": "LineString", "coordinates": [[10.0, 20.0], [11.0, 20.0]]}), False),
    ],
)
def test_what_nobody_can_place_may_lie_anywhere_and_what_is_far_off_may_not(atlas, place, may):
    assert atlas.may_lie_in(place, "strip", 0.01) is may
    assert atlas.may_lie_in(place, "strip", 0.01) is may
