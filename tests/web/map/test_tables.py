from __future__ import annotations

from datetime import date

import mapbox_vector_tile
import pyarrow as pa
import pytest
from pyarrow import parquet

from truceline.case.attaching import attach
from truceline.errors import InputError
from truceline.web.map.tables import tables, tile


@pytest.fixture
def attached(of, tmp_path):
    """A case with a table, and the folder where its file is kept."""
    kept = tmp_path / "tables"
    kept.mkdir()
    days = [f"2018-10-{1 + n % 20:02}" for n in range(40)]
    rows: dict[str, list[object]] = {
        "id": list(range(40)),
        "type_of_violence": [1] * 40,
        "side_a": ["Government of Syria"] * 40,
        "side_b": ["Syrian insurgents"] * 40,
        "where_prec": [1] * 40,
        "where_coordinates": ["a village"] * 40,
        "date_prec": [1] * 40,
        "date_start": days,
        "date_end": days,
        "latitude": [35.6] * 40,
        "longitude": [36.6 + n / 1000 for n in range(40)],
        "low": [0] * 40,
        "best": [1] * 40,
        "high": [2] * 40,
        "source_office": ["wire"] * 40,
    }
    parquet.write_table(pa.table(rows), kept / "events.parquet")
    case = of([])
    attach(case, [kept / "events.parquet"])
    return case, kept


def test_a_table_is_on_the_map_where_its_very_file_is_at_hand(attached, tmp_path):
    case, kept = attached
    (table,) = tables(case, kept)
    assert table.name == "events.parquet"
    assert tables(case, tmp_path) == ()
    (kept / "events.parquet").write_bytes(b"another")
    assert tables(case, kept) == ()


def test_a_tile_has_the_table_s_events_of_the_days_asked_for(attached):
    case, kept = attached
    (table,) = tables(case, kept)
    clusters = mapbox_vector_tile.decode(tile(table, "6/38/25"))["clusters"]["features"]
    assert sum(one["properties"]["count"] for one in clusters) == 40
    some = mapbox_vector_tile.decode(tile(table, "6/38/25", date(2018, 10, 1), date(2018, 10, 5)))
    assert sum(one["properties"]["count"] for one in some["clusters"]["features"]) == 10


def test_a_tile_that_is_none_is_bad_input(attached):
    case, kept = attached
    (table,) = tables(case, kept)
    with pytest.raises(InputError):
        tile(table, "6/99/25")
