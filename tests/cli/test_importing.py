from __future__ import annotations

import json
import sys
from io import StringIO

from truceline.cli import console, importing
from truceline.intake import readers


class Terminal(StringIO):
    def isatty(self):
        return True


def report_of(run, folder, *args):
    shown = run("import", folder, *args, "--format", "json")
    assert shown.exit_code == 0, shown.stderr
    return json.loads(shown.stdout)["imports"]


def test_what_came_in_is_counted(run, own_river, tmp_path, tiny_claims):
    path = tmp_path / "more.jsonl"
    path.write_text(tiny_claims[0].replace("2030-01-09", "2030-01-08") + "\n" + tiny_claims[1] + "\n")
    (report,) = report_of(run, own_river, path)
    assert (report["rows_read"], report["added"], report["already_there"]) == (2, 1, 1)


def test_the_same_file_twice_adds_nothing_and_says_so(run, own_river, tiny):
    shown = run("import", own_river, tiny / "claims.jsonl", "--recorded", "stated")
    assert shown.exit_code == 0
    assert "added 0, there already 6" in shown.stdout
    assert "nothing to add" in shown.stdout


def test_a_dry_run_shows_what_would_come_in_and_writes_nothing(run, tmp_path, tiny, golden):
    run("new", tmp_path / "case", "--agreement", tiny / "agreement.yaml")
    shown = run("import", tmp_path / "case", tiny / "claims.jsonl", "--dry-run")
    assert shown.exit_code == 0, shown.stderr
    assert run("claims", tmp_path / "case", "list", "--format", "jsonl").stdout == ""
    golden("dry-run.txt", shown.stdout.replace(str(tiny), "tiny"))


def test_a_doubtful_row_is_counted_shown_and_kept_as_an_issue(run, own_river, tmp_path, tiny_claims):
    path = tmp_path / "odd.jsonl"
    path.write_text(tiny_claims[0].replace("north-guns-out", "again") + '\n{"kind": "event"}\n')
    shown = run("import", own_river, path)
    assert shown.exit_code == 0, shown.stderr
    assert "skipped" in shown.stdout
    issues = json.loads(run("issues", own_river, "--format", "json").stdout)["issues"]
    assert {issue["row"] for issue in issues} == {2}
    assert {issue["effect"] for issue in issues} == {"skipped"}


def test_issues_are_shown_by_kind_and_row_by_row(run, own_river, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text('{"kind": "event"}\n')
    run("import", own_river, path, "--as", "claims")
    shown = run("issues", own_river)
    assert shown.exit_code == 0
    assert "odd.jsonl" in shown.stdout
    kind = json.loads(run("issues", own_river, "--format", "json").stdout)["issues"][0]["kind"]
    assert run("issues", own_river, "--kind", "none-such").exit_code == 2
    assert kind in run("issues", own_river, "--kind", kind, "--format", "csv").stdout


def test_a_case_without_issues_says_so(run, river):
    assert "No issues on record" in run("issues", river).stdout


def test_several_files_each_get_a_report(run, own_river, tiny):
    reports = report_of(run, own_river, tiny / "claims.jsonl", tiny / "claims.jsonl")
    assert [report["added"] for report in reports] == [0, 0]


def test_all_missing_files_are_told_before_the_first_is_read(run, own_river, tiny):
    shown = run("import", own_river, "nowhere.csv", tiny / "claims.jsonl", tiny)
    assert shown.exit_code == 2
    told = shown.stderr.splitlines()
    assert told == [
        "error: nowhere.csv: there is no such file",
        f"error: {tiny}: is a folder; name the files in it",
    ]


def test_since_when_claims_are_known_can_be_chosen(run, tmp_path, tiny):
    known = {}
    for policy in ("ledger", "published", "stated"):
        folder = tmp_path / policy
        run("new", folder, "--agreement", tiny / "agreement.yaml")
        run("import", folder, tiny / "claims.jsonl", "--recorded", policy)
        listed = run("claims", folder, "show", "north-guns-out", "--format", "json")
        known[policy] = json.loads(listed.stdout)["recorded_at"]
    assert known["stated"] == "2030-01-09T06:00:00Z"
    # Published in the future of whoever runs this: known no later than the ledger had it.
    assert known["published"] <= "2030-01-09T22:00:00Z"
    assert known["ledger"] != known["stated"]


def test_progress_is_shown_only_where_somebody_watches(monkeypatch, capsys):
    with console.busy("importing"):
        pass
    assert capsys.readouterr().err == ""
    watched = Terminal()
    monkeypatch.setattr(sys, "stderr", watched)
    with console.busy("importing"):
        pass
    assert "importing" in watched.getvalue()


def test_rows_coded_anew_are_told_of_only_where_there_are_any(run, own_river, tmp_path):
    head = "event_id_cnty,event_date,event_type,actor1,actor2,latitude,longitude,source,fatalities\n"
    path = tmp_path / "export.csv"
    told = []
    for killed in (1, 2):
        path.write_text(head + f"RIV1,10 January 2030,Attack,Somebody,Civilians,1,1,Post,{killed}\n")
        told.append(run("import", own_river, path).stdout)
    assert "added 1, there already 0" in told[0]
    assert "added 1 (1 in place of an older coding), there already 0" in " ".join(told[1].split())


def test_a_label_of_two_claims_is_answered_with_both_ids(run, own_river, tmp_path, tiny_claims):
    path = tmp_path / "twin.jsonl"
    path.write_text(tiny_claims[0].replace("2030-01-09", "2030-01-08") + "\n")
    (report,) = report_of(run, own_river, path)
    assert [issue["kind"] for issue in report["issues"]] == ["label-taken"]
    label = json.loads(tiny_claims[0])["label"]
    shown = run("claims", own_river, "show", label)
    assert shown.exit_code == 2
    ids = [
        c["claim_id"]
        for c in json.loads(run("claims", own_river, "list", "--format", "json").stdout)["claims"]
        if c["label"] == label
    ]
    assert len(ids) == 2
    assert all(one in shown.stderr for one in ids)


def test_the_choices_are_those_that_the_readers_know():
    assert (readers.KINDS, tuple(readers.DATES)) == (importing.KINDS, importing.DATES)


def test_the_register_counts_the_killed_of_a_likely_repeat_once(run, own_river, tmp_path, tiny_claims):
    told = next(json.loads(line) for line in tiny_claims if "shelling-at-the-ford" in line)
    told |= {"label": "again", "source": told["source"] | {"id": "miller", "family": "miller"}}
    told["casualties"] = {"killed": {"low": 4, "best": 4, "high": 7}}
    path = tmp_path / "again.jsonl"
    path.write_text(json.dumps(told) + "\n")
    report_of(run, own_river, path, "--recorded", "stated")
    shown = run("register", own_river, "--as-of", "2030-01-16", "--by", "none").stdout
    assert "may repeat another" in shown
    # Two to five, said the one; four to seven, said the other.
    assert shown.splitlines()[5].split() == ["3", "0", "0", "1", "0", "2-7"]
