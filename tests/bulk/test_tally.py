"""Tallies are added and taken off day by day, to the last unit."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from truceline.bulk.measures import WIDTH
from truceline.bulk.obligations import Line
from truceline.bulk.tally import Tally

LINES = [Line("a", 0, "breach"), Line("a", 0, "breach", "north"), Line("b", 1, "not_attributed")]
days = st.dictionaries(st.integers(0, 12), st.integers(1, 1 << 40), min_size=1)
told = st.dictionaries(st.sampled_from(LINES), days)


def tally(counts):
    """A tally with these counts in every measure."""
    return Tally(
        {
            line: (
                np.array(sorted(its), np.int64),
                np.array([[its[day]] * WIDTH for day in sorted(its)], np.int64),
            )
            for line, its in sorted(counts.items())
        },
        {},
    )


def plain(found):
    return {
        line: dict(zip(its.tolist(), values[:, -1].tolist(), strict=True))
        for line, (its, values) in found.counts.items()
    }


def by_hand(one, other):
    sums = defaultdict(lambda: defaultdict(int))
    for counts in (one, other):
        for line, its in counts.items():
            for day, count in its.items():
                sums[line][day] += count
    return {line: dict(sorted(its.items())) for line, its in sorted(sums.items())}


@given(told, told)
def test_a_sum_is_that_of_each_day(one, other):
    found = tally(one).plus(tally(other))
    assert plain(found) == by_hand(one, other)
    assert all((np.diff(its) > 0).all() for its, _ in found.counts.values())


@given(told, told)
def test_what_was_added_comes_off_without_a_trace(one, other):
    assert plain(tally(one).plus(tally(other)).minus(tally(other))) == plain(tally(one))


@given(told, told)
def test_what_is_added_to_stays_as_it_was(one, other):
    first, second = tally(one), tally(other)
    first.plus(second)
    first.minus(second)
    assert (plain(first), plain(second)) == (plain(tally(one)), plain(tally(other)))
