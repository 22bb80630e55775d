"""Signing in by an identity provider, as a browser goes about it; the provider is a small one on loopback."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx
import pytest
from tests.accounts.making import PASSWORD, with_factor, with_owner, with_person
from tests.accounts.provider import Small, asking, provider_of, running
from tests.web.console.signed import HERE, Server

from truceline.accounts.account import Grant
from truceline.accounts.oidc import OpenId
from truceline.ledger.signers import Role
from truceline.web.app import Serving, console_app
from truceline.web.door import AccountsDoor


@pytest.fixture
def server(idlib_made, tmp_path):
    made = Server(idlib_made, tmp_path / "home")
    with running(Small(lambda: made.clock().timestamp())) as small:
        made.small = small
        door = AccountsDoor(made.accounts, openid=OpenId(made.accounts.home, [provider_of(small)], asking))
        made.app = console_app(made.house, door, Serving(HERE))
        made.owner = with_owner(made.accounts)
        yield made
    made.accounts.close()


def there_and_back(server, browser, path="/login/with/small") -> httpx.Response:
    sent = browser.get(path)
    assert sent.status_code == 303
    query = server.small.authorize(sent.headers["location"])
    return browser.get("/login/back", params=query)


def joined(server, name="Pia"):
    link = server.accounts.invitations.invite(server.owner.id, [Grant("idlib", Role.ANALYST)])
    browser = server.browser()
    form = there_and_back(server, browser, f"/welcome/{link.secret.text}/with/small")
    assert 'value="ana"' in form.text
    return browser, browser.post("/login/join", {"name": name})


def test_the_door_shows_the_ways_there_are(server):
    assert "Sign in by Small" in server.browser().get("/login").text
    link = server.accounts.invitations.invite(server.owner.id)
    assert "/with/small" in server.browser().get(f"/welcome/{link.secret.text}").text


def test_an_invited_person_makes_an_account_without_a_password_and_comes_back_by_it(server):
    browser, answer = joined(server)
    assert answer.headers["location"] == "/"
    assert browser.get("/cases/idlib/?as_of=2018-10-19").status_code == 200
    assert not server.accounts.people.find("pia").has_password
    again = server.browser()
    back = there_and_back(server, again, "/login/with/small?after=/account")
    assert back.headers["location"] == "/account"
    assert "Your account is bound to" in again.get("/account").text


def test_a_name_that_is_taken_is_asked_for_again_and_the_link_still_opens(server):
    browser, answer = joined(server, "olga")
    assert (answer.status_code, "Somebody has this name already" in answer.text) == (422, True)
    assert browser.post("/login/join", {"name": "Pia"}).status_code == 303


def test_nobody_comes_in_because_a_provider_knows_them(server):
    answer = there_and_back(server, server.browser())
    assert (answer.status_code, "invitation" in answer.text) == (403, True)


def test_an_account_is_bound_by_its_person_with_the_password(server):
    with_person(server.accounts, server.owner, "Ana", Grant("idlib", Role.ANALYST))
    browser = server.browser("Ana")
    assert "Bind to Small" in browser.get("/account").text
    form = there_and_back(server, browser, "/login/with/small?after=/account")
    assert "Bind your account" in form.text
    assert browser.post("/account/identity", {"password": "wrong"}).status_code == 422
    assert (
        browser.post("/account/identity", {"password": PASSWORD}).headers["location"]
        == "/account?done=identity"
    )
    assert there_and_back(server, server.browser()).headers["location"] == "/"


def test_a_second_factor_of_ours_is_asked_for_all_the_same(server):
    person = with_person(server.accounts, server.owner, "Ana")
    browser = server.browser("Ana")
    there_and_back(server, browser)
    browser.post("/account/identity", {"password": PASSWORD})
    _, paper = with_factor(server.accounts, person)
    again = server.browser()
    back = there_and_back(server, again, "/login/with/small?after=/account")
    assert back.headers["location"] == "/login?after=%2Faccount"
    assert again.get("/account").status_code == 303
    assert 'name="code"' in again.get("/login?after=/account").text
    assert (
        again.post("/login/code", {"code": paper[0], "after": "/account"}).headers["location"] == "/account"
    )


def test_who_comes_back_from_elsewhere_or_too_late_is_not_let_in(server):
    browser = server.browser()
    sent = browser.get("/login/with/small").headers["location"]
    query = server.small.authorize(sent)
    assert server.browser().get("/login/back", params=query).status_code == 410
    assert browser.get("/login/back", params={**query, "state": "x"}).status_code == 410
    assert (
        browser.get("/login/back", params={"error": "access_denied", "state": query["state"]}).status_code
        == 502
    )
    server.clock.move(minutes=11)
    assert browser.get("/login/back", params=query).status_code == 410
    assert browser.post("/login/join", {"name": "x"}).status_code == 410


def test_nobody_is_sent_to_a_provider_that_is_not_ours(server, idlib_made, tmp_path):
    assert server.browser().get("/login/with/elsewhere").status_code == 404
    sent = server.browser().get("/login/with/small?after=https://elsewhere.example").headers["location"]
    assert urlsplit(sent).hostname == "127.0.0.1"
    plain = Server(idlib_made, tmp_path / "plain")
    assert plain.browser().get("/login/with/small").status_code == 404
    assert plain.browser().get("/login/back").status_code == 404
    plain.accounts.close()


def test_the_cookie_between_is_sealed_short_and_hidden_from_scripts(server):
    told = server.browser().get("/login/with/small").headers["set-cookie"]
    assert re.match(r"truceline-with=[0-9a-f]+\.", told)
    assert {"httponly", "samesite=lax", "max-age=600"} <= {one.strip().lower() for one in told.split(";")}
