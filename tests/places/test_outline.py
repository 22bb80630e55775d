import pytest
import shapely
from tests.places import sketch

from truceline.places.drawing import Drawing
from truceline.places.geojson import drawn
from truceline.places.outline import outlines

BOX = drawn(sketch.box(36, 35, 37, 36))
FRONT = drawn(sketch.line((35.5, 35.5), (37.5, 35.5)))


def flat(drawing):
    return drawing.seen_from(BOX.home)


def test_an_area_that_lies_within_nothing_is_its_own_outline_at_any_depth():
    assert outlines(BOX, "both", None).area(0.0) is BOX


def test_an_outline_is_worked_out_once_for_all_readings_of_a_zone():
    assert outlines(FRONT, "left", BOX).area(7.0) is outlines(FRONT, "left", BOX).area(7.0)


def test_a_strip_is_cut_off_by_the_area_it_lies_within():
    strip = outlines(FRONT, "both", BOX).area(10.0)
    assert flat(strip).difference(shapely.buffer(flat(BOX), 0.01)).is_empty
    assert flat(strip).area == pytest.approx(20 * 90.7, rel=0.01)


def test_within_an_area_that_is_empty_nothing_is_left():
    assert outlines(FRONT, "both", Drawing("area", ())).area(10.0).is_empty


def test_smoothing_takes_corners_away_and_never_the_whole_outline():
    strip = outlines(drawn(sketch.point(36.5, 35.5)), "both", None)
    exact, smoothed, gone = strip.area(5.0), strip.smoothed(5.0, 0.1), strip.smoothed(5.0, 100.0)
    assert len(smoothed.coordinates) < len(exact.coordinates) / 2
    assert flat(smoothed).area == pytest.approx(flat(exact).area, rel=0.03)
    assert not gone.is_empty
    assert strip.smoothed(5.0, 0.0) is exact
