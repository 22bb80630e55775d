from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.finding import (
    CERTAIN,
    UNKNOWN,
    Standard,
    Strength,
    Verdict,
    all_of,
    any_of,
)

shares = st.floats(min_value=0.0, max_value=1.0)
strengths = st.builds(Strength, shares, shares)
several = st.lists(strengths, max_size=5)
standards = st.sampled_from(Standard)


@given(strengths, strengths)
def test_and_and_or_do_not_mind_the_order(a: Strength, b: Strength):
    assert a & b == b & a
    assert a | b == b | a


@given(strengths, strengths, strengths)
def test_and_and_or_do_not_mind_the_grouping(a: Strength, b: Strength, c: Strength):
    assert (a & b) & c == a & (b & c)
    assert (a | b) | c == a | (b | c)


@given(strengths, strengths, strengths)
def test_and_and_or_distribute_over_each_other(a: Strength, b: Strength, c: Strength):
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)


@given(strengths, strengths)
def test_de_morgan_holds(a: Strength, b: Strength):
    assert ~(a & b) == ~a | ~b
    assert ~(a | b) == ~a & ~b


@given(strengths, strengths)
def test_each_absorbs_the_other(a: Strength, b: Strength):
    assert a & (a | b) == a
    assert a | (a & b) == a


@given(strengths)
def test_saying_a_thing_twice_makes_it_no_stronger(a: Strength):
    assert a & a == a | a == a


@given(strengths)
def test_to_deny_a_denial_is_to_say_the_thing(a: Strength):
    assert ~~a == a


@given(strengths)
def test_certainty_is_neutral_in_all_of_and_its_denial_in_any_of(a: Strength):
    assert a & CERTAIN == a
    assert a | ~CERTAIN == a


def test_nothing_to_show_is_shown_and_no_alternative_is_none():
    assert all_of([]) == CERTAIN
    assert any_of([]) == ~CERTAIN


@given(several)
def test_all_of_is_the_denial_of_any_denial(parts: list[Strength]):
    assert all_of(parts) == ~any_of(~part for part in parts)


@given(several, standards)
def test_all_of_is_established_only_where_every_part_is(parts: list[Strength], standard: Standard):
    whole = all_of(parts).verdict(standard)
    each = [part.verdict(standard) for part in parts]
    if all(verdict is Verdict.ESTABLISHED for verdict in each):
        assert whole is Verdict.ESTABLISHED
    if whole is Verdict.ESTABLISHED:
        assert set(each) <= {Verdict.ESTABLISHED}


@given(several, standards)
def test_one_refuted_part_keeps_all_of_from_being_established(parts: list[Strength], standard: Standard):
    refuted = Strength(0.0, 1.0)
    assert all_of([*parts, refuted]).verdict(standard) is Verdict.REFUTED


@given(strengths, standards)
def test_denial_turns_the_verdict_round(a: Strength, standard: Standard):
    turned = {
        Verdict.ESTABLISHED: Verdict.REFUTED,
        Verdict.REFUTED: Verdict.ESTABLISHED,
        Verdict.CONTESTED: Verdict.CONTESTED,
        Verdict.UNKNOWN: Verdict.UNKNOWN,
    }
    assert (~a).verdict(standard) is turned[a.verdict(standard)]


@given(standards)
def test_no_evidence_is_unknown_at_every_standard(standard: Standard):
    assert UNKNOWN.verdict(standard) is Verdict.UNKNOWN


@given(standards)
def test_meeting_the_bar_exactly_is_enough_and_a_hair_less_is_not(standard: Standard):
    assert Strength(standard.bar, 0.0).verdict(standard) is Verdict.ESTABLISHED
    assert Strength(math.nextafter(standard.bar, 0.0), 0.0).verdict(standard) is Verdict.ESTABLISHED
    assert Strength(standard.bar - 0.001, 0.0).verdict(standard) is Verdict.UNKNOWN


def test_silence_and_disagreement_are_different_answers():
    assert Strength(0.8, 0.8).verdict(Standard.CLEAR) is Verdict.CONTESTED
    assert Strength(0.1, 0.1).verdict(Standard.CLEAR) is Verdict.UNKNOWN


def test_the_standards_ask_for_more_in_their_order():
    assert Standard.BALANCE.bar < Standard.CLEAR.bar < Standard.BEYOND.bar
    assert [standard.bar for standard in Standard] == [0.5, 0.75, 0.9]


@given(strengths)
def test_what_meets_a_higher_standard_meets_every_lower_one(a: Strength):
    met = [a.support >= standard.bar for standard in Standard]
    assert met == sorted(met, reverse=True)


@pytest.mark.parametrize("pair", [(-0.1, 0.0), (1.1, 0.0), (0.0, -0.1), (0.0, 1.1), (math.nan, 0.0)])
def test_a_strength_outside_zero_to_one_is_a_bug(pair: tuple[float, float]):
    with pytest.raises(AssertionError):
        Strength(*pair)
