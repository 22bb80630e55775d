from __future__ import annotations

import copy
from collections.abc import Callable

import pytest

from truceline.errors import CaseError, CheckFailed, InputError, Problem, Told, TrucelineError, telling


def test_a_problem_says_where_what_and_what_would_be_right():
    problem = Problem("idlib.yaml", 12, "norm-3.mode", "no such mode: keep", ("achieve", "maintain"))
    assert str(problem) == "idlib.yaml:12: norm-3.mode: no such mode: keep (allowed: achieve, maintain)"


def test_a_problem_without_line_or_field_names_only_the_file():
    assert str(Problem("events.csv", 0, "", "is empty")) == "events.csv: is empty"


def test_all_problems_are_reported_at_once_in_order():
    first, second = Problem("a.yaml", 1, "x", "one"), Problem("a.yaml", 9, "y", "two")
    error = InputError([first, second])
    assert error.problems == (first, second)
    assert str(error) == f"{first}\n{second}"


def test_a_sentence_alone_is_a_problem_with_the_input():
    assert str(InputError("give a date")) == "input: give a date"


def test_one_problem_needs_no_list():
    problem = Problem("a.yaml", 1, "x", "one")
    assert InputError(problem).problems == (problem,)


def test_an_input_error_without_a_problem_is_a_bug():
    with pytest.raises(AssertionError, match="at least one"):
        InputError([])


@pytest.mark.parametrize(
    ("kind", "code"), [(TrucelineError, 3), (InputError, 2), (CaseError, 2), (CheckFailed, 1)]
)
def test_each_error_has_its_exit_code(kind: type[TrucelineError], code: int):
    assert kind.exit_code == code
    assert issubclass(kind, TrucelineError)


def test_problems_sort_by_file_and_line():
    problems = [Problem("b", 1, "", ""), Problem("a", 10, "", ""), Problem("a", 2, "", "")]
    assert [(p.file, p.line) for p in sorted(problems)] == [("a", 2), ("a", 10), ("b", 1)]


def test_a_message_is_english_and_remembers_what_stands_at_its_places():
    told = telling("only {party} can take it back, says {names}", party="russia", names=("a", "b"))
    assert told == "only russia can take it back, says a and b"
    assert told.template == "only {party} can take it back, says {names}"
    assert told.values == {"party": "russia", "names": ("a", "b")}


@pytest.mark.parametrize("way", [str, lambda one: str(ValueError(one)), copy.deepcopy])
def test_a_message_stays_what_it_is_whichever_way_it_is_handed_on(way: Callable[[Told], str]):
    told = telling("{n} of them", n=3)
    again = way(told)
    assert isinstance(again, Told)
    assert (again, again.template, again.values) == (told, told.template, told.values)


def test_what_somebody_typed_is_no_template():
    assert telling("'{text}' is no day", text="{n}") == "'{n}' is no day"
