"""The web app of replies: one case's form, list and notices, served alone or mounted in a larger app."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from truceline.errors import TrucelineError
from truceline.replies.desk import ReplyDesk
from truceline.web.guards import Bounded, Guarded, TooMuch, too_much
from truceline.web.replies.form import FormDoor
from truceline.web.replies.notices import NoticeDoor
from truceline.web.replies.page import STYLE, notice_page
from truceline.web.replies.words import WORDS, language_of

_STYLE = (Path(__file__).parent / STYLE).read_text(encoding="utf-8")
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")


def replies_app(
    desk: ReplyDesk, *, secret: bytes | None = None, clock: Callable[[], float] = time.time
) -> Starlette:
    """The app for one case.

    `secret` (32 bytes) signs forms; processes that share the work must share it (null: drawn anew).
    """
    form = FormDoor(desk, secret or secrets.token_bytes(32), clock)
    notices = NoticeDoor(desk, clock)
    hosts = [host for host in (urlsplit(desk.settings.address).hostname, *_LOOPBACK) if host]
    routes = [
        Route("/form", form.show, methods=["GET"]),
        Route("/form", form.take, methods=["POST"]),
        Route("/thanks", form.thanks, methods=["GET"]),
        Route("/shown", _Shown(desk).give, methods=["GET"]),
        Route("/health", _Shown(desk).health, methods=["GET"]),
        Route(f"/{STYLE}", _style, methods=["GET"]),
        Route("/webmention", notices.webmention, methods=["POST"]),
        Route("/pingback", notices.pingback, methods=["POST"]),
    ]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(Guarded),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
            Middleware(Bounded),
        ],
        exception_handlers={TooMuch: _too_much, HTTPException: _not_so, TrucelineError: _unavailable},
    )


class _Shown:
    """What the public sees of replies, for programs."""

    def __init__(self, desk: ReplyDesk) -> None:
        self._desk = desk

    async def give(self, request: Request) -> Response:
        """The shown replies to a page as JSON; any site may read them."""
        page = self._desk.pages.answerable(request.query_params.get("page", ""))
        if page is None:
            return JSONResponse({"title": "there is no such page", "status": 404}, 404)
        shown = await run_in_threadpool(self._desk.shown, page)
        headers = {"Cache-Control": "public, max-age=60", "Access-Control-Allow-Origin": "*"}
        return Response(shown.model_dump_json(), media_type="application/json", headers=headers)

    async def health(self, _request: Request) -> Response:
        """Whether replies can be taken in."""
        try:
            await run_in_threadpool(self._desk.store.is_there)
        except TrucelineError:
            return JSONResponse({"status": "unavailable"}, 503)
        return JSONResponse({"status": "ok"})


async def _style(_request: Request) -> Response:
    return Response(_STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


async def _too_much(_request: Request, error: Exception) -> Response:
    assert isinstance(error, TooMuch)
    return too_much(error)


async def _not_so(request: Request, error: Exception) -> Response:
    """A path or a method that there is not, or a form that is none; nothing of it is repeated."""
    assert isinstance(error, HTTPException)
    language = language_of(None, request.headers.get("accept-language", ""))
    words = WORDS[language]
    told = words.not_found if error.status_code in (404, 405) else words.not_a_form
    return HTMLResponse(notice_page(language, told), error.status_code, headers=error.headers)


async def _unavailable(_request: Request, _error: Exception) -> Response:
    """The store cannot be had just now; which and why is for the log, not for the reader."""
    return Response("not available just now", 503, {"Retry-After": "60"}, "text/plain")
