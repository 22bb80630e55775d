"""Each row is measured against the zones as they lay on its day."""

from datetime import date

import pyarrow as pa
import pytest
from pyarrow import parquet
from tests.places import sketch

from truceline.bulk.layout import Layout
from truceline.bulk.locating import Periods, locate_table, names_added
from truceline.bulk.tables import Source
from truceline.errors import InputError
from truceline.evidence.claim import Place

LAYOUT = Layout("lon", "lat", "radius_m", None, "date")
MOVES = {"2015-02-18": 35.0, "2015-09-01": 35.1, "2016-01-01": 35.2}
ZONES = ("contact", "strip", "undrawn")
ROWS = [
    (36.5, 35.15, 0.0, "2014-01-01"),
    (36.5, 35.15, 5000.0, "2015-08-31"),
    (36.5, 35.15, 5000.0, "2015-09-01"),
    (36.5, 35.15, 0.0, "2017-01-01"),
    (36.5, 35.15, 0.0, None),
    (None, 35.15, 0.0, "2015-09-01"),
    (36.5, 95.0, 0.0, "2015-09-01"),
]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    features = [
        sketch.feature(None, sketch.line((36, lat), (37, lat)), date=day) for day, lat in MOVES.items()
    ]
    zones = [
        sketch.zone("contact", "line", status="moving"),
        sketch.zone("strip", "band", file=None, along="contact", depth_km=8),
        sketch.zone("undrawn", "polygon", file=None),
    ]
    return sketch.atlas(tmp_path_factory.mktemp("map"), features, zones)


@pytest.fixture(scope="module")
def located(atlas, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    columns = dict(zip(("lon", "lat", "radius_m", "date"), map(list, zip(*ROWS, strict=True)), strict=True))
    parquet.write_table(pa.table(columns), folder / "events.parquet")
    out = folder / "out.parquet"
    seen = []
    told = locate_table(Source(folder / "events.parquet"), out, LAYOUT, Periods.of(atlas, ZONES), seen.append)
    return told, parquet.read_table(out), seen


def test_distances_alone_are_the_same(located, atlas, tmp_path):
    _, table, _ = located
    parquet.write_table(table.select(["lon", "lat", "radius_m", "date"]), tmp_path / "events.parquet")
    source, out = Source(tmp_path / "events.parquet"), tmp_path / "out.parquet"
    told = locate_table(source, out, LAYOUT, Periods.of(atlas, ZONES), print, chances=False)
    assert told.expected == {}
    alone = [name for name in table.column_names if not name.endswith("p_inside")]
    assert parquet.read_table(out).equals(table.select(alone))


def test_every_row_comes_back_with_its_columns(located):
    told, table, seen = located
    assert told.rows == table.num_rows == sum(seen) == len(ROWS)
    assert table.column_names[:4] == ["lon", "lat", "radius_m", "date"]
    assert table.column_names[4:] == names_added(["contact", "strip"])


def test_a_line_is_where_it_ran_that_day(atlas, located):
    _, table, _ = located
    for (lon, lat, _, day), metres in zip(ROWS[:4], table["contact.distance_m"].to_pylist(), strict=False):
        wanted = atlas.distance_km(Place(lon=lon, lat=lat), "contact", date.fromisoformat(day))
        assert metres == pytest.approx(1000 * wanted, abs=0.1)


def test_chances_are_those_of_the_case_itself(atlas, located):
    _, table, _ = located
    for (lon, lat, radius, day), p in zip(ROWS[:4], table["strip.p_inside"].to_pylist(), strict=False):
        place = Place(lon=lon, lat=lat, radius_m=radius)
        wanted = atlas.membership(place, "strip", on=date.fromisoformat(day)).p
        assert p == pytest.approx(wanted, abs=0.01)


def test_rows_without_a_place_stay_and_say_why(located):
    told, table, _ = located
    assert table["issue"].to_pylist() == [None] * 4 + ["bad-date", "missing-coordinates", "bad-coordinates"]
    assert table["strip.p_inside"].to_pylist()[5:] == [None, None]
    assert told.issues.counts == {"bad-date": 1, "bad-coordinates": 1, "missing-coordinates": 1}
    assert told.issues.first["bad-coordinates"] == [8]


def test_a_row_without_a_day_meets_the_last_map(located):
    _, table, _ = located
    metres = table["contact.distance_m"].to_pylist()
    assert metres[4] == metres[3]


def test_expected_events_are_chances_added_up(located):
    told, table, _ = located
    assert told.expected["strip"] == pytest.approx(sum(p or 0 for p in table["strip.p_inside"].to_pylist()))


def test_maps_that_did_not_change_are_indexed_once(atlas):
    periods = Periods.of(atlas, ["strip"])
    assert len(periods.surveys) == 4
    assert periods.surveys[0] is periods.surveys[1]


def test_columns_that_are_there_already_are_not_doubled(atlas, tmp_path):
    path, out = tmp_path / "again.parquet", tmp_path / "out.parquet"
    parquet.write_table(pa.table({"lon": [36.5], "lat": [35.0], "issue": ["x"]}), path)
    with pytest.raises(InputError, match="has columns already that would be added: issue"):
        locate_table(Source(path), out, Layout("lon", "lat"), Periods.of(atlas, ["strip"]), print)
    assert not out.exists()


def test_a_table_without_rows_comes_back_empty(atlas, tmp_path):
    path, out = tmp_path / "none.parquet", tmp_path / "out.parquet"
    parquet.write_table(
        pa.table({"lon": pa.array([], pa.float64()), "lat": pa.array([], pa.float64())}), path
    )
    told = locate_table(Source(path), out, Layout("lon", "lat"), Periods.of(atlas, ["strip"]), print)
    assert told.rows == 0
    assert parquet.read_table(out).column_names == ["lon", "lat", *names_added(["strip"])]
