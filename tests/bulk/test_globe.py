"""The way over ground, told from the straight one, is the geodesic's."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from truceline.bulk.globe import arc, over_ground, positions

GEOD = Geod(ellps="WGS84")
PLACES = {"lon": st.floats(-180, 180), "lat": st.floats(-90, 90), "azimuth": st.floats(0, 360)}


def ends(lon, lat, azimuth, metres):
    """The positions of a point and of one that far from it over ground."""
    there = GEOD.fwd(lon, lat, azimuth, metres)[:2]
    return positions(np.array([[lon, lat], there])).tolist()


@given(metres=st.floats(0, 140_000), **PLACES)
def test_as_deep_as_strips_are_it_is_exact_to_a_hundredth_of_a_millimetre(metres, lon, lat, azimuth):
    one, other = ends(lon, lat, azimuth, metres)
    assert abs(over_ground(*one, *other) - metres) <= 1e-5


@given(metres=st.floats(140_000, 3_000_000), **PLACES)
def test_farther_it_is_exact_to_some_millionths(metres, lon, lat, azimuth):
    one, other = ends(lon, lat, azimuth, metres)
    assert abs(over_ground(*one, *other) - metres) <= 5e-6 * metres


@given(metres=st.floats(1, 500_000), **PLACES)
def test_on_a_ball_it_is_exact_to_a_hundredth_of_a_thousandth(metres, lon, lat, azimuth):
    one, other = ends(lon, lat, azimuth, metres)
    assert abs(arc(float(np.linalg.norm(np.subtract(one, other)))) - metres) <= 1e-5 * metres


def test_from_a_point_to_itself_there_is_no_way():
    one, _ = ends(36.0, 36.0, 0.0, 0.0)
    assert over_ground(*one, *one) == 0.0
