"""Somebody with a browser before the console, without a network: a door that lets in whoever is named."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import httpx
from starlette.requests import Request

from truceline.ledger.signers import Role
from truceline.web.app import console_app
from truceline.web.asker import Asker, Membership
from truceline.web.house import House

HERE = "http://localhost"
NAMES = {role: role.value for role in Role}


class OpenDoor:
    """Lets in whoever the header `x-tested-as` names."""

    def __init__(self, people: Iterable[Asker]) -> None:
        self.people = {one.name: one for one in people}

    def asker(self, request: Request) -> Asker | None:
        return self.people.get(request.headers.get("x-tested-as", ""))


def somebody(name: str, *held: Role | Membership, case: str = "idlib", **more: Any) -> Asker:
    """A person with roles in one case."""
    roles = tuple(one if isinstance(one, Membership) else Membership(one) for one in held)
    return Asker(f"id-of-{name}", name, roles={case: roles} if roles else {}, **more)


def everybody(party: str = "turkey") -> list[Asker]:
    """One person for each role, called as it is, an owner, and somebody without any."""
    people = [
        somebody(role.value, Membership(role, party if role is Role.LIAISON else None)) for role in Role
    ]
    return [*people, somebody("owner", is_owner=True), somebody("nobody")]


class Visitor:
    """Asks as somebody, as browsers of today do."""

    def __init__(self, folder: Path, people: Iterable[Asker] | None = None, name: str = "analyst") -> None:
        self.house = House.open([folder])
        self.door = OpenDoor(everybody() if people is None else people)
        self.app = console_app(self.house, self.door)
        self.name = name
        (self.slug,) = self.house.cases
        self.held = self.house.cases[self.slug]

    def ask(self, method: str, path: str, *, name: str | None = None, **more: Any) -> httpx.Response:
        headers = {
            "x-tested-as": self.name if name is None else name,
            "cookie": "session=one",
            "origin": HERE,
            "sec-fetch-site": "same-origin",
            **more.pop("headers", {}),
        }

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(asked())

    def get(self, path: str = "", *, name: str | None = None, **more: Any) -> httpx.Response:
        """A page of the case; a path that begins with `/` is the server's."""
        whole = path if path.startswith("/") else f"/cases/{self.slug}/{path}"
        return self.ask("GET", whole, name=name, **more)

    def post(self, path: str, *, name: str | None = None, **more: Any) -> httpx.Response:
        """Send a form of a page of the case."""
        whole = path if path.startswith("/") else f"/cases/{self.slug}/{path}"
        return self.ask("POST", whole, name=name, **more)
