from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.confidence import CREDIBILITY, RELIABILITY, graded, pooled

shares = st.floats(min_value=0.0, max_value=1.0)
items = st.lists(st.tuples(st.sampled_from(["a", "b", "c", "d"]), shares), max_size=8)


@given(items)
def test_a_pool_is_a_chance(evidence: list[tuple[str, float]]):
    assert 0.0 <= pooled(evidence) <= 1.0


@given(items, st.randoms())
def test_the_order_of_the_evidence_does_not_matter(evidence: list[tuple[str, float]], chance):
    shuffled = evidence.copy()
    chance.shuffle(shuffled)
    assert pooled(shuffled) == pooled(evidence)


@given(items)
def test_a_family_that_repeats_itself_adds_nothing(evidence: list[tuple[str, float]]):
    assert pooled(evidence * 3) == pooled(evidence)


@given(items, st.tuples(st.sampled_from(["a", "b", "c", "d", "e"]), shares))
def test_more_evidence_never_lowers_the_pool(evidence: list[tuple[str, float]], more: tuple[str, float]):
    assert pooled([*evidence, more]) >= pooled(evidence) - 1e-12


@given(items, shares, shares)
def test_a_surer_item_never_lowers_the_pool(evidence: list[tuple[str, float]], one: float, two: float):
    less, more = sorted((one, two))
    assert pooled([*evidence, ("a", more)]) >= pooled([*evidence, ("a", less)]) - 1e-12


@given(st.lists(shares, min_size=1, max_size=6))
def test_one_family_is_worth_its_best_item(confidences: list[float]):
    assert pooled(("a", share) for share in confidences) == pytest.approx(max(confidences))


def test_independent_families_combine():
    assert pooled([("wire", 0.5), ("mission", 0.5)]) == pytest.approx(0.75)
    assert pooled([("wire", 0.5), ("wire", 0.5)]) == pytest.approx(0.5)


def test_no_evidence_gives_no_confidence():
    assert pooled([]) == 0.0


def test_a_better_grade_never_counts_less():
    letters = [graded(letter, 2) for letter in "ABCDE"]
    numbers = [graded("B", number) for number in range(1, 6)]
    assert letters == sorted(letters, reverse=True)
    assert numbers == sorted(numbers, reverse=True)


@pytest.mark.parametrize("letter", sorted(RELIABILITY))
@pytest.mark.parametrize("number", sorted(CREDIBILITY))
def test_a_grade_lies_between_its_two_halves(letter: str, number: int):
    halves = RELIABILITY[letter], CREDIBILITY[number]
    assert min(halves) - 1e-12 <= graded(letter, number) <= max(halves) + 1e-12


def test_what_cannot_be_judged_neither_helps_nor_damns():
    assert graded("F", 6) == pytest.approx(0.5)


def test_an_item_of_several_families_adds_to_one_of_them_only():
    assert pooled([("a", 0.5), ("a+b", 0.5)]) == 0.5
    assert pooled([("a+b", 0.5), ("b", 0.5), ("a", 0.5)]) == pooled([("a", 0.5), ("b", 0.5)])
    assert pooled([("a+b", 0.8), ("a", 0.5)]) == pytest.approx(0.8)


def test_items_that_may_share_an_origin_do_not_add_up():
    assert pooled([("a+b", 0.5), ("b+c", 0.5)]) == 0.5
    assert pooled([("a+b", 0.5), ("b+c", 0.5), ("d", 0.5)]) == 0.75


def test_certainty_in_one_family_is_certainty():
    assert pooled([("a", 1.0), ("a+b", 1.0), ("b+c", 0.5)]) == 1.0


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "a+b", "b+c"]), shares), max_size=6), st.randoms())
def test_neither_order_nor_repetition_matters_where_families_are_joined(items, chance):
    shuffled = items * 2
    chance.shuffle(shuffled)
    assert pooled(shuffled) == pooled(items)


@given(
    st.lists(st.tuples(st.sampled_from(["a", "b", "c", "a+b", "b+c"]), st.floats(0, 1)), max_size=6),
    st.tuples(st.sampled_from(["a", "b", "a+b", "b+c"]), st.floats(0, 1)),
)
def test_one_more_item_never_lowers_the_confidence(items, more):
    assert pooled([*items, more]) >= pooled(items) - 1e-12
