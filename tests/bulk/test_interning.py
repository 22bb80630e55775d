"""Pairs get numbers in the order in which they are met, whatever batches they come in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from truceline.bulk.interning import Interned

CODES = np.array([[5, 0, 2**31, 7], [7, 0, 1, 5]], np.int64)
ROWS = st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 3), st.integers(0, 1))


def numbers(interned, rows):
    before, indices, period = (np.array([row[n] for row in rows], np.int32) for n in range(3))
    return interned.of(before, indices, CODES, period.astype(np.intp)).tolist()


@given(st.lists(st.lists(ROWS, max_size=40), max_size=6))
def test_numbers_are_given_out_in_order(batches):
    interned, met = Interned(), {}
    for batch in batches:
        pairs = [(before, int(CODES[period, index])) for before, index, period in batch]
        assert numbers(interned, batch) == [met.setdefault(pair, len(met)) for pair in pairs]
    assert interned.count == len(met)


def test_a_table_grows_and_forgets_nothing():
    interned = Interned()
    before = np.arange(50_000, dtype=np.int32) << 10
    alike = np.zeros(50_000, np.int32), np.array([[3]], np.int64), np.zeros(50_000, np.intp)
    assert (interned.of(before, *alike) == np.arange(50_000)).all()
    assert (interned.of(before[::-1].copy(), *alike) == np.arange(50_000)[::-1]).all()
