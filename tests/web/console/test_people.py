"""Everybody's accounts, as owners of a server see and change them."""

from __future__ import annotations

import httpx
import pytest
from tests.accounts.making import PASSWORD, with_factor, with_owner, with_person
from tests.web.console.signed import Server, shown

from truceline.accounts.account import Grant, Scope
from truceline.accounts.journal import Happening
from truceline.ledger.signers import Role

NOBODY = "00000000-0000-0000-0000-000000000000"
ANALYST, LIAISON = "idlib|analyst|", "idlib|liaison|turkey"


@pytest.fixture
def server(idlib_made, tmp_path):
    made = Server(idlib_made, tmp_path / "home")
    yield made
    made.accounts.close()


@pytest.fixture
def olga(server):
    return with_owner(server.accounts)


@pytest.fixture
def ana(server, olga):
    return with_person(server.accounts, olga, "Ana", Grant("idlib", Role.ANALYST))


@pytest.fixture
def owner(server, olga):
    return server.browser("Olga")


def roles_of(server, account):
    return {(one.grant.role, one.grant.party) for one in server.accounts.roles.listed(account=account.id)}


def test_a_link_with_roles_is_shown_once_and_makes_an_account_that_has_them(server, owner):
    made = owner.post("/accounts/links", {"grant": [ANALYST, LIAISON]})
    assert made.headers["cache-control"] == "no-store"
    link = httpx.URL(shown(made)).path
    assert link.split("/")[-1] not in owner.get("/accounts").text
    guest = server.browser()
    joined = guest.post(link, {"name": "Ben", "password": PASSWORD, "again": PASSWORD})
    assert joined.status_code == 303
    assert roles_of(server, server.accounts.people.find("ben")) == {
        (Role.ANALYST, None),
        (Role.LIAISON, "turkey"),
    }
    assert guest.signed_in("ben").get("/cases/idlib/?as_of=2018-10-19").status_code == 200


def test_a_withdrawn_link_opens_nothing(server, owner):
    link = httpx.URL(shown(owner.post("/accounts/links"))).path
    (one,) = server.accounts.invitations.listed()
    assert owner.post(f"/accounts/links/{one.id}/withdraw").status_code == 303
    assert server.browser().get(link).status_code == 410


@pytest.mark.parametrize(
    "grant",
    [
        "elsewhere|analyst|",
        "idlib|emperor|",
        "idlib|liaison|",
        "idlib|liaison|mars",
        "idlib|analyst|turkey",
        "x",
        "|||",
    ],
)
def test_a_role_that_was_not_offered_is_told_as_such_and_gives_nothing(server, owner, ana, grant):
    before = roles_of(server, ana)
    for path in ("/accounts/links", f"/accounts/{ana.id}/roles"):
        answer = owner.post(path, {"grant": grant})
        assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)
    assert (roles_of(server, ana), server.accounts.invitations.listed()) == (before, ())


def test_roles_are_given_and_taken_and_the_journal_says_by_whom(server, owner, ana, olga):
    assert owner.post(f"/accounts/{ana.id}/roles", {"grant": LIAISON}).status_code == 303
    assert (Role.LIAISON, "turkey") in roles_of(server, ana)
    second = owner.post(f"/accounts/{ana.id}/roles", {"grant": "idlib|liaison|russia"})
    assert second.status_code == 422
    role, take = {"case": "idlib", "role": "liaison"}, f"/accounts/{ana.id}/roles/take"
    taken = owner.post(take, role)
    assert taken.headers["location"].endswith("?done=taken")
    assert roles_of(server, ana) == {(Role.ANALYST, None)}
    assert (
        owner.post(f"/accounts/{ana.id}/roles/take", {"case": "idlib", "role": "liaison"}).status_code == 404
    )
    told = owner.get(f"/accounts/{ana.id}?done=taken").text
    assert "a role was taken: liaison" in told
    assert "The role was taken." in told


