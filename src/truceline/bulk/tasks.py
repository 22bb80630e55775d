"""What runs on a worker: parts counted one by one, answers added up. The engine moves Arrow rows."""

from __future__ import annotations

import os
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from truceline.bulk.answers import columns_of, gathered, told_of_file, told_of_part
from truceline.bulk.assessing import BATCH, assess_rows
from truceline.bulk.files import sha256_of
from truceline.bulk.parcel import code_digest
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from truceline.bulk.parcel import Parcel
    from truceline.bulk.parts import Part

_SEATS = BoundedSemaphore(os.cpu_count() or 1)
"""Spark gives each task a process; Sail runs all of them in one, and there only so many at once."""
_HELD = 1 << 20
"""Answers are added up whenever so many rows have come together."""


@dataclass(frozen=True)
class CountParts:
    """Counts the parts whose numbers it is handed (Arrow record batches of one column)."""

    parcel: Parcel
    parts: tuple[Part, ...]
    code: str
    """Digest of the code that sent it."""

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        if self.code != code_digest():
            told = "the workers' truceline is another version than this one: their counts would not add up"
            raise InputError(Problem("--master", 0, "", told))
        for batch in batches:
            for number in batch.column(0).to_pylist():
                with _SEATS:
                    answer = self._answer(number)
                yield answer

    def _answer(self, number: int) -> Any:
        part = self.parts[number]
        if not part.groups:
            return told_of_file(part, number, sha256_of(part.path))
        setup, idle = self.parcel.open()
        batches = part.batches(setup.columns, BATCH, setup.telling.who)
        found = assess_rows(setup, batches, part.first_row, threads=1, idle=idle)
        if found.rows != part.rows:
            raise InputError(Problem(part.path, 0, "FILE", "was changed while it was counted"))
        return told_of_part(part, number, found)


def gather(batches: Iterable[Any]) -> Iterator[Any]:
    """Adds up the answers it is handed: one task gets all rows of a series."""
    held: list[Any] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= _HELD:
            held = gathered(columns_of(held)).to_batches()
            rows = 0
    if held:
        yield from gathered(columns_of(held)).to_batches()
