"""`truceline bulletin` from outside."""

from __future__ import annotations

import json
import shutil

import feedparser
import pytest
from tests.cli.conftest import invoke


@pytest.fixture(scope="module")
def issued(river, tmp_path_factory):
    """The river case with one public report."""
    folder = tmp_path_factory.mktemp("issued") / "river"
    shutil.copytree(river, folder)
    out = folder.parent / "week.html"
    done = invoke("report", folder, "--as-of", "2030-02-10", "--public", "--issue", "ana", "--out", out)
    assert done.exit_code == 0, done.output
    return folder


def test_a_site_is_built_signed_and_checked(run, issued, tmp_path):
    assert run("keys", "new", tmp_path / "ana.key", "--name", "ana").exit_code == 0
    key = json.loads(run("keys", "show", tmp_path / "ana.key", "--format", "json").stdout)["key"]
    built = run(
        "bulletin", "build", issued, "--out", tmp_path / "site", "--sign", tmp_path / "ana.key",
        "--language", "en", "--language", "ar", "--address", "https://bulletin.example/",
    )  # fmt: skip
    assert built.exit_code == 0, built.output
    feed = feedparser.parse((tmp_path / "site" / "feed.atom").read_bytes())
    assert feed.entries[0].link == "https://bulletin.example/reports/weekly-2030-02-10/"
    checked = run("bulletin", "check", tmp_path / "site", "--key", key)
    assert checked.exit_code == 0, checked.output
    assert "It is the key asked for." in checked.stdout


def test_a_copy_that_was_changed_fails(run, issued, tmp_path):
    assert run("bulletin", "build", issued, "--out", tmp_path / "site").exit_code == 0
    (tmp_path / "site" / "index.html").write_text("all is well")
    checked = run("bulletin", "check", tmp_path / "site")
    assert checked.exit_code == 1
    assert "changed: index.html" in checked.stdout
    assert "Not signed" in checked.stdout
    document = run("bulletin", "check", tmp_path / "site", "--format", "json")
    assert json.loads(document.stdout)["changed"] == ["index.html"]


def test_figures_lie_beside_each_report(run, issued, tmp_path):
    built = run("bulletin", "build", issued, "--out", tmp_path / "site", "--data")
    assert built.exit_code == 0, built.output
    folder = tmp_path / "site" / "reports" / "weekly-2030-02-10"
    index = json.loads((folder / "data" / "index.json").read_text())
    assert {one["path"] for one in index["files"]} >= {"report.xlsx", "report.json"}
    assert "data/index.json" in (folder / "index.html").read_text()
    assert run("bulletin", "check", tmp_path / "site").exit_code == 0


def test_where_nothing_was_issued_nothing_is_built(run, river, tmp_path):
    done = run("bulletin", "build", river, "--out", tmp_path / "site")
    assert done.exit_code == 2
    assert "no public report was issued yet" in done.stderr
    assert not (tmp_path / "site").exists()


def test_an_address_is_one(run, issued, tmp_path):
    done = run("bulletin", "build", issued, "--out", tmp_path / "site", "--address", "javascript:1")
    assert done.exit_code == 2
    assert "--address: 'javascript:1' is no address" in done.stderr


def test_what_is_no_bulletin_is_not_checked(run, tmp_path):
    done = run("bulletin", "check", tmp_path)
    assert done.exit_code == 2
    assert "a bulletin has its manifest there" in done.stderr


@pytest.mark.parametrize("inside", [".", "..", "documents", "agreement", "reports/new", "site"])
def test_a_bulletin_never_takes_the_place_of_a_case(run, issued, inside):
    before = sorted(path for path in issued.parent.rglob("*"))
    for command in (("bulletin", "build"), ("report", "--as-of", "2030-02-10", "--public")):
        name, *rest = command
        built = run(name, *rest, issued, "--out", issued / inside)
        assert built.exit_code == 2, built.output
        assert "within the case" in built.stderr or "holds the case" in built.stderr
    assert sorted(path for path in issued.parent.rglob("*")) == before


def test_a_link_into_the_case_is_no_way_around(run, issued, tmp_path):
    (tmp_path / "link").symlink_to(issued, target_is_directory=True)
    assert run("bulletin", "build", issued, "--out", tmp_path / "link" / "site").exit_code == 2
