"""An analyst's day, from the link of an invitation to signing out, on the demonstration."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.days import (
    HERE,
    ITS_DAY,
    ITS_TITLE,
    REPORT,
    Demo,
    brought_in,
    demonstrated,
    looked_at,
    press,
    standing,
    to_its_claims,
)
from tests.browser.serving import PASSWORD
from tests.browser.windows import TELEPHONE

from truceline.accounts.account import Grant
from truceline.assess.matching import why_not_done
from truceline.evidence.claim import Status
from truceline.ledger.signers import Role

ATTACK = "no-attack-on-idlib"
DAY = f"{HERE}/?as_of={ITS_DAY}"
SHELLED = "town of Jarjanaz in the countryside of Idlib"
DROPPED = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name, {type: "text/html"}));
  const form = document.querySelector("form[data-upload]");
  for (const kind of ["dragenter", "dragover", "drop"])
    form.dispatchEvent(new DragEvent(kind, {dataTransfer: files, bubbles: true, cancelable: true}));
}"""


@pytest.fixture(scope="module")
def demo(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with demonstrated(chromium, tmp_path_factory.mktemp("demo")) as served:
        yield served


@pytest.fixture(scope="module")
def read(demo: Demo) -> None:
    """The demonstration's report is on the desk, brought in by a file chooser."""
    with demo.windows("Rima", Role.OBSERVER) as hers:
        brought_in(hers.context.new_page(), demo.report(REPORT))


def at_the_report(page: Page) -> None:
    """Come to the report's claims by the desk."""
    page.goto(f"{HERE}/desk")
    page.get_by_role("link", name=REPORT).click()
    expect(page.get_by_role("heading", name=ITS_TITLE, level=1)).to_be_visible()


def step_to(page: Page, words: str) -> None:
    """Go through the claims by `j` until one tells these words."""
    card = page.locator("#desk .deskcard", has_text=words).first
    for _ in range(page.locator("#desk .deskcard").count()):
        if "on" in (card.get_attribute("class") or "").split():
            return
        page.keyboard.press("j")
    raise AssertionError(f"no key leads to {words}")


def test_an_analyst_comes_in_by_a_link_once_and_by_two_factors_from_then_on(demo: Demo):
    with demo.windows(None) as mine:
        page = mine.open(demo.server.invited(Grant("idlib-2018", Role.ANALYST)))
        looked_at(page, "welcome")
        page.get_by_label("Name").fill("Amal")
        for label in ("Password", "The same again"):
            page.get_by_label(label).fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("status").filter(has_text="Sign in with it.")).to_be_visible()
        _sign_in(page)
        page.get_by_role("link", name="Amal").click()
        looked_at(page, "account")
        code = _second_factor(page)
        page.get_by_role("button", name="Sign out").click()
        _sign_in(page)
        looked_at(page, "code")
        mine.watched.allowed.append("401")
        for one, heading in (("000000", "Sign in"), (code, "Cases")):
            page.get_by_label("Code").fill(one)
            page.get_by_role("button", name="Go on").click()
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
        page.get_by_role("link", name=re.compile("Idlib")).click()
        expect(page.get_by_role("heading", name="Obligations")).to_be_visible()


def _sign_in(page: Page) -> None:
    page.get_by_label("Name").fill("Amal")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def _second_factor(page: Page) -> str:
    """Set one up with an app for codes; gives one of the codes for paper."""
    page.locator("#factor-password").fill(PASSWORD)
    page.get_by_role("button", name="Set up a second factor").click()
    looked_at(page, "factor")
    secret = page.locator(".code").inner_text()
    page.get_by_label("The code that the app shows now").fill(pyotp.TOTP(secret.replace(" ", "")).now())
    page.get_by_role("button", name="Go on").click()
    looked_at(page, "codes")
    code = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="I have written them down").click()
    return code


@pytest.mark.usefixtures("read")
def test_a_status_follows_a_claim_down_to_the_sentence_it_rests_on(demo: Demo):
    """Its effect is shown before it is accepted; another's window follows; undoing takes it back."""
    with demo.windows("Nadim", Role.OBSERVER) as theirs, demo.windows("Amina", Role.ANALYST) as mine:
        matrix = theirs.open(DAY)
        expect(standing(matrix, ATTACK)).to_contain_text("presumed kept")
        matrix.evaluate("window.untouched = true")
        page = mine.context.new_page()
        at_the_report(page)
        step_to(page, SHELLED)
        effect = page.locator(".deskcard.on .effects .changed").first
        expect(effect).to_contain_text("presumed kept")
        expect(effect).to_contain_text("breached")
        looked_at(page, "effect")
        page.keyboard.press("a")
        expect(page.locator("#desk-done")).to_contain_text("Accepted")
        expect(standing(matrix, ATTACK)).to_contain_text("breached")
        looked_at(page, "accepted")
        page.locator("#desk-done a").first.click()
        expect(page.get_by_role("heading", name="No attack on Idlib", level=1)).to_be_visible()
        page.locator(".claimline.against", has_text="Jarjanaz").get_by_role("link").click()
        expect(page.locator("#cited")).to_contain_text("regime forces shelled")
        expect(page.locator("#cited")).to_be_in_viewport()
        looked_at(page, "sentence")
        at_the_report(page)
        page.keyboard.press("u")
        expect(standing(matrix, ATTACK)).to_contain_text("presumed kept")
        assert matrix.evaluate("window.untouched")


