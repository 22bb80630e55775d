"""A publisher's day: two issues of a bulletin, the second correcting the first, and a reader's reply."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.days import CASE, HERE, ITS_DAY, REPORT, Demo, demonstrated, looked_at

from truceline.case.reading import keep, read_report
from truceline.evidence.claim import Claim, Status
from truceline.ledger.signers import Role

MAILBOX = "quetzal.zinnia@canary.example"
NEXT = "2018-12-02"
PATIENCE_MS = 60_000
SITE = f"/readers/{CASE}/"
AS_A_READER = """() => new Promise(done => {
  const look = () => performance.now() > 4500 ? done() : setTimeout(look, 50);
  look();
})"""
"""Until the form is open for as long as somebody reads it; quicker replies are asked to wait."""


@pytest.fixture(scope="module")
def demo(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demonstrated(chromium, tmp_path_factory.mktemp("demo")) as served:
        yield served


@pytest.fixture(scope="module")
def shelling(demo: Demo) -> Claim:
    """The claim that breaks a promise, read and not yet decided on."""
    content = demo.report(REPORT).read_bytes()
    reading = read_report(demo.case, content, REPORT)
    keep(demo.case, reading, content, "Rima")
    return next(one for one in reading.claims if "regime forces: shell, town" in one.says)


def decided(demo: Demo, claim: Claim, status: Status, why: str) -> None:
    """Let the analyst who also publishes decide on a claim."""
    demo.case.ledger.decide(claim.claim_id, status, "Dalia", why)


def previewed(page: Page, day: str) -> None:
    """From the list of reports to the preview of what everybody would get."""
    page.goto(f"{HERE}/reports")
    page.get_by_label("Last day").fill(day)
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("link", name="See what everybody would get").click()
    expect(page.locator("main")).to_contain_text("left out of it")


def issued(page: Page, day: str) -> None:
    """Issue it to everybody."""
    previewed(page, day)
    page.get_by_role("button", name="Issue it to everybody").click()
    expect(page.locator("#answer")).to_contain_text(f"weekly-{day}")


def test_whoever_decided_on_its_claims_does_not_publish_a_report(demo: Demo, shelling: Claim):
    decided(demo, shelling, Status.ACCEPTED, "seen by two")
    with demo.windows("Dalia", Role.ANALYST, Role.PUBLISHER) as mine:
        page = mine.context.new_page()
        previewed(page, ITS_DAY)
        expect(page.get_by_role("note")).to_contain_text("somebody else must publish it")
        expect(page.get_by_role("button", name="Issue it")).to_have_count(0)
        looked_at(page, "preview-refused")


def test_the_second_issue_corrects_the_first_on_the_site_that_everybody_sees(demo: Demo, shelling: Claim):
    with demo.windows("Paula", Role.PUBLISHER) as mine:
        page = mine.open(f"{HERE}/reports")
        expect(page.locator("#answer")).to_contain_text("No report was issued yet.")
        looked_at(page, "reports-none")
        decided(demo, shelling, Status.ACCEPTED, "seen by two")
        previewed(page, ITS_DAY)
        looked_at(page, "preview-public")
        issued(page, ITS_DAY)
        decided(demo, shelling, Status.WITHDRAWN, "the source took it back")
        issued(page, NEXT)
        looked_at(page, "reports")
        # Built now, in two languages, with everything on paper, too.
        page.get_by_role("link", name="See the public bulletin").click(timeout=PATIENCE_MS)
        page.wait_for_url(f"**{SITE}index.html")
        looked_at(page, "site")
        page.get_by_role("link", name=re.compile("No attack on Idlib")).first.click()
        expect(page.locator("main")).to_contain_text("presumed kept")
        looked_at(page, "site-promise")
        page.goto(f"{SITE}reports/weekly-{NEXT}/index.html")
        correction = page.locator("#corrections")
        expect(correction).to_contain_text("No attack on Idlib")
        expect(correction).to_contain_text("breached")
        looked_at(page, "site-correction")


def replied(reader: Page) -> None:
    """A reader answers a report by the form that its page leads to."""
    reader.get_by_role("link", name="Reply to this report").first.click()
    looked_at(reader, "reply-form")
    reader.get_by_label("Name").fill("Office of the spokesman")
    reader.get_by_label(re.compile("[Ee]-?mail")).fill(MAILBOX)
    reader.locator("textarea").fill("We fired at nobody in Jarjanaz.\nThe road to it was closed that day.")
    reader.evaluate(AS_A_READER)
    reader.locator("form button").last.click()
    reader.wait_for_url("**/thanks?**")
    looked_at(reader, "thanks")


def test_a_party_s_reply_is_shown_with_equal_weight_answered_and_becomes_a_claim(demo: Demo):
    pages = []
    with (
        demo.windows("Paula", Role.PUBLISHER) as hers,
        demo.windows(None) as anybody,
        demo.windows("Amina", Role.ANALYST) as analyst,
    ):
        page = hers.context.new_page()
        if not _is_issued(demo):
            issued(page, ITS_DAY)
        page.goto(f"{HERE}/replies")
        expect(page.locator("#answer")).to_contain_text("No reply waits.")
        reader = anybody.context.new_page()
        reader.set_default_timeout(PATIENCE_MS)
        reader.goto(SITE)
        reader.get_by_role("link", name=re.compile("Weekly report")).first.click()
        replied(reader)
        page.reload()
        pages.append(page.content())
        looked_at(page, "replies")
        page.get_by_label("As the word of").select_option(label="Syrian government")
        page.get_by_label("How that is known (public)").fill("its letterhead, and a call back")
        page.get_by_role("button", name="Show to everybody").click()
        expect(page.locator(".done")).to_contain_text("You can answer it here.")
        page.get_by_label("Answer in public").fill("We have asked a second source.")
        page.get_by_role("button", name="Answer", exact=True).click()
        page.get_by_text("Make a claim of it, for the reading desk").click()
        page.get_by_label("What is told of").select_option("shell")
        page.get_by_label("How it is told").select_option("refused")
        looked_at(page, "replies-shown")
        page.get_by_role("button", name="Propose the claim").click()
        expect(page.locator(".done")).to_contain_text("The claim waits on the reading desk")
        pages.append(page.content())
        reader.goto(SITE)
        reader.get_by_role("link", name=re.compile("Weekly report")).first.click()
        reply = reader.locator("#replies")
        for told in ("We fired at nobody", "Syrian government", "We have asked a second source."):
            expect(reply).to_contain_text(told)
        looked_at(reader, "site-replied")
        pages.append(reader.content())
        desk = analyst.open(f"{HERE}/desk")
        desk.get_by_role("link", name=re.compile(r"^r-\w+\.txt")).click()
        expect(desk.locator(".deskcard")).to_contain_text("Syrian government")
        pages.append(desk.content())
    assert not [one for one in pages if "canary" in one]


def _is_issued(demo: Demo) -> bool:
    return any(one.name.startswith("weekly-") for one in demo.case.ledger.documents())
