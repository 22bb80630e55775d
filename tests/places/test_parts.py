import pytest
import shapely
from shapely.geometry import Point, box, shape

from truceline.places.geojson import drawn
from truceline.places.parts import between, light, part_of_area, ring_part

SQUARE = box(36, 34, 37, 35)


@pytest.mark.parametrize(
    ("side", "inside", "outside"),
    [
        ("N", (36.5, 34.9), (36.5, 34.1)),
        ("SW", (36.1, 34.1), (36.9, 34.9)),
        ("E", (36.9, 34.5), (36.1, 34.5)),
    ],
)
def test_a_part_lies_on_its_side(side, inside, outside):
    part = part_of_area(SQUARE, (side,))
    assert part.contains(Point(inside))
    assert not part.contains(Point(outside))
    assert SQUARE.buffer(1e-9).covers(part)


def test_opposite_sides_share_no_ground_and_several_are_joined():
    north, south = part_of_area(SQUARE, ("N",)), part_of_area(SQUARE, ("S",))
    assert (north & south).area == pytest.approx(0, abs=1e-9)
    assert part_of_area(SQUARE, ("N", "S")).area == pytest.approx(north.area + south.area)


def test_the_middle_is_a_third_of_the_ground():
    assert part_of_area(SQUARE, ("C",)).area == pytest.approx(SQUARE.area / 3, rel=0.02)


def test_sides_may_be_told_from_another_point():
    part = part_of_area(SQUARE, ("E",), (36.9, 34.9))
    assert not part.contains(Point(36.8, 34.5))


def test_where_nothing_lies_on_that_side_the_area_is_meant():
    assert part_of_area(SQUARE, ("E",), (40, 34.5)).equals(SQUARE)


def test_a_ring_has_a_hole_and_a_part_of_it_a_side():
    ring = ring_part(36.5, 34.5, 5, 20)
    assert not ring.contains(Point(36.5, 34.5))
    assert ring.contains(Point(36.5, 34.6))
    assert not ring_part(36.5, 34.5, 5, 20, ("S",)).contains(Point(36.5, 34.6))


def test_a_strip_runs_from_one_place_to_the_other():
    strip = between((36, 34), (37, 35), 2)
    assert strip.contains(Point(36.5, 34.5))
    assert not strip.contains(Point(36.5, 34.7))


def test_a_light_shape_has_few_corners_and_is_a_valid_drawing():
    circle = Point(36.5, 34.5).buffer(0.5, quad_segs=400)
    plain = light(circle)
    assert len(shapely.get_coordinates(shape(plain))) <= 60
    assert shape(plain).symmetric_difference(circle).area < 0.01 * circle.area
    assert drawn(plain).kind == "area"
