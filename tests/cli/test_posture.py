from __future__ import annotations

import csv
import io
import json

DAY = ("--as-of", "2030-01-16")


def test_words_are_shown_by_party_apart_from_conduct(run, river, golden):
    shown = run("posture", river, *DAY)
    assert shown.exit_code == 0, shown.stderr
    golden("posture.txt", shown.stdout)


def test_json_is_the_postures_and_nothing_else(run, river):
    found = json.loads(run("posture", river, *DAY, "--format", "json").stdout)
    said = {(entry["party"], entry["posture"]) for entry in found["postures"]}
    assert said == {("north", "accepts"), ("south", "refuses")}


def test_csv_has_a_row_for_each_party_and_norm(run, river):
    rows = list(csv.DictReader(io.StringIO(run("posture", river, *DAY, "--format", "csv").stdout)))
    assert [(row["party"], row["norm"]) for row in rows] == [("north", "guns-out"), ("south", "guns-out")]


def test_words_spoken_later_are_not_heard(run, river):
    found = json.loads(run("posture", river, "--as-of", "2030-01-02", "--format", "json").stdout)
    assert [entry["party"] for entry in found["postures"]] == ["north"]
