"""One's own account in a browser."""

from __future__ import annotations

import re

import pyotp
import pytest
from tests.accounts.making import PASSWORD, with_factor, with_owner, with_person
from tests.web.console.signed import Server, shown

from truceline.accounts.account import Grant
from truceline.ledger.signers import Role

OTHER = f"{PASSWORD}-another"
WRONG = "canary-of-a-password"


@pytest.fixture
def server(idlib_made, tmp_path):
    made = Server(idlib_made, tmp_path / "home")
    yield made
    made.accounts.close()


@pytest.fixture
def ana(server):
    return with_person(server.accounts, with_owner(server.accounts), "Ana", Grant("idlib", Role.ANALYST))


@pytest.fixture
def browser(server, ana):
    return server.browser("ana")


def test_a_chosen_language_is_the_one_of_the_next_page(browser):
    assert browser.post("/account/language", {"language": "ar"}).status_code == 303
    assert 'lang="ar" dir="rtl"' in browser.get("/account").text
    assert browser.post("/account/language", {"language": "tlh"}).status_code == 422


def test_another_password_ends_all_sessions_but_the_one_it_opens(server, browser):
    elsewhere = server.browser("ana")
    answer = browser.post("/account/password", {"old": PASSWORD, "new": OTHER, "again": OTHER})
    assert answer.headers["location"] == "/account?done=password"
    assert "The password was set" in browser.get("/account?done=password").text
    assert elsewhere.get("/account").status_code == 303
    assert server.browser().post("/login", {"name": "ana", "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        (WRONG, OTHER, OTHER, "password is wrong"),
        (PASSWORD, OTHER, PASSWORD, "differ"),
        (PASSWORD, "canary", "canary", "12 to 256"),
    ],
)
def test_a_password_that_cannot_be_set_is_told_and_repeated_nowhere(browser, old, new, again, told):
    answer = browser.post("/account/password", {"old": old, "new": new, "again": again})
    assert (answer.status_code, told in answer.text, "canary" in answer.text) == (422, True, False)
    assert browser.get("/account").status_code == 200


def test_a_second_factor_is_set_up_in_two_steps_and_asked_for_from_then_on(server, browser, ana):
    begun = browser.post("/account/factor", {"password": PASSWORD})
    secret = shown(begun)
    assert (begun.headers["cache-control"], "<svg" in begun.text) == ("no-store", True)
    wrong = browser.post("/account/factor/confirm", {"code": "000000"})
    assert (wrong.status_code, secret in wrong.text, "code of now" in wrong.text) == (422, False, True)
    app = pyotp.TOTP(secret)
    codes = browser.post("/account/factor/confirm", {"code": app.at(server.clock.at)})
    paper = re.findall(r"<code>([^<]+)</code>", codes.text)
    assert (len(paper), codes.headers["cache-control"]) == (10, "no-store")
    assert not any(code in browser.get("/account").text for code in (*paper, secret))
    other = server.browser()
    assert 'name="code"' in other.post("/login", {"name": "ana", "password": PASSWORD}).text
    assert 'name="code"' in other.get("/login").text
    assert other.post("/login/code", {"code": paper[0]}).status_code == 303


def test_codes_for_paper_are_renewed_and_the_factor_removed_by_the_password(server, browser, ana):
    _, paper = with_factor(server.accounts, ana)
    assert browser.post("/account/factor/codes", {"password": WRONG}).status_code == 422
    renewed = browser.post("/account/factor/codes", {"password": PASSWORD}).text
    assert not any(code in renewed for code in paper)
    assert browser.post("/account/factor", {"password": PASSWORD}).status_code == 422
    assert browser.post("/account/factor/remove", {"password": WRONG}).status_code == 422
    assert browser.post("/account/factor/remove", {"password": PASSWORD}).status_code == 303
    assert server.accounts.people.get(ana.id).factor_since is None


def test_sessions_are_listed_and_ended(server, browser, ana):
    others = [server.browser("ana") for _ in range(3)]
    listed = server.accounts.sessions.listed(ana.id)
    mine = re.findall(r'name="session" value="([^"]+)"', browser.get("/account").text)
    assert sorted(mine) == sorted(one.id for one in listed)
    shown_by = {one.id: one for one in listed}
    first = next(name for name in mine if others[0].jar["truceline"].startswith(shown_by[name].id))
    assert browser.post("/account/sessions/end", {"session": first}).status_code == 303
    assert others[0].get("/account").status_code == 303
    browser.post("/account/sessions/others")
    assert [one.get("/account").status_code for one in (*others[1:], browser)] == [303, 303, 200]
    own = browser.jar["truceline"].split(".")[0]
    assert browser.post("/account/sessions/end", {"session": own}).headers["location"] == "/login"
    assert browser.get("/account").status_code == 303


