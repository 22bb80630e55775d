from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect
from tests.browser.conftest import Opening
from tests.browser.serving import Server

from truceline.accounts.account import Grant
from truceline.case.folder import Case
from truceline.evidence.claim import Status
from truceline.ledger.signers import Role

DAY = "2018-10-19"


def test_what_one_does_shows_in_the_window_of_another(windows: Opening):
    """A publisher issues a report; a reader who has the list open sees it, without loading it anew."""
    with (
        windows("Rami", Grant("live", Role.OBSERVER)) as reader,
        windows("Paula", Grant("live", Role.PUBLISHER)) as publisher,
    ):
        page = reader.open("/cases/live/reports")
        expect(page.locator("#answer")).to_contain_text("No report was issued yet.")
        page.evaluate("window.untouched = true")
        theirs = publisher.open("/cases/live/reports")
        theirs.locator("input[name=day]").fill(DAY)
        theirs.get_by_role("button", name="Preview").click()
        theirs.get_by_role("button", name="Issue it").click()
        expect(theirs.locator("#answer")).to_contain_text(f"weekly-{DAY}")
        expect(page.locator("#answer")).to_contain_text(f"weekly-{DAY}")
        assert page.evaluate("window.untouched")


def test_a_status_follows_what_another_process_enters(windows: Opening, server: Server):
    folder = next(Path(server.log).parent.glob("live"))
    with windows("Rami", Grant("live", Role.OBSERVER)) as reader:
        page = reader.open(f"/cases/live/?as_of={DAY}")
        before = page.locator("#answer .matrix").inner_html()
        page.evaluate("window.untouched = true")
        case = Case.open(folder)
        for claim in list(case.ledger.claims())[:40]:
            case.ledger.decide(claim.claim_id, Status.REJECTED, "Amal", "no source")
        differs = "before => document.querySelector('#answer .matrix').innerHTML !== before"
        page.wait_for_function(differs, arg=before)
        assert page.evaluate("window.untouched")


def test_a_day_that_is_being_chosen_is_not_taken_out_of_the_hand(windows: Opening, server: Server):
    with windows("Rami", Grant("live", Role.OBSERVER)) as reader:
        page = reader.open(f"/cases/live/?as_of={DAY}")
        page.locator("#as_of").focus()
        case = Case.open(Path(server.log).parent / "live")
        claim = list(case.ledger.claims())[-1]
        with page.expect_response(lambda answer: "as_of" in answer.url):
            case.ledger.decide(claim.claim_id, Status.REJECTED, "Amal", "no source")
        expect(page.locator("#as_of")).to_be_focused()
