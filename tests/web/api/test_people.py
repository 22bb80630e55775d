"""Accounts through the API, by an owner's token of no case."""

from __future__ import annotations

import json
import shutil
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.accounts.making import PASSWORD, with_factor, with_owner, with_person
from tests.web.api.calling import ROOT
from tests.web.console.signed import Browser, Server

from truceline.accounts.account import Grant, Scope
from truceline.ledger.signers import Role

ANALYST = {"case": "idlib", "role": "analyst"}


class Owned(Server):
    """A server with an owner's program and somebody without any role."""

    def __init__(self, case: Path, folder: Path) -> None:
        super().__init__(case, folder)
        self.olga = with_owner(self.accounts)
        self.ana = with_person(self.accounts, self.olga, "Ana")
        self.token = self.program(self.olga.id, None, Scope.ADMIN)

    def program(self, account: str, case: str | None, *scopes: Scope) -> str:
        until = self.clock.at + timedelta(days=30)
        return self.accounts.tokens.make(account, "cron", case, scopes, until).secret.text

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str = "", key: str = ""
    ) -> httpx.Response:
        headers = {"authorization": f"Bearer {token or self.token}", "content-type": "application/json"}
        headers["idempotency-key"] = key or uuid.uuid4().hex
        content = None if body is None else json.dumps(body)
        return Browser(self.app).ask(method, ROOT + path, headers=headers, content=content)


@pytest.fixture
def server(idlib_made: Path, tmp_path: Path):
    made = Owned(Path(shutil.copytree(idlib_made, tmp_path / "idlib")), tmp_path / "home")
    yield made
    made.accounts.close()


def test_a_link_is_the_same_for_the_same_request_and_makes_one_account(server: Owned):
    first, again = (server.ask("POST", "/accounts/links", {"grants": [ANALYST]}, key="k") for _ in range(2))
    assert first.status_code == 201, first.text
    assert first.content == again.content
    assert len(server.accounts.invitations.listed()) == 1
    path = httpx.URL(first.json()["url"]).path
    sent = {"name": "Ben", "password": PASSWORD, "again": PASSWORD}
    assert server.browser().post(path, sent).status_code == 303
    (ben,) = [one for one in server.ask("GET", "/accounts").json()["accounts"] if one["name"] == "Ben"]
    assert ben["grants"] == [{**ANALYST, "party": None}]


def test_what_is_shown_once_lies_sealed(server: Owned):
    secret = server.ask("POST", "/accounts/links", {}).json()["url"].rpartition("/")[2]
    for file in server.accounts.home.folder.rglob("accounts.sqlite*"):
        assert secret.encode() not in file.read_bytes()


def test_roles_are_given_and_taken(server: Owned):
    path = f"/accounts/{server.ana.id}/roles"
    liaison = {"case": "idlib", "role": "liaison", "party": "turkey"}
    given = server.ask("POST", path, {"grants": [ANALYST, liaison]})
    assert given.status_code == 200, given.text
    assert {one["role"] for one in given.json()["grants"]} == {"analyst", "liaison"}
    taken = server.ask("POST", f"{path}/take", ANALYST)
    assert [one["role"] for one in taken.json()["grants"]] == ["liaison"]
    assert server.ask("POST", f"{path}/take", ANALYST).status_code == 404


@pytest.mark.parametrize(
    "grant",
    [
        {"case": "nothing", "role": "analyst"},
        {"case": "idlib", "role": "king"},
        {"case": "idlib", "role": "liaison"},
        {"case": "idlib", "role": "liaison", "party": "mars"},
        {"case": "idlib|x", "role": "analyst"},
        {"case": "idlib", "role": "analyst", "party": "turkey"},
    ],
)
def test_a_role_that_there_is_not_is_not_given(server: Owned, grant: dict[str, str]):
    answer = server.ask("POST", f"/accounts/{server.ana.id}/roles", {"grants": [grant]})
    assert answer.status_code == 422, answer.text
    assert server.ask("GET", f"/accounts/{server.ana.id}").json()["grants"] == []