def test_a_session_of_somebody_else_cannot_be_ended(server, browser):
    olga = server.browser("Olga")
    browser.post("/account/sessions/end", {"session": olga.jar["truceline"].split(".")[0]})
    assert olga.get("/account").status_code == 200


def test_a_token_is_shown_once_works_and_ends(server, browser, ana):
    fields = {"name": "cron", "case": "idlib", "scope": ["read"], "days": "30"}
    made = browser.post("/account/tokens", fields)
    secret = shown(made)
    assert (secret.startswith("tlc_"), made.headers["cache-control"]) == (True, "no-store")
    bearer = {"authorization": f"Bearer {secret}"}
    program = server.browser()
    assert program.get("/cases/idlib/?as_of=2018-10-19", headers=bearer).status_code == 200
    assert program.get("/account", headers=bearer).status_code == 403
    assert program.get("/accounts", headers=bearer).status_code == 403
    page = browser.get("/account").text
    assert secret not in page
    (token,) = server.accounts.tokens.listed(ana.id)
    assert browser.post("/account/tokens/end", {"token": token.id}).status_code == 303
    assert program.get("/cases/idlib/", headers=bearer).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "", "case": "idlib", "scope": "read", "days": "1"},
        {"name": "x", "case": "idlib", "days": "1"},
        {"name": "x", "case": "idlib", "scope": "admin", "days": "1"},
        {"name": "x", "case": "idlib", "scope": "read", "days": "0"},
        {"name": "x", "case": "idlib", "scope": "read", "days": "367"},
        {"name": "x", "case": "idlib", "scope": "read", "days": "9999999999999999999999"},
        {"name": "x", "case": "idlib", "scope": "read", "days": "-5"},
        {"name": "x", "case": "idlib", "scope": "everything", "days": "1"},
    ],
)
def test_a_token_that_makes_no_sense_is_not_made(server, browser, ana, fields):
    assert browser.post("/account/tokens", fields).status_code == 422
    assert server.accounts.tokens.listed(ana.id) == ()


@pytest.mark.parametrize("case", ["elsewhere", ""])
def test_a_token_reaches_no_further_than_its_account(server, browser, ana, case):
    answer = browser.post("/account/tokens", {"name": "x", "case": case, "scope": "read", "days": "1"})
    assert answer.status_code == 403
    assert server.accounts.tokens.listed(ana.id) == ()


def test_an_owner_makes_a_token_for_accounts_alone(server, ana):
    olga = server.browser("Olga")
    secret = shown(olga.post("/account/tokens", {"name": "x", "case": "", "days": "1"}))
    program = {"authorization": f"Bearer {secret}"}
    assert server.browser().get("/accounts", headers=program).status_code == 200
    assert server.browser().get("/account", headers=program).status_code == 403
    assert "accounts and roles" in olga.get("/account").text


def test_a_token_of_somebody_else_cannot_be_ended_from_here(server, browser):
    olga = server.browser("Olga")
    olga.post("/account/tokens", {"name": "x", "case": "", "days": "1"})
    owner = server.accounts.people.find("olga")
    (token,) = server.accounts.tokens.listed(owner.id)
    assert browser.post("/account/tokens/end", {"token": token.id}).status_code == 303
    assert server.accounts.tokens.listed(owner.id) == (token,)


def test_one_is_told_who_tried_to_sign_in(server, browser):
    assert "No try to sign in as you failed" in browser.get("/account").text
    for _ in range(2):
        server.browser(address="192.0.2.99").post("/login", {"name": "ana", "password": WRONG})
    page = server.browser("ana").get("/account").text
    assert "2 tries to sign in as you had failed" in page
    assert WRONG not in page


def test_tries_of_others_do_not_keep_a_browser_waiting_that_was_here_before(server, browser):
    browser.post("/logout")
    for name in range(8):
        server.browser(address=f"192.0.2.{name + 30}").post("/login", {"name": "ana", "password": WRONG})
    stranger = server.browser(address="192.0.2.60")
    assert stranger.post("/login", {"name": "ana", "password": PASSWORD}).status_code == 401
    assert browser.post("/login", {"name": "ana", "password": PASSWORD}).status_code == 303


def test_the_page_speaks_arabic(browser):
    assert "حسابك" in browser.get("/account?language=ar").text
