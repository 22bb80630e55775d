import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from truceline.places.plane import Plane, densified, geodesic_km, middle, travel, unwrapped

GEOD = Geod(ellps="WGS84")
lons = st.floats(-180, 180)
lats = st.floats(-89, 89)


@given(lon=lons, lat=lats, bearing=st.floats(0, 360), km=st.floats(0.001, 2000))
def test_distances_from_the_centre_are_geodesics(lon, lat, bearing, km):
    there = np.array([travel(lon, lat, bearing, km)])
    xy = Plane(lon, lat).project(there)[0]
    assert np.hypot(*xy) == pytest.approx(km, abs=1e-6)


@given(lon=lons, lat=lats, x=st.floats(-500, 500), y=st.floats(-500, 500))
def test_projecting_undoes_unprojecting(lon, lat, x, y):
    plane = Plane(lon, lat)
    assert plane.project(plane.unproject(np.array([[x, y]])))[0] == pytest.approx([x, y], abs=1e-6)


def test_x_points_east_and_y_north():
    xy = Plane(30.0, 50.0).project(np.array([[30.1, 50.0], [30.0, 50.1]]))
    assert xy[0] == pytest.approx([7.17, 0], abs=0.01)
    assert xy[1] == pytest.approx([0, 11.12], abs=0.01)


def test_a_path_over_the_antimeridian_runs_on_past_180():
    path = unwrapped(np.array([[179.0, 10], [-179.0, 10], [-178.0, 10], [179.5, 10]]))
    assert path[:, 0].tolist() == [179.0, 181.0, 182.0, 179.5]


@pytest.mark.parametrize("lat", [0.0, 35.0, 60.0, 80.0])
def test_pieces_of_an_edge_stay_within_a_few_decimetres_of_the_edge(lat):
    edge = np.array([[36.0, lat], [37.0, lat + 0.3]])
    path = densified(edge)
    plane = Plane(36.5, lat)
    middles = plane.project((path[:-1] + path[1:]) / 2)
    ends = plane.project(path)
    straight = (ends[:-1] + ends[1:]) / 2
    assert np.hypot(*(middles - straight).T).max() < 3e-4


def test_an_edge_along_a_meridian_needs_few_points():
    assert len(densified(np.array([[36.0, 35.0], [36.0, 35.2]]))) == 2


def test_the_middle_of_points_over_the_antimeridian_lies_on_it():
    home = middle(np.array([[179.0, 0.0], [-179.0, 0.0]]))
    assert abs(home.lon) == pytest.approx(180)
    assert home.lat == pytest.approx(0)


def test_points_all_round_the_globe_have_the_first_as_middle():
    assert middle(np.array([[0.0, 0.0], [180.0, 0.0]])) == Plane(0.0, 0.0)


def test_geodesic_km_is_the_length_of_the_geodesic():
    assert geodesic_km(0, 0, 0, 1) == pytest.approx(GEOD.inv(0, 0, 0, 1)[2] / 1000)
