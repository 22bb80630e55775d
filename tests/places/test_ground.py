"""P(inside) against points thrown at the globe, over every shape of zone."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.places import sketch
from tests.places.reference import even, in_area, km_from_line, normal, thrown

from truceline.places.geojson import drawn
from truceline.places.ground import Ground, Standing
from truceline.places.plane import Plane, travel

RING = [(36.0, 35.4), (36.4, 35.3), (36.9, 35.45), (37.0, 36.0), (36.6, 35.8), (36.1, 36.2), (36.0, 35.4)]
HOLE = [(36.3, 35.5), (36.35, 35.75), (36.6, 35.7), (36.55, 35.5), (36.3, 35.5)]
ISLAND = [(37.2, 35.5), (37.5, 35.5), (37.5, 35.7), (37.2, 35.7), (37.2, 35.5)]
SLIVER = [(36.0, 35.5), (37.0, 35.5), (37.0, 35.505), (36.0, 35.505), (36.0, 35.5)]
AREAS = {
    "plain": [[RING]],
    "hole": [[RING, HOLE]],
    "parts": [[RING, HOLE], [ISLAND]],
    "sliver": [[SLIVER]],
}
FRONT = [(35.9, 35.7), (36.2, 35.45), (36.7, 35.35), (36.9, 35.6), (37.1, 36.1)]


def area(parts, lon=0.0, lat=0.0):
    """A multipolygon and its twin in plain degrees, both moved over the globe."""
    moved = [[[(x + lon, y + lat) for x, y in ring] for ring in part] for part in parts]
    wrapped = [[[((x + 180) % 360 - 180, y) for x, y in ring] for ring in part] for part in moved]
    twin = shapely.union_all([shapely.Polygon(part[0], part[1:]) for part in moved])
    return drawn({"type": "MultiPolygon", "coordinates": wrapped}), twin


@pytest.mark.parametrize("sd", [0.0, 0.05, 3.0, 30.0, 100.0])
@pytest.mark.parametrize("name", AREAS)
def test_areas_agree_with_thrown_points(name, sd):
    drawing, twin = area(AREAS[name])
    ground = Ground(drawing, uncertainty_km=sd)
    for lon, lat, radius in [(36.45, 35.6, 1.0), (36.4, 35.31, 25.0), (36.05, 35.9, 5.0), (37.1, 35.5, 75.0)]:
        counted = in_area(thrown(lon, lat, radius, sd), twin, 36.5).mean()
        assert ground.disc_share(Plane(lon, lat), radius) == pytest.approx(counted, abs=0.01)


@pytest.mark.parametrize(("lon", "lat"), [(143.4, 0), (143.4, 40), (0, 47), (-60, -110)])
def test_areas_agree_with_thrown_points_over_the_antimeridian_and_far_north_and_south(lon, lat):
    drawing, twin = area(AREAS["parts"], lon, lat)
    ground = Ground(drawing, uncertainty_km=2.0)
    for x, y, radius in [(36.45, 35.6, 3.0), (36.6, 35.4, 25.0)]:
        counted = in_area(thrown((x + lon + 180) % 360 - 180, y + lat, radius, 2.0), twin, 36.5 + lon).mean()
        found = ground.disc_share(Plane((x + lon + 180) % 360 - 180, y + lat), radius)
        assert found == pytest.approx(counted, abs=0.01)


def band_counted(points, least, most, *, side=None, clip=None):
    """The share of thrown points in a band whose depth is thrown too."""
    depth = least + (most - least) * even(len(points), 5)[:, 4]
    inside = km_from_line(points, FRONT, 36.5) <= depth
    if side:
        # North of the line as a function of longitude; the far end only matters beyond the clip.
        above = points[:, 1] > np.interp(points[:, 0], [p[0] for p in FRONT], [p[1] for p in FRONT])
        inside &= above if side == "left" else ~above
    if clip is not None:
        inside &= in_area(points, clip, 36.5)
    return inside.mean()


@pytest.mark.parametrize("sd", [0.0, 0.05, 3.0, 20.0])
@pytest.mark.parametrize(("least", "most"), [(15.0, 20.0), (2.0, 2.0), (1.0, 12.0), (0.1, 0.1)])
def test_bands_of_sure_and_unsure_depth_agree_with_thrown_points(least, most, sd):
    ground = Ground(drawn(sketch.line(*FRONT)), least, most, uncertainty_km=sd)
    for lon, lat, radius in [(36.4, 35.55, 1.0), (36.6, 35.52, 0.3), (36.3, 35.6, 25.0), (36.5, 35.39, 4.0)]:
        counted = band_counted(thrown(lon, lat, radius, sd), least, most)
        assert ground.disc_share(Plane(lon, lat), radius) == pytest.approx(counted, abs=0.01)


@pytest.mark.parametrize("sd", [0.0, 1.0])
@pytest.mark.parametrize("side", ["left", "right"])
def test_one_sided_bands_cut_off_by_a_zone_agree_with_thrown_points(side, sd):
    window = [(36.15, 35.2), (36.8, 35.2), (36.8, 35.8), (36.15, 35.8), (36.15, 35.2)]
    clip = Ground(drawn(sketch.polygon(window)))
    ground = Ground(drawn(sketch.line(*FRONT)), 8.0, 12.0, side, clip, sd)
    twin = shapely.Polygon(window)
    for lon, lat, radius in [(36.4, 35.52, 0.5), (36.45, 35.42, 5.0), (36.5, 35.3, 2.0), (36.2, 35.5, 25.0)]:
        counted = band_counted(thrown(lon, lat, radius, sd), 8.0, 12.0, side=side, clip=twin)
        assert ground.disc_share(Plane(lon, lat), radius) == pytest.approx(counted, abs=0.01)


def test_a_shape_counts_by_its_share_of_area():
    whole = Ground(drawn(sketch.box(36, 35, 37, 36)))
    half_out = drawn(sketch.box(36.8, 35.2, 37.2, 35.4))
    assert whole.shape_share(half_out) == pytest.approx(0.5, abs=0.001)
    assert whole.shape_share(drawn(sketch.box(38, 35, 39, 36))) == 0
    assert whole.shape_share(drawn(sketch.box(36.4, 35.4, 36.6, 35.6))) == pytest.approx(1)
    across = drawn(sketch.box(-143.6, -35.6, -143.4, -35.4))
    assert whole.shape_share(across) == 0
    assert not whole.has_shape_share(across, 0.1)
    assert whole.disc_share(Plane(-143.5, -35.5), 5.0) == 0


def test_a_shape_that_is_a_line_counts_by_its_share_of_length_and_points_by_number():
    whole = Ground(drawn(sketch.box(36, 35, 37, 36)))
    assert whole.shape_share(drawn(sketch.line((36.5, 35.5), (37.5, 35.5)))) == pytest.approx(0.5, abs=0.001)
    spots = drawn(
        {
            "type": "MultiPoint",
            "coordinates": [[36.5, 35.5], [36.6, 35.5], [36.7, 35.5], [38, 35.5]],
        }
    )
    assert whole.shape_share(spots) == pytest.approx(0.75)


@pytest.mark.parametrize("sd", [0.5, 5.0, 40.0])
def test_a_shape_against_an_unsure_zone_agrees_with_thrown_points(sd):
    patch = [(36.3, 35.3), (36.7, 35.25), (36.6, 35.6), (36.3, 35.3)]
    found = Ground(drawn(sketch.polygon(RING)), uncertainty_km=sd).shape_share(drawn(sketch.polygon(patch)))
    dice = even(60_000, 4)
    cloud = dice[:, :2] * (0.6, 0.5) + (36.2, 35.2)
    east, north = normal(dice[:, 2], dice[:, 3])
    there = in_area(cloud, shapely.Polygon(patch), 36.5)
    moved = (cloud + np.column_stack((sd / 90.8 * east, sd / 110.9 * north)))[there]
    assert found == pytest.approx(in_area(moved, shapely.Polygon(RING), 36.5).mean(), abs=0.01)


def test_without_any_spread_the_point_itself_tells_and_an_unsure_depth_is_shared_out():
    ground = Ground(drawn(sketch.line((36, 35), (37, 35))), 15.0, 20.0)
    at = [Plane(*travel(36.5, 35.0, 0, km)) for km in (10, 16, 19, 21)]
    assert [round(ground.disc_share(plane, 0), 2) for plane in at] == [1, 0.8, 0.2, 0]
    assert [ground.standing(plane).value for plane in at] == [
        "inside",
        "undetermined",
        "undetermined",
        "outside",
    ]


def test_two_unsure_depths_are_apart():
    outer = Ground(drawn(sketch.line((36, 35), (37, 35))), 10.0, 20.0)
    inner = Ground(drawn(sketch.line((36, 35), (37, 35))), 10.0, 20.0, within=outer)
    plane = Plane(*travel(36.5, 35.0, 0, 15))
    assert inner.disc_share(plane, 0) == pytest.approx(0.25, abs=0.01)
    assert inner.standing(plane) is Standing.UNDETERMINED


def test_a_strip_that_only_its_greatest_depths_bring_into_its_outer_zone_is_hardly_ever_inside():
    # 11.1 km from the line; a strip of 10 to 11.2 km gets there, and no depth in the middle of that does.
    outer = Ground(drawn(sketch.box(36, 35.1, 37, 36)))
    strip = Ground(drawn(sketch.line((36, 35), (37, 35))), 10.0, 11.2, "left", outer, 3.0)
    assert 0 < strip.disc_share(Plane(36.5, 35.1), 1.0) < 0.01


def test_a_zone_that_its_outer_zone_leaves_nothing_of_holds_nothing():
    elsewhere = Ground(drawn(sketch.box(10, 10, 11, 11)))
    ground = Ground(drawn(sketch.line((36, 35), (37, 35))), 5.0, 5.0, within=elsewhere, uncertainty_km=3)
    nested = Ground(drawn(sketch.box(36, 35, 37, 36)), within=ground)
    plane = Plane(36.5, 35.0)
    for empty in (ground, nested):
        assert empty.area().is_empty
        assert empty.disc_share(plane, 5) == 0
        assert empty.offset_km(plane) is None
        assert empty.shape_share(drawn(sketch.box(36, 35, 37, 36))) == 0


places = st.tuples(st.floats(35.6, 37.4), st.floats(35.0, 36.4))
radii = st.one_of(st.just(0.0), st.floats(0.05, 60))
doubts = st.one_of(st.just(0.0), st.floats(0.05, 60))


@settings(max_examples=40)
@given(at=places, radius=radii, sd=doubts, depths=st.tuples(st.floats(0.2, 40), st.floats(0.2, 40)))
def test_a_deeper_band_never_holds_less(at, radius, sd, depths):
    shallow, deep = sorted(depths)
    path = drawn(sketch.line(*FRONT))
    plane = Plane(*at)
    shares = [Ground(path, km, km, uncertainty_km=sd).disc_share(plane, radius) for km in (shallow, deep)]
    assert 0 <= shares[0] <= 1
    assert shares[0] <= shares[1] + 1e-3


@settings(max_examples=40)
@given(at=places, radius=radii, sd=doubts, depth=st.floats(1, 40))
def test_the_two_sides_of_a_band_make_the_whole(at, radius, sd, depth):
    path = drawn(sketch.line(*FRONT))
    left, right, both = (
        Ground(path, depth, depth, side, uncertainty_km=sd).disc_share(Plane(*at), radius)
        for side in ("left", "right", "both")
    )
    assert left + right == pytest.approx(both, abs=2e-3)


@settings(max_examples=40)
@given(at=places, radius=radii, sd=doubts)
def test_an_inner_zone_never_holds_more_than_the_zone_round_it(at, radius, sd):
    outer = Ground(drawn(sketch.polygon(RING)), uncertainty_km=sd)
    inner = Ground(drawn(sketch.line(*FRONT)), 10, 10, "both", outer, sd)
    plane = Plane(*at)
    assert inner.disc_share(plane, radius) <= outer.disc_share(plane, radius) + 1e-3


@settings(max_examples=25)
@given(at=places, radius=radii, sd=doubts, east=st.floats(0, 360))
def test_moving_everything_round_the_globe_changes_nothing(at, radius, sd, east):
    turned = [((x + east + 180) % 360 - 180, y) for x, y in RING]
    here = Ground(drawn(sketch.polygon(RING)), uncertainty_km=sd).disc_share(Plane(*at), radius)
    plane = Plane((at[0] + east + 180) % 360 - 180, at[1])
    there = Ground(drawn(sketch.polygon(turned)), uncertainty_km=sd).disc_share(plane, radius)
    if radius + sd > 0:
        assert there == pytest.approx(here, abs=2e-3)


@settings(max_examples=30)
@given(at=places, radius=st.floats(0.05, 2), sd=doubts, least=st.floats(1, 20), more=st.floats(0.5, 20))
def test_an_unsure_depth_lies_between_its_bounds(at, radius, sd, least, more):
    path = drawn(sketch.line(*FRONT))
    low, mid, high = (
        Ground(path, one, other, uncertainty_km=sd).disc_share(Plane(*at), radius)
        for one, other in ((least, least), (least, least + more), (least + more, least + more))
    )
    assert low - 2e-3 <= mid <= high + 2e-3


@pytest.mark.parametrize("km", [(0.0, 0.0), (15.0, 15.0), (15.0, 20.0)])
def test_many_discs_at_once_have_the_shares_of_each_alone(km):
    drawing = area(AREAS["parts"])[0] if km == (0.0, 0.0) else drawn(sketch.line(*FRONT))
    ground = Ground(drawing, *km, uncertainty_km=1.0)
    planes = [Plane(35.0 + 0.31 * n % 3.1, 34.6 + 0.17 * n % 2.3) for n in range(60)]
    for radius in (0.0, 1.0, 25.0):
        alone = [ground.disc_share(plane, radius) for plane in planes]
        assert ground.disc_shares(planes, radius) == pytest.approx(alone, abs=1e-12)
        assert 0 < sum(alone) < len(planes)
