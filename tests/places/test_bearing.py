import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.places.bearing import Told, offset_point, part_of_disc, told, wind
from truceline.places.geojson import drawn
from truceline.places.plane import Plane, geodesic_km, travel


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("north", "N"),
        ("Northern", "N"),
        ("north-east", "NE"),
        ("northeastern", "NE"),
        ("north east", "NE"),
        ("South-Western", "SW"),
        ("western", "W"),
        ("NW", "NW"),
        ("E", "E"),
        ("central", "C"),
        ("centre", "C"),
        ("e", None),
        ("", None),
        ("northward", None),
        ("eastnorth", None),
        ("upper", None),
    ],
)
def test_words_for_directions(text, side):
    assert wind(text) == side


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("North-Eastern Latakia", Told("Latakia", "NE")),
        ("the north east of Hama", Told("Hama", "NE")),
        ("northern countryside of Hama", Told("Hama", "N", None, True)),
        ("Northern Hama countryside", Told("Hama", "N", None, True)),
        ("northern rural Hama", Told("Hama", "N", None, True)),
        ("countryside of northern Hama", Told("Hama", "N", None, True)),
        ("Hama countryside", Told("Hama", None, None, True)),
        ("rural areas of Hama", Told("Hama", None, None, True)),
        ("Hama's southern countryside", Told("Hama", "S", None, True)),
        ("the western part of the demilitarised zone", Told("demilitarised zone", "W")),
        ("central Khan Shaykhun", Told("Khan Shaykhun", "C")),
        ("6 km north-west of Morek", Told("Morek", "NW", 6.0)),
        ("about 2.5 kilometres to the south of Khan Shaykhun", Told("Khan Shaykhun", "S", 2.5)),
        ("3,5km E of Morek", Told("Morek", "E", 3.5)),
        ("north", None),
        ("Hama", None),
        ("", None),
        ("near Hama", None),
        ("6 km beyond Hama", None),
        ("countryside", None),
    ],
)
def test_places_told_from_other_places(text, read):
    assert told(text) == read


winds = st.sampled_from(["N", "NE", "E", "SE", "S", "SW", "W", "NW"])
lats = st.floats(-80, 80)


@given(lat=lats, lon=st.floats(-180, 180), side=winds, radius=st.floats(0.5, 200))
def test_a_part_lies_on_its_side_of_the_middle(lat, lon, side, radius):
    part = drawn(part_of_disc(lon, lat, radius, side))
    angle = ["N", "NE", "E", "SE", "S", "SW", "W", "NW"].index(side) * 45
    inside, opposite = (Plane(*travel(lon, lat, angle + turn, radius / 2)) for turn in (0, 180))
    assert part.offset_km(inside) > 0
    assert part.offset_km(opposite) < 0


def test_the_four_quarters_leave_nothing_out():
    parts = [drawn(part_of_disc(36, 35, 10, side)) for side in ("N", "E", "S", "W")]
    for turn in range(3, 360, 30):
        spot = Plane(*travel(36, 35, turn, 9.5))
        assert sum(part.offset_km(spot) > 0 for part in parts) == 1


def test_the_centre_is_the_disc_of_half_the_radius():
    part = drawn(part_of_disc(36, 35, 10, "C"))
    assert part.offset_km(Plane(36, 35)) == pytest.approx(5, abs=0.01)


@given(lat=lats, side=winds, km=st.floats(0, 100))
def test_a_point_so_far_off_is_so_far_off(lat, side, km):
    lon_off, lat_off, astray = offset_point(20, lat, km, side)
    assert geodesic_km(20, lat, lon_off, lat_off) == pytest.approx(km, abs=1e-6)
    assert astray == pytest.approx(0.414 * km, rel=0.01)


def test_so_far_from_the_centre_without_a_direction_may_be_anywhere_round_it():
    assert offset_point(20, 35, 5, "C") == (20, 35, 5)
