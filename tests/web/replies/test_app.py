from __future__ import annotations

import json

import pytest
from tests.replies.making import CANARY, arrival
from tests.web.replies.browsing import HOST, Browser

from truceline.errors import CaseError, Problem
from truceline.replies.store import Replies
from truceline.web.guards import SECURITY


def test_what_is_shown_is_given_to_programs_of_any_site(browser, desk):
    desk.show(desk.store.receive(arrival()), "ana", party="north", basis="its letter")
    desk.store.receive(arrival(text="held"))
    answer = browser.get("/shown?page=week-2.html")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    (reply,) = json.loads(answer.text)["replies"]
    assert (reply["text"], reply["weight"]) == (arrival().text, "equal")
    assert browser.get("/shown?page=../x").status_code == 404


def test_health_tells_whether_replies_can_be_taken(browser, monkeypatch):
    assert browser.get("/health").json() == {"status": "ok"}

    def fails(_self):
        raise CaseError(Problem("secret/place", 0, "ledger", "the disk is full"))

    monkeypatch.setattr(Replies, "is_there", fails)
    answer = browser.get("/health")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/../../etc/passwd", 404),
        ("GET", "/%00", 404),
        ("DELETE", "/form", 405),
        ("POST", "/shown", 405),
        ("GET", "/webmention", 405),
        ("TRACE", "/form", 405),
    ],
)
def test_what_there_is_not_is_told_with_every_header(browser, method, path, status):
    answer = browser.ask(method, path)
    assert answer.status_code == status
    for name, value in SECURITY.items():
        assert answer.headers[name] == value


def test_every_answer_has_the_headers_that_keep_others_out(browser):
    for path in ("/form?page=a.html", "/thanks?page=a.html", "/shown?page=a.html", "/health", "/style.css"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert set(SECURITY) - {"Cache-Control"} <= {name.title() for name in answer.headers} | set(
            answer.headers
        ) | {name for name in SECURITY if name.lower() in answer.headers}


def test_another_name_for_this_server_is_not_answered(browser):
    answer = browser.get("/form?page=a.html", headers={"Host": "rebound.example"})
    assert answer.status_code == 400
    assert browser.get("/form?page=a.html", headers={"Host": "localhost:8080"}).status_code == 200


def test_a_store_that_fails_is_told_without_a_word_of_where_or_what(browser, monkeypatch, caplog):
    def fails(*_args, **_more):
        raise CaseError(Problem("secret/place", 0, "ledger", f"the disk is full {CANARY}"))

    monkeypatch.setattr(Replies, "receive", fails)
    answer = browser.send()
    assert (answer.status_code, answer.text) == (503, "not available just now")


def test_a_bug_of_ours_is_one_plain_line_and_quotes_nothing(browser, monkeypatch, caplog):
    def fails(*_args, **_more):
        raise RuntimeError(f"a bug that quotes {CANARY}")

    monkeypatch.setattr(Replies, "receive", fails)
    with caplog.at_level(0):
        answer = browser.send()
    assert answer.status_code == 500
    assert CANARY not in answer.text + caplog.text
    assert "RuntimeError at test_app.py" in caplog.text


def test_the_log_names_routes_and_no_people(browser, caplog):
    with caplog.at_level("INFO", "truceline.web"):
        browser.send()
        browser.get("/no/such/CANARY?x=CANARY")
    lines = [
        " ".join(record.getMessage().split(" ")[:3])
        for record in caplog.records
        if record.name == "truceline.web"
    ]
    assert lines == ["GET /form 200", "POST /form 303", "GET - 404"]
    assert browser.address not in caplog.text


def test_the_app_can_be_mounted_in_a_larger_one(desk):
    from starlette.applications import Starlette
    from starlette.routing import Mount

    browser = Browser(desk)
    browser.app = Starlette(routes=[Mount("/replies", browser.app)])
    page = browser.get("/replies/form?page=week-2.html")
    assert (page.status_code, 'action="form"' in page.text) == (200, True)
    assert HOST
