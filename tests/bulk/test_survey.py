"""P(inside) read off the pyramid is the exact share of the disc, to a hundredth."""

import numpy as np
import pytest
import shapely
from pyproj import Geod
from tests.bulk.shapes import area, around, blob, drawn, exact_m, exact_p, winding

from truceline.bulk.brims import brim
from truceline.bulk.spread import Spread
from truceline.bulk.survey import Survey
from truceline.errors import InputError
from truceline.places.drawing import Drawing
from truceline.places.ground import Ground, Standing
from truceline.places.plane import Plane

BASE = area(36.0, 36.0, 40, 600)
LINE = winding(36.3, 35.7)
ZONES = {
    "an area": BASE,
    "a small area": area(36.6, 35.9, 0.4, 40),
    "an area drawn unsurely": Ground(blob(36.0, 35.4, 20, 100), uncertainty_km=0.5),
    "an area drawn very unsurely": Ground(blob(36.4, 35.4, 15, 100, 5), uncertainty_km=3.0),
    "a strip of unsure depth, one-sided, cut off": Ground(LINE, 15, 20, "left", BASE),
    "a thin strip": Ground(LINE, 0.5, 0.5),
    "a strip drawn unsurely": Ground(LINE, 10, 20, "right", uncertainty_km=1.5),
}
SURVEY = Survey.of(list(ZONES.values()))
SIZES = np.concatenate((np.zeros(5), np.geomspace(50, 100_000, 75)))


@pytest.mark.parametrize("name", ZONES)
def test_chances_are_those_of_the_exact_geometry(name):
    ground = ZONES[name]
    lon, lat = around(ground, len(SIZES), np.maximum(SIZES / 1000, ground.uncertainty_km + 0.05) / 2)
    found = SURVEY.measure(lon, lat, SIZES).p_inside[:, list(ZONES).index(name)]
    off = np.abs(found - exact_p(ground, lon, lat, SIZES))
    assert off.max() <= 0.03
    assert np.quantile(off, 0.9) <= 0.01


@pytest.mark.parametrize("kind", ["disc", "normal"])
def test_a_zone_far_thinner_than_its_rasters_pixels_counts_for_its_area(kind):
    # A tenth as wide as pixels are: quasi-random places told 0.0040 where 0.0478 was answered.
    ground = Ground(drawn(36.0, 36.0, shapely.box(-20, -0.005, 20, 0.005)))
    sizes = np.geomspace(1000, 10_000, 12)
    places = np.random.default_rng(1).normal(0, 1, (40_000, 2))
    if kind == "disc":
        places *= (np.sqrt(np.random.default_rng(2).random(40_000)) / np.hypot(*places.T))[:, None]
    found = Survey.of([ground], Spread(kind)).measure(np.full(12, 36.01), np.full(12, 36.0), sizes).p_inside
    # Across the sliver places are counted in a strip a hundred times as wide, and a hundredth taken.
    wanted = [np.mean(np.abs(places[:, 1] * size) < min(500.0, size / 10)) for size in sizes]
    width = np.minimum(500.0, sizes / 10) / 5
    assert found[:, 0] == pytest.approx(np.array(wanted) / width, abs=0.001)


def test_places_that_recur_are_measured_as_any_other():
    rng = np.random.default_rng(4)
    spot, size = rng.integers(0, 40, 500), rng.choice([0.0, 500.0, 20_000.0], 500)
    lon, lat = rng.uniform(35.5, 36.8, 40)[spot], rng.uniform(35.2, 36.5, 40)[spot]
    lon[::50] = np.nan
    found = SURVEY.measure(lon, lat, size)
    apart = [SURVEY.measure(*row.T.copy()) for row in np.stack((lon, lat, size), axis=1)[:, None]]
    for part, one_by_one in zip(found, zip(*apart, strict=True), strict=True):
        assert np.array_equal(part, np.concatenate(one_by_one), equal_nan=True)
    assert np.array_equal(SURVEY.distances(lon, lat), found.distance_m, equal_nan=True)


@pytest.mark.parametrize("name", ["a thin strip", "a strip of unsure depth, one-sided, cut off"])
def test_within_a_metre_of_a_strips_edge_inside_is_inside(name):
    ground = ZONES[name]
    edge = brim(ground, ground.most_km).coordinates[:-1]
    spots = np.random.default_rng(5).choice(edge, 200) + np.random.default_rng(6).normal(0, 4e-6, (200, 2))
    wanted = [ground.standing(Plane(*spot)) is not Standing.OUTSIDE for spot in spots]
    _, inside = SURVEY.chances(*spots.T.copy(), np.full(200, 80.0))
    assert 40 < sum(wanted) < 160
    assert inside[:, list(ZONES).index(name)].tolist() == wanted


