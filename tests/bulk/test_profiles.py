"""Sorts of rows stand from table to table, whatever their columns' types."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from truceline.bulk.profiles import Profiles
from truceline.intake.tables import as_text


def test_what_is_true_in_one_table_is_not_the_number_one_of_the_next():
    readings = (lambda cells, _on: as_text(cells["said"])), (lambda _column, value, _on: as_text(value))
    profiles = Profiles(("said",), (), readings, ())
    columns = [pa.array([True, False]), pa.array([1, 0]), pa.array(["1", "true"])]
    batches = [pa.record_batch({"said": column}) for column in columns]
    sorts = [profiles.of(batch, np.zeros(2, np.int32)).tolist() for batch in batches]
    assert [[profiles.meanings[n].fault for n in its] for its in sorts] == [
        ["true", "false"],
        ["1", "0"],
        ["1", "true"],
    ]
