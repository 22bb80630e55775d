import pytest
from tests.places import sketch

from truceline.evidence.claim import Place
from truceline.places.precision import PRECISION_KM, UNSTATED_KM
from truceline.places.whereabouts import Disc, Patch, whereabouts


@pytest.mark.parametrize(
    ("said", "km"),
    [
        ({"radius_m": 400, "precision": 6}, 0.4),
        ({"radius_m": 0}, 0.0),
        *(({"precision": code}, km) for code, km in PRECISION_KM.items()),
        ({}, UNSTATED_KM),
    ],
)
def test_a_radius_goes_before_a_precision_and_a_bare_point_is_a_village(said, km):
    assert whereabouts(Place(lat=35, lon=36, **said)) == Disc(36, 35, km)


def test_a_shape_goes_before_a_point():
    assert isinstance(whereabouts(Place(lat=35, lon=36, geometry=sketch.box(36, 35, 37, 36))), Patch)


def test_a_shape_that_cannot_be_read_leaves_the_point():
    assert whereabouts(Place(lat=35, lon=36, geometry={"type": "Blob"}, radius_m=0)) == Disc(36, 35, 0)


def test_a_shape_of_one_point_is_a_disc():
    assert whereabouts(Place(geometry=sketch.point(36, 35), precision=3)) == Disc(36, 35, PRECISION_KM[3])


def test_words_alone_are_nowhere():
    assert whereabouts(Place(text="near the front", adm1="North")) is None


def test_every_coarser_administrative_level_reaches_farther():
    assert PRECISION_KM[1] < PRECISION_KM[2] < PRECISION_KM[3] < PRECISION_KM[4] < PRECISION_KM[6]
