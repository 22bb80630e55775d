from __future__ import annotations

import json

import pytest
from pyarrow import parquet

HEADER = (
    "kind,act,actor,attribution_grade,place.lon,place.lat,place.radius_m,time.start,source.id,source.family\n"
)
EVENTS = (
    "event,shell,Northern Force,confirmed,22.2,40.1,1000,2030-01-05,post,post\n"
    "event,shell,Southern Force,confirmed,22.2,40.1,20000,2030-01-06,post,post\n"
    "event,shell,unknown gunmen,none,22.2,40.1,1000,2030-01-06,post,post\n"
    "event,shell,Northern Force,confirmed,200,40.1,1000,2030-01-07,post,post\n"
)
LATER = "event,shell,Northern Force,confirmed,22.2,40.1,1000,2030-01-08,post,post\n"
FRAME = ("--as-of", "2030-01-10")


@pytest.fixture
def events(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "events.csv"
    path.write_text(HEADER + EVENTS, encoding="utf-8")
    (tmp_path / "later.csv").write_text(HEADER + LATER, encoding="utf-8")
    return path


def table(name):
    return parquet.read_table(name).to_pydict()


def test_rows_are_counted_for_the_norms_they_bear_on(run, river, events, golden):
    shown = run("bulk", "assess", river, "events.csv", "--out", "all.parquet", *FRAME)
    assert shown.exit_code == 0, shown.stderr
    golden("bulk-assess.txt", shown.stdout)


def test_before_the_agreement_nothing_is_counted(run, river, events):
    shown = run("bulk", "assess", river, "events.csv", "--out", "all.parquet", "--as-of", "2029-01-01")
    assert shown.exit_code == 0, shown.stderr
    assert table("all.parquet")["rows"] == []


def test_json_tells_the_same(run, river, events):
    shown = run("bulk", "assess", river, "events.csv", "--out", "all.parquet", *FRAME, "--format", "json")
    told = json.loads(shown.stdout)
    series = {(one["norm"], one["bearing"], one["party"]): one for one in told["series"]}
    assert series["no-shelling", "breach", None]["rows"] == 2
    assert series["no-shelling", "breach", "north"]["certain"] == 1
    assert 0 < series["no-shelling", "breach", "south"]["expected"] < 1
    assert series["no-shelling", "not_attributed", None]["rows"] == 1
    assert told["issues"] == [{"kind": "bad-coordinates", "rows": 1, "first": [5]}]


def test_a_file_is_added_and_taken_off_to_the_bit(run, river, events):
    run("bulk", "assess", river, "events.csv", "--out", "first.parquet", *FRAME)
    added = run(
        "bulk", "assess", river, "later.csv", "--out", "both.parquet", *FRAME, "--onto", "first.parquet"
    )
    assert "together with events.csv" in added.stdout
    assert sum(table("both.parquet")["rows"]) == sum(table("first.parquet")["rows"]) + 2
    run("bulk", "assess", river, "later.csv", "--out", "back.parquet", *FRAME, "--from", "both.parquet")
    back, first = table("back.parquet"), table("first.parquet")
    nobody = [None] * len(first["day"])
    assert back == {**first, "row": nobody, "chance": nobody}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("events.csv", "--onto", "first.parquet", *FRAME),
            "counts events.csv already; nothing is counted twice",
        ),
        (("later.csv", "--from", "first.parquet", *FRAME), "never counted later.csv (allowed: events.csv)"),
        (
            ("later.csv", "--onto", "first.parquet", "--as-of", "2030-01-09"),
            "was counted for another agreement",
        ),
        (("later.csv", "--onto", "first.parquet", "--day", "first", *FRAME), "was counted for another"),
        (("later.csv", "--onto", "later.csv", *FRAME), "is no aggregate of `truceline bulk assess`"),
        (("later.csv", "--onto", "gone.parquet", *FRAME), "there is no such file"),
        (("later.csv", "--onto", "a", "--from", "b"), "either add to an aggregate or take from one"),
        (("later.csv", "--without", "x"), "no claims that could be left out"),
        (("later.csv", "--as-of", "soon"), "--as-of"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(run, river, events, options, told):
    run("bulk", "assess", river, "events.csv", "--out", "first.parquet", *FRAME)
    shown = run("bulk", "assess", river, *options, "--out", "new.parquet")
    assert shown.exit_code == 2
    assert told in shown.stderr
    assert not (events.parent / "new.parquet").exists()


def test_a_table_that_cannot_be_placed_is_answered_with_options_of_this_command(run, river, events):
    events.write_text("lon,lat,colour\n22.2,40.1,red\n", encoding="utf-8")
    shown = run("bulk", "assess", river, "events.csv", "--out", "new.parquet", *FRAME)
    assert shown.exit_code == 2
    assert "events.csv:1: --mapping: it is not plain what this is" in shown.stderr
    assert "--as" not in shown.stderr


def test_a_damaged_table_leaves_nothing(run, river, events, tmp_path):
    whole = run("bulk", "assess", river, "events.csv", "--out", "whole.parquet", *FRAME)
    assert whole.exit_code == 0
    damaged = tmp_path / "damaged.parquet"
    damaged.write_bytes((tmp_path / "whole.parquet").read_bytes()[:-200])
    shown = run("bulk", "assess", river, damaged, "--out", "new.parquet", *FRAME)
    assert shown.exit_code == 2
    assert "cannot be read" in shown.stderr
    assert not (tmp_path / "new.parquet").exists()


def test_without_the_extra_it_says_what_to_install(run, river, events, monkeypatch):
    monkeypatch.setattr("truceline.extras.find_spec", lambda _: None)
    shown = run("bulk", "assess", river, "events.csv", "--out", "new.parquet")
    assert shown.exit_code == 2
    assert "pip install 'truceline[bulk]'" in shown.stderr
