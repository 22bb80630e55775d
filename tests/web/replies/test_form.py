from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.replies.making import CANARY, opened
from tests.web.replies.browsing import Browser, stamp_of

from truceline.replies import store as storing
from truceline.replies.reply import ReplyState


class Elements(HTMLParser):
    """Every start tag of a page, with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def by_id(self, name):
        return next((attributes for _, attributes in self.found if attributes.get("id") == name), None)


def test_a_reader_opens_the_form_fills_it_in_and_is_thanked(browser, desk):
    sent = browser.send()
    assert (sent.status_code, sent.headers["location"]) == (303, "thanks?page=week-2.html&lang=en")
    thanks = browser.get(f"/{sent.headers['location']}")
    assert "Your reply has arrived" in thanks.text
    (reply,) = desk.store.listed()
    assert (reply.state, reply.name, reply.page) == (ReplyState.HELD, "A reader", "week-2.html")
    assert desk.store.sealed_mailbox(reply.id)


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [("en", "ltr", "Reply to the bulletin"), ("ar", "rtl", "الرد على النشرة")],
)
def test_the_form_speaks_the_reader_s_language(browser, language, direction, words):
    page = browser.get(f"/form?page=week-2.html&lang={language}").text
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert f"<h1>{words}</h1>" in page
    other = {"en": "ar", "ar": "en"}[language]
    assert f"form?page=week-2.html&amp;lang={other}" in page
    assert browser.get("/form?page=a.html", headers={"Accept-Language": f"fr, {language};q=0.5"}).text.count(
        words
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_field_has_its_label_its_hint_and_its_mistake_beside_it(browser, language):
    page = browser.send(lang=language, name="", email="nobody", text="").text
    elements = Elements(page)
    labels = {a["for"] for tag, a in elements.found if tag == "label"}
    assert labels == {"name", "email", "text", "website"}
    for field in ("name", "email", "text"):
        control = elements.by_id(field)
        assert "required" in control
        assert control["aria-invalid"] == "true"
        assert control["aria-describedby"] == f"{field}-hint {field}-wrong"
        assert elements.by_id(f"{field}-wrong") is not None
        assert f'href="#{field}"' in page
    assert page.count("*") >= 4
    assert 'role="alert"' in page


def test_a_mistake_is_told_in_words_and_what_was_typed_stays_but_the_address(browser, desk):
    answer = browser.send(text="", name="Ana <b>")
    assert answer.status_code == 422
    assert "<title>Please correct" in answer.text
    assert "Write your reply." in answer.text
    assert 'value="Ana &lt;b&gt;"' in answer.text
    assert CANARY not in answer.text
    assert "type the address again" in answer.text
    assert desk.store.listed() == ()


def test_who_corrects_a_field_need_not_wait_again(browser):
    again = browser.send(text="")
    assert browser.send(stamp_of(again), wait_s=1).status_code == 303


def test_haste_is_asked_to_wait_and_a_form_left_open_to_send_again(browser, desk):
    fast = browser.send(wait_s=1)
    assert (fast.status_code, "That was very quick" in fast.text) == (422, True)
    old = browser.send(wait_s=13 * 3600)
    assert (old.status_code, "open for too long" in old.text) == (422, True)
    assert "The road was open on Sunday." in old.text
    assert desk.store.listed() == ()
    assert browser.send(stamp_of(old)).status_code == 303


@pytest.mark.parametrize("stamp", ["", "forged", "AAAA" * 10, "\u0661"])
def test_a_forged_stamp_is_as_good_as_none(browser, desk, stamp):
    assert browser.send(stamp).status_code == 422
    assert desk.store.listed() == ()


def test_a_stamp_is_for_one_page(browser):
    assert browser.send(browser.open("week-3.html")).status_code == 422


def test_who_fills_in_the_trap_is_thanked_and_taken_for_spam(browser, desk):
    assert browser.send(website="https://buy.example").status_code == 303
    (reply,) = desk.store.listed(ReplyState.SPAM)
    assert reply.steps[0].why == "the field that people do not see was filled in"


def test_a_reply_full_of_links_is_taken_for_spam(browser, desk):
    browser.send(text="https://a.example " * 4)
    (reply,) = desk.store.listed(ReplyState.SPAM)
    assert reply.steps[0].why == "more links than a reply needs"


def test_the_trap_is_out_of_sight_and_out_of_the_order_of_keys(browser):
    page = browser.get("/form?page=week-2.html").text
    trap = Elements(page).by_id("website")
    assert (trap["tabindex"], trap["autocomplete"]) == ("-1", "off")
    assert '<div class="trap" aria-hidden="true">' in page


def test_one_machine_replies_five_times_in_ten_minutes(desk, browser):
    for number in range(5):
        assert browser.send(text=f"reply {number}", wait_s=10).status_code == 303
    sixth = browser.send(text="once more", wait_s=10)
    assert (sixth.status_code, sixth.headers["retry-after"]) == (429, "600")
    assert "from your network" in sixth.text
    browser.address = "203.0.113.10"
    assert browser.send(text="another reader", wait_s=10).status_code == 303
    browser.address = "203.0.113.9"
    browser.now_s += 600
    assert browser.send(text="later").status_code == 303


def test_even_mistakes_are_not_made_without_end(browser):
    stamp = browser.open()
    codes = {browser.send(stamp, wait_s=0, text="").status_code for _ in range(61)}
    assert codes == {422, 429}


def test_a_full_queue_is_told(browser, monkeypatch):
    monkeypatch.setattr(storing, "MOST_HELD", 0)
    answer = browser.send()
    assert (answer.status_code, "waiting to be read" in answer.text) == (503, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://replies.example.evil"},
    ],
)
def test_a_form_that_another_site_sends_is_refused(browser, desk, headers):
    answer = browser.send(headers=headers)
    assert (answer.status_code, "another website" in answer.text) == (403, True)
    assert desk.store.listed() == ()


def test_a_browser_that_says_nothing_of_where_it_comes_from_is_served(browser):
    stamp = browser.open()
    browser.now_s += 60
    data = {"page": "week-2.html", "stamp": stamp, "name": "a", "email": "a@b.example", "text": "b"}
    assert browser.ask("POST", "/form", data=data).status_code == 303


@pytest.mark.parametrize("page", ["", "../case.json", "https://evil.example/"])
def test_a_page_that_is_none_of_ours_has_no_form(browser, desk, page):
    if page:
        assert browser.get("/form", params={"page": page}).status_code == 404
        assert browser.get("/thanks", params={"page": page}).status_code == 404
        assert browser.send(page=page).status_code == 404
    assert desk.store.listed() == ()


SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;\"'`--><svg/onload=alert(3)>"


def test_markup_is_never_more_than_words(browser, desk):
    answer = browser.send(name=SCRIPT[:60], text="", page="week-2.html")
    again = browser.send(text=SCRIPT, name="")
    for page in (answer.text, again.text):
        tags = {tag for tag, _ in Elements(page).found}
        assert not tags & {"script", "img", "svg"}
        assert not [a for _, attributes in Elements(page).found for a in attributes if a.startswith("on")]
    browser.send(text=SCRIPT)
    (reply,) = desk.store.listed()
    assert reply.text == SCRIPT


def test_controls_overrides_and_holes_are_cleaned(browser, desk):
    browser.send(name="A\x00na\u202e", text="one\x00\x1b[2J two\u2066\ud7ff\uffff\r\nthree")
    (reply,) = desk.store.listed()
    assert (reply.name, reply.text) == ("Ana", "one[2J two\nthree")


def test_words_that_are_no_utf_8_harm_nobody(browser, desk):
    stamp = browser.open()
    browser.now_s += 60
    sent = f"page=week-2.html&stamp={stamp.replace('=', '%3D')}&email=a%40b.example"
    body = f"{sent}&name=%ff%fe&text=%c3%28ok%ed%a0%80"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.ask("POST", "/form", content=body.encode(), headers=headers).status_code in (303, 422)


def test_a_form_in_parts_is_read_too_and_files_are_none_of_it(browser, desk):
    stamp = browser.open()
    browser.now_s += 60
    fields = {"page": "week-2.html", "stamp": stamp, "name": "a", "email": "a@b.example", "text": "in parts"}
    parts = {name: (None, value) for name, value in fields.items()}
    assert browser.ask("POST", "/form", files=parts).status_code == 303
    assert browser.ask("POST", "/form", files={**parts, "f": ("f.txt", b"x")}).status_code == 400
    assert [reply.text for reply in desk.store.listed()] == ["in parts"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"{}", "application/json", 415),
        (b"", "", 415),
        (b"&".join(b"f%d=1" % n for n in range(40)), "application/x-www-form-urlencoded", 400),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x", 400),
        (b"--x", "multipart/form-data", 400),
    ],
)
def test_what_is_no_form_is_told(browser, content, kind, status):
    answer = browser.ask("POST", "/form", content=content, headers={"Content-Type": kind} if kind else {})
    assert answer.status_code in (status, 422)
    assert CANARY not in answer.text


def test_no_answer_ever_tells_an_address(browser, desk, caplog):
    with caplog.at_level(0):
        browser.send()
        for wrong in (
            {"text": ""},
            {"text": CANARY},
            {"name": CANARY},
            {"website": CANARY},
            {"email": f"{CANARY} x"},
        ):
            browser.send(**wrong)
        browser.send(wait_s=0)
        browser.send(headers={"Origin": "null"})
        (first, *_) = desk.store.listed(ReplyState.HELD)
        desk.show(first.id, "ana")
        browser.get("/shown?page=week-2.html")
        browser.get("/thanks?page=week-2.html")
        browser.get(f"/form?page={CANARY}")
    told = " ".join(browser.seen)
    assert CANARY not in told
    assert "quetzal" not in told.lower()
    # The browser of this test logs what it asks for; what we log is ours.
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("truceline")]
    assert ours
    assert CANARY not in " ".join(ours)
    assert CANARY not in str(desk.store.listed())


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing(browser):
    page = browser.get("/form?page=week-2.html")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script|style=|\son\w+=", page.text)
    links = [a["href"] for tag, a in Elements(page.text).found if tag == "link"]
    assert links == ["style.css"]
    assert browser.get("/style.css").headers["content-type"].startswith("text/css")


def test_two_who_send_the_same_words_are_kept_once(browser, desk):
    browser.send()
    browser.send()
    assert len(desk.store.listed()) == 1


def test_two_sites_of_one_desk_keep_apart_who_asked(desk):
    first, second = Browser(desk), Browser(desk, "2001:db8::1")
    for number in range(5):
        first.send(text=f"{number}")
        second.send(text=f"v6 {number}")
    second.address = "2001:db8::ffff:2"
    assert second.send(text="the same household").status_code == 429


@pytest.fixture(scope="module")
def hard_wearing(made, tmp_path_factory):
    """A browser that is used for many examples."""
    return Browser(opened(shutil.copytree(made, tmp_path_factory.mktemp("cases") / "river")))


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
FIELDS = st.sampled_from(("name", "text", "page", "lang", "stamp", "website")) | ANYTHING
KINDS = st.sampled_from(("application/x-www-form-urlencoded", "multipart/form-data; boundary=x"))


@given(st.dictionaries(FIELDS, ANYTHING))
def test_whatever_is_sent_is_answered_without_a_fault_and_without_the_address(hard_wearing, fields):
    hard_wearing.now_s += 3600
    sent = {"page": "week-2.html", "stamp": hard_wearing.open(), "email": CANARY, **fields}
    hard_wearing.now_s += 60
    answer = hard_wearing.ask("POST", "/form", data=sent)
    assert answer.status_code in (303, 400, 404, 422)
    assert CANARY not in f"{answer.headers}{answer.text}"
    assert "<script" not in answer.text


@given(st.binary(max_size=300), KINDS)
def test_whatever_bytes_are_sent_are_answered_without_a_fault(hard_wearing, content, kind):
    hard_wearing.now_s += 3600
    answer = hard_wearing.ask("POST", "/form", content=content, headers={"Content-Type": kind})
    assert answer.status_code in (400, 404, 422)