def test_an_account_is_shut_and_its_programs_with_it(server: Owned):
    server.accounts.roles.give(server.ana.id, Grant("idlib", Role.ANALYST), server.olga.id)
    token = server.program(server.ana.id, "idlib", Scope.READ)
    assert server.ask("GET", "/cases/idlib", token=token).status_code == 200
    shut = server.ask("POST", f"/accounts/{server.ana.id}/deeds", {"deed": "disable"})
    assert shut.json()["disabled"] is True
    assert server.ask("GET", "/cases/idlib", token=token).status_code == 401


def test_a_server_keeps_an_owner(server: Owned):
    answer = server.ask("POST", f"/accounts/{server.olga.id}/deeds", {"deed": "no-owner"})
    assert answer.status_code == 422
    assert "one owner at least" in answer.text


def test_a_second_factor_and_a_token_are_taken_away(server: Owned):
    with_factor(server.accounts, server.ana)
    assert server.ask("GET", f"/accounts/{server.ana.id}").json()["has_factor"] is True
    dropped = server.ask("POST", f"/accounts/{server.ana.id}/deeds", {"deed": "drop-factor"})
    assert dropped.json()["has_factor"] is False
    server.accounts.roles.give(server.ana.id, Grant("idlib", Role.ANALYST), server.olga.id)
    server.program(server.ana.id, "idlib", Scope.READ)
    (token,) = server.accounts.tokens.listed(server.ana.id)
    path = f"/accounts/{server.ana.id}/tokens/{token.id}/end"
    assert server.ask("POST", path).status_code == 200
    assert server.ask("POST", path).status_code == 404


def test_links_are_withdrawn_and_passwords_set_anew(server: Owned):
    link = server.ask("POST", f"/accounts/{server.ana.id}/reset").json()
    assert server.ask("POST", f"/accounts/links/{link['id']}/withdraw").json() == {"id": link["id"]}
    assert server.browser().get(httpx.URL(link["url"]).path).status_code in (404, 410)
    assert server.ask("POST", f"/accounts/links/{link['id']}/withdraw").status_code == 404


@pytest.mark.parametrize("account", ["nobody", "00000000-0000-0000-0000-000000000000", "%00", "a%2Fb"])
def test_an_account_that_is_not_there_is_not_found(server: Owned, account: str):
    for path, body in (("deeds", {"deed": "disable"}), ("roles", {"grants": [ANALYST]}), ("reset", None)):
        assert server.ask("POST", f"/accounts/{account}/{path}", body).status_code == 404


def test_a_token_of_a_case_works_on_no_account(server: Owned):
    server.accounts.roles.give(server.olga.id, Grant("idlib", Role.ANALYST), server.olga.id)
    scopes = [one for one in Scope if one is not Scope.ADMIN]
    token = server.program(server.olga.id, "idlib", *scopes)
    assert server.ask("GET", "/accounts", token=token).status_code == 403
    assert server.ask("POST", "/accounts/links", {}, token=token).status_code == 403


def test_a_token_that_reads_writes_nothing(server: Owned):
    server.accounts.roles.give(server.ana.id, Grant("idlib", Role.ANALYST), server.olga.id)
    body = {"act": "shell", "source": "post-7", "words": "Two shells fell."}
    for scopes, status in (
        ([Scope.READ, Scope.SECRET, Scope.PUBLISH], 403),
        ([Scope.READ, Scope.WRITE], 201),
    ):
        token = server.program(server.ana.id, "idlib", *scopes)
        assert server.ask("POST", "/cases/idlib/claims", body, token=token).status_code == status


def test_the_answer_that_one_token_had_is_not_told_to_another_with_fewer_rights(server: Owned):
    server.accounts.roles.give(server.ana.id, Grant("idlib", Role.ANALYST), server.olga.id)
    body = {"act": "shell", "source": "post-7", "words": "kanarienvogel", "sensitivity": "secret"}
    sees = server.program(server.ana.id, "idlib", Scope.READ, Scope.WRITE, Scope.SECRET)
    sees_not = server.program(server.ana.id, "idlib", Scope.READ, Scope.WRITE)
    first = server.ask("POST", "/cases/idlib/claims", body, token=sees, key="k")
    assert "kanarienvogel" in first.text
    second = server.ask("POST", "/cases/idlib/claims", body, token=sees_not, key="k")
    assert (second.status_code, "kanarienvogel" in second.text) == (422, False)
