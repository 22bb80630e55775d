"""Pieces that are left out of a ball's list are nearest to none of its points."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bulk.shapes import blob, winding

from truceline.bulk.forest import forest_of
from truceline.bulk.globe import positions
from truceline.bulk.nearby import gap_to_piece, guessed, nearest
from truceline.bulk.rivals import rivals

# Where the drawings are.
HOME = (36.0, 35.0)


def listed(forest, middle, reach, slack):
    """The rivals for a ball, and its nearest piece."""
    first, _ = nearest(*middle, forest, 0, 0)
    room = len(forest.pieces)
    out, gaps = np.empty(room, np.int32), np.empty(room)
    count = rivals(*middle, reach, forest, 0, first, slack, out, gaps)
    return out[:count], first


def spots_in(middle, reach, seed, count=60):
    """Places in a ball, many of them on its skin, where the farthest are told least by its middle."""
    rng = np.random.default_rng(seed)
    ways = rng.normal(0, 1, (count, 3))
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    return middle + ways * (reach * np.minimum(1.0, rng.random(count) * 1.5))[:, None]


def squares(forest, spot, pieces):
    return [gap_to_piece(*spot, forest.pieces, i)[0] for i in pieces]


@settings(max_examples=60, deadline=None)
@given(
    corners=st.integers(3, 400),
    radius=st.floats(0.5, 300),
    ball=st.tuples(st.floats(0.02, 3), st.floats(0.01, 1)),
    seed=st.integers(0, 10_000),
    draw=st.sampled_from([blob, winding]),
)
def test_no_point_of_a_ball_has_a_nearer_piece_than_those_listed(corners, radius, ball, seed, draw):
    edge, (away, share) = draw(*HOME, radius, corners, seed), ball
    forest = forest_of([edge])
    middle = positions(np.array([[HOME[0] + away * radius / 90, HOME[1] + 0.3 * radius / 111]]))[0]
    _, gap = nearest(*middle, forest, 0, 0)
    reach = share * np.sqrt(gap)
    kept, first = listed(forest, middle, reach, 0.0)
    assert kept[0] == first
    assert len(set(kept.tolist())) == len(kept)
    for spot in spots_in(middle, reach, seed):
        _, least = nearest(*spot, forest, 0, first)
        assert min(squares(forest, spot, kept)) <= least * (1 + 1e-9) + 1e-3


@settings(max_examples=40, deadline=None)
@given(
    corners=st.integers(3, 400),
    away=st.floats(1.2, 20),
    reach=st.floats(0.05, 0.5),
    seed=st.integers(0, 10_000),
)
def test_with_slack_fewer_are_listed_and_no_way_is_off_by_more(corners, away, reach, seed):
    radius, off = 20.0, 5e-4
    forest = forest_of([blob(*HOME, radius, corners, seed)])
    middle = positions(np.array([[HOME[0] + away * radius / 90, HOME[1]]]))[0]
    _, gap = nearest(*middle, forest, 0, 0)
    near = (1 - reach) * np.sqrt(gap)
    kept, first = listed(forest, middle, reach * np.sqrt(gap), 2 * off * near**2)
    every, _ = listed(forest, middle, reach * np.sqrt(gap), 0.0)
    assert len(kept) <= len(every)
    for spot in spots_in(middle, reach * np.sqrt(gap), seed):
        _, least = nearest(*spot, forest, 0, first)
        assert np.sqrt(min(squares(forest, spot, kept))) <= np.sqrt(least) * (1 + off) + 1e-6


def test_of_a_town_far_off_one_piece_is_left():
    forest = forest_of([blob(*HOME, 5, 3000)])
    middle = positions(np.array([[HOME[0] + 3, HOME[1]]]))[0]
    kept, _ = listed(forest, middle, 500.0, 2 * 5e-4 * 260_000.0**2)
    assert len(kept) == 1


@pytest.mark.parametrize("slack", [0.0, 1e-3])
def test_from_afar_a_piece_is_told_that_is_as_near_as_the_nearest_but_for_the_slack(slack):
    forest = forest_of([blob(*HOME, 60, 4000)])
    for spot in positions(np.random.default_rng(3).uniform((-180, -90), (180, 90), (200, 2))):
        _, least = nearest(*spot, forest, 0, 0)
        found, gap = nearest(*spot, forest, 0, guessed(*spot, forest, 0), slack)
        assert gap == gap_to_piece(*spot, forest.pieces, found)[0]
        assert least <= gap <= least * (1 + slack)
