"""Keys get numbers in the order in which they are met, whatever batches they come in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from truceline.bulk.interning import Interned


@given(st.lists(st.lists(st.integers(-(2**63) + 1, 2**63 - 1), max_size=40), max_size=6))
def test_numbers_are_given_out_in_order(batches):
    interned, met = Interned(), {}
    for batch in batches:
        told = interned.of(np.array(batch, np.int64)).tolist()
        assert told == [met.setdefault(key, len(met)) for key in batch]
    assert interned.count == len(met)


def test_a_table_grows_and_forgets_nothing():
    interned = Interned()
    keys = np.arange(50_000, dtype=np.int64) << 20
    assert (interned.of(keys) == np.arange(50_000)).all()
    assert (interned.of(keys[::-1]) == np.arange(50_000)[::-1]).all()
