from math import acos, erf, exp, pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.places.scatter import Scatter

spreads = st.builds(
    Scatter,
    st.one_of(st.just(0.0), st.floats(0.05, 100)),
    st.floats(0.05, 100),
)


def edges(*ring):
    corners = np.array(ring, float)
    return corners, np.roll(corners, -1, axis=0)


def square(half, x=0.0, y=0.0):
    return edges((x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half))


def phi(value):
    return (1 + erf(value / sqrt(2))) / 2


@given(spread=spreads)
def test_all_of_it_lies_somewhere(spread):
    assert spread.share(*square(2000.0)) == pytest.approx(1, abs=2e-4)


@given(spread=spreads, x=st.floats(-3, 3), y=st.floats(-3, 3), half=st.floats(0.01, 3))
def test_a_share_and_its_complement_make_one(spread, x, y, half):
    scale = spread.reach_km
    inner = square(half * scale, x * scale, y * scale)
    ring = square(8 * scale)
    hole = inner[1], inner[0]
    outside = spread.share(*(np.concatenate(pair) for pair in zip(ring, hole, strict=True)))
    assert spread.share(*inner) + outside == pytest.approx(1, abs=5e-4)


@given(spread=spreads, cut=st.floats(-1.5, 1.5))
def test_two_halves_make_the_whole(spread, cut):
    far = 10 * spread.reach_km
    at = cut * spread.reach_km
    left = edges((-far, -far), (at, -far), (at, far), (-far, far))
    right = edges((at, -far), (far, -far), (far, far), (at, far))
    assert spread.share(*left) + spread.share(*right) == pytest.approx(1, abs=5e-4)


@given(sd=st.floats(0.05, 100), away=st.floats(-4, 4))
def test_a_straight_boundary_gives_the_normal_distribution(sd, away):
    at, far = away * sd, 100 * sd
    half_plane = edges((-far, at), (far, at), (far, far), (-far, far))
    assert Scatter(0, sd).share(*half_plane) == pytest.approx(phi(-away), abs=1e-4)


@given(radius=st.floats(0.05, 100), away=st.floats(-1, 1))
def test_a_straight_boundary_cuts_a_disc_as_geometry_says(radius, away):
    far = 100 * radius
    beyond = edges((-far, away * radius), (far, away * radius), (far, far), (-far, far))
    segment = (acos(away) - away * sqrt(1 - away**2)) / pi
    assert Scatter(radius, 0).share(*beyond) == pytest.approx(segment, abs=1e-9)


def test_a_boundary_through_the_very_centre_halves_it():
    spread = Scatter(1.0, 0.5)
    assert spread.share(*edges((-50, 0), (50, 0), (50, 50), (-50, 50))) == pytest.approx(0.5, abs=1e-4)


@pytest.mark.parametrize(("radius", "sd"), [(1, 3), (25, 3), (25, 0.05), (0.5, 100), (2, 2)])
def test_the_share_within_a_distance_agrees_with_thrown_points(radius, sd):
    rng = np.random.default_rng(5)
    turn, far = rng.uniform(0, 2 * pi, 200_000), radius * np.sqrt(rng.uniform(0, 1, 200_000))
    x, y = far * np.cos(turn), far * np.sin(turn)
    away = np.hypot(x + rng.normal(0, sd, 200_000), y + rng.normal(0, sd, 200_000))
    spread = Scatter(radius, sd)
    distances = np.linspace(0.05, 1, 9) * spread.reach_km
    thrown = [(away <= r).mean() for r in distances]
    assert spread.within(distances) == pytest.approx(thrown, abs=0.005)


def test_a_bare_displacement_follows_the_rayleigh_distribution():
    assert Scatter(0, 2.0).within(np.array([2.0, 4.0])) == pytest.approx([1 - exp(-0.5), 1 - exp(-2)])


@settings(max_examples=30)
@given(spread=spreads, x=st.floats(-2, 2), half=st.floats(0.05, 2), smaller=st.floats(0.1, 1))
def test_a_smaller_area_never_has_a_larger_share(spread, x, half, smaller):
    scale = spread.reach_km
    inner = square(half * smaller * scale, x * scale)
    outer = square(half * scale, x * scale)
    assert spread.share(*inner) <= spread.share(*outer) + 2e-4


def test_a_corner_that_is_given_twice_does_no_harm():
    corners = np.array([(-1, -1), (1, -1), (1, -1), (1, 1), (-1, 1)], float)
    doubled = corners, np.roll(corners, -1, axis=0)
    spread = Scatter(0.5, 0.5)
    assert spread.share(*doubled) == pytest.approx(spread.share(*square(1.0)))
