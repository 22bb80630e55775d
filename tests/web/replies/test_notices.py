from __future__ import annotations

import pytest
from tests.replies.making import SITE, switched_on
from tests.web.replies.browsing import Browser

from truceline.replies import mentions as queueing
from truceline.replies.mentions import Mentions
from truceline.replies.pingback import Ping, call

SOURCE = "https://blog.example/1"
OURS = f"{SITE}week-2.html"


@pytest.fixture
def open_browser(folder):
    """A browser before a case that takes notices."""
    desk = switched_on(folder)
    browser = Browser(desk)
    browser.desk = desk
    return browser


def mention(browser, source=SOURCE, target=OURS):
    return browser.ask("POST", "/webmention", data={"source": source, "target": target})


def ping(browser, content, kind="text/xml"):
    return browser.ask("POST", "/pingback", content=content, headers={"Content-Type": kind})


def waiting(browser):
    return [(one.via.value, one.source, one.page) for one in Mentions(browser.desk.store).waiting(9)]


def test_notices_are_off_before_somebody_switches_them_on(browser):
    assert mention(browser).status_code == 404
    assert ping(browser, call(Ping(SOURCE, OURS))).status_code == 404
    assert "link" not in browser.get("/form?page=week-2.html").headers


def test_a_webmention_is_queued_and_nobody_is_asked(open_browser):
    answer = mention(open_browser)
    assert (answer.status_code, answer.text.startswith("queued")) == (202, True)
    assert waiting(open_browser) == [("webmention", SOURCE, "week-2.html")]


def test_a_pingback_is_queued_too(open_browser):
    answer = ping(open_browser, call(Ping(SOURCE, OURS)))
    assert (answer.status_code, b"<fault>" in answer.content) == (200, False)
    assert waiting(open_browser) == [("pingback", SOURCE, "week-2.html")]


def test_where_notices_go_is_told_to_programs(open_browser):
    headers = open_browser.get("/form?page=week-2.html").headers
    assert headers["link"] == '<https://replies.example/webmention>; rel="webmention"'
    assert headers["x-pingback"] == "https://replies.example/pingback"


FORGED = [
    ("", OURS),
    ("javascript:alert(1)", OURS),
    ("file:///etc/passwd", OURS),
    ("https://me:pw@blog.example/", OURS),
    ("https://blog.example/\x00", OURS),
    ("https://blog.example/ a", OURS),
    ("https://blog.example/" + "a" * 2000, OURS),
    ("https://[broken", OURS),
    (OURS, OURS),
    ("https://replies.example/form", OURS),
    ("https://REPLIES.example./form", OURS),
    (SOURCE, "https://other.example/"),
    (SOURCE, "week-2.html"),
    (SOURCE, f"{SITE}../../x"),
]


@pytest.mark.parametrize(("source", "target"), FORGED)
def test_a_forged_notice_is_refused(open_browser, source, target):
    assert mention(open_browser, source, target).status_code == 400
    if "\x00" not in source:
        assert b"faultCode" in ping(open_browser, call(Ping(source, target))).content
    assert waiting(open_browser) == []


@pytest.mark.parametrize(
    "content", [b"", b"<methodCall>", b'<!DOCTYPE a [<!ENTITY b "c">]><methodCall>&b;</methodCall>']
)
def test_xml_that_cannot_be_read_is_a_fault(open_browser, content):
    assert b"<int>-32700</int>" in ping(open_browser, content).content


def test_other_sorts_of_content_are_refused(open_browser):
    assert b"faultCode" in ping(open_browser, b"{}", "application/json").content
    answer = open_browser.ask(
        "POST", "/webmention", content=b"{}", headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 415


def test_one_machine_sends_thirty_notices_in_ten_minutes(open_browser):
    codes = [mention(open_browser, f"{SOURCE}?{number}").status_code for number in range(31)]
    assert codes == [202] * 30 + [429]
    assert b"<int>49</int>" in ping(open_browser, call(Ping(SOURCE, OURS))).content


def test_a_full_queue_is_told(open_browser, monkeypatch):
    monkeypatch.setattr(queueing, "MOST_WAITING", 0)
    assert mention(open_browser).status_code == 503
    assert b"<int>49</int>" in ping(open_browser, call(Ping(SOURCE, OURS))).content


def test_a_long_notice_is_cut_off(open_browser):
    assert ping(open_browser, b"<a>" * 100_000).status_code == 413