@pytest.mark.parametrize("azimuth", [0.0, 40.0, 130.0])
def test_a_deep_strip_ends_where_it_should_to_the_centimetre(azimuth):
    geod = Geod(ellps="WGS84")
    along = np.linspace(-200_000, 200_000, 161)
    whole = np.full_like(along, 1.0)
    lon, lat, back = geod.fwd(36 * whole, 45 * whole, azimuth * whole, along)
    ahead = np.where(along < 0, back, back + 180)
    ground = Ground(Drawing("line", ((np.column_stack((lon, lat)),),)), 140, 140)
    nearby = slice(60, 100)
    away = np.resize([139_999.99, 140_000.01], 40)
    east, north, _ = geod.fwd(lon[nearby], lat[nearby], ahead[nearby] + 90, away)
    found = Survey.of([ground]).measure(east, north, np.zeros(40)).distance_m[:, 0]
    assert found == pytest.approx(140_000 - away, abs=1e-3)


@pytest.mark.parametrize("name", ["an area", "a strip of unsure depth, one-sided, cut off"])
def test_distances_of_zones_are_those_of_their_outlines(name):
    ground = ZONES[name]
    lon, lat = around(ground, 30, 8.0)
    found = SURVEY.measure(lon, lat, np.zeros(30)).distance_m[:, list(ZONES).index(name)]
    wanted = exact_m(Ground(brim(ground, ground.most_km)), lon, lat)
    assert found == pytest.approx(wanted, rel=1e-3, abs=0.1)


def test_across_the_antimeridian_and_at_a_pole():
    for ground in (area(179.9, -17.0, 15, 300), Ground(blob(10.0, 89.9, 30, 300), uncertainty_km=2.0)):
        lon, lat = around(ground, len(SIZES), np.maximum(SIZES / 1000, 1.0) / 2)
        off = np.abs(
            Survey.of([ground]).measure(lon, lat, SIZES).p_inside[:, 0] - exact_p(ground, lon, lat, SIZES)
        )
        assert off.max() <= 0.03


@pytest.mark.parametrize("side", [1, -1])
def test_a_zone_round_a_pole_holds_all_that_its_edge_goes_round(side):
    ground = Ground(drawn(20.0, 89.9 * side, shapely.Point(0, 0).buffer(550)))
    lon, lat, size = np.array([0.0, 0.0, 120.0]), side * np.array([90.0, 89.0, 86.6]), np.full(3, 1e5)
    found = Survey.of([ground]).measure(lon, lat, size)
    assert found.distance_m[:, 0] == pytest.approx(exact_m(ground, lon, lat), rel=1e-3)
    assert found.p_inside[:, 0] == pytest.approx([1, 1, 1])
    wide = Survey.of([ground]).measure(lon, lat, np.full(3, 5e5)).p_inside[:, 0]
    assert wide == pytest.approx(exact_p(ground, lon, lat, np.full(3, 5e5)), abs=0.03)


def test_a_disc_of_500_km_is_hardly_in_a_town():
    p = SURVEY.measure(np.array([36.6]), np.array([35.9]), np.array([500_000.0])).p_inside[0]
    assert 0 < p[0] < 0.02
    assert p[1] < 1e-4


def test_no_place_on_earth_has_no_distance():
    found = SURVEY.measure(np.array([np.nan, 36.0]), np.array([36.0, 36.0]), np.zeros(2))
    assert np.isnan(found.distance_m[0]).all()
    assert np.isnan(found.p_inside[0]).all()
    assert not np.isnan(found.distance_m[1]).any()


def test_the_order_of_rows_changes_nothing():
    lon, lat = around(BASE, 5000, 20.0)
    size = np.resize(SIZES, 5000)
    there, back = (
        SURVEY.measure(lon, lat, size),
        SURVEY.measure(lon[::-1].copy(), lat[::-1].copy(), size[::-1].copy()),
    )
    assert np.array_equal(there.p_inside, back.p_inside[::-1])
    assert np.array_equal(there.distance_m, back.distance_m[::-1])


def test_a_normal_spread_has_tails():
    normal = Survey.of([BASE], Spread("normal"))
    lon, lat = around(BASE, 1, 0.0)
    outside = np.array([lon[0] - 2.0]), lat
    size = np.full(1, 60_000.0)
    assert (
        normal.measure(*outside, size).p_inside[0, 0]
        > Survey.of([BASE]).measure(*outside, size).p_inside[0, 0]
    )


def test_without_numba_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("truceline.extras.find_spec", lambda _: None)
    with pytest.raises(InputError, match="truceline\\[bulk\\]"):
        Survey.of([BASE])
