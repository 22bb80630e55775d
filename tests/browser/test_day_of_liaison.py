"""The day of two liaison officers in two windows, each with a key of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import shapely
from playwright.sync_api import Browser, Locator, Page, expect
from shapely.geometry import box, mapping
from tests.browser.album import Album
from tests.browser.conftest import Opening
from tests.browser.officer import Officer, at, with_key
from tests.browser.serving import COOKIE, Server
from tests.browser.windows import TELEPHONE, windows_of

from truceline.accounts.account import Grant
from truceline.case.folder import Case
from truceline.ledger.signers import Role

CASE = "cells"
CANARY = "kanarienvogel"
STRETCHES = {"west": (35.0, 36.6), "east": (36.6, 38.0)}
PAGES = ("", "register", "documents", "mechanism", "mechanism/counts", "withdrawals", "map", "postures")
CALLS = ("matters", "acts", "claims", "documents", "assessment", "register", "ledger/entries")


@dataclass
class Two:
    """Two officers, the case that both work in, and the pictures of their day."""

    ayse: Officer
    roman: Officer
    case: Path
    server: Server
    album: Album

    @property
    def now(self) -> datetime:
        """On the agreement's clock."""
        return datetime.now(ZoneInfo("Asia/Damascus"))

    def read_by(self, name: str, *grants: Grant) -> Iterator[tuple[str, str]]:
        """Every page and call that could tell something of the mechanism, and what somebody is told there."""
        cookies = {COOKIE: self.server.person(name, *grants)}
        promises = [f"promises/{norm}" for norm in Case.open(self.case).agreement.norms]
        with httpx.Client(base_url=self.server.address, cookies=cookies, timeout=60) as client:
            for path in (
                *(f"/cases/{CASE}/{one}" for one in (*PAGES, *promises)),
                *(f"/api/v1/cases/{CASE}/{c}" for c in (*CALLS, *promises)),
            ):
                yield path, client.get(path, follow_redirects=True).text


@pytest.fixture(scope="module")
def two(chromium: Browser, server: Server) -> Iterator[Two]:
    """Both signed in; each made a key in their browser, and the register has it."""
    case = server.log.parent / CASE
    album = Album("liaison")
    server.person("Ayşe", Grant(CASE, Role.LIAISON, "turkey"))
    server.person("Roman", Grant(CASE, Role.LIAISON, "russia"))
    with windows_of(chromium, server.address) as first, windows_of(chromium, server.address) as second:
        ayse, roman = Officer.at(first, CASE), Officer.at(second, CASE)
        for officer, name, post in ((ayse, "Ayşe", "Turkey's liaison"), (roman, "Roman", "Russia's liaison")):
            officer.signs_in(name)
            officer.makes_a_key(post, case)
        album.look(ayse.page, "key")
        # What stands on a page that was not asked for is 404, and the browser says so on its console.
        for window in (first, second):
            window.watched.allowed.append("404")
        yield Two(ayse, roman, case, server, album)
    assert not album.wrong, "\n".join(album.wrong)


def test_a_notice_reaches_the_other_cell_without_loading_and_is_answered(two: Two):
    inbox = two.roman.goes("mechanism")
    inbox.evaluate("window.untouched = true")
    notice = {
        "to": "russia",
        "notice": "incident",
        "subject": "Two shells at dawn",
        "text": "Whose were they?",
    }
    two.album.look(two.ayse.fills("send", message="dawn", **notice), "form of a message")
    two.album.look(two.ayse.looks(), "what is signed")
    sent = two.ayse.signs()
    waits = inbox.locator("ul.waiting a", has_text="Acknowledge")
    expect(waits).to_be_visible()
    assert inbox.evaluate("window.untouched")
    two.album.look(inbox, "what waits")
    waits.click()
    inbox.get_by_role("link", name="Acknowledge").click()
    two.roman.looks()
    two.roman.signs()
    expect(sent.locator("#matter")).to_contain_text("acknowledged")
    inbox.get_by_role("link", name="Answer").click()
    inbox.locator("#f-text").fill("We are asking.")
    two.roman.looks()
    two.roman.signs()
    expect(sent.locator("#matter")).to_contain_text("We are asking.")
    two.album.look(sent, "answered")


