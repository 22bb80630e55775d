"""The day of an auditor: who saw what, is the record whole, from a correction to what was published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.album import Album
from tests.browser.officer import Officer
from tests.browser.serving import COOKIE, Server
from tests.browser.windows import TELEPHONE, windows_of
from tests.web.console.secrets import CANARY, secret_claim

from truceline.accounts.account import Grant
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Status
from truceline.ledger.signers import Role
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue
from truceline.web.console.mechanism_bearing import citing

CASE = "audited"
DAY = date(2018, 10, 19)
WHY = "it was another village"
WRITES = (
    "mechanism/new/send",
    "mechanism/sign",
    "mechanism/key/new",
    "desk/upload",
    "reports/issue",
    "claims/x/decide",
)


@dataclass
class Audited:
    """The auditor before a window, and what the case was given to find."""

    auditor: Officer
    case: Case
    corrected: str
    """The claim that an issued report cites, and that was taken back since."""
    server: Server
    album: Album


@pytest.fixture(scope="module")
def audited(chromium: Browser, server: Server) -> Iterator[Audited]:
    """A case with a report, a correction of what it cites, and a secret that somebody read."""
    case = Case.open(server.log.parent / CASE)
    facts = gathered(case, Asked("weekly", Frame(DAY), public=False), case.agreement.title)
    issue(case, facts, "Paula")
    corrected = next(iter(citing(facts.now.norms)))
    case.ledger.decide(corrected, Status.WITHDRAWN, "Ana", WHY)
    secret_claim(case)
    server.person("Aude", Grant(CASE, Role.AUDITOR))
    _reads_a_secret(server, case)
    album = Album("auditor")
    with windows_of(chromium, server.address) as windows:
        auditor = Officer.at(windows, CASE)
        auditor.signs_in("Aude")
        windows.watched.allowed += ["403", "404", "405", "422"]
        yield Audited(auditor, case, corrected, server, album)
    assert not album.wrong, "\n".join(album.wrong)


def _reads_a_secret(server: Server, case: Case) -> None:
    secret = next(one.claim_id for one in case.ledger.claims() if one.sensitivity == "secret")
    cookies = {COOKIE: server.person("Anna", Grant(CASE, Role.ANALYST))}
    with httpx.Client(base_url=server.address, cookies=cookies, timeout=60) as client:
        assert CANARY in client.get(f"/cases/{CASE}/claims/{secret}").text


def test_every_list_is_read_by_links_and_looked_through_by_words(audited: Audited):
    page = audited.auditor.goes("")
    page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Audit").click()
    audited.album.look(page, "record")
    lists = page.get_by_role("navigation", name="Pages of the audit")
    for name in ("Decisions", "Corrections", "Custody", "Shown and passed on", "Accounts and roles"):
        lists.get_by_role("link", name=name).click()
        expect(page.locator("h1")).to_have_text(name)
        assert page.locator("tbody tr").count() > 0, name
        audited.album.look(page, name.lower())
    lists.get_by_role("link", name="Shown and passed on").click()
    page.get_by_label("Find").fill("anna")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_label("Find").fill("nobody of this name")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("Nothing has these words.")


def test_a_correction_leads_to_its_claim_its_proof_and_the_report_that_cites_it(audited: Audited):
    page = audited.auditor.goes("audit/corrections")
    page.get_by_label("Find").fill(WHY)
    page.get_by_role("button", name="Show").click()
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    row.get_by_role("link", name=audited.corrected[:12]).click()
    expect(page.locator("main")).to_contain_text(WHY)
    audited.album.look(page, "corrected claim")
    report = page.get_by_role("link", name=f"weekly-{DAY}")
    expect(report).to_be_visible()
    promise = page.locator("main dl a[href*='/promises/']").first.get_attribute("href")
    report.click()
    expect(page.locator("h1").first).to_be_visible()
    assert promise
    page.goto(promise)
    expect(page.locator("#answer")).to_be_visible()
    # From the correction's entry, too: its place in the record.
    row = audited.auditor.goes("audit/corrections").locator("tbody tr", has_text=WHY)
    entry = row.locator("th a").inner_text()
    row.locator("th a").click()
    expect(page.locator("tbody tr").first.locator("th")).to_have_text(entry)


def test_the_record_is_verified_and_held_against_a_checkpoint(audited: Audited, tmp_path: Path):
    page = audited.auditor.goes("audit/soundness")
    page.get_by_role("button", name="Verify the whole record").click()
    expect(page.get_by_text("The record holds.").first).to_be_visible()
    page = audited.auditor.goes("audit/soundness")
    audited.album.look(page, "soundness")
    with page.expect_download() as download:
        page.get_by_role("button", name="This state as a checkpoint").click()
    mine = tmp_path / "mine.json"
    download.value.save_as(mine)
    page.locator("#file").set_input_files(mine)
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".done")).to_contain_text("This record is the same")
    audited.album.look(page, "checkpoint")
    page.locator("#code").fill("4-XXXX-XXXX")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("alert")).to_be_visible()


def test_the_auditor_changes_nothing(audited: Audited):
    """No page offers it, and whoever sends it all the same is told whose it is to do."""
    before = audited.case.ledger.position
    own = ("/logout", "audit/verify", "audit/checkpoint", "audit/check")
    page = audited.auditor.page
    for path in ("", "mechanism", "documents", "reports", "settings", "register", "map", "audit/soundness"):
        audited.auditor.goes(path)
        forms = page.locator("form[method=post]").evaluate_all("all => all.map(one => one.action)")
        assert [one for one in forms if not any(part in one for part in own)] == [], path
    audited.album.look(audited.auditor.goes("settings"), "settings")
    for path in WRITES:
        page.evaluate(
            """path => {
              const form = document.createElement("form");
              form.method = "post"; form.action = path;
              document.body.append(form);
            }""",
            f"/cases/{CASE}/{path}",
        )
        with page.expect_navigation():
            page.evaluate("document.body.lastElementChild.submit()")
        heading = page.locator("h1").inner_text()
        assert heading in ("Not yours to do", "Not found"), (path, heading)
    assert audited.case.ledger.position == before


def test_in_arabic_on_a_telephone_with_the_keyboard_alone(audited: Audited, chromium: Browser):
    session = audited.server.person("Aude")
    with windows_of(chromium, audited.server.address, session, viewport=TELEPHONE, locale="ar") as telephone:
        page = Officer.at(telephone, CASE, "ar").goes("audit/corrections")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        _tab_to(page, "input[name=find]")
        page.keyboard.type(WHY)
        page.keyboard.press("Enter")
        expect(page.locator("tbody tr")).to_have_count(1)
        audited.album.look(page, "arabic corrections")
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        _tab_to(page, "tbody a[href*='/claims/']")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator("main")).to_contain_text(WHY)
        audited.album.look(page, "arabic claim")


def _tab_to(page: Page, wanted: str, most: int = 150) -> None:
    """With the tab key alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the tab key does not come to {wanted}")
