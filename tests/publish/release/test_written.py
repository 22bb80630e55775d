"""Nothing that is written from public facts holds a canary: page, PDF, tables, feeds."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.mechanism.conftest import CAST
from tests.publish.release.canaries import leaks
from tests.publish.release.full_case import AS_OF, SINCE, Birds
from tests.replies.making import new_key

from truceline.case.folder import Case
from truceline.cli.main import app
from truceline.core.frame import Frame
from truceline.publish.beside.folder import write_beside
from truceline.publish.release.release import released_from
from truceline.publish.report.compose import composed
from truceline.publish.report.page import report_page
from truceline.publish.report.printed import printed
from truceline.publish.report.setting import Setting
from truceline.publish.tongue.tongue import tongue
from truceline.replies.desk import ReplyDesk, set_up
from truceline.replies.reply import Arrival
from truceline.replies.sealing import Seal


@pytest.fixture(scope="module")
def public(full):
    case, _, facts = full
    return released_from(case, facts)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_and_no_pdf_holds_one(full, public, language):
    case, birds, _ = full
    report = composed(Setting(public, case.agreement, case.atlas, tongue(language)))
    assert leaks(report_page(report), birds) == set()
    assert leaks(printed(report), birds) == set()


def test_no_file_of_figures_holds_one(full, public, tmp_path):
    case, birds, _ = full
    for path in write_beside(public, case.agreement, case.atlas, tmp_path / "beside", hxl=True):
        assert leaks(path.read_bytes(), birds) == set(), path.name


def test_a_spot_report_holds_none(full, tmp_path):
    case, birds, facts = full
    told = released_from(case, facts).now.violations[0].claims[0].claim_id
    ids = {one.claim_id for one in case.ledger.claims()}
    assert told not in ids
    open_ = next(
        one.entry_id
        for one in facts.now.violations
        if any(case.ledger.claim(each.claim_id).sensitivity == "public" for each in one.claims)
        and one.end < AS_OF - timedelta(days=20)
    )
    spot = facts.model_copy(update={"kind": "spot", "incident": open_, "outlook": None})
    public = released_from(case, spot)
    report = composed(Setting(public, case.agreement, case.atlas, tongue("en")))
    assert leaks(report_page(report), birds) == set()
    law = case.law(Frame(as_of=AS_OF))
    for path in write_beside(public, case.agreement, law.atlas, tmp_path / "beside"):
        assert leaks(path.read_bytes(), birds) == set(), path.name


def run(case, *args: object):
    """The command line, on a copy that is the case's own folder."""
    return CliRunner().invoke(app, ["report", str(case.folder), "--as-of", str(AS_OF), *map(str, args)])


def test_nothing_that_the_command_writes_or_says_holds_one(full, tmp_path):
    case, birds, _ = full
    site, data = tmp_path / "site", tmp_path / "data"
    shown = run(case, "--public", "--since", SINCE, "--out", site, "--data", data, "--issue", "the desk")
    assert shown.exit_code == 0, shown.output
    assert leaks(shown.output, birds) == set()
    written = [path for folder in (site, data) for path in folder.rglob("*") if path.is_file()]
    assert len(written) > 20
    for path in written:
        assert leaks(path.read_bytes(), birds) == set(), path.name
        assert leaks(path.name, birds) == set()


@pytest.fixture(scope="module")
def visited(full, tmp_path_factory):
    """The case with a kept report, public reports that were issued, and replies; and all the canaries."""
    case, birds, facts = full
    place = tmp_path_factory.mktemp("visited")
    own, more = shutil.copytree(case.folder, place / "river"), Birds()
    report = place / f"{more('filename')}.md"
    report.write_text(f"Shells fell on {more('village')}. {more('body')} said so.", encoding="utf-8")
    issued = ("--as-of", AS_OF, "--since", SINCE, "--public", "--issue", "ana")
    for given in (
        ("read", own, report, "--published", "2030-01-20", "--source", more("keeper"), "--keep"),
        ("report", own, *issued, "--out", place / "w.html"),
    ):
        done = CliRunner().invoke(app, list(map(str, given)))
        assert done.exit_code == 0, done.output
    key = new_key(place / "desk.key")
    set_up(Case.open(own), key, None, site="https://bulletin.example/", address="https://replies.example/")
    desk = ReplyDesk(own)
    seal = Seal.of(desk.settings.seal)
    page = f"reports/weekly-{AS_OF}/index.html"
    for shown in (True, False, None):
        told = "A word of a reader." if shown else more("reply")
        arrived = Arrival(page=page, name="A reader" if shown else more("name"), text=told)
        name = desk.store.receive(arrived, seal.close(f"{more('mailbox')}@example.org"))
        if shown:
            desk.show(name, more("moderator"), more("reason"))
        elif shown is False:
            desk.refuse(name, more("censor"), more("why"))
    desk.store.close()
    return own, [*birds, *more.all, *(one for one in CAST if "-" in one)], facts


@pytest.mark.parametrize("data", [(), ("--data",)], ids=["pages", "data"])
def test_no_file_of_a_bulletin_in_two_languages_holds_one(visited, tmp_path, data):
    own, birds, _ = visited
    out = tmp_path / "site"
    asked = ("bulletin", "build", own, "--language", "en", "--language", "ar", "--out", out, *data)
    done = CliRunner().invoke(app, list(map(str, asked)))
    assert done.exit_code == 0, done.output
    assert leaks(done.output, birds) == set()
    files = [path for path in out.rglob("*") if path.is_file()]
    assert {".html", ".pdf", ".json", ".atom"} <= {path.suffix for path in files}
    assert "A word of a reader." in (out / "reports" / f"weekly-{AS_OF}" / "index.html").read_text("utf-8")
    for path in files:
        assert leaks(path.read_bytes(), birds) == set(), path.relative_to(out)
        assert leaks(str(path.relative_to(out)), birds) == set()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_spot_report_with_its_alert_holds_one(visited, tmp_path, language):
    own, birds, facts = visited
    case = Case.open(own)
    told = next(
        one.entry_id
        for one in facts.now.violations
        if any(case.ledger.claim(each.claim_id).sensitivity == "public" for each in one.claims)
        and one.end < AS_OF - timedelta(days=20)
    )
    data = tmp_path / "data"
    asked = (
        "report", own, "--as-of", AS_OF, "--kind", "spot", "--incident", told, "--public",
        "--language", language,
        "--out", tmp_path / "spot.pdf", "--data", data, "--hxl", "--alert", "exercise",
        "--sender", "desk.example",
    )  # fmt: skip
    done = CliRunner().invoke(app, list(map(str, asked)))
    assert done.exit_code == 0, done.output
    files = [tmp_path / "spot.pdf", *(path for path in data.rglob("*") if path.is_file())]
    assert {".xml", ".pdf", ".csv", ".xlsx", ".parquet"} <= {path.suffix for path in files}
    for path in files:
        assert leaks(path.read_bytes(), birds) == set(), path.name


def test_nothing_that_the_command_refuses_with_holds_one(full, tmp_path):
    case, birds, facts = full
    hidden = next(
        one
        for one in facts.now.violations
        if all(case.ledger.claim(each.claim_id).sensitivity == "secret" for each in one.claims)
    )
    out = tmp_path / "spot.html"
    shown = run(case, "--public", "--kind", "spot", "--incident", hidden.entry_id, "--out", out)
    assert shown.exit_code == 2
    assert "may not be told in public" in shown.output
    assert leaks(shown.output, birds) == set()
    assert not out.exists()
