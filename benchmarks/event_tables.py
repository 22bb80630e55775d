"""Event tables for the benchmarks: clustered as events are, as long as wanted, the same every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import parquet

_TOWNS, _PART, _OFF = 20_000, 2_500_000, 0.3
_FIRST_DAY, _DAYS = 17_897, 2557  # 2019 to 2025
_KINDS = ("Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots")


def write_events(path: Path, count: int) -> None:
    """Write so many events of a country of 16 by 9 degrees, in the order of their days, as ACLED names them.

    Seven in ten lie in one of 20,000 towns, some of which have most; the others lie round a town.
    """
    towns = np.random.default_rng(99)
    place = np.round(np.column_stack((towns.uniform(26, 42, _TOWNS), towns.uniform(44, 53, _TOWNS))), 4)
    weight = towns.permutation(1 / np.arange(1, _TOWNS + 1) ** 0.9)
    writer = None
    for first in range(0, count, _PART):
        rows = min(_PART, count - first)
        table = _events(first, rows, (first / count, (first + rows) / count), place, weight / weight.sum())
        writer = writer or parquet.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table)
    assert writer is not None, "no events were asked for"
    writer.close()


def _events(
    first: int,
    rows: int,
    share: tuple[float, float],
    place: NDArray[Any],
    weight: NDArray[Any],
) -> pa.Table:
    rng = np.random.default_rng(first)
    lon, lat = place[rng.choice(len(place), rows, p=weight)].T.copy()
    off = rng.random(rows) < _OFF
    lon[off] = np.round(lon[off] + rng.normal(0, 0.07, off.sum()), 5)
    lat[off] = np.round(lat[off] + rng.normal(0, 0.05, off.sum()), 5)
    day = np.sort(rng.uniform(*share, rows)) * _DAYS + _FIRST_DAY
    kind = pa.DictionaryArray.from_arrays(pa.array(rng.integers(0, len(_KINDS), rows, np.int32)), _KINDS)
    return pa.table(
        {
            "event_id_cnty": pa.array(np.arange(first, first + rows)),
            "event_date": pa.array(day.astype(np.int32)).cast(pa.date32()),
            "event_type": kind,
            "longitude": lon,
            "latitude": lat,
            "geo_precision": rng.integers(1, 4, rows),
            "fatalities": rng.geometric(0.55, rows) - 1,
        }
    )
