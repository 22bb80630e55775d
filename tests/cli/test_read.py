"""`truceline read`: a report in, proposed claims out, in three forms; bad input is told."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.cli.test_claims import claims_of

from truceline.cli import advance
from truceline.cli.advance import advancing
from truceline.evidence.claim import Claim

TEXT = "The Southern Force shelled the River strip on 14 January 2030.\n\nIt was quiet at the mill.\n"
DAY = ("--published", "2030-01-15")


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def read(run, *args):
    done = run("read", *args, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_report_is_printed_by_sentence_with_every_slot(run, river, report):
    shown = " ".join(run("read", river, report, *DAY, "--source", "ferryman").stdout.split())
    assert "The Southern Force [shelled] the River strip on 14 January 2030." in shown
    for line in (
        "shell: asserted, completed",
        "who Southern Force (south)",
        "where River strip (strip)",
        "when 14 January 2030 (14 Jan 2030)",
        "word of the report itself",
        "bears on no-shelling",
    ):
        assert line in shown
    assert " why " not in shown
    assert "1 claim: 1 asserted. 1 bear on a norm." in shown
    assert "published 15 Jan 2030, as given" in shown


def test_why_names_the_rules(run, river, report):
    assert "why act:shell" in " ".join(run("read", river, report, *DAY, "--why").stdout.split())


def test_json_is_data_and_nothing_else(run, river, report):
    printed = read(run, river, report, *DAY)
    assert printed["format"] == "truceline/reading/1"
    assert printed["document"]["published_on"] == "2030-01-15"
    assert printed["document"]["published_basis"] == "given"
    assert printed["document"]["text"] == TEXT
    (claim,) = printed["claims"]
    assert Claim.model_validate_json(json.dumps(claim)).status == "proposed"
    start, end = claim["trigger"]["span"]
    assert TEXT[start:end] == "shelled"
    assert printed["kept"] is None


def test_its_schema_is_published(run):
    schema = json.loads(run("schema", "reading").stdout)
    assert {"document", "claims", "issues"} <= set(schema["properties"])


def test_standard_input_is_read(run, river):
    from click.testing import CliRunner

    from truceline.cli.main import app

    done = CliRunner().invoke(app, ["read", str(river), "-", *DAY, "--format", "json"], input=TEXT)
    printed = json.loads(done.stdout)
    assert (printed["document"]["name"], printed["claims"][0]["source"]["id"]) == ("stdin", "stdin")


def test_a_report_without_a_day_is_read_with_a_warning(run, river, report):
    done = run("read", river, report)
    assert done.exit_code == 0
    assert "published on a day that is not known" in done.stdout
    assert "no-date" in done.stdout
    assert "no-date: " in run("read", river, report, "--format", "json").stderr


def test_nothing_is_stored_without_keep(run, own_river, report):
    said = run("read", own_river, report, *DAY)
    assert "nothing was stored; --keep puts it into the case" in said.stderr
    assert claims_of(run, own_river, "--status", "proposed") == []


def test_keep_stores_once_and_says_how_many(run, own_river, report):
    first = run("read", own_river, report, *DAY, "--keep")
    assert "kept: 1 claim added, 0 there already" in first.stderr
    again = read(run, own_river, report, *DAY, "--keep")
    assert (again["kept"]["added"], again["kept"]["already_there"]) == (0, 1)
    assert len(claims_of(run, own_river, "--status", "proposed", "--document", "report.txt")) == 1
    later = run("read", own_river, report, "--published", "2030-01-16", "--keep")
    assert "1 claim added, 1 of them in place of an earlier reading, 0 there already" in later.stderr


def test_a_known_source_keeps_its_family_and_grades(run, river, report):
    (claim,) = read(run, river, report, *DAY, "--source", "ferryman")["claims"]
    held = claims_of(run, river, "--source", "ferryman")[0]
    assert claim["source"] == held["source"]


def test_a_report_read_kept_and_accepted_changes_a_status(run, own_river, tmp_path):
    quiet = [claim["label"] for claim in claims_of(run, own_river) if claim["act"] == "shell"]
    run("claims", own_river, "reject", *quiet, "--by", "me")

    def standing():
        shown = run("explain", own_river, "no-shelling", "--as-of", "2030-01-16", "--format", "json")
        return json.loads(shown.stdout)["standing"]

    path = tmp_path / "mission.txt"
    path.write_text(TEXT)
    run("read", own_river, path, *DAY, "--source", "mission-report", "--keep")
    assert standing() == "presumed_kept"
    said = run(
        "claims", own_river, "accept", "--all", "--document", "mission.txt", "--why", "checked", "--by", "me"
    )
    assert said.exit_code == 0, said.output
    assert standing() == "breached"
    told = run("explain", own_river, "no-shelling", "--as-of", "2030-01-16").stdout
    assert "Southern Force: shell" in told


def test_the_page_goes_to_a_file_or_to_stdout(run, river, report, tmp_path):
    out = tmp_path / "report.html"
    done = run("read", river, report, *DAY, "--format", "html", "--out", out)
    assert (done.stdout, f"written to {out}" in done.stderr) == ("", True)
    assert out.read_text(encoding="utf-8") == run("read", river, report, *DAY, "--format", "html").stdout
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_json_goes_to_a_file_too(run, river, report, tmp_path):
    out = tmp_path / "report.json"
    run("read", river, report, *DAY, "--format", "json", "--out", out)
    assert json.loads(out.read_text(encoding="utf-8"))["format"] == "truceline/reading/1"


@pytest.mark.parametrize("name", ["ledger.sqlite", "case.json"])
def test_nothing_is_written_over_a_file_of_the_case(*, run, own_river, report, name):
    before = (own_river / name).read_bytes()
    done = run("read", own_river, report, *DAY, "--format", "html", "--out", own_river / name)
    assert (done.exit_code, "is a file of the case" in done.stderr) == (2, True)
    assert (own_river / name).read_bytes() == before


def test_nothing_is_written_over_the_report_itself(run, river, report):
    done = run("read", river, report, *DAY, "--format", "html", "--out", report)
    assert (done.exit_code, "is the report itself" in done.stderr) == (2, True)
    assert report.read_text(encoding="utf-8") == TEXT


def test_a_page_in_the_case_can_be_written_again(run, own_river, report):
    out = own_river / "page.html"
    for _ in range(2):
        assert run("read", own_river, report, *DAY, "--format", "html", "--out", out).exit_code == 0
    assert sorted(out.parent.glob(".page*")) == []


def test_where_nothing_can_be_written_is_bad_input(run, river, report, tmp_path):
    out = tmp_path / "nowhere" / "page.html"
    done = run("read", river, report, *DAY, "--format", "html", "--out", out)
    assert (done.exit_code, "no such file or directory" in done.stderr) == (2, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a disk that is always full")
def test_a_full_disk_is_told(run, river, report):
    done = run("read", river, report, *DAY, "--format", "html", "--out", "/dev/full")
    assert (done.exit_code, "no space left" in done.stderr) == (2, True)


@pytest.mark.parametrize("source", ["", "  ", "a\nb", "\x1b[31m"])
def test_a_source_has_an_id_that_can_be_read(run, river, report, source):
    done = run("read", river, report, *DAY, "--source", source)
    assert (done.exit_code, "--source" in done.stderr) == (2, True)


def test_a_report_that_claims_nothing_is_no_error(run, river, tmp_path):
    path = tmp_path / "quiet.txt"
    path.write_text("It was quiet.")
    done = run("read", river, path, *DAY)
    assert done.exit_code == 0
    assert "No claims." in done.stdout
    assert done.stderr == "nothing was stored\n"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["nowhere.txt", *DAY], "nowhere.txt: there is no such file"),
        ([".", *DAY], "is a folder; name a file in it"),
        (["-", "--published", "15.1.2030"], "--published: '15.1.2030' is not an ISO day"),
        (["-", "--published", "0001-01-01"], "--published: '0001-01-01' lies outside the years"),
        (["-", *DAY], "stdin: is empty"),
        (["-", *DAY, "--out", "x"], "--out: goes with --format html or json"),
        (["-", "--language", "xx"], "Invalid value for '--language'"),
    ],
)
def test_bad_input_is_told_and_ends_with_2(run, river, args, told):
    done = run("read", river, *args)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_name_cannot_steer_the_terminal(run, river, tmp_path):
    path = tmp_path / "re\x1b[31mport.txt"
    path.write_text(TEXT)
    assert "\x1b" not in run("read", river, path, *DAY).output


# Progress --------------------------------------------------------------------------------------------


@pytest.fixture
def watched(monkeypatch):
    """A terminal on stderr, and the bars made for it."""
    made = []

    class Bar:
        task_ids = (0,)

        def __init__(self):
            self.steps, self.running = [], False
            made.append(self)

        def add_task(self, name, total):
            self.steps.append((name, total))

        def start(self):
            self.running = True

        def update(self, task, completed, total):
            self.steps.append((completed, total))

        def stop(self):
            self.running = False

    monkeypatch.setattr(advance, "_progress", Bar)
    monkeypatch.setattr(advance, "sys", SimpleNamespace(stderr=SimpleNamespace(isatty=lambda: True)))
    return made


def test_a_bar_appears_only_when_somebody_has_waited(watched):
    with advancing("reading", patience_s=60) as steps:
        steps(1, 9)
    assert watched == []
    with advancing("reading", patience_s=-1) as steps:
        steps(1, 9)
        steps(2, 9)
        assert watched[0].running
    assert watched[0].steps == [("reading", 9), (1, 9), (2, 9)]
    assert not watched[0].running


def test_where_nobody_watches_there_is_no_bar(monkeypatch):
    monkeypatch.setattr(advance, "_progress", lambda: pytest.fail("a bar was made"))
    assert not sys.stderr.isatty()
    with advancing("reading", patience_s=-1) as steps:
        steps(1, 9)


def test_the_bar_writes_to_stderr(capsys):
    bar = advance._progress()
    assert bar.console.file is sys.stderr
