"""Chances of spreads too small for a raster are exact: summed along the edges near them."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bulk.shapes import area, around, blob, drawn, exact_p, winding

from truceline.bulk.brims import brim
from truceline.bulk.spread import Spread
from truceline.bulk.survey import Survey
from truceline.places.ground import Ground
from truceline.places.plane import Plane

BASE = area(36.0, 36.0, 40, 600)
LINE = winding(36.3, 35.7)
BENT = drawn(
    36.3, 34.7, shapely.LineString([(-20, 0), (-10, 0), (-9.5, 3), (-9, 0), (0.3, -4), (20, 0)]), "line"
)
CORNER = shapely.MultiPolygon([shapely.box(-10, -10, 0, 0), shapely.box(0, 0, 10, 10)])
RING = shapely.Point(0, 0).buffer(10).difference(shapely.Point(0.5, 0).buffer(0.6))
KNOWN = {
    "an area": BASE,
    "a hundred metres": area(36.3, 36.9, 0.1, 20),
    "an area drawn unsurely": Ground(blob(36.0, 35.4, 20, 100), uncertainty_km=0.05),
    "a strip round bends": Ground(BENT, 1, 1),
    "a thin strip": Ground(LINE, 0.1, 0.1),
    "a strip, one-sided, cut off": Ground(LINE, 8, 8, "left", BASE),
    "parts that touch in a corner": Ground(drawn(36.9, 36.9, CORNER)),
    "a sliver": Ground(drawn(37.0, 36.5, shapely.box(-20, -0.005, 20, 0.005))),
    "a hole": Ground(drawn(37.3, 36.0, RING)),
}
OPEN = {
    "of unsure depth, one-sided, cut off": Ground(LINE, 15, 20, "left", BASE),
    "of unsure depth, drawn unsurely": Ground(LINE, 3, 10, "right", uncertainty_km=0.2),
    "of a little unsure depth": Ground(LINE, 1, 1.5),
    "of unsure depth, round bends": Ground(BENT, 0.5, 2),
}
ELSEWHERE = {
    "across the antimeridian": area(179.95, -17.0, 15, 300),
    "at the north pole": Ground(drawn(0.0, 90.0, shapely.box(-3, -3, 3, 3))),
    "round the south pole": area(10.0, -89.9, 20, 300),
}
GROUNDS = [*KNOWN.values(), *OPEN.values()]
SURVEYS = {kind: Survey.of(GROUNDS, Spread(kind)) for kind in ("disc", "normal")}
SIZES = {"disc": np.geomspace(20, 1900, 40), "normal": np.geomspace(20, 950, 40)}


def errors(ground, survey, number, kind):
    """How far off the chances of small spreads near a zone's edge are."""
    size = SIZES[kind]
    lon, lat = around(ground, len(size), np.hypot(size / 1000, ground.uncertainty_km) * 0.7)
    found = survey.measure(lon, lat, size).p_inside[:, number]
    if kind == "disc":
        return np.abs(found - exact_p(ground, lon, lat, size))
    # A normal spread of an event is to the exact geometry a zone drawn so unsurely.
    spots = zip(lon, lat, np.hypot(size / 1000, ground.uncertainty_km), strict=True)
    wanted = [
        replace(ground, uncertainty_km=float(sd), _layered={}).disc_share(Plane(x, y), 0.0)
        for x, y, sd in spots
    ]
    return np.abs(found - wanted)


@pytest.mark.parametrize("kind", SURVEYS)
@pytest.mark.parametrize("name", KNOWN)
def test_of_a_known_outline_they_are_exact(name, kind):
    ground = KNOWN[name]
    number = GROUNDS.index(ground)
    if ground.is_strip:
        # Its corners are moved to where they truly lie, and those of the exact geometry's flat map are not.
        ground = Ground(brim(ground, ground.most_km))
    assert errors(ground, SURVEYS[kind], number, kind).max() <= 0.002


@pytest.mark.parametrize("kind", SURVEYS)
@pytest.mark.parametrize("name", ELSEWHERE)
def test_so_they_are_anywhere_on_earth(name, kind):
    survey = Survey.of([ELSEWHERE[name]], Spread(kind))
    assert errors(ELSEWHERE[name], survey, 0, kind).max() <= 0.002


@pytest.mark.parametrize("kind", SURVEYS)
@pytest.mark.parametrize("name", OPEN)
def test_of_an_unsure_depth_they_are_close(name, kind):
    off = errors(OPEN[name], SURVEYS[kind], GROUNDS.index(OPEN[name]), kind)
    assert off.max() <= 0.02
    assert off.mean() <= 0.003


@pytest.mark.parametrize("kind", SURVEYS)
def test_at_a_corner_on_the_edge_no_turn_is_miscounted(kind):
    lon, lat = BASE.base.coordinates[:200].T.copy()
    found = SURVEYS[kind].measure(lon, lat, np.full(200, 20.0)).p_inside[:, 0]
    assert ((found > 0.02) & (found < 0.98)).all()


def test_without_any_spread_a_point_lies_inside_or_not():
    lon, lat = around(BASE, 40, 1.0)
    found = SURVEYS["disc"].measure(lon, lat, np.zeros(40))
    assert np.array_equal(found.p_inside[:, 0], found.distance_m[:, 0] >= 0)


@settings(max_examples=15, deadline=None)
@given(
    spot=st.tuples(st.floats(-180, 180), st.floats(-85, 85)),
    radius=st.floats(0.3, 60),
    corners=st.integers(3, 200),
    doubt=st.sampled_from([0.0, 0.02, 0.3]),
    seed=st.integers(0, 1000),
)
def test_any_ring_anywhere(spot, radius, corners, doubt, seed):
    ground = Ground(blob(*spot, radius, corners, seed), uncertainty_km=doubt)
    size = SIZES["disc"][::4].copy()
    spots = around(ground, len(size), np.hypot(size / 1000, doubt) * 0.7, seed)
    found = Survey.of([ground]).measure(*spots, size).p_inside[:, 0]
    # A doubt wider than its pixels is blurred on a raster, close but not exact.
    assert np.abs(found - exact_p(ground, *spots, size)).max() <= (0.002 if doubt <= 0.02 else 0.02)
