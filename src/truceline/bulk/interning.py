"""Numbers for keys, given out in the order in which the keys are met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from truceline.bulk.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Keys = NDArray[np.int64]

_EMPTY = -(2**63)
_SPREAD = -7046029254386353131
"""2^64 over the golden ratio, as a signed number: multiplied by it, near keys land far apart."""


class Interned:
    """Dense numbers from 0 for whole-number keys: an open hash table that is never more than half full."""

    def __init__(self) -> None:
        self._keys = np.full(1 << 12, _EMPTY, np.int64)
        self._numbers = np.zeros(1 << 12, np.int32)
        self.count = 0

    def of(self, keys: Keys) -> NDArray[np.int32]:
        """The number of every key; new ones get the next numbers."""
        found = np.empty(len(keys), np.int32)
        done = 0
        while True:
            done, self.count = _intern(keys, done, self._keys, self._numbers, self.count, found)
            if done == len(keys):
                return found
            self._grow()

    def _grow(self) -> None:
        used = self._keys != _EMPTY
        keys, numbers = self._keys[used], self._numbers[used]
        self._keys = np.full(4 * len(self._keys), _EMPTY, np.int64)
        self._numbers = np.zeros(len(self._keys), np.int32)
        order = np.argsort(numbers)
        _intern(keys[order], 0, self._keys, self._numbers, 0, np.empty(len(order), np.int32))


@compiled
def _intern(
    keys: Keys,
    first: int,
    table: Keys,
    numbers: NDArray[np.int32],
    count: int,
    out: NDArray[np.int32],
) -> tuple[int, int]:
    """Fill `out` from `first` on until the table is half full; how far it came, and the count of keys."""
    size = table.shape[0]
    for n in range(first, keys.shape[0]):
        key = keys[n]
        at = (np.int64(key * _SPREAD) >> np.int64(20)) & (size - 1)
        while table[at] != key and table[at] != _EMPTY:
            at = (at + 1) & (size - 1)
        if table[at] == _EMPTY:
            if 2 * count >= size:
                return n, count
            table[at] = key
            numbers[at] = count
            count += 1
        out[n] = numbers[at]
    return keys.shape[0], count
