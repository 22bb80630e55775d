from __future__ import annotations

import json
import subprocess
import sys

import mapbox_vector_tile
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
    assert told["issues"] == [{"kind": "bad-coordinates", "rows": 1, "first": [4]}]


def test_distances_alone_tell_of_no_chances(run, river, events, tmp_path):
    shown = run("bulk", "locate", river, events, "--out", tmp_path / "o.parquet", "--distances")
    assert "Expected" not in shown.stdout
    named = parquet.read_schema(tmp_path / "o.parquet").names
    assert "strip.distance_m" in named
    assert "strip.p_inside" not in named


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
    monkeypatch.setattr("truceline.extras.find_spec", lambda name: None)
    shown = run("bulk", "locate", river, events, "--out", tmp_path / "o.parquet")
    assert shown.exit_code == 2
    assert "pip install 'truceline[bulk]'" in shown.stderr


def test_a_table_is_sorted(run, events, golden, monkeypatch):
    monkeypatch.chdir(events.parent)
    shown = run("bulk", "sort", "events.csv", "--out", "sorted.parquet")
    assert shown.exit_code == 0, shown.stderr
    golden("bulk-sort.txt", shown.stdout)
    found = parquet.read_table("sorted.parquet")
    assert found.column_names[-1] == "morton"
    assert found["longitude"].to_pylist() == ["22.2", "22.2", "200"]


def test_json_tells_what_was_sorted(run, events, tmp_path):
    shown = run("bulk", "sort", events, "--out", tmp_path / "s.parquet", "--format", "json")
    told = json.loads(shown.stdout)
    assert (told["rows"], told["placed"]) == (3, 2)
    assert told["issues"] == [{"kind": "bad-coordinates", "rows": 1, "first": [3]}]


def test_a_mapping_file_names_the_coordinates_to_sort_by(run, tmp_path):
    path, mapping = tmp_path / "own.csv", tmp_path / "map.yaml"
    path.write_text("X,Y\n22.2,40.1\n1,1\n", encoding="utf-8")
    mapping.write_text(
        "format: truceline/table/1\n"
        "columns: {place.lon: X, place.lat: Y}\n"
        "constants: {kind: event, act: shell, source.id: own, source.family: own, time.start: 2030-01-05}\n",
        encoding="utf-8",
    )
    shown = run("bulk", "sort", path, "--out", tmp_path / "s.parquet", "--mapping", mapping)
    assert shown.exit_code == 0, shown.stderr
    assert parquet.read_table(tmp_path / "s.parquet")["X"].to_pylist() == ["1", "22.2"]


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--out", "o.arrow"], "--out: the name says the format (allowed: .parquet)"),
        (["--out", "/nowhere/o.parquet"], "is no folder that can be written to"),
        (["--out", "o.parquet", "--rows-per-group", "5"], "--rows-per-group"),
    ],
)
def test_what_cannot_be_sorted_so_is_told_before_any_work(run, events, args, told):
    shown = run("bulk", "sort", events, *args)
    assert shown.exit_code == 2
    assert told in shown.stderr
    assert [path.name for path in events.parent.iterdir()] == ["events.csv"]


def test_sorting_without_the_extra_says_what_to_install(run, events, tmp_path, monkeypatch):
    monkeypatch.setattr("truceline.extras.find_spec", lambda name: None)
    shown = run("bulk", "sort", events, "--out", tmp_path / "s.parquet")
    assert shown.exit_code == 2
    assert "pip install 'truceline[bulk]'" in shown.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="a limit on the size of files, as Linux has it")
def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path):
    path = tmp_path / "in.csv"
    rows = (f"{n % 360 - 180},{n % 180 - 90},{n}" for n in range(50_000))
    path.write_text("\n".join(["lon,lat,n", *rows, ""]), encoding="utf-8")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000));"
        "from truceline.cli.main import main; sys.argv[0] = 'truceline'; main()"
    )
    command = [sys.executable, "-c", program, "bulk", "sort", path, "--out", tmp_path / "out.parquet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "the output could not be written" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["in.csv"]


@pytest.fixture
def table(run, events):
    """The events sorted, with an overview."""
    out = events.with_name("sorted.parquet")
    shown = run("bulk", "sort", events, "--out", out, "--overview")
    assert shown.exit_code == 0, shown.stderr
    assert out.with_name("sorted.overview.duckdb").exists()
    return out


def test_a_tile_is_cut(run, table, golden, monkeypatch):
    monkeypatch.chdir(table.parent)
    shown = run("bulk", "tile", "sorted.parquet", "4/8/6", "--out", "t.mvt", "--to", "2030-01-05")
    assert shown.exit_code == 0, shown.stderr
    golden("bulk-tile.txt", shown.stdout)
    (told,) = mapbox_vector_tile.decode((table.parent / "t.mvt").read_bytes())["clusters"]["features"]
    assert told["properties"] == {"count": 1, "deaths": 0}


def test_json_tells_what_a_tile_shows(run, table, tmp_path):
    args = ["--out", tmp_path / "t.mvt", "--format", "json"]
    told = json.loads(run("bulk", "tile", table, "11/1150/774", *args).stdout)
    assert (told["kind"], told["events"], told["shown"], told["features"]) == ("points", 2, 2, 2)
    assert (told["beyond"], told["nowhere"]) == (0, 1)


def test_a_tile_that_leaves_events_out_says_so(run, table, tmp_path, monkeypatch):
    monkeypatch.setattr("truceline.bulk.tiles.MOST_POINTS", 1)
    shown = run("bulk", "tile", table, "11/1150/774", "--out", tmp_path / "t.mvt")
    assert "only the 1 deadliest are shown" in shown.stdout


def test_events_beyond_the_map_are_told(run, tmp_path):
    path = tmp_path / "poles.csv"
    path.write_text("lon,lat\n0,89\n", encoding="utf-8")
    run("bulk", "sort", path, "--out", tmp_path / "poles.parquet")
    shown = run("bulk", "tile", tmp_path / "poles.parquet", "0/0/0", "--out", tmp_path / "t.mvt")
    assert "in no tile, beyond 85.05 degrees north or south: events 1" in shown.stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["0/0"], "a tile is three numbers"),
        (["0/0/0", "--from", "5 May"], "--from"),
        (["0/0/0", "--from", "2030-01-01"], "--from: no column is known to say when"),
        (["0/0/0", "--category", "Riots"], "--category: no column is known to say of what kind"),
        (["0/0/0", "--out", "nowhere/t.mvt"], "--out: no such file or directory"),
    ],
)
def test_a_tile_that_cannot_be_cut_is_told(run, tmp_path, monkeypatch, args, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bare.csv").write_text("lon,lat\n0,1\n", encoding="utf-8")
    run("bulk", "sort", "bare.csv", "--out", "bare.parquet")
    shown = run("bulk", "tile", "bare.parquet", "--out", "t.mvt", *args)
    assert shown.exit_code == 2
    assert told in shown.stderr


@pytest.mark.parametrize("args", [("tile", "x.parquet", "0/0/0"), ("sort", "x.parquet", "--overview")])
def test_without_the_map_extra_it_says_what_to_install(run, tmp_path, monkeypatch, args):
    monkeypatch.setattr("truceline.extras.find_spec", lambda name: None if name == "duckdb" else name)
    shown = run("bulk", *args, "--out", tmp_path / "t.parquet")
    assert shown.exit_code == 2
    assert "pip install 'truceline[map]'" in shown.stderr
