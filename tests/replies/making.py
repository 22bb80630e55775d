"""A case that takes replies, and a web that is not there."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import httpx
from tests.case.conftest import write_source

from truceline.case.folder import Case
from truceline.ledger.keys import save
from truceline.ledger.signing import Signer
from truceline.replies.desk import ReplyDesk, set_up
from truceline.replies.outgoing import Outgoing
from truceline.replies.reply import Arrival
from truceline.replies.settings import NAME

NOW = datetime(2020, 6, 1, 9, tzinfo=UTC)
SITE = "https://bulletin.example/river/"
ADDRESS = "https://replies.example/"
CANARY = "quetzal.zinnia@canary.example"
PUBLIC = "93.184.215.14"
"""An address of the open web, which no test ever asks."""


def new_key(path: Path) -> Path:
    save(Signer("the desk", os.urandom(32)), path)
    return path


def new_desk(folder: Path, key: Path) -> ReplyDesk:
    """A case in a new folder that takes replies; nothing of the web is switched on."""
    source = write_source(folder.with_name(f"{folder.name}-source"))
    set_up(Case.create(folder, agreement=source / "river.yaml"), key, None, site=SITE, address=ADDRESS)
    return opened(folder)


def opened(folder: Path) -> ReplyDesk:
    return ReplyDesk(folder, clock=lambda: NOW)


def switched_on(folder: Path) -> ReplyDesk:
    """The same case with notices in both directions."""
    path = folder / NAME
    path.write_text(path.read_text().replace("receive: false, send: false", "receive: true, send: true"))
    return opened(folder)


def arrival(**changed: object) -> Arrival:
    told = {"page": "week-2.html", "name": "A reader", "text": "The road was open on Sunday."}
    return Arrival.model_validate({**told, **changed})


class Web(httpx.AsyncBaseTransport):
    """Answers for every machine: by the name that was asked for; keeps what was asked, and of whom."""

    def __init__(
        self, pages: Mapping[str, httpx.Response | Callable[[httpx.Request], httpx.Response]]
    ) -> None:
        self.pages = pages
        self.asked: list[tuple[str, str, str]] = []
        """Method, the name that was asked for with its path, the address that was connected to."""
        self.sent: list[bytes] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = await request.aread()
        name = f"{request.headers['host']}{request.url.raw_path.decode()}"
        self.asked.append((request.method, name, request.url.host))
        self.sent.append(body)
        answer = self.pages.get(name, httpx.Response(404, content=b""))
        found = answer(request) if callable(answer) else answer
        if not isinstance(found.stream, httpx.ByteStream):
            return found
        # A response of its own each time, unread as a socket gives it.
        return httpx.Response(
            found.status_code, headers=found.headers, stream=httpx.ByteStream(b"".join(found.stream))
        )


def html(content: str, **headers: str) -> httpx.Response:
    told = {
        "Content-Type": "text/html; charset=utf-8",
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    return httpx.Response(200, content=content.encode(), headers=told)


def on(web: Web, names: Mapping[str, list[str]] | None = None, **more: object) -> Outgoing:
    """Outgoing requests that end in this web; every name is one public machine unless it is said."""
    known = names or {}
    return Outgoing(
        frozenset({"bulletin.example", "replies.example"}),
        resolver=lambda host, _port: known.get(host, [PUBLIC]),
        inner=web,
        **more,  # type: ignore[arg-type]
    )
