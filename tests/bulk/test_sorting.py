"""A sorted table has the same rows, those near each other together, and says that it is sorted."""

import json
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from truceline.bulk import runs
from truceline.bulk.layout import Layout
from truceline.bulk.morton import codes_of
from truceline.bulk.sorting import ORDER, sort_table
from truceline.bulk.tables import Source
from truceline.errors import InputError

LAYOUT = Layout("lon", "lat")
PLACES = st.tuples(
    st.none() | st.floats(allow_nan=True) | st.sampled_from([180.0, 36.5, -0.0]),
    st.none() | st.floats(-91, 91) | st.just(35.0),
)


def table_of(places):
    lon, lat = (pa.array([place[n] for place in places], pa.float64()) for n in (0, 1))
    return pa.table({"n": pa.array(range(len(places)), pa.int32()), "lon": lon, "lat": lat})


def sorted_of(table, folder, rows=1024):
    parquet.write_table(table, folder / "in.parquet")
    told = sort_table(Source(folder / "in.parquet"), folder / "out.parquet", LAYOUT, rows)
    assert sorted(path.name for path in folder.iterdir()) == ["in.parquet", "out.parquet"]
    return told, parquet.read_table(folder / "out.parquet")


def is_place(row):
    lon, lat = row["lon"], row["lat"]
    return lon is not None and lat is not None and abs(lon) <= 180 and abs(lat) <= 90


def made_small(patch):
    """Runs of a few rows, a few of which are merged at once."""
    patch.setattr(runs, "RUN_BYTES", 200)
    patch.setattr(runs, "BLOCK_ROWS", 2)
    patch.setattr(runs, "FAN", 3)
    patch.setattr("truceline.bulk.tables.ROWS", 5)


@pytest.fixture
def small_runs(monkeypatch):
    made_small(monkeypatch)


@given(places=st.lists(PLACES, max_size=120), rows=st.integers(1, 40))
def test_sorting_is_a_stable_permutation_in_the_order_of_codes(tmp_path_factory, places, rows):
    with pytest.MonkeyPatch.context() as patch:
        made_small(patch)
        told, found = sorted_of(table_of(places), tmp_path_factory.mktemp("sorted"), rows)
    given_rows = table_of(places).to_pylist()
    placed = [row for row in given_rows if is_place(row)]
    codes = codes_of(np.array([row["lon"] for row in placed]), np.array([row["lat"] for row in placed]))
    wanted = [placed[n] | {"morton": int(codes[n])} for n in np.argsort(codes, kind="stable")]
    wanted += [row | {"morton": None} for row in given_rows if not is_place(row)]
    assert repr(found.to_pylist()) == repr(wanted)
    assert (told.rows, told.placed) == (len(places), len(placed))
    assert sum(told.issues.counts.values()) == len(places) - len(placed)


def scattered(count, seed=1):
    rng = np.random.default_rng(seed)
    # Towns, so that many rows share a code, also across runs.
    lon, lat = rng.uniform(-180, 180, 40), rng.uniform(-90, 90, 40)
    town = rng.integers(0, 40, count)
    return table_of(list(zip(lon[town].tolist(), lat[town].tolist(), strict=True)))


def test_many_runs_come_out_as_one_order(tmp_path, small_runs):
    table = scattered(500)
    told, found = sorted_of(table, tmp_path, 64)
    codes = codes_of(table["lon"].to_numpy(), table["lat"].to_numpy())
    assert found["n"].to_pylist() == np.argsort(codes, kind="stable").tolist()
    assert told.rows == 500


def test_row_groups_have_the_size_asked_for_and_statistics_that_follow_each_other(tmp_path):
    sorted_of(scattered(1000), tmp_path, 300)
    told = parquet.ParquetFile(tmp_path / "out.parquet").metadata
    groups = [told.row_group(n) for n in range(told.num_row_groups)]
    assert [group.num_rows for group in groups] == [300, 300, 300, 100]
    ranges = [(one.min, one.max) for group in groups if (one := group.column(3).statistics)]
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))


def test_the_file_says_that_it_is_sorted(tmp_path):
    table = table_of([(1.0, 2.0)]).replace_schema_metadata({"licence": "open"})
    sorted_of(table.append_column("tags", pa.array([["a", "b"]])), tmp_path)
    file = parquet.ParquetFile(tmp_path / "out.parquet")
    assert json.loads(file.schema_arrow.metadata[ORDER])["by"] == "morton"
    assert file.schema_arrow.metadata[b"licence"] == b"open"
    (column,) = file.metadata.row_group(0).sorting_columns
    assert file.schema.column(column.column_index).name == "morton"


