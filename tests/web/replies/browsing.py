"""A browser that speaks to the app without a network, as browsers of today do."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import urlencode

import httpx
from tests.replies.making import ADDRESS, CANARY

from truceline.replies.desk import ReplyDesk
from truceline.web.replies.app import replies_app

HOST = ADDRESS.removesuffix("/")
GOOD = {"name": "A reader", "email": CANARY, "text": "The road was open on Sunday."}
FORM_TYPE = "application/x-www-form-urlencoded"


class Browser:
    """Opens the form, fills it in, and sees what comes back. `seen` keeps every answer as text."""

    def __init__(self, desk: ReplyDesk, address: str = "203.0.113.9") -> None:
        self.now_s = 1_600_000_000.0
        self.app = replies_app(desk, clock=lambda: self.now_s)
        self.address = address
        self.seen: list[str] = []

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, client=(self.address, 4000), raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HOST) as client:
                return await client.request(method, path, **more)

        answer = asyncio.run(asked())
        self.seen.append(f"{answer.headers}{answer.text}")
        return answer

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.ask("GET", path, **more)

    def open(self, page: str = "week-2.html", language: str = "en") -> str:
        """Open the form; returns its stamp."""
        return stamp_of(self.get(f"/form?{urlencode({'page': page, 'lang': language})}"))

    def send(
        self, stamp: str | None = None, wait_s: float = 60, headers: Any = None, **fields: str
    ) -> httpx.Response:
        """Fill in the form, after a while, and send it."""
        given = self.open() if stamp is None else stamp
        self.now_s += wait_s
        filled = {"page": "week-2.html", "lang": "en", "stamp": given, "website": "", **GOOD, **fields}
        told = {"Origin": HOST, "Sec-Fetch-Site": "same-origin", **(headers or {})}
        return self.ask("POST", "/form", data=filled, headers=told)


def stamp_of(answer: httpx.Response) -> str:
    found = re.search(r'name="stamp" value="([^"]+)"', answer.text)
    assert found, answer.text
    return found[1]
