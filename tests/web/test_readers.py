"""The public sites on the console's server: for everybody, and nothing but what was issued to them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import httpx
import pytest
from tests.web.console.visiting import HERE, OpenDoor, everybody

from truceline.cli.demo_served import demo_case
from truceline.web.app import Serving, console_app
from truceline.web.house import House

SITE = "/readers/idlib-2018/"
ISSUED = {"kind": "weekly", "day": "2018-10-18", "public": "true"}


class Server:
    """A server, asked as somebody or as nobody."""

    def __init__(self, folder: Path, *, has_readers: bool) -> None:
        people = everybody()
        for one in people:
            one.roles.update({"idlib-2018": one.roles.get("idlib", ())})
        serving = Serving(has_readers=has_readers)
        self.app = console_app(House.open([folder]), OpenDoor(people), serving)

    def ask(self, method: str, path: str, name: str = "", **more) -> httpx.Response:
        headers = {"x-tested-as": name, "origin": HERE, "sec-fetch-site": "same-origin"}

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(asked())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    return demo_case([made / "idlib-2018"], made / "home", HERE)


@pytest.fixture(scope="module")
def server(folder: Path) -> Server:
    return Server(folder, has_readers=True)


def test_everybody_sees_what_was_issued_to_everybody_and_may_answer(server: Server):
    assert server.ask("GET", f"{SITE}index.html").status_code == 404
    assert server.ask("POST", "/cases/idlib-2018/reports", "publisher", data=ISSUED).status_code == 303
    assert server.ask("GET", SITE).headers["location"] == f"{SITE}index.html"
    page = server.ask("GET", f"{SITE}reports/weekly-2018-10-18/index.html")
    assert page.status_code == 200
    folder = server.ask("GET", f"{SITE}reports/weekly-2018-10-18/")
    assert folder.headers["location"] == f"{SITE}reports/weekly-2018-10-18/index.html"
    form = f"{SITE}answers/form"
    assert f"{HERE}{form}?page=" in page.text
    assert server.ask("GET", f"{form}?page=index.html").status_code == 200
    seen = server.ask("GET", "/cases/idlib-2018/reports", "publisher").text
    assert f'href="{SITE}index.html"' in seen


@pytest.mark.parametrize(
    "path", ["case.json", "../case.json", "%2e%2e/ledger.sqlite", "release.key", "reports/index.html"]
)
def test_nothing_else_of_the_case_is_there(server: Server, path: str):
    assert server.ask("GET", SITE + path).status_code in (404, 410)


def test_a_server_shows_no_site_unless_it_is_told_to(folder: Path):
    quiet = Server(folder, has_readers=False)
    for path in (SITE, f"{SITE}index.html", f"{SITE}answers/form?page=index.html"):
        assert quiet.ask("GET", path).status_code == 404
