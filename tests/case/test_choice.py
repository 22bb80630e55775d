from __future__ import annotations

import pytest

from truceline.case.choice import MANY, problems_with, require, unknown
from truceline.errors import InputError


def test_a_near_miss_is_answered_with_the_name_meant():
    assert unknown("norm", "guns-oot", ["guns-out", "fords-open"]).endswith("did you mean guns-out?")


def test_a_name_far_from_all_is_answered_without_a_guess():
    assert unknown("norm", "zzz", ["guns-out"]) == "no norm is called 'zzz'"


def test_the_allowed_names_are_listed_where_they_are_few():
    (problem,) = problems_with("--norm", "norm", ["x"], ["a", "b"])
    assert problem.allowed == ("a", "b")


def test_a_long_list_of_names_is_left_out():
    (problem,) = problems_with("--norm", "norm", ["x"], [f"norm-{n}" for n in range(MANY + 1)])
    assert problem.allowed == ()


def test_all_wrong_names_are_told_at_once():
    with pytest.raises(InputError) as raised:
        require("--norm", "norm", ["x", "a", "y"], ["a"])
    assert len(raised.value.problems) == 2