def test_columns_keep_their_types(tmp_path):
    towns = pa.array(["a", "b", "a"])
    ranks = pa.DictionaryArray.from_arrays(pa.array([1, 0, 1], pa.int32()), ["x", "y"], ordered=True)
    columns = {
        "town": towns.dictionary_encode(),
        "rank": ranks,
        "view": towns.cast(pa.string_view()),
        "raw": pa.array([b"1", None, b"3"], pa.binary_view()),
        "half": pa.array(np.array([1, 2, 3], np.float16)),
        "at": pa.array([1, 2, 3], pa.timestamp("us", "Europe/Kyiv")),
        "day": pa.array([date(2020, 1, 1)] * 3),
        "many": pa.array([[{"a": 1}], [], None], pa.list_(pa.struct([("a", pa.int8())]))),
    }
    table = table_of([(3.0, 3.0), (2.0, 2.0), (1.0, 1.0)])
    for name, column in columns.items():
        table = table.append_column(name, column)
    _, found = sorted_of(table, tmp_path)
    given = parquet.read_table(tmp_path / "in.parquet")
    assert found.drop_columns("morton").schema == given.schema
    backwards = {name: values[::-1] for name, values in given.to_pydict().items()}
    assert found.drop_columns("morton").to_pydict() == backwards


def test_sorting_twice_changes_nothing(tmp_path):
    _, once = sorted_of(scattered(300), tmp_path)
    _, twice = sorted_of(once, tmp_path)
    assert twice.equals(once)


def test_a_column_of_that_name_which_is_none_of_ours_is_not_replaced(tmp_path):
    table = table_of([(1.0, 2.0)]).append_column("morton", pa.array(["a place in Wales"]))
    parquet.write_table(table, tmp_path / "in.parquet")
    with pytest.raises(InputError, match="has a column already that would be added: morton"):
        sort_table(Source(tmp_path / "in.parquet"), tmp_path / "out.parquet", LAYOUT)


def test_a_column_that_cannot_be_moved_is_told_before_any_work(tmp_path):
    nested = pa.array([["a"]], pa.list_(pa.string_view()))
    table = table_of([(1.0, 2.0)]).append_column("words", nested).append_column("more", nested)
    with pa.ipc.new_file(tmp_path / "in.arrow", table.schema) as writer:
        writer.write_table(table)
    with pytest.raises(InputError, match="a column of list<item: string_view> cannot be sorted") as told:
        sort_table(Source(tmp_path / "in.arrow"), tmp_path / "out.parquet", LAYOUT)
    assert [problem.field for problem in told.value.problems] == ["words", "more"]
    assert [path.name for path in tmp_path.iterdir()] == ["in.arrow"]


def test_text_from_a_csv_stays_text_and_ragged_rows_are_counted(tmp_path):
    path = tmp_path / "in.csv"
    path.write_text("lon,lat,n\n3,3,a\n1,1\nx,1,b\n 1.5 ,1,c\n", encoding="utf-8")
    told = sort_table(Source(path), tmp_path / "out.parquet", LAYOUT)
    found = parquet.read_table(tmp_path / "out.parquet")
    assert found["n"].to_pylist() == ["c", "a", "b"]
    assert found["lon"].to_pylist() == [" 1.5 ", "3", "x"]
    assert told.issues.counts == {"missing-coordinates": 1, "ragged-row": 1}
    assert (told.rows, told.placed) == (3, 2)


def test_an_empty_table_comes_back_empty(tmp_path):
    told, found = sorted_of(table_of([]), tmp_path)
    assert told.rows == found.num_rows == 0
    assert found.column_names == ["n", "lon", "lat", "morton"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_nothing_half_written_is_left(tmp_path, small_runs, monkeypatch, error):
    parquet.write_table(scattered(200), tmp_path / "in.parquet")

    def broken(*_args):
        raise error

    monkeypatch.setattr(runs, "_cut", broken)
    with pytest.raises((KeyboardInterrupt, OSError)):
        sort_table(Source(tmp_path / "in.parquet"), tmp_path / "out.parquet", LAYOUT)
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_a_table_that_ends_too_soon_leaves_nothing_either(tmp_path):
    path = tmp_path / "in.parquet"
    parquet.write_table(scattered(5000), path, row_group_size=1000)
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) // 2] = bytes(len(content) // 2 - len(content) // 3)
    path.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read"):
        sort_table(Source(path), tmp_path / "out.parquet", LAYOUT)
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]
