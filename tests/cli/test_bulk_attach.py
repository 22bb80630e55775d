"""`truceline bulk attach`, `tables`, `rows` and `detach`, as they are typed."""

from __future__ import annotations

import json

import pytest

HEADER = (
    "kind,act,actor,attribution_grade,place.lon,place.lat,place.radius_m,time.start,"
    "casualties.killed.low,casualties.killed.high,source.id,source.family\n"
)
EVENTS = (
    "event,shell,Northern Force,confirmed,22.2,40.1,1000,2030-01-05,1,3,post,post\n"
    "event,shell,Northern Force,confirmed,22.2,40.1,9000,2030-01-05,0,4,post,post\n"
    "event,shell,Southern Force,confirmed,22.2,40.1,20000,2030-01-06,2,2,post,post\n"
    "event,shell,unknown gunmen,none,22.2,40.1,1000,2030-01-06,0,0,post,post\n"
    "event,shell,Northern Force,confirmed,200,40.1,1000,2030-01-07,0,0,post,post\n"
)
FRAME = ("--as-of", "2030-01-10")


@pytest.fixture
def events(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "events.csv"
    path.write_text(HEADER + EVENTS, encoding="utf-8")
    return path


@pytest.fixture
def attached(run, own_river, events):
    shown = run("bulk", "attach", own_river, "events.csv", "--by", "ana")
    assert shown.exit_code == 0, shown.stderr
    return own_river


def test_what_became_of_a_table_is_told(run, own_river, events, golden):
    shown = run("bulk", "attach", own_river, "events.csv", "--by", "ana")
    assert shown.exit_code == 0, shown.stderr
    golden("bulk-attach.txt", shown.stdout)


def test_the_register_tells_what_the_table_counts(run, attached, golden):
    shown = run("register", attached, *FRAME, "--counts")
    golden("register-tables.txt", shown.stdout)


def test_a_status_says_what_the_table_tells(run, attached):
    shown = run("explain", attached, "no-shelling", *FRAME)
    assert "in the table events.csv, 3 rows tell of what it forbids" in " ".join(shown.stdout.split())


def test_the_counts_are_in_the_documents_and_narrowed_with_them(run, attached):
    whole = json.loads(run("register", attached, *FRAME, "--format", "json").stdout)
    assert [one["name"] for one in whole["tables"]] == ["events.csv"]
    assert {one["norm"] for one in whole["counted"]} == {"no-shelling"}
    other = json.loads(run("register", attached, *FRAME, "--norm", "guns-out", "--format", "json").stdout)
    assert other["counted"] == []


def test_the_rows_behind_a_count_are_shown(run, attached, golden):
    shown = run("bulk", "rows", attached, "events.csv", "--norm", "no-shelling", *FRAME, "--limit", "2")
    assert shown.exit_code == 0, shown.stderr
    golden("bulk-rows.txt", shown.stdout)


def test_rows_are_chosen_by_party_bearing_and_day(run, attached):
    def found(*options):
        shown = run(
            *("bulk", "rows", attached, "events.csv", "--norm", "no-shelling", *FRAME),
            *(*options, "--format", "json"),
        )
        return [one["row"] for one in json.loads(shown.stdout)["rows"]]

    assert found("--party", "north") == [2, 3]
    assert found("--bearing", "not_attributed") == [5]
    assert found("--from", "2030-01-06", "--bearing", "breach") == [4]
    assert found("--to", "2030-01-04") == []


def test_a_table_is_listed_until_it_is_detached(run, attached):
    listed = run("bulk", "tables", attached, "--format", "json")
    assert [one["rows"] for one in json.loads(listed.stdout)["tables"]] == [5]
    gone = run("bulk", "detach", attached, "events.csv", "--by", "ana", "--why", "a draft")
    assert gone.exit_code == 0, gone.stderr
    assert "events.csv: detached; 3 claims of its rows are withdrawn" in gone.stdout
    assert "No table is attached." in run("bulk", "tables", attached).stdout


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("detach", "gone.csv", "--by", "ana", "--why", "x"), "no table 'gone.csv' is attached"),
        (("detach", "events.csv", "--by", "ana", "--why", " "), "--why: say why"),
        (("attach", "gone.csv"), "gone.csv"),
        (("attach", "events.csv"), "is attached already"),
        (("rows", "events.csv", "--norm", "no-shellin"), "no-shelling"),
        (("rows", "events.csv", "--norm", "no-shelling", "--party", "nort"), "north"),
        (
            ("rows", "events.csv", "--norm", "no-shelling", "--without", "x"),
            "no claims that could be left out",
        ),
        (("rows", "gone.csv", "--norm", "no-shelling"), "there is no such file"),
    ],
)
def test_what_cannot_be_is_told(run, attached, args, told):
    command, *rest = args
    shown = run("bulk", command, attached, *rest)
    assert shown.exit_code == 2
    assert told in shown.stderr


@pytest.mark.parametrize(
    "command", [("attach", "events.csv"), ("rows", "events.csv", "--norm", "no-shelling")]
)
def test_without_the_extra_it_says_what_to_install(run, own_river, events, monkeypatch, command):
    monkeypatch.setattr("truceline.extras.find_spec", lambda _: None)
    shown = run("bulk", command[0], own_river, *command[1:])
    assert shown.exit_code == 2
    assert "pip install 'truceline[bulk]'" in shown.stderr