def test_a_draft_is_nobody_s_but_its_own_cell_s(two: Two):
    page = two.roman.goes("mechanism")
    page.evaluate("""address => {
      window.heard = [];
      const source = new EventSource(address);
      for (const kind of ["message", "position", "work"])
        source.addEventListener(kind, event => window.heard.push(event.data));
    }""", f"/cases/{CASE}/changes")  # fmt: skip
    two.ayse.fills("send", message="draft-1", to="russia", subject=CANARY, text=CANARY)
    two.ayse.page.locator("button[name=do][value=draft]").click()
    drafts = two.ayse.page.locator("section", has=two.ayse.page.locator("#drafts"))
    expect(drafts).to_contain_text("draft-1")
    two.album.look(two.ayse.page, "drafts")
    draft = drafts.locator("a").get_attribute("href")
    assert draft
    # Something else happens, which both windows hear of.
    two.ayse.does("count", where="hama", on=two.now.date().isoformat(), firings="1")
    page.wait_for_function("window.heard.length > 0")
    assert CANARY not in json.dumps(page.evaluate("window.heard"))
    assert CANARY not in page.content()
    for path, told in two.read_by("Roman"):
        assert CANARY not in told, path
        assert "draft-1" not in told, path
    answer = page.goto(draft)
    assert answer is not None
    assert (answer.status, CANARY in page.content()) == (404, False)


def test_two_keys_put_a_line_in_force_and_every_promise_on_it_says_so(two: Two, tmp_path: Path):
    before = two.ayse.goes("promises/heavy-weapons-out").locator("#answer").inner_text()
    assert "undelineated" in before
    two.ayse.does("divide", zone="dmz", segments=" ".join(STRETCHES))
    two.ayse.page.get_by_role("link", name="Propose drawings from a file").click()
    two.ayse.page.locator("#file").set_input_files(_drawn(two.case, tmp_path))
    two.ayse.page.locator("#drawing").fill("first")
    two.ayse.page.get_by_role("button", name="Look at what will be signed").click()
    two.album.look(two.ayse.signs(), "lines proposed")
    for officer in (two.roman, two.ayse):
        for segment in STRETCHES:
            about = f"?zone=dmz&segment={segment}&drawing=first"
            page = officer.does("approve", about) if officer is two.ayse else _approves(two, segment)
        state = page.locator("#segment-west .chip").first
        expect(state).to_contain_text("agreed" if officer is two.roman else "approved")
    two.album.look(page, "lines in force")
    watched = two.roman.goes("promises/heavy-weapons-out")
    expect(watched.locator("#answer")).to_contain_text("approved and in force")
    expect(two.roman.goes("promises/dmz-lines").locator("#answer .chip").first).to_contain_text("made")


def _approves(two: Two, segment: str) -> Page:
    """By what waits for him, as somebody does who was told nothing else."""
    page = two.roman.goes("mechanism")
    page.locator("ul.waiting li", has_text=segment).get_by_role("link").click()
    page.locator(f"#segment-{segment}").get_by_role("link", name="Approve").click()
    two.roman.looks()
    return two.roman.signs()


def _drawn(case: Path, folder: Path) -> Path:
    """Both stretches of the zone as the agreement's own line and depth draw it."""
    shape = Case.open(case).atlas.shape("dmz")
    features = []
    for name, (west, east) in STRETCHES.items():
        cut = shapely.set_precision(shapely.intersection(shape, box(west, 30.0, east, 40.0)), 1e-6)
        features.append({"type": "Feature", "id": name, "properties": {}, "geometry": mapping(cut)})
    path = folder / "lines.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return path


