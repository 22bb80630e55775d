"""Who did what to whom, told apart: of millions of rows few differ in that, and each sort is asked once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.interning import Interned
from truceline.bulk.obligations import Line, day_of, ordinal
from truceline.bulk.values import NO_DAY
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from truceline.bulk.obligations import Obligation
    from truceline.evidence.claim import Claim

MOST = 1 << 20
"""More sorts of rows than this are none: a column of free text or ids was taken for one of names."""
_NARROW_AND_WIDE = np.arange(2, dtype=np.int64)[None, :]
ClaimOf = Callable[[Mapping[str, object], "date | None"], "Claim | str"]
"""Makes the claim of a row from the cells that say who did what on a day, or names what is wrong."""
Fold = Callable[[str, object, "date | None"], Hashable]
"""What a cell of a column comes to on a day: rows are of one sort where all their cells come to the same."""

Sort = tuple[Hashable, ...]
"""What the cells of a row come to, column by column."""


@dataclass(frozen=True)
class Meaning:
    """What rows of one sort count for, by obligation; `fault` names why they are no claims."""

    lines: tuple[tuple[Line, ...], ...]
    throughout: bool = False
    fault: str = ""


class Profiles:
    """The sorts of rows met so far, and what they mean."""

    def __init__(
        self,
        columns: Sequence[str],
        changes: Sequence[date],
        readings: tuple[ClaimOf, Fold],
        duties: Sequence[Obligation],
        known: dict[Sort, Meaning] | None = None,
    ) -> None:
        """`changes` are the days on which names begin or cease to mean a party.

        `known` are sorts that other parts of the table have met, and those of this one are added to it.
        """
        self.columns = tuple(columns)
        self.meanings: list[Meaning] = []
        self._changes = np.array([ordinal(day) for day in changes], np.int32)
        self._claim_of, fold = readings
        self._duties = duties
        self._known = {} if known is None else known
        self._words = [_Words(column, self._changes.tolist(), fold) for column in self.columns]
        self._pairs = [Interned() for _ in self.columns]
        self._spans = Interned()

    @property
    def words(self) -> int:
        """How many different cells were met in any column, at the most."""
        return max((words.count for words in self._words), default=0)

    def of(
        self, batch: Any, day: NDArray[np.int32], wide: NDArray[np.bool_] | None = None
    ) -> NDArray[np.int32]:
        """The number of every row's sort, by which `meanings` tells what it counts for.

        `wide` rows, of many days, are sorts of their own.
        """
        period, present = self._periods(day)
        found = np.zeros(len(day), np.int32)
        if wide is None:
            wide = np.zeros(len(day), np.bool_)
        else:
            found = self._spans.of(
                found, wide.astype(np.int32), _NARROW_AND_WIDE, np.zeros(len(day), np.intp)
            )
        for column, words, pairs in zip(self.columns, self._words, self._pairs, strict=True):
            found = pairs.of(found, *words.codes(batch.column(column), present), period)
            if words.count > MOST or pairs.count > MOST:
                told = f"over {MOST:,} different values: no column that says who did what"
                raise InputError(Problem("FILE", 0, column, told))
        self._ask(batch, day, (period, wide), found)
        return found

    def _periods(self, day: NDArray[np.int32]) -> tuple[NDArray[np.intp], list[int]]:
        """The period between changes of names that each row lies in, and which there are."""
        if not len(self._changes):
            return np.zeros(len(day), np.intp), [0]
        period = np.searchsorted(self._changes, day, side="right")
        return period, np.flatnonzero(np.bincount(period)).tolist()

    def _ask(
        self,
        batch: Any,
        day: NDArray[np.int32],
        when: tuple[NDArray[np.intp], NDArray[np.bool_]],
        found: NDArray[np.int32],
    ) -> None:
        """Have the first row of each new sort read as a claim; `when` are periods, and which are wide."""
        period, wide = when
        most = int(found.max(initial=-1))
        if most < len(self.meanings):
            return
        is_new = np.flatnonzero(found >= len(self.meanings))
        numbers, firsts = np.unique(found[is_new], return_index=True)
        for number, first in zip(numbers.tolist(), is_new[firsts].tolist(), strict=True):
            assert number == len(self.meanings), "numbers are given out in the order of rows"
            cells = {name: batch.column(name)[first].as_py() for name in self.columns}
            is_wide = bool(wide[first])
            came_to = (words.came_to(cells[words.column], int(period[first])) for words in self._words)
            sort = (is_wide, *came_to)
            if sort not in self._known:
                on = None if day[first] == NO_DAY else day_of(int(day[first]))
                self._known[sort] = self._meaning(self._claim_of(cells, on), wide=is_wide)
            self.meanings.append(self._known[sort])

    def _meaning(self, claim: Claim | str, *, wide: bool) -> Meaning:
        if isinstance(claim, str):
            return Meaning(((),) * len(self._duties), fault=claim)
        from truceline.assess.bearing import holds_throughout  # what is remembered of sorts needs none of it

        return Meaning(tuple(one.lines_of(claim, wide=wide) for one in self._duties), holds_throughout(claim))


class _Words:
    """Numbers for the cells of one column: the same where they come to the same, in every batch."""

    def __init__(self, column: str, changes: Sequence[int], fold: Fold) -> None:
        # A day in each period between changes: what holds on it holds on all of them.
        self._days = [day_of(day) for day in ([changes[0] - 1, *changes] if changes else [0])]
        self.column = column
        self._fold = fold
        self._known: list[dict[object, int]] = [{} for _ in self._days]
        self._numbers: dict[Hashable, int] = {}
        self._met: list[Hashable] = []

    @property
    def count(self) -> int:
        """How many different cells were met."""
        return max(map(len, self._known))

    def codes(self, column: Any, periods: Sequence[int]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """For every row the number of its cell among those of the batch, and the codes of these by period."""
        import pyarrow as pa
        from pyarrow import compute

        if not pa.types.is_dictionary(column.type):
            column = column.dictionary_encode()
        # What is missing has the last number.
        values = [*column.dictionary.to_pylist(), None]
        table = np.zeros((len(self._days), len(values)), np.int64)
        for one in periods:
            table[one] = [self._number(value, one) for value in values]
        indices = column.indices.cast(pa.int32())
        if indices.null_count:
            indices = compute.fill_null(indices, len(values) - 1)
        return np.asarray(indices), table

    def came_to(self, value: object, period: int) -> Hashable:
        """What a cell comes to in a period."""
        return self._met[self._number(value, period)]

    def _number(self, value: object, period: int) -> int:
        if isinstance(value, bool):
            value = str(value).lower()  # in a dictionary it would be the number 1 or 0 of another table
        known = self._known[period]
        if value not in known:
            came_to = self._fold(self.column, value, self._days[period])
            if came_to not in self._numbers:
                self._numbers[came_to] = len(self._numbers)
                self._met.append(came_to)
            known[value] = self._numbers[came_to]
        return known[value]
