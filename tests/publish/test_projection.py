from __future__ import annotations

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import GeometryCollection, LineString, MultiPolygon, Point, Polygon, box

from truceline.publish.furniture import graticule, scale_and_north
from truceline.publish.labels import Labels
from truceline.publish.projection import Projection, path

MAP = Projection((35.5, 35.0, 37.5, 36.7), 760)
GEOD = Geod(ellps="WGS84")
spot = st.tuples(st.floats(35.5, 37.5), st.floats(35.0, 36.7))


@given(spot, spot)
def test_distances_on_the_map_are_true_to_its_scale(one, other):
    (x0, y0), (x1, y1) = MAP.point(*one), MAP.point(*other)
    _, _, metres = GEOD.inv(*one, *other)
    assert hypot(x1 - x0, y1 - y0) == pytest.approx(metres / 1000 * MAP.per_km, rel=2e-3, abs=1e-3)


def test_north_is_up_and_east_to_the_right():
    west, east = MAP.point(36, 36), MAP.point(37, 36)
    assert west[0] < east[0]
    assert MAP.point(36.5, 36.5)[1] < MAP.point(36.5, 35.5)[1]


@given(spot)
def test_everything_inside_the_bounds_is_on_the_drawing(place):
    x, y = MAP.point(*place)
    assert -0.5 <= x <= MAP.width + 0.5
    assert -0.5 <= y <= MAP.height + 0.5


def test_what_lies_far_outside_is_not_on_the_drawing():
    assert not MAP.holds(40, 36)
    assert MAP.shape(box(50, 10, 51, 11)).is_empty


def test_shapes_are_cut_a_little_outside_the_edge():
    left, top, right, bottom = MAP.shape(box(30, 30, 42, 42)).bounds
    assert (left, right) == (-40, 800)
    assert top == pytest.approx(-40)
    assert bottom == pytest.approx(MAP.height + 40)


def test_paths_of_every_sort_of_geometry():
    square = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2)]])
    assert path(square).count("Z") == 2
    assert path(LineString([(0, 0), (1, 2)])) == "M0.0 0.0L1.0 2.0"
    assert path(MultiPolygon([box(0, 0, 1, 1), box(2, 2, 3, 3)])).count("Z") == 2
    assert path(GeometryCollection([Point(1, 1), LineString([(0, 0), (1, 1)])])).count("M") == 1
    assert path(Polygon()) == ""


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ((35.9, 35.3, 37.1, 35.8), {"36\N{DEGREE SIGN}E", "36.5\N{DEGREE SIGN}E", "35.5\N{DEGREE SIGN}N"}),
        ((-70.6, -33.9, -69.9, -33.2), {"70.5\N{DEGREE SIGN}W", "33.5\N{DEGREE SIGN}S"}),
    ],
)
def test_the_graticule_names_its_degrees_in_both_hemispheres(bounds, words):
    drawn = graticule(Projection(bounds, 400))
    assert all(f">{word}<" in drawn for word in words)


def test_the_scale_bar_is_as_long_as_it_says():
    drawn = scale_and_north(MAP, Labels(MAP.width, MAP.height))
    assert "20 km" in drawn
    assert f"h{20 * MAP.per_km:.1f}" in drawn
