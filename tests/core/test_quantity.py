from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.quantity import Bounds

values = st.none() | st.integers(min_value=-1000, max_value=1000).map(float)
known = st.integers(min_value=-1000, max_value=1000).map(float)
bounds = st.builds(Bounds, values, values, values)


@st.composite
def ordered(draw: st.DrawFn) -> Bounds:
    return Bounds(*sorted([draw(known), draw(known), draw(known)]))


@given(bounds, bounds)
def test_adding_does_not_mind_the_order(a: Bounds, b: Bounds):
    assert a + b == b + a


@given(ordered(), ordered())
def test_the_sum_of_ordered_bounds_is_ordered(a: Bounds, b: Bounds):
    assert a.is_ordered
    assert (a + b).is_ordered


@given(ordered())
def test_nothing_added_changes_nothing(a: Bounds):
    assert a + Bounds.exactly(0.0) == a


def test_a_sum_is_unknown_where_either_term_is():
    assert Bounds(5, None, None) + Bounds(1, 2, None) == Bounds(6, None, None)


@pytest.mark.parametrize(
    ("figures", "is_ordered"),
    [
        ((1, 2, 3), True),
        ((2, 2, 2), True),
        ((None, None, None), True),
        ((5, None, 4), False),
        ((None, 3, 2), False),
        ((3, 2, None), False),
    ],
)
def test_only_the_bounds_that_are_given_can_contradict_each_other(figures, is_ordered: bool):
    assert Bounds(*figures).is_ordered is is_ordered


@given(ordered(), known)
def test_nothing_is_surely_above_and_surely_within_a_limit(a: Bounds, limit: float):
    assert not (a.surely_above(limit) and a.surely_at_most(limit))


@given(known, known)
def test_an_exact_figure_is_on_one_side_of_any_limit(value: float, limit: float):
    exact = Bounds.exactly(value)
    assert exact.surely_above(limit) == (value > limit)
    assert exact.surely_at_most(limit) == (value <= limit)


def test_at_least_five_may_be_any_number_above():
    at_least_five = Bounds(low=5)
    assert at_least_five.surely_above(4)
    assert not at_least_five.surely_above(5)
    assert not at_least_five.surely_at_most(1000)
    assert not Bounds(high=5).surely_above(0)
