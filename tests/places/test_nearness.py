from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from truceline.places.nearness import NEAR_KM, may_be_one

lats = st.floats(-70, 70)
lons = st.floats(-180, 180)
steps = st.floats(-0.1, 0.1)


@given(lats, lons, steps, steps)
def test_points_are_near_or_not_as_the_ellipsoid_has_it_but_for_a_hundredth(lat, lon, north, east):
    other = (lat + north, (lon + east + 180) % 360 - 180)
    km = Geod(ellps="WGS84").inv(lon, lat, other[1], other[0])[2] / 1000
    if abs(km - NEAR_KM) > 0.02 * NEAR_KM:
        assert may_be_one(lat, lon, *other) is (km < NEAR_KM)


@pytest.mark.parametrize(("lon", "other"), [(179.99, -179.99), (-180.0, 180.0)])
def test_across_the_antimeridian_they_are_as_near(lon, other):
    assert may_be_one(10.0, lon, 10.0, other)
