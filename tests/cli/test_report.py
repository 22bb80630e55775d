"""`truceline report` from outside."""

from __future__ import annotations

import pypdfium2
import pytest
from tests.publish.reading import Page

AS_OF = ("--as-of", "2030-02-10")


def test_a_folder_gets_the_page_and_the_pdf(run, river, tmp_path):
    shown = run("report", river, *AS_OF, "--out", tmp_path / "report")
    assert shown.exit_code == 0, shown.output
    page = Page((tmp_path / "report" / "weekly.html").read_text())
    assert page.one("section", id="obligations")
    assert len(pypdfium2.PdfDocument(tmp_path / "report" / "weekly.pdf")) > 1
    assert shown.stdout == ""


def test_a_file_is_what_its_name_says(run, river, tmp_path):
    assert run("report", river, *AS_OF, "--kind", "daily", "--out", tmp_path / "a.html").exit_code == 0
    assert "Daily report" in (tmp_path / "a.html").read_text()
    assert run("report", river, *AS_OF, "--no-outlook", "--out", tmp_path / "a.pdf").exit_code == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_the_next_report_begins_after_the_one_that_was_issued(run, own_river, tmp_path):
    first = run("report", own_river, *AS_OF, "--issue", "ana", "--out", tmp_path / "a.html")
    assert "issued; position" in first.stderr
    again = run("report", own_river, *AS_OF, "--issue", "ana", "--out", tmp_path / "a.html")
    assert "issued before; nothing was added" in again.stderr
    second = run("report", own_river, "--as-of", "2030-02-14", "--out", tmp_path / "b.html")
    assert second.exit_code == 0
    assert "Weekly report, 11\N{EN DASH}14\xa0Feb\xa02030" in (tmp_path / "b.html").read_text()


def test_another_report_under_an_id_that_was_issued_writes_nothing(run, own_river, tmp_path):
    assert run("report", own_river, *AS_OF, "--issue", "ana", "--out", tmp_path / "a.html").exit_code == 0
    wrong = run(
        "report", own_river, *AS_OF, "--since", "2030-02-09", "--issue", "ana", "--out", tmp_path / "b.html"
    )
    assert wrong.exit_code == 2
    assert "--issue: weekly-2030-02-10 was issued on" in wrong.stderr
    assert not (tmp_path / "b.html").exists()


def test_a_public_folder_becomes_the_bulletin(run, own_river, tmp_path):
    for day in ("2030-02-07", "2030-02-14"):
        done = run(
            "report", own_river, "--as-of", day, "--public", "--issue", "ana", "--out", tmp_path / "site"
        )
        assert done.exit_code == 0, done.output
    index = Page((tmp_path / "site" / "index.html").read_text())
    assert "Weekly report, 8\N{EN DASH}14\xa0Feb\xa02030" in index.one("main").text
    assert (tmp_path / "site" / "reports" / "weekly-2030-02-07" / "report.pdf").is_file()
    assert run("bulletin", "check", tmp_path / "site").exit_code == 0


@pytest.fixture
def nowhere(tmp_path, monkeypatch):
    """An empty folder that the command is run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--out", "a.doc"), "--out: '.doc' is no form of a report"),
        (("--out", "a.html", "--since", "2031-01-01"), "--since: 2031-01-01 is after the report's last day"),
        (("--out", "a.html", "--since", "soon"), "--since: 'soon' is not an ISO day"),
        (("--out", "a.html", "--kind", "spot"), "--incident: name the incident it is about"),
        (
            ("--out", "a.html", "--kind", "spot", "--incident", "moon"),
            "'moon' is no incident of the register",
        ),
        (("--out", "a.html", "--suppose", "x.jsonl"), "--suppose: a report leaves no claim out"),
        (("--out", "a.html", "--without", "x"), "--without: a report leaves no claim out"),
        (("--out", "a.html", "--title", " "), "--title: is empty, or holds characters that nobody can see"),
        (("--out", "a.html", "--title", "a\u202eb"), "--title: is empty"),
        (("--out", "a.html", "--sign", "a.key"), "--sign: goes with --public"),
    ],
)
def test_bad_input_is_one_clear_error_and_writes_nothing(run, river, nowhere, options, told):
    done = run("report", river, *AS_OF, *options)
    assert done.exit_code == 2
    assert told in done.stderr
    assert not list(nowhere.iterdir())


def test_a_file_of_the_case_is_never_written_over(run, own_river):
    done = run("report", own_river, *AS_OF, "--out", own_river / "ledger.pdf")
    assert done.exit_code == 0
    (own_river / "documents" / "a.html").write_text("held")
    done = run("report", own_river, *AS_OF, "--out", own_river / "documents" / "a.html")
    assert done.exit_code == 2
    assert "is a file of the case" in done.stderr
