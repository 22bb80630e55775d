from __future__ import annotations

import json

import pytest
from pyarrow import parquet

EVENTS = """longitude,latitude,where_prec,date_start
22.2,40.1,1,2030-01-05
22.2,40.1,4,2030-01-06
200,40.1,1,2030-01-07
"""


@pytest.fixture
def events(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, encoding="utf-8")
    return path


def test_a_table_is_measured_against_the_zones(run, river, events, golden, monkeypatch):
    monkeypatch.chdir(events.parent)
    shown = run("bulk", "locate", river, "events.csv", "--out", "out.parquet")
    assert shown.exit_code == 0, shown.stderr
    golden("bulk-locate.txt", shown.stdout)
    first, second, third = parquet.read_table("out.parquet").to_pylist()
    assert first["river.distance_m"] == pytest.approx(5552, abs=1)
    assert 0 < second["strip.p_inside"] < first["strip.p_inside"] <= 1
    assert third["strip.p_inside"] is None
    assert third["issue"] == "bad-coordinates"


def test_json_tells_the_same(run, river, events, tmp_path):
    shown = run(
        "bulk", "locate", river, events, "--out", tmp_path / "o.arrow", "--zone", "strip", "--format", "json"
    )
    told = json.loads(shown.stdout)
    assert [zone["id"] for zone in told["zones"]] == ["strip"]
    assert told["issues"] == [{"kind": "bad-coordinates", "rows": 1, "first": [3]}]


def test_without_precision_it_says_that_points_count_as_exact(run, river, tmp_path):
    path = tmp_path / "plain.csv"
    path.write_text("lon,lat\n22.2,40.1\n", encoding="utf-8")
    shown = run("bulk", "locate", river, path, "--out", tmp_path / "o.parquet")
    assert "every point counts as an exact place" in shown.stderr


def test_a_mapping_file_names_the_columns(run, river, tmp_path):
    path, mapping = tmp_path / "own.csv", tmp_path / "map.yaml"
    path.write_text("X,Y,when\n22.2,40.1,2030-01-05\n", encoding="utf-8")
    mapping.write_text(
        "format: truceline/table/1\n"
        "columns: {place.lon: X, place.lat: Y, time.start: when}\n"
        "constants: {kind: event, act: shell, source.id: own, source.family: own}\n",
        encoding="utf-8",
    )
    shown = run("bulk", "locate", river, path, "--out", tmp_path / "o.parquet", "--mapping", mapping)
    assert shown.exit_code == 0, shown.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--out", "o.csv"], "--out: the name says the format (allowed: .parquet, .arrow)"),
        (["--out", "/nowhere/o.parquet"], "is no folder that can be written to"),
        (["--out", "o.parquet", "--zone", "strap"], "--zone"),
        (["--out", "o.parquet", "--reading", "bank=x"], "allowed: wide, narrow"),
    ],
)
def test_what_cannot_be_is_told_before_any_work(run, river, events, args, told):
    shown = run("bulk", "locate", river, events, *args)
    assert shown.exit_code == 2
    assert told in shown.stderr
    assert [path.name for path in events.parent.iterdir()] == ["events.csv"]


def test_a_table_without_coordinates_is_refused(run, river, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    shown = run("bulk", "locate", river, path, "--out", tmp_path / "o.parquet")
    assert shown.exit_code == 2
    assert "no known columns of coordinates; found: a, b" in shown.stderr


def test_without_the_extra_it_says_what_to_install(run, river, events, tmp_path, monkeypatch):
    monkeypatch.setattr("truceline.cli.bulk.find_spec", lambda name: None)
    shown = run("bulk", "locate", river, events, "--out", tmp_path / "o.parquet")
    assert shown.exit_code == 2
    assert "pip install 'truceline[bulk]'" in shown.stderr
