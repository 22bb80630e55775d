"""Who told of which day: rows of a table by family of sources, wherever and whatever they tell of.

Silence is told from calm by all that is reported, so that here no row is left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.assessing import BATCH
from truceline.bulk.obligations import day_of
from truceline.bulk.values import NO_DAY, days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from truceline.bulk.tables import Source

    Family = Callable[[Mapping[str, object]], str | None]


def told_by_family(
    source: Source, columns: Sequence[str], day: str | None, family: Family
) -> dict[str, Counter[date]]:
    """How many rows of each family tell of each day.

    `columns` say who told it, `day` when it was; `family` names the family of such cells, or None where a
    row is no report. Rows without a day are left out.
    """
    found: dict[str, Counter[date]] = defaultdict(Counter)
    known: dict[object, str | None] = {}
    for batch in source.batches((*columns, day), BATCH, columns) if day else ():
        on = days(batch, day)
        for cells, rows in _alike(batch, columns):
            if cells not in known:
                known[cells] = family(dict(zip(columns, cells, strict=True)))
            name = known[cells]
            if name is not None:
                its, counts = np.unique(on[rows][on[rows] != NO_DAY], return_counts=True)
                for number, count in zip(its.tolist(), counts.tolist(), strict=True):
                    found[name][day_of(number)] += count
    return found


def _alike(batch: Any, columns: Sequence[str]) -> Iterator[tuple[tuple[object, ...], Any]]:
    """The rows of a batch that are alike in these columns, with what stands there."""
    codes, words = np.zeros(batch.num_rows, np.int64), []
    for name in columns:
        coded = _text(batch.column(name)).fill_null("").dictionary_encode()
        codes = codes * (len(coded.dictionary) + 1) + coded.indices.to_numpy(zero_copy_only=False)
        words.append((coded.indices, coded.dictionary))
    order = np.argsort(codes, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(codes[order])) + 1):
        if len(rows):
            yield tuple(its[at[int(rows[0])].as_py()].as_py() for at, its in words), rows


def _text(column: Any) -> Any:
    import pyarrow as pa

    plain = column.dictionary_decode() if pa.types.is_dictionary(column.type) else column
    return plain.cast(pa.string())
