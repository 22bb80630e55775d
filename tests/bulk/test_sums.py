"""Counts of many series are added up at once, to the last unit, and arrays that are whole are not copied."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.bulk.obligations import Line
from truceline.bulk.sums import Share, by_line, joined, shared_out, summed

EMPTY = np.zeros((0, 2), np.int64)
LINES = [Line(norm, 0, "breach", party) for norm in "ab" for party in ("", "north")]
counts = st.dictionaries(
    st.sampled_from(LINES),
    st.dictionaries(st.integers(-3, 9), st.tuples(*[st.integers(0, 1 << 40)] * 2).filter(any), min_size=1),
)


def pieces(told):
    """Counts as pieces of one array, as a table is read."""
    lines = sorted(told)
    ends = np.cumsum([0, *(len(told[line]) for line in lines)]).tolist()
    days = np.array([day for line in lines for day in sorted(told[line])], np.int64)
    values = [told[line][day] for line in lines for day in sorted(told[line])]
    return by_line(lines, ends, days, np.array(values, np.int64, order="F").reshape(-1, 2, order="C"))


def apart(told):
    """Counts as arrays of their own."""
    return {line: (days.copy(), values.copy()) for line, (days, values) in pieces(told).items()}


def plain(found):
    return {
        line: dict(zip(days.tolist(), map(tuple, values.tolist()), strict=True))
        for line, (days, values) in found.items()
    }


def by_hand(one, other, sign):
    total = defaultdict(lambda: defaultdict(lambda: np.zeros(2, np.int64)))
    for told, times in ((one, 1), (other, sign)):
        for line, its in told.items():
            for day, values in its.items():
                total[line][day] += times * np.array(values)
    return {
        line: kept
        for line, its in sorted(total.items())
        if (kept := {day: tuple(its[day].tolist()) for day in sorted(its) if its[day].any()})
    }


@given(counts, counts, st.sampled_from([1, -1]), st.sampled_from([pieces, apart]))
def test_sums_and_differences_are_those_of_each_day(one, other, sign, given_as):
    first, second = given_as(one), given_as(other)
    found = summed(first, second, sign, EMPTY)
    assert plain(found) == by_hand(one, other, sign)
    assert list(found) == sorted(found)
    assert plain(first) == one
    assert plain(second) == other


@given(counts)
def test_what_is_taken_off_whole_leaves_nothing(told):
    assert summed(pieces(told), pieces(told), -1, EMPTY) == {}


@given(st.lists(st.integers(0, 3), min_size=1), st.sampled_from("CF"))
def test_pieces_of_an_array_are_put_together_without_a_copy(sizes, order):
    whole = np.array(np.arange(2 * sum(sizes)).reshape(-1, 2), order=order)
    ends = np.cumsum([0, *sizes]).tolist()
    found = joined([whole[first:last] for first, last in pairwise(ends)], EMPTY)
    assert (found == whole).all()
    assert found is whole


@pytest.mark.parametrize(
    "chosen",
    [
        [slice(2, 4), slice(0, 2)],
        [slice(0, 2), slice(0, 2)],
        [slice(0, 2), slice(3, 4)],
        [slice(3, None, -1)],
    ],
)
def test_pieces_in_another_order_or_with_gaps_are_not_taken_for_the_whole(chosen):
    whole = np.arange(8).reshape(4, 2)
    found = joined([whole[one] for one in chosen], EMPTY)
    assert found.tolist() == np.concatenate([whole[one] for one in chosen]).tolist()
    assert not np.shares_memory(found, whole)


def test_of_no_pieces_there_is_nothing():
    assert joined([], EMPTY).tolist() == []


@given(st.data())
def test_what_is_shared_out_is_the_sum_of_a_lines_slots(data):
    slots = data.draw(st.lists(st.sets(st.sampled_from(LINES), min_size=1), min_size=1, max_size=4))
    length, first_day = 5, 100
    dense = np.array(
        data.draw(
            st.lists(st.integers(0, 3), min_size=length * len(slots), max_size=length * len(slots)),
        ),
        np.int64,
    )
    at = np.flatnonzero(dense)
    ends = np.searchsorted(at, np.arange(len(slots) + 1) * length).tolist()
    shares = [
        Share(line, ends[n], ends[n + 1], first_day - n * length)
        for n, lines in enumerate(slots)
        for line in lines
    ]
    found = shared_out(shares, at, dense[at], np.add)
    for line in LINES:
        its = [dense[n * length : (n + 1) * length] for n, lines in enumerate(slots) if line in lines]
        total = np.sum(its, axis=0) if its else np.zeros(length, np.int64)
        days, values = found.get(line, (np.zeros(0, np.int64), np.zeros(0, np.int64)))
        assert (days - first_day).tolist() == np.flatnonzero(total).tolist()
        assert values.tolist() == total[total > 0].tolist()
