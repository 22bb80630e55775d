from __future__ import annotations

import logging
import re
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from tests.feeds.conftest import REPORT, drop, entry, rss
from tests.replies.making import PUBLIC, Web
from tests.web.console.visiting import Visitor

from truceline.feeds.settings import read_settings
from truceline.ledger.signers import Role
from truceline.replies.outgoing import Outgoing

KEY = "CANARY-of-the-address"
FILE = f"""format: truceline/feeds/1
feeds:
  - {{id: drops, kind: folder, path: in, source: office}}
  - {{id: news, kind: web, url: 'https://news.example/{KEY}?key={KEY}', source: agency}}
  - {{id: post, kind: mail, host: mail.example, user: CANARY-user, password_file: ../CANARY.password}}
"""
SETTERS = {"analyst"}
READERS = {"observer", "analyst"}


@pytest.fixture
def fed(visitor) -> Visitor:
    folder = visitor.held.case.folder
    (folder / "feeds.yaml").write_text(FILE)
    drop(folder / "in", "report.txt", REPORT)
    visitor.app.state.rounds.of("idlib")._outgoing = Outgoing(
        resolver=lambda *_: [PUBLIC],
        inner=Web({f"news.example/{KEY}?key={KEY}": httpx.Response(500, content=KEY.encode())}),
    )
    return visitor


def finished(visitor: Visitor, answer: httpx.Response) -> str:
    """The page of work, once it has ended."""
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    ends = time.monotonic() + 30
    while "hx-trigger" in (page := visitor.get(place).text):
        assert time.monotonic() < ends
        time.sleep(0.05)
    return page


def test_a_case_without_feeds_says_so_in_both_languages(reading):
    assert "This case has no feeds yet." in reading.get("feeds").text
    page = reading.get("feeds?language=ar").text
    assert 'dir="rtl"' in page
    assert "ليس لهذه القضية تغذيات بعد." in page
    assert 'href="/cases/idlib/feeds"' in reading.get("").text


def test_every_role_sees_how_feeds_stand_and_only_some_where_they_are(fed):
    for role in Role:
        page = fed.get("feeds", name=role.value)
        assert page.status_code == 200
        assert page.text.count("not asked yet") == 3
        assert ("news.example" in page.text) == (role in (Role.ANALYST, Role.AUDITOR)), role
        assert ("agency" in page.text) == (role in (Role.ANALYST, Role.AUDITOR)), role
        assert ("Read it now" in page.text) == (role.value in READERS)
        assert ("Add a web feed" in page.text) == (role.value in SETTERS)
    assert fed.get("feeds", name="nobody").status_code == 404


def test_no_page_no_call_and_no_log_has_an_address_or_where_a_password_is(fed, caplog):
    caplog.set_level(logging.DEBUG)
    finished(fed, fed.post("feeds/news/read"))
    finished(fed, fed.post("feeds/post/read"))
    told = [fed.get(path).text for path in ("feeds", "feeds/news", "feeds/post", "feeds?language=ar")]
    told += [fed.get("/api/v1/cases/idlib/feeds").text]
    wrong = fed.post("feeds/news", data={"url": f"ftp://{KEY}", "every": "x"})
    assert wrong.status_code == 422
    ours = [one.getMessage() for one in caplog.records if not one.name.startswith(("httpx", "httpcore"))]
    for text in (*told, wrong.text, *ours):
        assert "CANARY" not in text


def test_a_feed_is_read_at_once_and_brings_claims_to_the_desk(fed):
    before = fed.held.position
    page = finished(fed, fed.post("feeds/drops/read", name="analyst"))
    assert "One new text." in page
    assert fed.held.position > before
    shown = fed.get("feeds").text
    assert "alive" in shown
    assert 'class="sym" aria-hidden="true">●' in shown
    soon = fed.post("feeds/drops/read")
    assert soon.headers["location"].endswith("feeds?done=soon")


def test_a_fault_is_told_in_words_with_a_sign_in_both_languages(fed):
    assert "It answers with status 500." in finished(fed, fed.post("feeds/news/read"))
    page = fed.get("feeds").text
    assert re.search(r'chip bad"><span class="sym" aria-hidden="true">✕</span>cannot be read', page)
    assert "It answers with status 500." in page
    assert "تجيب بالحالة 500." in fed.get("feeds?language=ar").text


def test_an_analyst_adds_changes_and_removes_a_web_feed_and_it_stands_who_did(fed):
    folder = fed.held.case.folder
    sent = {"name": "wire", "url": "https://wire.example/rss", "every": "15", "silent": "2.5"}
    assert fed.post("feeds/new", data=sent).headers["location"].endswith("feeds?done=added")
    feed = read_settings(folder).feed("wire")
    assert (feed.url, feed.every_minutes, feed.silent_after_days) == ("https://wire.example/rss", 15, 2.5)
    fed.post("feeds/wire", data={"every": "60", "language": "ar"})
    changed = read_settings(folder).feed("wire")
    assert (changed.url, changed.every_minutes, changed.language) == ("https://wire.example/rss", 60, "ar")
    assert fed.post("feeds/wire/remove").status_code == 303
    assert "wire" not in {one.id for one in read_settings(folder).feeds}
    page = fed.get("feeds", name="auditor").text
    assert [word for word in ("added", "changed", "removed") if f"<td>{word}</td>" in page] == [
        "added", "changed", "removed",
    ]  # fmt: skip
    assert "Who changed which feed here" not in fed.get("feeds", name="liaison").text