def test_an_owner_gives_themselves_a_role_and_auditors_can_read_that(server, owner, olga):
    assert owner.get("/cases/idlib/").status_code == 404
    assert owner.post(f"/accounts/{olga.id}/roles", {"grant": ANALYST}).status_code == 303
    assert owner.get("/cases/idlib/?as_of=2018-10-19").status_code == 200
    (line,) = server.accounts.journal.listed(case="idlib")
    assert (line.what, line.by, line.about) == (Happening.ROLE_GIVEN, olga.id, olga.id)


def test_a_reset_link_is_shown_once_and_sets_a_password(server, owner, ana):
    made = owner.post(f"/accounts/{ana.id}/reset")
    assert made.headers["cache-control"] == "no-store"
    link = httpx.URL(shown(made)).path
    other = f"{PASSWORD}-another"
    assert server.browser().post(link, {"password": other, "again": other}).status_code == 303
    assert server.browser().signed_in("ana", other).get("/").status_code == 200


def test_what_is_done_by_one_press_is_done(server, owner, ana):
    with_factor(server.accounts, ana)
    here, people = f"/accounts/{ana.id}", server.accounts.people
    for name in range(6):
        server.browser(address=f"192.0.2.{name + 20}").post("/login", {"name": "ana", "password": "x"})
    assert people.waits_s(ana.id) > 0
    assert "Let them try at once" in owner.get(here).text
    for deed in ("unlock", "drop-factor", "make-owner", "no-owner", "disable", "enable"):
        answer = owner.post(f"{here}/do/{deed}")
        assert answer.headers["location"] == f"{here}?done={deed}"
        assert 'class="done row"' in owner.get(answer.headers["location"]).text
    found = people.get(ana.id)
    assert (people.waits_s(ana.id), found.factor_since, found.owner, found.disabled_at) == (
        0,
        None,
        False,
        None,
    )
    whole = {line.what for line in server.accounts.journal.listed(about=ana.id)}
    assert {Happening.DISABLED, Happening.ENABLED, Happening.FACTOR_REMOVED, Happening.UNLOCKED} <= whole


def test_the_last_owner_stays_and_one_who_gives_it_up_is_led_away(server, owner, olga, ana):
    kept = owner.post(f"/accounts/{olga.id}/do/no-owner")
    assert (kept.status_code, "one owner at least" in kept.text) == (422, True)
    server.accounts.people.set_owner(ana.id, olga.id, owner=True)
    assert owner.post(f"/accounts/{olga.id}/do/no-owner").headers["location"] == "/"
    assert owner.get("/accounts").status_code == 403


def test_an_owner_ends_a_program_of_somebody_else(server, owner, ana):
    until = server.clock.at.replace(year=server.clock.at.year + 1)
    made = server.accounts.tokens.make(ana.id, "canary-cron", "idlib", [Scope.READ], until)
    assert "canary-cron" in owner.get(f"/accounts/{ana.id}").text
    assert owner.post(f"/accounts/{ana.id}/tokens/end", {"token": made.token.id}).status_code == 303
    assert server.accounts.tokens.listed(ana.id) == ()


def test_nobody_else_comes_near(server, ana, olga):
    for browser, expected in ((server.browser("ana"), 403), (server.browser(), None)):
        for path in ("/accounts", f"/accounts/{olga.id}"):
            assert browser.get(path).status_code == (expected or 303)
        for path in ("/accounts/links", f"/accounts/{ana.id}/do/make-owner", f"/accounts/{olga.id}/reset"):
            assert browser.post(path).status_code == (expected or 401)
    assert not server.accounts.people.get(ana.id).owner


def test_an_account_or_a_deed_that_is_not_there_is_not_found(server, owner):
    assert owner.get(f"/accounts/{NOBODY}").status_code == 404
    assert owner.get("/accounts/%D9%A1%00").status_code == 404
    assert owner.post(f"/accounts/{NOBODY}/reset").status_code == 404
    assert owner.post(f"/accounts/{NOBODY}/do/disable").status_code == 404
    assert owner.post(f"/accounts/{NOBODY}/do/burn").status_code == 422


def test_the_pages_speak_arabic(owner, ana):
    for path in ("/accounts?language=ar", f"/accounts/{ana.id}?language=ar"):
        page = owner.get(path).text
        assert 'dir="rtl"' in page
        assert "محلل" in page