def test_a_patrol_is_told_to_nobody_else_before_it_is_done(two: Two):
    ahead, ago = two.now + timedelta(days=1), two.now - timedelta(hours=2)
    route = json.dumps({"type": "LineString", "coordinates": [[36.61234, 35.71234], [36.7, 35.8]]})
    plan = {"zone": "dmz", "starts": at(ahead), "ends": at(ahead + timedelta(hours=3)), "route": route}
    two.ayse.does("plan", patrol="night-road", note=CANARY, **plan)
    two.album.look(two.ayse.page, "patrol planned")
    for name, grant in (
        ("Roman", Grant(CASE, Role.LIAISON, "russia")),
        ("Iraj", Grant(CASE, Role.LIAISON, "iran")),
        ("Anna", Grant(CASE, Role.ANALYST)),
    ):
        for path, told in two.read_by(name, grant):
            for word in (CANARY, "night-road", "36.61234"):
                assert word not in told, (name, path)
    answer = two.roman.page.goto(f"/cases/{CASE}/mechanism/patrol/night-road")
    assert answer is not None
    assert answer.status == 404
    two.ayse.does("set_out", "?patrol=night-road")
    assert "night-road" not in dict(two.read_by("Roman"))[f"/cases/{CASE}/mechanism"]
    done = {"started": at(ago), "ended": at(ago + timedelta(hours=1)), "covered": "0.4"}
    two.ayse.does("finish", "?patrol=night-road", none_of=["heavy-weapons"], **done)
    two.album.look(two.ayse.page, "patrol done")
    expect(two.roman.goes("mechanism").locator("#matters")).to_contain_text("night-road")


def test_two_counts_of_one_day_stand_beside_each_other(two: Two):
    today = two.now.date().isoformat()
    two.ayse.does("count", where="idlib", on=today, firings="4")
    page = two.roman.goes("mechanism/counts")
    row = page.locator("tr", has_text="idlib").last
    expect(row).to_contain_text("one side")
    officer = Officer(page.context.new_page(), CASE)
    officer.does("count", where="idlib", on=today, firings="3")
    expect(row).to_contain_text("differ")
    officer.does("count", where="idlib", on=today, firings="4")
    expect(row).to_contain_text("same")
    two.album.look(page, "dual count")
    officer.page.close()


def test_more_time_runs_once_both_have_granted_it(two: Two):
    until = (two.now.date() + timedelta(days=50)).isoformat()
    asked = two.ayse.does("request", extension="month", norms=["radicals-out"], until=until, why="Roads.")
    two.album.look(asked, "time asked")
    page = two.roman.goes("mechanism")
    page.locator("ul.waiting a", has_text="Grant").click()
    page.get_by_role("link", name="Grant").click()
    two.roman.looks()
    two.roman.signs()
    expect(asked.locator("#matter")).to_contain_text("half granted")
    two.ayse.does("grant", "?extension=month")
    expect(page.locator("#matter .chip").first).to_have_text(re.compile(r"^\W*granted$"))
    expect(page.locator("#matter", has_text="Radical groups")).to_contain_text("not yet due")


def test_an_act_taken_back_counts_no_more_and_leads_to_its_retraction(two: Two):
    today = two.now.date().isoformat()
    denied = {"zone": "dmz", "whom": "observers", "on": today, "by": "hts", "reason": "No passage."}
    page = two.ayse.does("keep_out", access="gate", minutes="95", **denied)
    other = two.roman.goes("mechanism/access/gate")
    expect(other.locator("#matter")).to_contain_text("No passage.")
    page.get_by_role("link", name="Take this act back").click()
    two.album.look(page, "taking back")
    page.locator("#f-why").fill("It was another gate.")
    two.album.look(two.ayse.looks(), "what is taken back")
    two.album.look(two.ayse.signs(), "taken back")
    # Whoever had the page open reads the retraction there; whoever has its address is led to it.
    expect(other.locator("#matter")).to_contain_text("It was another gate.")
    two.roman.goes("mechanism/access/gate")
    assert "/mechanism/retraction/" in other.url
    two.album.look(two.roman.goes("mechanism"), "mechanism")