def test_folders_and_mailboxes_are_not_made_moved_or_removed_here(fed):
    before = (fed.held.case.folder / "feeds.yaml").read_text()
    sent = {"name": "etc", "kind": "folder", "path": "/etc", "url": ""}
    assert fed.post("feeds/new", data=sent).status_code == 422
    for name in ("drops", "post"):
        assert fed.post(f"feeds/{name}/remove").status_code == 403
    assert (fed.held.case.folder / "feeds.yaml").read_text() == before
    moved = {
        "path": "/etc",
        "host": "evil.example",
        "password_file": "/etc/shadow",
        "url": "https://e.example/",
    }
    assert fed.post("feeds/post", data={**moved, "every": "10"}).status_code == 303
    after = (fed.held.case.folder / "feeds.yaml").read_text()
    assert not [word for word in ("/etc", "evil", "e.example") if word in after]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"name": "../x", "url": "https://news.example/"}, "name"),
        ({"name": "news", "url": "https://news.example/"}, "name"),
        ({"name": "x", "url": "http://"}, "url"),
        ({"name": "x", "url": "javascript:alert(1)"}, "url"),
        ({"name": "x", "url": "https://news.example/", "every": "1e9"}, "every"),
        ({"name": "x", "url": "https://news.example/", "silent": "nan"}, "silent"),
        ({"name": "x", "url": "https://news.example/", "silent": "<script>"}, "silent"),
    ],
)
def test_a_form_comes_back_with_what_is_wrong_beside_the_field(fed, sent, field):
    answer = fed.post("feeds/new", data=sent)
    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert "<script>" not in answer.text.replace('<script src="', "")
    assert [one.id for one in read_settings(fed.held.case.folder).feeds] == ["drops", "news", "post"]


def test_who_may_not_is_turned_away(fed):
    for role in (*Role, None):
        name = role.value if role else "nobody"
        may_set, may_read = name in SETTERS, name in READERS
        refused = 403 if role else 404
        assert fed.get("feeds/news", name=name).status_code == (200 if may_set else refused)
        assert fed.post("feeds/news", name=name).status_code == (303 if may_set else refused)
        assert fed.post("feeds/drops/read", name=name).status_code == (303 if may_read else refused)
        if not may_set:
            assert fed.post("feeds/news/remove", name=name).status_code == refused
    assert fed.get("feeds/none").status_code == 404
    assert fed.post("feeds/none/read").status_code == 404


def test_a_wrong_file_is_told_by_its_lines_and_not_by_its_words(fed):
    (fed.held.case.folder / "feeds.yaml").write_text(FILE.replace("kind: web", "kind: CANARYKIND"))
    page = fed.get("feeds")
    assert "Line 4 of feeds.yaml cannot be used." in page.text
    assert "CANARY" not in page.text
    assert fed.get("/api/v1/cases/idlib/feeds").status_code == 503


def test_what_a_feed_brings_reaches_open_pages(fed):
    told: list[tuple[str, str]] = []
    fed.app.state.rounds._told = lambda slug: told.append(("feeds", slug))
    page = finished(fed, fed.post("feeds/drops/read"))
    assert "One new text." in page
    assert told == [("feeds", "idlib")]
    assert 'id="feeds" data-live="feeds"' in fed.get("feeds").text


def test_programs_read_how_feeds_stand(fed):
    answer = fed.get("/api/v1/cases/idlib/feeds", name="liaison")
    assert "etag" not in answer.headers
    found = {one["id"]: one for one in answer.json()["feeds"]}
    assert set(found) == {"drops", "news", "post"}
    assert found["news"] == {
        "id": "news", "kind": "web", "standing": "new", "told": "", "last_word": None, "last_read": None,
        "every_minutes": 30, "texts": 0,
    }  # fmt: skip
    assert fed.get("/api/v1/cases/idlib/feeds", name="nobody").status_code == 404


def test_a_feed_of_the_web_brings_text_and_no_markup(fed):
    hostile = rss(entry("<b>T</b>", f"<script>alert(1)</script><p>{REPORT}</p>", "a"))
    fed.app.state.rounds.of("idlib")._outgoing = Outgoing(
        resolver=lambda *_: [PUBLIC],
        inner=Web({f"news.example/{KEY}?key={KEY}": httpx.Response(200, content=hostile.encode())}),
    )
    finished(fed, fed.post("feeds/news/read"))
    (document,) = fed.held.case.ledger.documents()
    page = fed.get(f"desk/{document.sha256}").text
    assert "alert(1)" not in page


def test_silence_is_told_in_days_whatever_the_language(fed):
    feeds = fed.app.state.rounds.of("idlib")
    feeds._clock = lambda: datetime.now(UTC) - timedelta(days=1500)
    feeds.poll(feeds.settings.feed("drops"))
    feeds._clock = lambda: datetime.now(UTC)
    assert "Nothing for 1,500 days." in fed.get("feeds").text
    assert "لا شيء منذ 1,500 يوم." in fed.get("feeds?language=ar").text
