from __future__ import annotations

import csv
import io
import json

import pytest

from truceline.assess.result import Assessment

DAY = ("--as-of", "2030-01-16")


def assessed(run, folder, *args) -> Assessment:
    shown = run("assess", folder, *DAY, *args, "--format", "json")
    assert shown.exit_code == 0, shown.stderr
    return Assessment.model_validate_json(shown.stdout)


def test_the_matrix_shows_every_norm_for_every_party(run, river, golden):
    shown = run("assess", river, *DAY)
    assert shown.exit_code == 0
    golden("assess.txt", shown.stdout)


def test_a_narrow_page_gets_a_line_for_each_party(run, river, golden, monkeypatch):
    monkeypatch.setenv("COLUMNS", "64")
    shown = run("assess", river, "--as-of", "2030-01-11", "--known-at", "2030-01-10")
    assert max(map(len, shown.stdout.splitlines())) <= 64
    golden("assess-narrow.txt", shown.stdout)


def test_what_turns_on_a_reading_is_said(run, river, golden):
    shown = run("assess", river, "--as-of", "2030-01-12", "--instruments", "truce", "--norm", "guns-out")
    assert "Depends on the reading" in shown.stdout
    golden("assess-reading.txt", shown.stdout)


def test_json_is_the_assessment_and_nothing_else(run, river):
    shown = run("assess", river, *DAY, "--format", "json")
    assert json.loads(shown.stdout)["format"] == "truceline/assessment/1"
    assert shown.stderr == ""


def test_csv_has_a_row_for_each_norm_and_part(run, river, golden):
    shown = run("assess", river, *DAY, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [row["party"] for row in rows if row["norm"] == "guns-out"] == ["", "north", "south"]
    golden("assess.csv", shown.stdout)


def test_only_the_norms_and_parties_asked_for_are_kept(run, river):
    assert [n.norm for n in assessed(run, river, "--norm", "fords-open").norms] == ["fords-open"]
    assert "line-drawn" not in [n.norm for n in assessed(run, river, "--party", "mission").norms]
    assert {p.party for p in assessed(run, river, "--party", "north").postures} == {"north"}


def test_what_was_recorded_later_is_not_seen(run, river):
    known = assessed(run, river, "--known-at", "2030-01-10")
    assert {part.party: part.standing for part in known.status("guns-out").parts}["south"] == "unproven"
    assert known.considered.seen < assessed(run, river).considered.seen


def test_known_at_takes_an_instant_too(run, river):
    before = assessed(run, river, "--known-at", "2030-01-11T19:59+02:00")
    after = assessed(run, river, "--known-at", "2030-01-11T20:00+02:00")
    assert after.considered.seen == before.considered.seen + 1


def test_the_other_reading_is_applied(run, river):
    options = ("--as-of", "2030-01-12", "--reading", "bank=narrow", "--norm", "guns-out")
    narrow = run("assess", river, *options, "--format", "json")
    found = Assessment.model_validate_json(narrow.stdout)
    assert found.frame.readings["bank"] == "narrow"
    assert found.status("guns-out").standing == "not_yet_due"


def test_a_reported_text_can_be_left_out(run, river):
    everything = assessed(run, river).status("fords-open")
    signed = assessed(run, river, "--instruments", "truce").status("fords-open")
    assert (everything.standing, signed.standing) == ("not_yet_due", "unproven")


def test_a_claim_can_be_taken_away(run, river):
    without = assessed(run, river, "--without", "north-guns-out")
    parts = {part.party: part.standing for part in without.status("guns-out").parts}
    assert parts["north"] == "unproven"
    assert without.considered.given == assessed(run, river).considered.given - 1


def test_a_claim_can_be_named_by_the_first_digits_of_its_id(run, river):
    listed = json.loads(run("claims", river, "list", "--format", "json").stdout)["claims"]
    claim_id = next(c["claim_id"] for c in listed if c["label"] == "north-guns-out")
    by_id = assessed(run, river, "--without", claim_id[:8])
    assert by_id == assessed(run, river, "--without", "north-guns-out")


SUPPOSED = """\
examples:
  - id: what-if-the-guns-went
    says: Suppose the mission finds no guns on the southern bank.
    shows: absent
    what: guns
    of: south
    where: strip
    happened: 2030-01-15
    recorded: 2030-01-15
    coverage: 0.95
    confidence: 0.95
    source: {id: supposed, family: supposed}
"""


@pytest.fixture
def supposed(tmp_path):
    path = tmp_path / "suppose.yaml"
    path.write_text(SUPPOSED)
    return path


def test_what_rests_on_a_supposition_is_starred_and_nothing_else(run, river, supposed, golden):
    shown = run("assess", river, *DAY, "--suppose", supposed)
    assert shown.exit_code == 0, shown.stderr
    assert "hypothetical" in shown.stdout
    golden("assess-suppose.txt", shown.stdout)


def test_a_supposition_marks_the_part_it_bears_on(run, river, supposed):
    shown = run("assess", river, *DAY, "--suppose", supposed, "--format", "csv")
    rows = csv.DictReader(io.StringIO(shown.stdout))
    marked = {row["party"]: row["supposed"] for row in rows if row["norm"] == "guns-out"}
    assert marked == {"": "true", "north": "false", "south": "true"}


def test_a_supposition_leaves_no_trace_in_the_case(run, river, supposed):
    before = assessed(run, river)
    assessed(run, river, "--suppose", supposed)
    assert assessed(run, river) == before


def test_today_is_the_default_day(run, river):
    shown = run("assess", river, "--format", "json")
    assert Assessment.model_validate_json(shown.stdout).frame.known_at is None


def test_the_same_question_gives_the_same_bytes(run, river):
    first, again = (run("assess", river, *DAY, "--format", "json").stdout for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--as-of", "16.01.2030"], "--as-of: '16.01.2030' is not an ISO day; write YYYY-MM-DD"),
        (["--as-of", "20300116"], "is not an ISO day"),
        (["--as-of", "2030-02-30"], "is not an ISO day"),
        (["--known-at", "yesterday"], "--known-at: 'yesterday' is neither an ISO day"),
        (["--known-at", "2030-13-01"], "is neither an ISO day"),
        (["--norm", "gun-out"], "mean guns-out? (allowed: guns-out, no-shelling, line-drawn, fords-open)"),
        (["--norm", "ten-days-more"], "no assessed norm is called 'ten-days-more'"),
        (["--party", "nort"], "did you mean north? (allowed: north, south, mission)"),
        (["--reading", "bank"], "'bank' is not of the form NAME=CHOICE"),
        (["--reading", "depth=wide"], "no reading is called 'depth' (allowed: bank)"),
        (["--reading", "bank=wid"], "did you mean wide? (allowed: wide, narrow)"),
        (["--instruments", "truse"], "did you mean truce? (allowed: truce, more-time)"),
        (["--instruments", ","], "names no instrument"),
        (["--without", "north-gun-out"], "did you mean north-guns-out?"),
        (["--suppose", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--format", "xml"], "'xml' is not one of"),
    ],
)
def test_a_wrong_frame_is_told_in_one_line_with_what_is_allowed(run, river, options, told):
    shown = run("assess", river, *options)
    assert shown.exit_code == 2
    assert shown.stdout == ""
    assert len(shown.stderr.splitlines()) == 1
    assert told in shown.stderr


def test_everything_wrong_with_a_frame_is_told_at_once(run, river):
    shown = run("assess", river, "--as-of", "x", "--known-at", "y", "--reading", "z=1", "--instruments", "w")
    assert len(shown.stderr.splitlines()) == 4