def test_author_verifier_and_publisher_of_an_incident_are_three(two: Two, windows: Opening):
    """Two posts try to do two things each, and are refused in words."""
    for name, post, role in (
        ("Omar", "South team", Role.OBSERVER),
        ("Vera", "South team", Role.VERIFIER),
        ("Wanda", "Verification desk", Role.VERIFIER),
        ("Paul", "Verification desk", Role.PUBLISHER),
        ("Petra", "Press", Role.PUBLISHER),
    ):
        with_key(two.server, two.case, name, post, role)
    today = two.now.date().isoformat()
    alleged = two.ayse.does(
        "allege", incident="jarjanaz", what="shell", on=today, text="Two.", place="Jarjanaz"
    )
    about = "?incident=jarjanaz"
    with windows("Omar") as o, windows("Vera") as v, windows("Wanda") as w, windows("Paul") as p:
        omar, vera, wanda, paul = (Officer.at(one, CASE) for one in (o, v, w, p))
        for one in (v, p):
            one.watched.allowed.append("422")
        wanda.does("take_up", about)
        wanda.does("task", about, team="Observers, south")
        omar.does("visit", about, at=at(two.now - timedelta(hours=1)))
        omar.does("report", about, text="Two craters.")
        given = {"finding": "verified", "basis": "Craters."}
        told = vera.is_refused("conclude", about, **given)
        assert "author, verifier and publisher differ" in told
        two.album.look(vera.page, "refused")
        wanda.does("conclude", about, **given)
        assert "author, verifier and publisher differ" in paul.is_refused("publish", about)
    with windows("Petra") as press:
        Officer.at(press, CASE).does("publish", about)
    expect(alleged.locator("#matter .chip").first).to_contain_text("published")
    for post in ("South team", "Verification desk", "Press"):
        expect(alleged.locator("#matter")).to_contain_text(post)
    two.album.look(alleged, "incident published")


def tab_to(page: Page, wanted: Locator, most: int = 150) -> None:
    """With the tab key alone."""
    handle = wanted.element_handle()
    for _ in range(most):
        if page.evaluate("one => document.activeElement === one", handle):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not come to {wanted}")


def test_a_message_is_answered_in_arabic_on_a_telephone_without_a_mouse(two: Two, windows: Opening):
    two.ayse.does("send", message="evening", to="russia", subject="What flew?", text="At six.")
    settings: dict[str, Any] = {"viewport": TELEPHONE, "locale": "ar"}
    with_key(two.server, two.case, "Rustam", "Russia's second", Role.LIAISON, party="russia")
    with windows("Rustam", **settings) as telephone:
        rustam = Officer.at(telephone, CASE, "ar")
        page = rustam.goes("mechanism")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        _walks(page, page.locator("ul.waiting li", has_text="evening").get_by_role("link"))
        _walks(page, page.locator("a.button[href*='new/answer']"))
        tab_to(page, page.locator("#f-text"))
        page.keyboard.type("نسأل.")
        two.album.look(page, "arabic form")
        _walks(page, page.locator("button[value=look]"))
        two.album.look(page, "arabic look")
        tab_to(page, page.locator("#passphrase"))
        page.keyboard.type("correct horse battery")
        page.keyboard.press("Enter")
        expect(page.locator("p.done")).to_be_visible()
        two.album.look(page, "arabic answered")
    expect(two.ayse.page.locator("#matter")).to_contain_text("نسأل.")


def _walks(page: Page, to: Locator) -> None:
    """To something with the tab key, and through it with Enter."""
    tab_to(page, to)
    with page.expect_navigation():
        page.keyboard.press("Enter")
