from __future__ import annotations

import csv
import io
import json

import pytest

DAY = ("--as-of", "2030-01-16")


@pytest.mark.parametrize("by", ["governorate", "norm", "none"])
def test_incidents_are_listed_with_who_did_it_apart_from_who_answers(run, river, golden, by):
    shown = run("register", river, *DAY, "--by", by)
    assert shown.exit_code == 0, shown.stderr
    golden(f"register-{by}.txt", shown.stdout)


def test_counts_alone_can_be_asked_for(run, river):
    shown = run("register", river, *DAY, "--counts")
    assert "Riverside" in shown.stdout
    assert "Committed by" not in shown.stdout


def test_json_is_the_register_and_nothing_else(run, river):
    found = json.loads(run("register", river, *DAY, "--format", "json").stdout)
    assert found["format"] == "truceline/register/1"
    assert {entry["place"] for entry in found["violations"]} >= {"the ford", "the mill"}


def test_csv_has_a_row_for_each_entry(run, river, golden):
    shown = run("register", river, *DAY, "--format", "csv")
    entries = json.loads(run("register", river, *DAY, "--format", "json").stdout)["violations"]
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [row["entry_id"] for row in rows] == [entry["entry_id"] for entry in entries]
    shelled = next(row for row in rows if row["act"] == "shell" and row["committed_by"])
    assert (shelled["killed_low"], shelled["killed_best"], shelled["killed_high"]) == ("2", "3", "5")


def test_one_norm_can_be_asked_for(run, river):
    found = json.loads(run("register", river, *DAY, "--norm", "no-shelling", "--format", "json").stdout)
    assert {entry["norm"] for entry in found["violations"]} == {"no-shelling"}


def test_an_empty_register_says_that_silence_proves_nothing(run, river):
    shown = run("register", river, "--as-of", "2030-01-02")
    assert shown.exit_code == 0
    assert "Silence is neither breach nor compliance" in shown.stdout


def test_a_supposed_incident_is_starred(run, river, tmp_path):
    path = tmp_path / "suppose.yaml"
    path.write_text(
        "examples:\n"
        "  - {id: what-if, says: Suppose the south shelled the mill., shows: event,\n"
        "     what: shelling, of: south, where: strip, happened: 2030-01-15, recorded: 2030-01-15,\n"
        "     confidence: 0.9, source: {id: supposed, family: supposed}}\n"
    )
    shown = run("register", river, *DAY, "--suppose", path, "--by", "none")
    assert shown.exit_code == 0, shown.stderr
    assert shown.stdout.count("*") == 1
