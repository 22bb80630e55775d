"""Notices from other sites, by Webmention and Pingback: queued, and looked at when somebody asks for it.

Nothing is fetched while a notice is taken: who sends one learns nothing of us, and makes us ask nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from truceline.replies import pingback
from truceline.replies.cleaning import cleaned_line
from truceline.replies.desk import ReplyDesk
from truceline.replies.mentions import Mentions
from truceline.replies.pingback import Fault, Ping
from truceline.replies.reply import URL_LETTERS, Via
from truceline.replies.store import QueueFull
from truceline.web.replies.rate import Rate

_XML = ("text/xml", "application/xml")
_FORM = "application/x-www-form-urlencoded"
_FIELDS = 6
_QUEUED = "queued: it will be looked at, and a person decides"
_NOT_OURS = "the target is no page here that takes notices"
_NO_SOURCE = "the source is no page on the open web"


class NoticeDoor:
    """Takes notices, where the case's settings let it."""

    def __init__(self, desk: ReplyDesk, clock: Callable[[], float]) -> None:
        self._desk = desk
        self._mentions = Mentions(desk.store)
        self._rate = Rate(30, 600.0, clock)

    async def webmention(self, request: Request) -> Response:
        """`source` and `target` as a form; 202 where it is queued (https://www.w3.org/TR/webmention)."""
        if not self._desk.settings.webmention.receive:
            raise HTTPException(404)
        if _media_type(request) != _FORM:
            return _plain("send source and target as a form", 415)
        if not self._passes(request):
            return _plain("too many notices from your network", 429)
        form = await request.form(max_files=0, max_fields=_FIELDS)
        try:
            await self._queue(Via.WEBMENTION, str(form.get("source", "")), str(form.get("target", "")))
        except Fault as fault:
            return _plain(str(fault), 400)
        except QueueFull:
            return _plain("too many notices wait", 503)
        return _plain(_QUEUED, 202)

    async def pingback(self, request: Request) -> Response:
        """One XML-RPC call; faults are told as the specification numbers them, with status 200."""
        if not self._desk.settings.pingback.receive:
            raise HTTPException(404)
        try:
            ping = await self._ping(request)
            await self._queue(Via.PINGBACK, ping.source, ping.target)
        except Fault as fault:
            answer = pingback.refusal(fault)
        except QueueFull:
            answer = pingback.refusal(Fault(pingback.DENIED, "too many notices wait"))
        else:
            answer = pingback.thanks(_QUEUED)
        return Response(answer, media_type=pingback.MEDIA_TYPE)

    async def _ping(self, request: Request) -> Ping:
        if _media_type(request) not in _XML:
            raise Fault(pingback.UNREADABLE, "send XML")
        if not self._passes(request):
            raise Fault(pingback.DENIED, "too many notices from your network")
        return pingback.read_call(await request.body())

    async def _queue(self, via: Via, source: str, target: str) -> None:
        page = self._desk.pages.answerable(target) if "://" in target else None
        if page is None:
            raise Fault(pingback.NO_SUCH_TARGET, _NOT_OURS)
        if not self._is_source(source):
            raise Fault(pingback.GENERIC, _NO_SOURCE)
        await run_in_threadpool(self._mentions.queue, via, source, page)

    def _is_source(self, source: str) -> bool:
        """Whether it looks like a page of somebody else's; where its name leads is seen when it is asked."""
        try:
            parts = urlsplit(source)
        except ValueError:
            return False
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
        is_plain = source.isascii() and cleaned_line(source) == source and " " not in source
        is_ours = (parts.hostname or "").lower().rstrip(".") in self._desk.settings.own_hosts
        return is_web and is_plain and len(source) <= URL_LETTERS and not is_ours

    def _passes(self, request: Request) -> bool:
        return self._rate.passes(request.client.host if request.client else "-")


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _plain(told: str, status: int) -> Response:
    return PlainTextResponse(told, status)
