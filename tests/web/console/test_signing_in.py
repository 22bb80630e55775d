"""A server with accounts, as a browser sees it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from tests.accounts.making import PASSWORD, Clock, opened, with_factor, with_owner, with_person

from truceline.accounts.account import Grant, Scope
from truceline.ledger.signers import Role
from truceline.web.app import console_app
from truceline.web.console.signing_in import within
from truceline.web.door import AccountsDoor
from truceline.web.house import House

HERE = "http://localhost"
WRONG = "canary-of-a-password"
SHORT, OTHER = "short", "another-long-one"


class Client:
    """A browser with a jar of cookies."""

    def __init__(self, case: Path, folder: Path) -> None:
        self.clock = Clock()
        self.accounts = opened(folder, self.clock)
        self.app = console_app(House.open([case]), AccountsDoor(self.accounts), keyring=self.accounts.keyring)
        self.jar = httpx.Cookies()

    def ask(self, method: str, path: str, **more) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=("192.0.2.7", 1))
            async with httpx.AsyncClient(transport=transport, base_url=HERE, cookies=self.jar) as client:
                answer = await client.request(method, path, **more)
                self.jar = client.cookies
                return answer

        return asyncio.run(asked())

    def get(self, path: str, **more) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **data: str) -> httpx.Response:
        return self.ask("POST", path, data=data, headers={"origin": HERE, "sec-fetch-site": "same-origin"})


@pytest.fixture
def client(idlib_made: Path, tmp_path: Path):
    made = Client(idlib_made, tmp_path / "home")
    yield made
    made.accounts.close()


@pytest.fixture
def ana(client: Client):
    owner = with_owner(client.accounts)
    return with_person(client.accounts, owner, "Ana", Grant("idlib", Role.ANALYST))


def test_one_signs_in_and_comes_to_where_one_wanted_to_go(client: Client, ana):
    answer = client.post("/login", name="ana", password=PASSWORD, after="/cases/idlib/?as_of=2018-10-19")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases/idlib/?as_of=2018-10-19")
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert client.get("/cases/idlib/?as_of=2018-10-19").status_code == 200


def test_a_wrong_password_and_a_name_nobody_has_are_answered_alike(client: Client, ana):
    known = client.post("/login", name="ana", password=WRONG)
    unknown = client.post("/login", name="bob", password=WRONG)
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace("ana", "bob") == unknown.text
    assert WRONG not in known.text


def test_signing_out_ends_the_session_on_the_server_too(client: Client, ana):
    client.post("/login", name="ana", password=PASSWORD)
    before = httpx.Cookies(client.jar)
    client.post("/logout")
    client.jar = before
    assert client.get("/").status_code == 303


def test_a_second_factor_is_asked_for_before_anything_opens(client: Client, ana):
    app, _ = with_factor(client.accounts, ana)
    client.clock.move(minutes=2)
    answer = client.post("/login", name="ana", password=PASSWORD)
    assert 'name="code"' in answer.text
    assert client.get("/").status_code == 303
    assert client.post("/login/code", code="000000").status_code == 401
    assert client.post("/login/code", code=app.at(client.clock.at)).status_code == 303
    assert client.get("/").status_code == 200


def test_a_link_makes_an_account_once(client: Client):
    link = f"/welcome/{client.accounts.first_link().secret.text}"
    assert "A new account" in client.get(link).text
    differing = client.post(link, name="Olga", password=PASSWORD, again=f"{PASSWORD}!")
    assert (differing.status_code, "differ" in differing.text) == (422, True)
    short = client.post(link, name="Olga", password=SHORT, again=SHORT)
    assert short.status_code == 422
    assert client.post(link, name="Olga", password=PASSWORD, again=PASSWORD).status_code == 303
    assert client.get(link).status_code == 410
    assert client.post("/login", name="olga", password=PASSWORD).status_code == 303


def test_a_reset_link_sets_a_password_anew(client: Client, ana):
    owner = client.accounts.people.find("Olga")
    link = f"/welcome/{client.accounts.invitations.offer_reset(ana.id, owner.id).secret.text}"
    assert "A new password" in client.get(link).text
    assert client.post(link, password=OTHER, again=OTHER).status_code == 303
    assert client.post("/login", name="ana", password=PASSWORD).status_code == 401
    assert client.post("/login", name="ana", password=OTHER).status_code == 303


def test_after_many_tries_an_address_has_to_wait(client: Client, ana):
    answers = {client.post("/login", name=f"somebody{n}", password=WRONG).status_code for n in range(60)}
    assert answers == {401, 429}


@pytest.mark.parametrize(
    "after", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "javascript:1", "", "/a\n"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(after: str):
    assert within(after) == "/"


def test_a_program_comes_in_by_its_token_and_reaches_no_further(client: Client, ana):
    made = client.accounts.tokens.make(
        ana.id, "cron", "idlib", [Scope.READ], client.clock.at + timedelta(days=3)
    )
    bearer = {"authorization": f"Bearer {made.secret.text}"}
    assert client.get("/cases/idlib/?as_of=2018-10-19", headers=bearer).status_code == 200
    assert (
        client.get("/cases/idlib/?as_of=2018-10-19", headers={"authorization": "Bearer tlc_x"}).status_code
        == 303
    )
