"""Deaths that no row tells: together, by whole months, and never changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publish.release.world import killed, public, shelling

from truceline.evidence.claim import Place
from truceline.publish.report.facts import DeadApart, Facts

JANUARY = date(2030, 1, 1)


def rows(*dead: int, first: int = 1):
    """So many killed in rows of January, far enough apart to be incidents of their own."""
    places = [(Place(lat=40.02 + n * 0.02, lon=22.05 + n * 0.04, radius_m=200.0),) for n in range(len(dead))]
    return [
        shelling(first + n, 3 + 3 * n, place=where, casualties=killed(one, one, one))
        for n, (one, where) in enumerate(zip(dead, places, strict=True))
    ]


def apart(facts: Facts) -> tuple[DeadApart, ...]:
    assert facts.released is not None
    return facts.released.dead_apart


USUAL = (1, 2, 1, 2, 1, 0, 0)
"""Seven dead in seven rows."""


def test_a_month_tells_between_round_figures_the_dead_that_its_rows_do_not():
    facts = public(rows(*USUAL, 9))
    assert apart(facts) == (DeadApart(month=JANUARY, low=6, high=9),)
    assert {one.killed for one in facts.now.violations} == {(9, 9, 9), None}


@pytest.mark.parametrize("dead", [(2, 2), (1, 1, 1), (2, 2, 2), (2, 2, 2, 2), (1, 1, 1, 0, 0)])
def test_a_sum_that_few_ways_lead_to_is_not_told(dead):
    assert apart(public(rows(*dead))) == ()


@given(dead=st.permutations(USUAL))
@settings(max_examples=10)
def test_which_rows_the_dead_belong_to_makes_no_difference(dead):
    assert apart(public(rows(*dead))) == (DeadApart(month=JANUARY, low=6, high=9),)


@given(dead=st.lists(st.integers(0, 2), min_size=5, max_size=8))
@settings(max_examples=20)
def test_more_than_one_way_leads_to_every_sum_that_is_told(dead):
    """The attacker knows the rules, every row, and that none without a figure has three dead or more."""
    for told in apart(public(rows(*dead))):
        ways = [
            way
            for way in product(range(3), repeat=len(dead))
            if told.low <= sum(way) < told.high and sum(map(bool, way)) >= 3
        ]
        for row in range(len(dead)):
            assert {way[row] for way in ways} == {0, 1, 2}


def test_a_month_that_is_not_over_has_no_sum():
    assert apart(public(rows(*USUAL), date(2030, 1, 30))) == ()
    early = datetime(2030, 2, 2, tzinfo=UTC)
    assert apart(public(rows(*USUAL), date(2030, 1, 31), now=early)) == ()


def test_a_sum_stays_as_it_was_told_whatever_comes_to_light():
    first = public(rows(*USUAL))
    more = rows(*USUAL, 2, 2)
    assert apart(public(more, earlier=(first,))) == apart(first)
    assert apart(public(more)) != apart(first)


def test_no_report_tells_of_a_month_after_it():
    first = public(rows(*USUAL))
    assert apart(first)
    assert apart(public(rows(*USUAL), date(2030, 1, 20), earlier=(first,))) == ()


def test_one_incident_told_thrice_counts_once():
    thrice = [shelling(n, 28, incident="one", casualties=killed(2, 2, 2)) for n in (17, 18, 19)]
    assert apart(public([*rows(*USUAL), *thrice])) == (DeadApart(month=JANUARY, low=9, high=12),)
