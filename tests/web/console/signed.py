"""A browser before a server with accounts: a jar of cookies, a clock that tests move, no network."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx
from tests.accounts.making import PASSWORD, Clock, opened

from truceline.web.app import Serving, console_app
from truceline.web.door import AccountsDoor
from truceline.web.house import House

HERE = "http://localhost"
OURS = {"origin": HERE, "sec-fetch-site": "same-origin"}


class Browser:
    """A jar of cookies before one app; `at` makes another for the same app."""

    def __init__(self, app: Any, address: str = "192.0.2.7") -> None:
        self.app = app
        self.address = address
        self.jar = httpx.Cookies()

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(self.address, 1))
            base = more.pop("base_url", HERE)
            async with httpx.AsyncClient(transport=transport, base_url=base, cookies=self.jar) as client:
                answer = await client.request(method, path, **more)
                self.jar = client.cookies
                return answer

        return asyncio.run(asked())

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form as a browser of today does, from a page of ours."""
        headers = {**OURS, **more.pop("headers", {})}
        return self.ask("POST", path, data=data or {}, headers=headers, **more)

    def signed_in(self, name: str, password: str = PASSWORD) -> Browser:
        """The same browser, once somebody signed in."""
        assert self.post("/login", {"name": name, "password": password}).status_code == 303
        return self


class Server:
    """A server with accounts and one case."""

    def __init__(self, case: Path, folder: Path, *, secure: bool = False) -> None:
        self.clock = Clock()
        self.accounts = opened(folder, self.clock)
        self.house = House.open([case])
        self.door = AccountsDoor(self.accounts, secure=secure)
        self.app = console_app(self.house, self.door, Serving(HERE))

    def browser(self, name: str = "", address: str = "192.0.2.7") -> Browser:
        """A browser of its own, with somebody signed in or nobody."""
        made = Browser(self.app, address)
        return made.signed_in(name) if name else made


def shown(answer: httpx.Response) -> str:
    """What a page shows this once: a link, a token, letters for an app."""
    found = re.search(r'<p class="code"[^>]*>([^<]+)</p>', answer.text)
    assert found, answer.text
    return found[1]
