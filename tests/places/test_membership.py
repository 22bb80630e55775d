import pytest
from tests.places import sketch

from truceline.places.geojson import drawn
from truceline.places.ground import Ground
from truceline.places.membership import Membership, nominal
from truceline.places.whereabouts import Disc, Patch

GROUND = Ground(drawn(sketch.box(36, 35, 37, 36)), uncertainty_km=3.0)


@pytest.mark.parametrize(
    ("p", "state"), [(None, "unknown"), (0.0, "outside"), (0.4, "undetermined"), (1.0, "inside")]
)
def test_without_a_point_the_chance_alone_tells_the_state(p, state):
    found = Membership(p, "share-of-named-zone")
    assert (found.state, found.distance_km) == (state, None)


def test_a_point_tells_its_state_as_drawn_whatever_its_chance():
    found = Membership.located(GROUND, Disc(36.5, 35.99, 5.0))
    assert (found.state, found.basis) == ("inside", "point")
    assert found.distance_km == pytest.approx(1.1, abs=0.05)
    assert 0.5 < found.p < 0.8


def test_a_shape_is_stood_for_by_its_middle_or_by_a_point_of_it_where_that_lies_outside():
    bent = [(36, 35), (36.4, 35), (36.4, 35.4), (36.38, 35.4), (36.38, 35.02), (36, 35.02), (36, 35)]
    square, hook = (
        Patch(drawn(shape)) for shape in (sketch.box(36.2, 35.2, 36.4, 35.4), sketch.polygon(bent))
    )
    assert (nominal(square).lon, nominal(square).lat) == pytest.approx((36.3, 35.3), abs=0.001)
    assert hook.drawing.offset_km(nominal(hook)) > 0
    assert Membership.located(GROUND, square).basis == "shape"
