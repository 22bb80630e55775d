import numpy as np
import pytest
import shapely
from pyproj import Geod
from tests.places import sketch

from truceline.places.geojson import drawn
from truceline.places.plane import Plane
from truceline.places.strip import one_side, strip_along, strip_on_plane

GEOD = Geod(ellps="WGS84")


def km2(drawing):
    """The geodesic area of a drawing without holes."""
    return sum(abs(GEOD.polygon_area_perimeter(*group[0].T)[0]) for group in drawing.groups) / 1e6


def test_a_strip_round_a_point_is_a_disc():
    assert km2(strip_along(drawn(sketch.point(36, 35)), 10, "both")) == pytest.approx(np.pi * 100, rel=0.001)


@pytest.mark.parametrize(("lat", "length"), [(35.0, 1.0), (35.0, 30.0), (70.0, 40.0)])
def test_the_edge_of_a_strip_lies_at_its_depth_however_long_the_line(lat, length):
    path = drawn(sketch.line((10, lat), (10 + length, lat + 1)))
    strip = strip_along(path, 20.0, "both")
    spots = strip.coordinates[:: max(1, len(strip.coordinates) // 60)]
    away = [abs(path.offset_km(Plane(lon, la))) for lon, la in spots]
    assert away == pytest.approx([20.0] * len(away), abs=0.02)


def test_two_sides_make_up_the_strip_also_where_the_line_bends_back():
    hook = drawn(sketch.line((36, 35), (36.5, 35), (36.5, 35.2), (36.1, 35.1)))
    both, left, right = (km2(strip_along(hook, 6, side)) for side in ("both", "left", "right"))
    assert left + right == pytest.approx(both, rel=1e-3)
    assert left != pytest.approx(right, rel=0.05)


def test_one_side_of_nothing_is_nothing():
    path = shapely.LineString([(0, 0), (1, 0)])
    assert one_side(shapely.Polygon(), path, "left", 1).is_empty
    assert one_side(strip_on_plane(shapely.Point(0, 0), 1, "both"), shapely.Point(0, 0), "left", 1).is_empty


def test_a_strip_on_the_plane_lies_left_of_its_line():
    half = strip_on_plane(shapely.LineString([(0, 0), (10, 0)]), 2, "left")
    assert half.bounds[1] == pytest.approx(0, abs=1e-9)
    assert half.area == pytest.approx(20 + np.pi * 2, rel=0.01)


def test_a_piece_cut_out_far_from_its_line_has_no_side():
    far = shapely.box(100, 100, 101, 101)
    assert one_side(far, shapely.LineString([(0, 0), (1, 0)]), "right", 1).is_empty
