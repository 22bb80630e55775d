"""What somebody with bad intent sends to a server with accounts."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy import func, select
from tests.accounts.making import PASSWORD, with_owner, with_person
from tests.web.console.signed import HERE, Browser, Server

from truceline.accounts.account import Grant
from truceline.accounts.tables import journal, sessions
from truceline.ledger.signers import Role
from truceline.web.console.statics import FILES

PLANTED = "AAAAAAAAAAAA.BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB"
FORM = {"name": "ana", "password": PASSWORD}


@pytest.fixture
def server(idlib_made, tmp_path):
    made = Server(idlib_made, tmp_path / "home")
    with_person(made.accounts, with_owner(made.accounts), "Ana", Grant("idlib", Role.ANALYST))
    yield made
    made.accounts.close()


def test_a_session_that_was_planted_is_not_the_one_that_signs_in(server):
    browser = server.browser()
    browser.jar.set("truceline", PLANTED, domain="localhost.local")
    before = browser.jar.get("truceline")
    browser.signed_in("ana")
    after = [one.value for one in browser.jar.jar if one.name == "truceline" and one.value != PLANTED]
    assert (before, len(after)) == (PLANTED, 1)
    assert Browser(server.app).get("/", headers={"cookie": f"truceline={PLANTED}"}).status_code == 303


def test_signing_in_again_ends_the_session_of_before(server):
    browser = server.browser("ana")
    old = browser.jar["truceline"]
    browser.signed_in("ana")
    assert browser.jar["truceline"] != old
    assert Browser(server.app).get("/", headers={"cookie": f"truceline={old}"}).status_code == 303


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"origin": HERE, "sec-fetch-site": "same-origin"}, 303),
        ({"origin": HERE}, 303),
        ({}, 303),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": f"{HERE}.elsewhere.example"}, 403),
        ({"origin": f"{HERE}:81"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": HERE, "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://elsewhere.example", "sec-fetch-site": "same-origin"}, 403),
        ({"origin": "https://elsewhere.example", "host": "elsewhere.example"}, 400),
    ],
)
def test_what_another_site_makes_a_browser_send_changes_nothing(server, headers, expected):
    browser = server.browser("ana")
    answer = browser.ask("POST", "/account/language", data={"language": "ar"}, headers=headers)
    assert answer.status_code == expected
    is_arabic = server.accounts.people.find("ana").language == "ar"
    assert is_arabic == (expected == 303)


@pytest.mark.parametrize("way", ["header", "query", "field"])
def test_a_method_cannot_be_put_over_another(server, way):
    browser = server.browser("ana")
    before = browser.get("/account").status_code
    headers = {"x-http-method-override": "POST", "x-method-override": "POST"} if way == "header" else {}
    query = "?_method=POST&language=ar" if way == "query" else ""
    assert browser.get(f"/account/language{query}", headers=headers).status_code in (404, 405)
    if way == "field":
        browser.post("/account", {"_method": "DELETE"})
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"):
        assert browser.ask(method, "/account").status_code in (403, 404, 405)
    assert (before, server.accounts.people.find("ana").language) == (200, "en")


@pytest.mark.parametrize(
    "after",
    [
        "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "\\\\elsewhere.example",
        "/%0d%0aSet-Cookie:%20a=b", "javascript:alert(1)", "/\t/elsewhere.example", "http:elsewhere.example",
        "/\r\nSet-Cookie: a=b", "///elsewhere.example", "/@elsewhere.example", "https:/elsewhere.example",
    ],
)  # fmt: skip
def test_signing_in_leads_to_this_server_alone(server, after):
    answer = server.browser().post("/login", {**FORM, "after": after})
    place = httpx.URL(HERE).join(answer.headers["location"])
    assert (answer.status_code, place.host) == (303, "localhost")
    assert "a=b" not in str(answer.headers.get_list("set-cookie"))


def test_over_tls_cookies_are_held_to_this_host_and_hidden_from_scripts(idlib_made, tmp_path):
    secure = Server(idlib_made, tmp_path / "home", secure=True)
    with_owner(secure.accounts)
    answer = secure.browser().post("/login", {"name": "olga", "password": PASSWORD})
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert re.match(r"__Host-truceline(-device)?=[^;]+; ", cookie)
        flags = {part.strip().lower() for part in cookie.split(";")[1:]}
        assert {"httponly", "secure", "samesite=lax", "path=/"} <= flags
        assert not any(flag.startswith("domain") for flag in flags)
    assert "max-age=604800" in cookies[0].lower()
    secure.accounts.close()


def test_ten_thousand_names_leave_no_more_than_a_few_lines_behind(server):
    """From one address: it has to wait, and what is kept of the rest does not grow."""
    browser = server.browser(address="203.0.113.9")
    seen = {browser.post("/login", {"name": f"name{n}", "password": "x"}).status_code for n in range(200)}
    with server.accounts.home.reading() as connection:
        lines = connection.execute(select(func.count()).select_from(journal)).scalar_one()
    for n in range(200, 10_000, 49):
        browser.post("/login", {"name": f"name{n}", "password": "x"})
    with server.accounts.home.reading() as connection:
        after = connection.execute(select(func.count()).select_from(journal)).scalar_one()
        held = connection.execute(select(func.count()).select_from(sessions)).scalar_one()
    assert (seen, after, held) == ({401, 429}, lines, 0)
    assert server.browser("ana", address="203.0.113.10").get("/").status_code == 200


@pytest.mark.parametrize(
    "host", ["elsewhere.example", "localhost.elsewhere.example", "localhost@elsewhere.example", ""]
)
def test_a_host_that_is_not_ours_is_not_answered(server, host):
    answer = server.browser().get("/login", headers={"host": host})
    assert answer.status_code == 400
    assert "elsewhere" not in answer.text


def test_a_forwarded_host_is_not_believed(server):
    owner = server.browser("Olga")
    forged = {"x-forwarded-host": "elsewhere.example", "forwarded": "host=elsewhere.example"}
    made = owner.post("/accounts/links", headers=forged)
    assert "elsewhere" not in made.text
    assert f"{HERE}/welcome/" in made.text


@pytest.mark.parametrize(
    "name",
    [
        "../app.py", "..%2fapp.py", "%2e%2e%2fapp.py", "..%5capp.py", "%2fetc%2fpasswd", "console.css%00.js",
        "....//app.py", "", ".", "..", "~", "con", "console.css/", "page.css",
    ],
)  # fmt: skip
def test_no_file_but_those_for_everybody_can_be_had(server, name):
    answer = server.browser().get(f"/static/{name}")
    assert answer.status_code in (303, 404)
    assert "def " not in answer.text


def test_what_is_for_everybody_is_what_browsers_load(server):
    for name in FILES:
        assert server.browser().get(f"/static/{name}").status_code == 200
    assert not {name for name in FILES if name.endswith((".py", ".html", ".po"))}


@pytest.mark.parametrize(
    "cookie", ["truceline=" + "A" * 60_000, "truceline=\udcff", "truceline=%00.%00", "truceline=.", ""]
)
def test_a_cookie_that_is_nonsense_is_nobody(server, cookie):
    raw = cookie.encode("utf-8", "surrogateescape")
    answer = Browser(server.app).ask("GET", "/", headers=[(b"cookie", raw)])
    assert answer.status_code == 303


@pytest.mark.parametrize(
    "told", ["Bearer", "Bearer ", "bearer tlc_x", "Basic b2xnYTp4", "Bearer " + "x" * 60_000, "Bearer ٣"]
)
def test_a_token_that_is_nonsense_is_nobody(server, told):
    answer = Browser(server.app).ask("GET", "/", headers=[(b"authorization", told.encode())])
    assert answer.status_code == 303


def test_a_session_and_a_token_that_fails_are_not_added_up(server):
    """Whoever shows a token is asked by it alone."""
    browser = server.browser("ana")
    assert browser.get("/account", headers={"authorization": "Bearer tlc_x"}).status_code == 303


def test_pages_after_signing_out_are_gone_from_the_server_and_told_to_go_from_the_browser(server):
    browser = server.browser("ana")
    assert "private" in browser.get("/account").headers["cache-control"]
    left = browser.post("/logout")
    assert '"cache"' in left.headers["clear-site-data"]
    assert browser.get("/account").status_code == 303
