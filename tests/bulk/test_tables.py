"""Tables are read in batches and written whole or not at all."""

import gzip

import pyarrow as pa
import pytest
from pyarrow import parquet

from truceline.bulk.tables import Sink, Source, require_writable
from truceline.errors import InputError

TABLE = pa.table({"lon": ["1.5", "2.5", None], "n": ["1", "x", "3"]})


def written(folder, suffix):
    path = folder / f"events{suffix}"
    if suffix == ".parquet":
        parquet.write_table(TABLE, path)
    elif suffix == ".arrow":
        with pa.ipc.new_file(path, TABLE.schema) as writer:
            writer.write_table(TABLE)
    else:
        text = "lon,n\n1.5,1\n2.5,x\n,3\n"
        path.write_bytes(gzip.compress(text.encode()) if suffix.endswith("gz") else text.encode())
    return path


@pytest.mark.parametrize("suffix", [".parquet", ".arrow", ".csv", ".csv.gz"])
def test_every_format_gives_the_same_rows(tmp_path, suffix):
    source = Source(written(tmp_path, suffix))
    assert source.columns == ["lon", "n"]
    assert pa.Table.from_batches(source.batches()).to_pydict() == TABLE.to_pydict()


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(InputError, match="there is no such file"):
        Source(tmp_path / "none.parquet")


def test_an_unknown_format_is_told(tmp_path):
    with pytest.raises(InputError, match=r"allowed: \.parquet, \.csv"):
        Source(tmp_path / "events.xlsx")


def test_a_truncated_file_is_told(tmp_path):
    path = written(tmp_path, ".parquet")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match="cannot be read"):
        Source(path)


def test_a_file_torn_in_the_middle_is_told_when_it_is_reached(tmp_path):
    path = written(tmp_path, ".parquet")
    content = bytearray(path.read_bytes())
    content[4:60] = bytes(56)
    path.write_bytes(content)
    with pytest.raises(InputError, match="cannot be read"):
        list(Source(path).batches())


@pytest.mark.parametrize("suffix", [".parquet", ".arrow"])
def test_what_is_written_can_be_read(tmp_path, suffix):
    path = tmp_path / f"out{suffix}"
    with Sink(path, TABLE.schema) as sink:
        for batch in TABLE.to_batches():
            sink.write(batch)
    assert pa.Table.from_batches(Source(path).batches()) == TABLE
    assert path.stat().st_mode & 0o400


def test_nothing_half_written_is_left(tmp_path):
    path = tmp_path / "out.parquet"

    def interrupted():
        with Sink(path, TABLE.schema) as sink:
            sink.write(TABLE.to_batches()[0])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "told"), [("out.csv", "allowed: .parquet, .arrow"), ("no/out.parquet", "is no folder")]
)
def test_where_nothing_can_be_written_is_told_at_once(tmp_path, name, told):
    with pytest.raises(InputError, match=told):
        require_writable(tmp_path / name)


def test_rows_with_too_many_cells_are_numbered(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("lon,lat\n1,2\n1,2,3\n3,4\n5\n", encoding="utf-8")
    source = Source(path)
    assert pa.Table.from_batches(source.batches()).to_pydict() == {"lon": ["1", "3"], "lat": ["2", "4"]}
    assert source.ragged == [3, 5]


def test_two_columns_of_one_name_are_refused(tmp_path):
    path = tmp_path / "events.parquet"
    parquet.write_table(pa.Table.from_arrays([pa.array([1.0])] * 3, names=["lon", "lat", "lat"]), path)
    with pytest.raises(InputError, match="columns of one name: lat"):
        Source(path)


def test_a_writer_that_cannot_begin_leaves_no_file(tmp_path):
    union = pa.schema([("u", pa.dense_union([pa.field("a", pa.int8())]))])
    with pytest.raises(pa.ArrowNotImplementedError):
        Sink(tmp_path / "out.parquet", union)
    assert list(tmp_path.iterdir()) == []
