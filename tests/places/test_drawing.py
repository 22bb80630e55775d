import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import sketch
from tests.places.reference import nearest_km

from truceline.places.geojson import drawn
from truceline.places.plane import Plane, travel

BENT = [(36.0, 35.8), (36.3, 35.5), (36.8, 35.3), (36.7, 35.6), (37.1, 36.2)]


def moved(positions, lon, lat):
    return [(p[0] + lon, p[1] + lat) for p in positions]


@settings(max_examples=40)
@given(
    bearing=st.floats(0, 360),
    km=st.floats(0, 200),
    shift=st.sampled_from([(0, 0), (142.9, -30), (0, 45), (-200, -90), (143.2, 40)]),
)
def test_distances_from_a_line_are_geodesic_to_a_decimetre_per_kilometre(bearing, km, shift):
    path = moved(BENT, *shift)
    lon, lat = travel((path[2][0] + 180) % 360 - 180, path[2][1], bearing, km)
    # The reference takes longitudes that run on; files may not.
    split = sketch.line(*[((p[0] + 180) % 360 - 180, p[1]) for p in path])
    found = abs(drawn(split).offset_km(Plane(lon, lat)))
    exact = nearest_km(lon, lat, path)
    assert found == pytest.approx(exact, abs=1e-4 * exact + 1e-4)


def test_left_and_right_are_told_looking_along_the_points():
    path = drawn(sketch.line((36, 35), (37, 35)))
    assert path.offset_km(Plane(36.5, 35.1)) == pytest.approx(11.1, abs=0.05)
    assert path.offset_km(Plane(36.5, 34.9)) == pytest.approx(-11.1, abs=0.05)
    back = drawn(sketch.line((37, 35), (36, 35)))
    assert back.offset_km(Plane(36.5, 35.1)) < 0


@pytest.mark.parametrize("turn", [0.02, 0.3, -0.3, -0.02])
def test_the_sign_holds_inside_a_sharp_bend(turn):
    hook = drawn(sketch.line((36, 35), (36.5, 35), (36, 35 + turn)))
    beyond_the_tip = hook.offset_km(Plane(36.6, 35.0))
    assert beyond_the_tip < 0 if turn > 0 else beyond_the_tip > 0


def test_an_end_goes_straight_on():
    path = drawn(sketch.line((36, 35), (37, 35)))
    assert path.offset_km(Plane(37.5, 35.2)) > 0
    assert path.offset_km(Plane(35.5, 34.8)) < 0


def test_a_point_on_the_line_is_no_distance_away():
    assert drawn(sketch.line((36, 35), (36, 36))).offset_km(Plane(36, 35.5)) == pytest.approx(0, abs=1e-9)


def test_a_boundary_is_positive_inside_and_negative_outside_and_in_holes():
    ring = sketch.box(36, 35, 37, 36)["coordinates"][0]
    hole = sketch.box(36.4, 35.4, 36.6, 35.6)["coordinates"][0][::-1]
    area = drawn(sketch.polygon(ring, hole))
    assert area.offset_km(Plane(36.2, 35.5)) > 0
    assert area.offset_km(Plane(36.5, 35.5)) < 0
    assert area.offset_km(Plane(35.9, 35.5)) == pytest.approx(-9.08, abs=0.02)


def test_what_lies_on_the_other_side_of_the_globe_is_not_inside():
    area = drawn(sketch.box(36, 35, 37, 36))
    assert area.offset_km(Plane(-143.5, -35.5)) < -10_000
    assert area.is_across(Plane(-143.5, -35.5))
    assert not area.is_across(Plane(30, -40))


def test_points_have_no_sides():
    assert drawn(sketch.point(36, 35)).offset_km(Plane(36, 35.1)) == pytest.approx(11.1, abs=0.01)


def test_an_area_keeps_its_rings_turned_the_same_way_whatever_the_file_does():
    ring = sketch.box(36, 35, 37, 36)["coordinates"][0]
    one, other = drawn(sketch.polygon(ring)), drawn(sketch.polygon(ring[::-1]))
    for area in (one, other):
        starts, ends = area.edges_from(Plane(36.5, 35.5))
        assert (starts[:, 0] * ends[:, 1] - starts[:, 1] * ends[:, 0]).sum() > 0


def test_the_two_halves_of_a_line_cut_at_the_antimeridian_are_one():
    halves = drawn(
        {
            "type": "MultiLineString",
            "coordinates": [[[179.5, 10], [180, 10]], [[-180, 10], [-179.5, 10.2]]],
        }
    )
    assert len(halves.groups) == 1
    assert halves.offset_km(Plane(180, 10.1)) > 0


def test_the_halves_of_an_area_cut_at_the_antimeridian_have_no_seam():
    cut = drawn(
        {
            "type": "MultiPolygon",
            "coordinates": [
                sketch.box(179, 10, 180, 11)["coordinates"],
                sketch.box(-180, 10, -179, 11)["coordinates"],
            ],
        }
    )
    assert len(cut.groups) == 1
    assert cut.offset_km(Plane(180, 10.5)) == pytest.approx(55.3, abs=0.1)


def test_a_cap_over_the_pole_holds_the_pole():
    lons = range(-180, 181, 10)
    cap = drawn(sketch.polygon([*((lon, 80) for lon in lons), (180, 90), (-180, 90), (-180, 80)]))
    assert cap.offset_km(Plane(0, 90)) == pytest.approx(1116, abs=2)
    assert cap.offset_km(Plane(-180, 85)) > 500
    assert cap.offset_km(Plane(77, 79)) < 0


def test_several_points_are_seen_as_several():
    drawing = drawn({"type": "MultiPoint", "coordinates": [[36, 35], [37, 35]]})
    assert drawing.seen_from(drawing.home).geom_type == "MultiPoint"
    assert drawing.offset_km(Plane(36.9, 35)) == pytest.approx(9.1, abs=0.1)


@settings(max_examples=80)
@given(
    bearing=st.floats(0, 360),
    km=st.one_of(st.floats(0, 120), st.floats(0, 9000)),
    corners=st.sampled_from(
        [
            sketch.box(36, 35, 37, 36),
            sketch.box(179.2, -17, -179.5, -16),
            sketch.polygon([(0, 80), (90, 80), (180, 80), (-90, 80), (0, 80)]),
            sketch.polygon(
                [(36, 35), (37, 35), (37, 36), (36, 36), (36, 35)],
                [(36.4, 35.4), (36.4, 35.6), (36.6, 35.6), (36.6, 35.4), (36.4, 35.4)],
            ),
        ]
    ),
)
def test_what_is_seen_at_a_glance_bounds_the_distance_from_an_area(bearing, km, corners):
    area = drawn(corners)
    plane = Plane(*travel(area.home.lon, area.home.lat, bearing, km))
    (least,), (most,) = area.offset_bounds_km([plane])
    offset = area.offset_km(plane)
    assert least <= offset <= most
    if abs(offset) < 300:  # else it may have no bounds
        assert most - least < 0.011 * abs(offset) + 0.2
