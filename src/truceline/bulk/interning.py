"""Numbers for pairs, given out in the order in which the pairs are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.compiled import compiled, inlined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]
    Numbers = NDArray[np.int32]

_EMPTY = -(2**63)
_SPREAD = -7046029254386353131
"""2^64 over the golden ratio, as a signed number: multiplied by it, near keys land far apart."""


class Interned:
    """Dense numbers from 0 for pairs of numbers: an open hash table that is never more than half full."""

    def __init__(self) -> None:
        self._keys = np.full(1 << 12, _EMPTY, np.int64)
        self._numbers = np.zeros(1 << 12, np.int32)
        self.count = 0

    def of(
        self, before: Numbers, indices: Numbers, codes: Keys, period: NDArray[np.intp]
    ) -> NDArray[np.int32]:
        """The number of every pair of a number and a code; new pairs get the next numbers.

        A row's code is `codes[period, indices]`, shape (periods, values): looked up here, for every array
        of a batch's length that is not made saves as much as the table costs.
        """
        found = np.empty(len(before), np.int32)
        done = 0
        while True:
            done, self.count = _intern(
                before, indices, codes, period, done, self._keys, self._numbers, self.count, found
            )
            if done == len(before):
                return found
            self._grow()

    def _grow(self) -> None:
        used = self._keys != _EMPTY
        keys, numbers = self._keys[used], self._numbers[used]
        self._keys = np.full(4 * len(self._keys), _EMPTY, np.int64)
        self._numbers = np.zeros(len(self._keys), np.int32)
        _put(keys, numbers, self._keys, self._numbers)


@inlined
def _place_of(key: int, table: Keys) -> int:
    """Where a key stands, or where it should."""
    size = table.shape[0]
    at = (np.int64(key * _SPREAD) >> np.int64(20)) & (size - 1)
    while table[at] != key and table[at] != _EMPTY:
        at = (at + 1) & (size - 1)
    return int(at)


@compiled
def _put(keys: Keys, numbers: Numbers, table: Keys, out: Numbers) -> None:
    """Enter keys with their numbers."""
    for n in range(keys.shape[0]):
        at = _place_of(keys[n], table)
        table[at], out[at] = keys[n], numbers[n]


@compiled
def _intern(
    before: Numbers,
    indices: Numbers,
    codes: Keys,
    period: NDArray[np.intp],
    first: int,
    table: Keys,
    numbers: Numbers,
    count: int,
    out: Numbers,
) -> tuple[int, int]:
    """Fill `out` from `first` on until the table is half full; how far it came, and the count of keys."""
    for n in range(first, before.shape[0]):
        key = np.int64(before[n]) << np.int64(32) | codes[period[n], indices[n]]
        at = _place_of(key, table)
        if table[at] == _EMPTY:
            if 2 * count >= table.shape[0]:
                return n, count
            table[at] = key
            numbers[at] = count
            count += 1
        out[n] = numbers[at]
    return before.shape[0], count
