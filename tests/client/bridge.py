"""A bridge from the synchronous client to the app under test, without a network."""

from __future__ import annotations

import asyncio

import httpx
from starlette.types import ASGIApp


class Bridge(httpx.BaseTransport):
    """Answers as the app would, to whoever the token's text names."""

    def __init__(self, app: ASGIApp, name: str) -> None:
        self.app = app
        self.name = name
        self.asked: list[httpx.Request] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)

        async def answer() -> httpx.Response:
            inner = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=inner) as client:
                headers = {**request.headers, "x-tested-as": self.name}
                return await client.request(
                    request.method, request.url, headers=headers, content=request.read()
                )

        found = asyncio.run(answer())
        headers = [(name, value) for name, value in found.headers.items() if name != "content-encoding"]
        return httpx.Response(found.status_code, headers=headers, content=found.content)