@pytest.mark.usefixtures("read")
def test_the_same_by_keyboard_alone_on_a_telephone_in_arabic(demo: Demo):
    with demo.windows("Samir", Role.ANALYST, viewport=TELEPHONE) as mine:
        page = mine.open(f"{HERE}/desk?language=ar")
        assert page.locator("html").get_attribute("dir") == "rtl"
        press(page, page.get_by_role("link", name=REPORT))
        expect(page.locator("#desk .deskcard").first).to_be_visible()
        step_to(page, SHELLED)
        expect(page.locator(".deskcard.on .effects .changed").first).to_be_visible()
        # A keyboard of other letters: the same places do the same.
        page.keyboard.press("a")
        expect(page.locator("#desk-done")).to_be_visible()
        looked_at(page, "accepted-arabic")
        press(page, page.locator("#desk-done a").first)
        expect(page.locator(".claimline.against").first).to_be_visible()
        looked_at(page, "proof-arabic")
        page.goto(f"{HERE}/desk?language=ar")
        press(page, page.get_by_role("link", name=REPORT))
        press(page, page.locator("#desk-undo"))
        expect(page.locator("#desk .deskcard", has_text=SHELLED)).not_to_have_count(0)


def test_only_what_is_told_as_done_is_accepted_together_and_all_of_it_taken_back(demo: Demo):
    with demo.windows("Amina", Role.ANALYST) as mine:
        page = mine.open(f"{HERE}/desk/documents")
        looked_at(page, "bring-in")
        page.evaluate(DROPPED, ["who.html", demo.report("who.html").read_text(encoding="utf-8")])
        page.get_by_role("button", name="Read it").click()
        to_its_claims(page)
        open_at_first = _waiting(demo, "who")
        page.get_by_role("link", name="Accept all that is told as done").click()
        for left in ("Denied: told as not so", "Planned, not done", "Required, not done"):
            expect(page.locator(".lines li", has_text=left)).to_be_visible()
        looked_at(page, "together")
        page.get_by_label("Why").fill("the office's own count")
        page.get_by_role("button", name=re.compile("^Accept ")).click()
        expect(page.locator("#desk .deskcard:not(.notdone)")).to_have_count(0)
        accepted = [one for one in demo.case.ledger.claims() if _is_of(one, "who") and one.made_by]
        accepted = [one for one in accepted if one.status is Status.ACCEPTED]
        assert accepted
        assert not [one.says for one in accepted if why_not_done(one)]
        assert len(accepted) + _waiting(demo, "who") == open_at_first
        page.keyboard.press("u")
        expect(page.locator("#desk .deskcard")).to_have_count(open_at_first)
        assert _waiting(demo, "who") == open_at_first


def _is_of(claim: object, source: str) -> bool:
    return getattr(getattr(claim, "source", None), "id", "") == source


def _waiting(demo: Demo, source: str) -> int:
    claims = demo.case.ledger.claims()
    return sum(_is_of(one, source) and one.status is Status.PROPOSED for one in claims)


def test_a_correction_is_accepted_by_somebody_else(demo: Demo):
    with demo.windows("Amina", Role.ANALYST) as mine, demo.windows("Bassam", Role.ANALYST) as his:
        page = mine.open(f"{HERE}/desk")
        looked_at(page, "desk")
        page.get_by_role("button", name="Read kremlin.txt").click()
        to_its_claims(page)
        step_to(page, "Not all of the")
        page.keyboard.press("e")
        page.get_by_label("Grade").fill("Z9")
        mine.watched.allowed.append("422")
        page.get_by_role("button", name="Enter the correction").click()
        expect(page.get_by_label("Grade")).to_have_attribute("aria-invalid", "true")
        looked_at(page, "correct")
        page.get_by_label("Grade").fill("B3")
        page.get_by_role("button", name="Enter the correction").click()
        card = page.locator(".deskcard", has_text="(B3)")
        expect(card.get_by_role("button", name=re.compile("^Accept"))).to_be_disabled()
        page.keyboard.press("a")
        expect(card.locator(".eyes")).to_be_focused()
        looked_at(page, "own-correction")
        theirs = his.open(page.url)
        card = theirs.locator(".deskcard", has_text="(B3)")
        card.get_by_role("button", name=re.compile("^Accept")).click()
        expect(theirs.locator("#desk-done")).to_contain_text("Accepted")
        expect(page.locator("#desk-changed")).to_be_visible()


def test_days_knowledge_and_readings_are_asked_for_and_the_day_ends(demo: Demo):
    with demo.windows("Leila", Role.ANALYST) as mine:
        page = mine.open("/")
        page.get_by_role("link", name=re.compile("Idlib")).click()
        page.get_by_role("link", name="Show that day").click()
        answer = page.locator("#answer")
        expect(answer).to_contain_text("As of 6\xa0May\xa02019")
        page.locator("#as_of").fill("2018-10-11")
        expect(answer).to_contain_text("As of 11\xa0Oct\xa02018")
        heavy = standing(page, "heavy-weapons-out")
        expect(heavy).to_contain_text("breached in part")
        page.locator("#known_at").fill("2018-10-11")
        expect(answer).to_contain_text("As known on 11\xa0Oct\xa02018")
        expect(heavy).to_contain_text("unproven")
        reading = page.get_by_label(re.compile("^Reading of"))
        with page.expect_response(lambda one: "reading." in one.url):
            reading.select_option(index=1)
        assert "reading." in page.url
        looked_at(page, "matrix")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.goto(HERE + "/")
        assert "/login" in page.url
