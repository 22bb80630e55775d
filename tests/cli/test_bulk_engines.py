"""The options of `bulk assess` by which a table is counted elsewhere, and tables of several files."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest
from pyarrow import csv, parquet
from tests.cli.test_bulk_assess import EVENTS, FRAME, HEADER, LATER


@pytest.fixture
def table(tmp_path, monkeypatch):
    """A folder of two Parquet files, beside the same rows as one CSV."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "whole.csv").write_text(HEADER + EVENTS + LATER, encoding="utf-8")
    rows = csv.read_csv(tmp_path / "whole.csv")
    folder = tmp_path / "table"
    folder.mkdir()
    parquet.write_table(rows.slice(0, 3), folder / "a.parquet")
    parquet.write_table(rows.slice(3), folder / "b.parquet")
    (folder / "_SUCCESS").touch()
    return folder


def told(run, river, *args):
    shown = run("bulk", "assess", river, *args, "--out", "out.parquet", *FRAME, "--format", "json")
    assert shown.exit_code == 0, shown.stderr
    return json.loads(shown.stdout)


def test_a_folder_and_its_files_count_as_the_one_file_they_were(run, river, table):
    one = told(run, river, "whole.csv")
    for several in (("table",), ("table/a.parquet", "table/b.parquet")):
        found = told(run, river, *several)
        assert found["series"] == one["series"]
        assert found["issues"] == one["issues"] == [{"kind": "bad-coordinates", "rows": 1, "first": [5]}]
        assert found["files"] == [{"name": "a.parquet", "rows": 3}, {"name": "b.parquet", "rows": 2}]
        assert found["rows"] == 5


def test_a_row_is_told_by_its_file_where_there_are_several(run, river, table):
    shown = run("bulk", "assess", river, "table", "--out", "out.parquet", *FRAME)
    assert "b.parquet row 2" in shown.stdout
    assert "together with" not in shown.stdout


def test_what_was_counted_of_a_folder_is_taken_off_file_by_file(run, river, table):
    told(run, river, "table")
    shown = run(
        "bulk", "assess", river, "table/b.parquet", "--from", "out.parquet", "--out", "a.parquet", *FRAME
    )
    assert shown.exit_code == 0, shown.stderr
    told(run, river, "table/a.parquet")
    counts, anew = (parquet.read_table(name).drop(["row", "chance"]) for name in ("a.parquet", "out.parquet"))
    assert counts.equals(anew)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--engine", "spark"), "--engine spark: needs the URL of a cluster (allowed: --master URL)"),
        (("--master", "sc://x:1"), "--master: is for a cluster (allowed: --engine spark)"),
        (("--scratch", "x"), "--scratch: is for a cluster"),
        (("--engine", "spark", "--master", "mesos://x"), "'mesos://x' is no master's URL"),
        (("s3://bucket/x.parquet",), "lies elsewhere: `--engine spark` reads it"),
        (("table",), "named twice: nothing is counted twice"),
    ],
)
def test_what_makes_no_sense_is_told_and_nothing_is_written(run, river, table, args, said):
    shown = run("bulk", "assess", river, "table", *args, "--out", "out.parquet", *FRAME)
    assert shown.exit_code == 2
    assert said in shown.stderr
    assert not (table.parent / "out.parquet").exists()


def test_files_of_unlike_columns_are_no_table(run, river, table):
    parquet.write_table(pa.table({"kind": ["event"], "act": ["shell"]}), table / "c.parquet")
    shown = run("bulk", "assess", river, "table", "--out", "out.parquet", *FRAME)
    assert shown.exit_code == 2
    assert "c.parquet:1: place.lon: lacks what table/a.parquet has" in shown.stderr
