"""Distances looked up by cell are those of the exact geometry, everywhere on earth."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bulk.shapes import area, around, blob, drawn, exact_m, winding

from truceline.bulk.index import index_of
from truceline.bulk.measure import offsets
from truceline.places.ground import Ground
from truceline.places.plane import Plane


def measured(drawing, lon, lat):
    """Signed metres from the edge of a drawing."""
    out = np.empty(len(lon))
    offsets(lon, lat, 0, index_of([drawing]), out)
    return out


def check(ground, lon, lat):
    """Within 0.1 m near the edge, within a thousandth farther off, and never on the wrong side."""
    found, wanted = measured(ground.base, lon, lat), exact_m(ground, lon, lat)
    off = np.abs(np.abs(found) - np.abs(wanted))
    near = np.abs(wanted) < 1000
    assert (off[near] <= 0.1).all()
    assert (off[~near] <= 1e-3 * np.abs(wanted[~near])).all()
    told = np.abs(wanted) > 0.01
    assert ((found >= 0) == (wanted >= 0))[told].all()


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param(area(36.2, 35.9, 40, 600), id="a district"),
        pytest.param(area(179.95, -17.0, 60, 300), id="across the antimeridian"),
        pytest.param(area(10.0, 89.8, 60, 300), id="round the north pole"),
        pytest.param(area(10.0, -89.9, 200, 400), id="round the south pole"),
        pytest.param(area(36.0, 35.0, 0.1, 40), id="a hundred metres wide"),
        pytest.param(area(20.0, 10.0, 1500, 500), id="three thousand kilometres wide"),
    ],
)
def test_distances_are_exact(ground):
    size = float(np.ptp(ground.base.coordinates[:, 1])) * 111
    check(ground, *around(ground, 60, np.geomspace(0.001, size, 60)))


def test_a_hole_is_outside():
    ring = shapely.Point(0, 0).buffer(30).difference(shapely.Point(4, 0).buffer(9))
    ground = Ground(drawn(36.0, 36.0, ring))
    lon, lat = Plane(36.0, 36.0).unproject(np.array([[4.0, 0.0], [20.0, 0.0], [40.0, 0.0]])).T.copy()
    assert (measured(ground.base, lon, lat) >= 0).tolist() == [False, True, False]
    check(ground, lon, lat)


def test_parts_that_touch_in_a_corner_are_both_inside():
    parts = shapely.MultiPolygon([shapely.box(-10, -10, 0, 0), shapely.box(0, 0, 10, 10)])
    ground = Ground(drawn(36.0, 36.0, parts))
    spots = np.array([[-0.01, -0.02], [0.01, 0.02], [0.02, -0.01], [-0.02, 0.01], [5, 5], [-5, 5]])
    lon, lat = Plane(36.0, 36.0).unproject(spots).T.copy()
    assert (measured(ground.base, lon, lat) >= 0).tolist() == [True, True, False, False, True, False]
    check(ground, lon, lat)


def test_a_sliver_has_its_two_sides():
    ground = Ground(drawn(36.0, 36.0, shapely.box(-20, -0.005, 20, 0.005)))
    lon, lat = Plane(36.0, 36.0).unproject(np.array([[0.3, 0.0], [0.3, 0.02], [-7.1, -0.004]])).T.copy()
    check(ground, lon, lat)


def test_left_of_a_line_is_positive():
    line = winding(36.5, 35.6)
    lon, lat = Plane(36.5, 35.6).unproject(np.array([[0.0, 40.0], [0.0, -40.0]])).T.copy()
    north, south = measured(line, lon, lat)
    assert south < 0 < north


def test_far_from_every_zone_distances_hold():
    ground = area(36.2, 35.9, 40, 200)
    check(ground, np.array([30.0, 45.0, 36.0]), np.array([36.0, 30.0, 60.0]))


def test_a_point_on_a_corner_is_on_the_edge():
    ground = area(36.2, 35.9, 10, 50)
    lon, lat = ground.base.coordinates[:5].T.copy()
    assert np.abs(measured(ground.base, lon, lat)).max() < 1e-3


@settings(max_examples=25, deadline=None)
@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-85, 85),
    radius=st.floats(0.5, 400),
    corners=st.integers(3, 120),
    seed=st.integers(0, 1000),
)
def test_any_ring_anywhere(lon, lat, radius, corners, seed):
    ground = Ground(blob(lon, lat, radius, corners, seed))
    check(ground, *around(ground, 12, np.geomspace(0.001, radius, 12), seed))
