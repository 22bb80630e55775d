from __future__ import annotations

import csv
import json

import pytest
from lxml import etree

from truceline.publish.beside import folder as folder_of_figures

AS_OF = ("--as-of", "2030-01-16", "--no-outlook")


@pytest.fixture
def empty_folder(tmp_path, monkeypatch):
    """An empty folder in which commands are run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def entry(run, river) -> str:
    """An entry of the river's register."""
    printed = run("register", river, "--as-of", "2030-01-16", "--format", "json").stdout
    return json.loads(printed)["violations"][0]["entry_id"]


def test_the_figures_lie_in_their_own_folder_beside_the_report(run, river, tmp_path):
    made = run("report", river, *AS_OF, "--out", tmp_path / "r.html", "--data", tmp_path / "figures")
    assert made.exit_code == 0, made.output
    assert f"43 files written to {tmp_path / 'figures'}" in made.stderr
    assert made.stdout == ""
    index = json.loads((tmp_path / "figures" / "index.json").read_text())
    assert index["about"]["as_of"] == "2030-01-16"
    with (tmp_path / "figures" / "tables" / "promises.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    shown = json.loads(run("assess", river, *AS_OF[:2], "--format", "json").stdout)["norms"]
    assert {row["norm"]: row["standing"] for row in rows} == {one["norm"]: one["standing"] for one in shown}


def test_what_is_written_has_the_keys_that_its_schema_requires(run, river, tmp_path):
    run("report", river, *AS_OF, "--out", tmp_path / "r.html", "--data", tmp_path / "figures")
    for document, file in (("report", "report.json"), ("report-files", "index.json")):
        schema = json.loads(run("schema", document).stdout)
        written = json.loads((tmp_path / "figures" / file).read_text())
        assert set(schema["required"]) <= set(written) <= set(schema["properties"])


def test_columns_are_tagged_on_demand(run, river, tmp_path):
    run("report", river, *AS_OF, "--out", tmp_path / "r.html", "--data", tmp_path / "f", "--hxl")
    assert (tmp_path / "f/tables/violations.csv").read_text().splitlines()[1].startswith("#event+id,")


def test_a_spot_report_has_an_alert_beside_it_that_is_a_draft_unless_somebody_sends_it(
    run, river, entry, tmp_path
):
    spot = ("report", river, *AS_OF, "--kind", "spot", "--incident", entry, "--out", tmp_path / "s.html")
    data = ("--data", tmp_path / "f")
    status = "{urn:oasis:names:tc:emergency:cap:1.2}status"
    assert run(*spot, *data).exit_code == 0
    assert etree.parse(tmp_path / "f/alert.xml").findtext(status) == "Draft"
    sent = run(*spot, *data, "--alert", "exercise", "--sender", "desk.example")
    assert sent.exit_code == 0, sent.output
    assert etree.parse(tmp_path / "f/alert.xml").findtext(status) == "Exercise"
    refused = run(*spot, *data, "--alert", "actual")
    assert (refused.exit_code, "needs --sender" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--hxl",), "--hxl: goes with --data DIR"),
        (("--alert", "draft"), "--alert: goes with --data DIR"),
        (("--data", "f", "--sender", "x"), "--sender: goes with --kind spot (allowed: spot)"),
        (("--data", "f", "--alert", "actual"), "--alert: goes with --kind spot"),
        (("--data", "."), "is where the report itself goes; name another folder"),
    ],
)
def test_what_does_not_go_together_is_said_before_anything_is_written(
    run, river, empty_folder, options, told
):
    refused = run("report", river, *AS_OF, "--out", "r.html", *options)
    assert refused.exit_code == 2
    assert told in refused.stderr
    assert list(empty_folder.iterdir()) == []


def test_a_folder_with_files_of_others_is_refused_before_anything_is_written(run, river, tmp_path):
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "mine.txt").write_text("mine")
    refused = run("report", river, *AS_OF, "--out", tmp_path / "r.html", "--data", tmp_path / "f")
    assert (refused.exit_code, "mine.txt" in refused.stderr) == (2, True)
    assert not (tmp_path / "r.html").exists()


def test_the_case_itself_is_no_folder_for_figures(run, own_river, tmp_path):
    refused = run("report", own_river, *AS_OF, "--out", tmp_path / "r.html", "--data", own_river)
    assert refused.exit_code == 2
    assert (own_river / "case.json").exists()


def _full(_one: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("out", ["r.html", "r", "--public"])
def test_where_the_figures_cannot_be_written_nothing_of_the_report_is(
    run, own_river, empty_folder, monkeypatch, out
):
    monkeypatch.setattr(folder_of_figures, "_held", _full)
    where = ("--public", "--out", "r") if out == "--public" else ("--out", out)
    refused = run("report", own_river, *AS_OF, "--issue", "ana", *where, "--data", "f")
    assert (refused.exit_code, "f: no space left on device" in refused.stderr) == (2, True)
    assert "written" not in refused.stderr
    assert not [path for path in empty_folder.iterdir() if path != own_river]
    again = run("report", own_river, *AS_OF, "--issue", "ana", "--out", "r.html")
    assert "issued; position" in again.stderr


def test_where_the_pdf_cannot_be_written_the_page_is_not_either(run, river, empty_folder):
    (empty_folder / "r" / "weekly.pdf").mkdir(parents=True)
    refused = run("report", river, *AS_OF, "--out", "r", "--data", "f")
    assert (refused.exit_code, "is a directory" in refused.stderr) == (2, True)
    assert [path.name for path in empty_folder.rglob("*")] == ["r", "weekly.pdf"]


def test_figures_never_lie_in_the_case_nor_in_a_bulletin(run, own_river, tmp_path):
    """In the one they would lie among the ledger's files, in the other they would be what nobody signed."""
    site, before = tmp_path / "site", sorted(own_river.rglob("*"))
    public = ("report", own_river, *AS_OF, "--public", "--out")
    refused = run(*public, site, "--data", site / "data")
    assert refused.exit_code == 2
    assert "is in a bulletin, which is replaced whole" in refused.stderr
    assert not site.exists()
    assert run(*public, site).exit_code == 0
    for data, told in (
        (site / "reports" / "figures", "is in a bulletin"),
        (site, "is in a bulletin"),
        (own_river / "documents", "is within the case"),
        (own_river / "figures", "is within the case"),
        (own_river, "is within the case"),
        (tmp_path, "holds the case itself"),
    ):
        refused = run("report", own_river, *AS_OF, "--out", tmp_path / "r.html", "--data", data)
        assert (refused.exit_code, told in " ".join(refused.stderr.split())) == (2, True), refused.stderr
        assert not (tmp_path / "r.html").exists()
    assert run("bulletin", "check", site).exit_code == 0
    assert {path.name for path in sorted(own_river.rglob("*")) if path not in before} <= {"release.key"}
