import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.places import sketch

from truceline.places.drawing import Drawing
from truceline.places.geojson import drawn
from truceline.places.lonlat import in_degrees, padded_bounds


def test_a_drawing_comes_back_as_it_was_drawn():
    ring = [(36, 35), (37, 35), (37, 36), (36, 36), (36, 35)]
    found = in_degrees(drawn(sketch.polygon(ring)))
    assert found.symmetric_difference(shapely.Polygon(ring)).area < 1e-7


def test_lines_keep_their_direction_and_their_parts():
    path = in_degrees(drawn(sketch.line((37, 35), (36, 35.5))))
    assert shapely.get_coordinates(path)[[0, -1]].ravel() == pytest.approx([37, 35, 36, 35.5])
    parts = drawn({"type": "MultiLineString", "coordinates": [[[36, 35], [37, 35]], [[38, 35], [37.5, 35]]]})
    assert len(shapely.get_parts(in_degrees(parts))) == 2


def test_a_line_over_the_antimeridian_is_cut_there():
    parts = shapely.get_parts(in_degrees(drawn(sketch.line((179, 10), (-179, 10)))))
    assert sorted(part.bounds[0] for part in parts) == pytest.approx([-180, 179])


def test_a_cap_over_the_pole_reaches_up_to_it():
    ring = [*((lon, 80) for lon in range(-180, 181, 10)), (-180, 80)]
    cap = in_degrees(drawn(sketch.polygon(ring)))
    assert cap.is_valid
    assert cap.bounds == pytest.approx((-180, 80, 180, 90))
    south = in_degrees(drawn(sketch.polygon([(x, -y) for x, y in ring])))
    assert south.bounds == pytest.approx((-180, -90, 180, -80))


def test_nothing_drawn_is_nothing():
    assert in_degrees(Drawing("area", ())) is None


@given(lon=st.floats(-179, 178), lat=st.floats(-88, 87), pad=st.floats(0, 300))
def test_padded_bounds_hold_the_drawing_and_grow_with_the_pad(lon, lat, pad):
    drawing = drawn(sketch.box(lon, lat, lon + 1, lat + 1))
    west, south, east, north = padded_bounds(drawing, 0)
    wider = padded_bounds(drawing, pad)
    assert -180 <= wider[0] <= west <= lon + 1e-6
    assert lon + 1 - 1e-6 <= east <= wider[2] <= 180
    assert -90 <= wider[1] <= south
    assert north <= wider[3] <= 90
