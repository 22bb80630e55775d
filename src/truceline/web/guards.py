"""What stands before every page and answer: bounds on what comes in, headers on what goes out.

Plain ASGI, so that bodies are counted while they stream and nothing is held back.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fastapi.exceptions import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.errors import TrucelineError

LOG = logging.getLogger("truceline.web")

BODY_BYTES = 128 * 1024
"""A reply of the longest length, percent-encoded, takes 60 kB."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DIGITS = 18
"""A length of more digits is cut: it is beyond any bound all the same."""
BODY_S = 20.0
"""A body that takes longer comes from nobody who reads."""
_PER_TIME = 16
"""So many times longer may a body be before it gets more time."""

# No script at all, no frame, nothing from elsewhere. `same-origin`: without a referrer browsers would send
# `Origin: null` with our own forms.
SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "Cache-Control": "no-store",
}


class TooMuch(HTTPException):
    """A body that is too long or comes too slowly, met while an app reads it; the app answers `too_much`.

    FastAPI would make any other error, met while it reads a form, a form that is none.
    """

    def __init__(self, status: int, told: str) -> None:
        super().__init__(status, told)
        self.status = status

    def __str__(self) -> str:
        return str(self.detail)


class Bounded:
    """Counts a body while it streams, and stops reading where it is too long or takes too long."""

    def __init__(
        self,
        app: ASGIApp,
        most_bytes: int = BODY_BYTES,
        most_s: float = BODY_S,
        larger: Callable[[str], int | None] = lambda _path: None,
        told: Callable[[Request, TooMuch], Response] | None = None,
    ) -> None:
        """`larger` says of a path how many bytes it takes instead, and of any other null.

        `told` answers a body that says by itself that it is out of bounds [default: in one plain line].
        """
        self._app = app
        self._most_bytes = most_bytes
        self._most_s = most_s
        self._larger = larger
        self._told = told or (lambda _request, error: too_much(error))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on within bounds; one that says it is out of them is answered here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._larger(str(scope["path"])) or self._most_bytes
        if _length(scope) > most:
            await self._told(Request(scope), TooMuch(413, "too long"))(scope, receive, send)
            return
        # A long body gets the time that a slow line needs for it.
        patience = self._most_s * max(1.0, most / self._most_bytes / _PER_TIME)
        body = _Body(receive, most, time.monotonic() + patience)
        await self._app(scope, body.receive, send)


def too_much(error: TooMuch) -> PlainTextResponse:
    """The answer to a body out of bounds; the rest of it is not read, so the connection ends with it."""
    return PlainTextResponse(str(error), error.status, {"Connection": "close"})


class _Body:
    def __init__(self, receive: Receive, most_bytes: int, until: float) -> None:
        self._receive = receive
        self._left = most_bytes
        self._until = until
        self._is_whole = False

    async def receive(self) -> Message:
        """The next part of the body, within bounds."""
        if self._is_whole:  # what follows a body is only that the reader went away
            return await self._receive()
        try:
            async with asyncio.timeout(max(0.0, self._until - time.monotonic())):
                message = await self._receive()
        except TimeoutError:
            raise TooMuch(408, "too slow") from None
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise TooMuch(413, "too long")
        self._is_whole = not message.get("more_body", False)
        return message


def _length(scope: Scope) -> int:
    told = Headers(scope=scope).get("content-length", "0")
    return int(told[:_DIGITS]) if told.isascii() and told.isdigit() else 0


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of an answer: no address, no query, no name, no word of what was sent."""

    request: str
    """An id drawn for this request; the answer tells it too."""
    method: str
    route: str
    """As we named it."""
    status: int
    ms: float
    is_stream: bool = False


class Named(Route):
    """A route that the log can name; FastAPI's own say so by themselves."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and leave word which route did."""
        scope["route"] = self
        await super().handle(scope, receive, send)


class Guarded:
    """Puts the security headers on every answer, logs it, and answers a bug of ours in one plain line.

    The log names method, route and status: no address, no query, no word of what was sent.
    """

    def __init__(
        self, app: ASGIApp, policy: str | None = None, seen: Callable[[Seen], None] = lambda _seen: None
    ) -> None:
        """`policy` is the content security policy of its pages [default: no script at all]."""
        self._app = app
        self._seen = seen
        own = {} if policy is None else {"Content-Security-Policy": policy}
        self._headers = {**SECURITY, **own}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; whatever happens, there is an answer and nothing private in the log."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, status, is_stream = secrets.token_hex(6), 0, False

        async def headed(message: Message) -> None:
            nonlocal status, is_stream
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                headers["X-Request-Id"] = request
                is_stream = headers.get("content-type", "").startswith("text/event-stream")
            await send(message)

        started = time.monotonic()
        try:
            await self._app(scope, receive, headed)
        except Exception as error:  # noqa: BLE001 - the last stop: a traceback may quote what was sent
            LOG.error("%s", told_of(error), extra={"request": request})  # noqa: TRY400 - as above
            if not status:
                await PlainTextResponse("internal error", 500)(scope, receive, headed)
        ms = (time.monotonic() - started) * 1000
        self._tell(Seen(request, _method(scope), _route(scope), status, ms, is_stream))

    def _tell(self, seen: Seen) -> None:
        self._seen(seen)
        words = (seen.method, seen.route, seen.status, seen.ms, seen.request)
        LOG.info("%s %s %d %.0f ms %s", *words, extra={"seen": seen})


def told_of(error: Exception) -> str:
    """Kind and place of an error, and its words only where they are ours."""
    steps = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(steps[-1].filename).name}:{steps[-1].lineno}" if steps else ""
    words = f": {error}" if isinstance(error, TrucelineError) else ""
    return f"{type(error).__name__}{place}{words}"


def _method(scope: Scope) -> str:
    method = str(scope["method"])
    return method if method in ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH") else "-"


def _route(scope: Scope) -> str:
    """The route that answered, as we named it; what was asked for may be anything."""
    return str(getattr(scope.get("route"), "path", "-"))


class SameSite:
    """Refuses what another site makes a browser send: whatever would change something, sent with a cookie."""

    def __init__(self, app: ASGIApp, address: str = "") -> None:
        """`address` is where we answer as browsers see it."""
        self._app = app
        self._address = address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless a browser says that another site sent it."""
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            request = Request(scope)
            if "cookie" in request.headers and is_from_elsewhere(request, self._address):
                await PlainTextResponse("sent by another site", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)


def is_from_elsewhere(request: Request, address: str) -> bool:
    """Whether a browser says that another site sent this request.

    `address` is where we answer as browsers see it. What says nothing is no browser of today, and
    has no session here to misuse.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin")
    if origin is None:
        return False
    ours = {urlsplit(address).netloc.lower(), request.headers.get("host", "").lower()}
    return urlsplit(origin).netloc.lower() not in ours - {""}
