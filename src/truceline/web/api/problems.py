"""Errors as programs read them: one shape for every one (`application/problem+json`, RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.client.documents import Problems, ProblemTold
from truceline.errors import CaseError, InputError, Problem
from truceline.web.guards import TooMuch
from truceline.web.refusals import AGAIN_S, Forbidden, Refusal, TooOften, Unchanged, UnderWay

PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
_TYPE = "urn:truceline:problem:"
TITLES: Mapping[int, tuple[str, str]] = {
    400: ("bad-request", "The request makes no sense"),
    401: ("signed-out", "This needs a token, or somebody who is signed in"),
    403: ("forbidden", "This needs a right that is not given"),
    404: ("not-found", "There is no such thing, or none for you"),
    405: ("not-allowed", "This cannot be done here"),
    408: ("too-slow", "The request took too long to come in"),
    409: ("conflict", "It changed meanwhile, or was done already"),
    412: ("moved-on", "The ledger has moved on since"),
    413: ("too-long", "What was sent is longer than this server takes"),
    415: ("wrong-kind", "This is not sent so"),
    422: ("does-not-fit", "What was sent does not fit; nothing was changed"),
    428: ("look-first", "Say which state you looked at"),
    429: ("too-often", "Too many requests in a short time"),
    500: ("our-fault", "Something went wrong on our side"),
    503: ("not-available", "What this server keeps cannot be read or written just now"),
}
"""What each error is called: the end of its `type`, and its title."""


def is_for_programs(path: str) -> bool:
    """Whether an address is the API's, where errors are documents and not pages."""
    return path.startswith(PREFIX)


def answer(
    status: int,
    detail: str = "",
    problems: Iterable[Problem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error as a document."""
    name, title = TITLES.get(status, TITLES[400])
    told = Problems(
        type=_TYPE + name, title=title, status=status, detail=detail, problems=tuple(map(_told, problems))
    )
    return Response(told.model_dump_json().encode(), status, headers, MEDIA_TYPE)


def _told(one: Problem) -> ProblemTold:
    place = f"{one.file}:{one.line}" if one.line else one.file
    return ProblemTold(place=place, field=one.field, message=one.message, allowed=one.allowed)


def answered(request: Request, error: Exception) -> Response:
    """The answer to whatever a route of the API raised."""
    if isinstance(error, Unchanged):
        return Response(status_code=304, headers=error.headers)
    if isinstance(error, Refusal):
        return _refused(error)
    if isinstance(error, InputError) and not isinstance(error, CaseError):
        return answer(_unfit(request), "", error.problems)
    if isinstance(error, RequestValidationError):
        return answer(_unfit(request), "", invalid(error))
    if isinstance(error, TooMuch):
        return answer(error.status, str(error), headers={"Connection": "close"})
    if isinstance(error, HTTPException):
        return answer(error.status_code, headers=error.headers)
    sent = request.method not in ("GET", "HEAD")
    detail = "what was sent was kept whole or not at all: look before you send it again" if sent else ""
    return answer(503, detail, headers={"Retry-After": str(AGAIN_S)})


def _unfit(request: Request) -> int:
    """The status for what does not fit; the standard for features knows one of its own."""
    return 400 if "/ogc" in request.url.path else 422


def _refused(error: Refusal) -> Response:
    if isinstance(error, TooOften | UnderWay):
        return answer(error.status, str(error), headers={"Retry-After": str(error.wait_s)})
    if isinstance(error, Forbidden) and error.right:
        return answer(error.status, f"it needs the right: {error.right.value}")
    headers = {"WWW-Authenticate": 'Bearer realm="truceline"'} if error.status == 401 else None  # noqa: PLR2004 - signed out
    return answer(error.status, str(error), headers=headers)


def invalid(error: RequestValidationError) -> list[Problem]:
    """What does not fit in a request, place by place; what was sent is not repeated."""
    return [
        Problem(str(one["loc"][0]), 0, ".".join(map(str, one["loc"][1:])), str(one["msg"]))
        for one in error.errors()
    ]


class ForPrograms:
    """Makes documents of the plain lines with which the guards refuse; for the API's addresses alone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer in plain words that tells of an error is told anew."""
        if scope["type"] != "http" or not is_for_programs(str(scope["path"])):
            await self._app(scope, receive, send)
            return
        is_plain = False

        async def told(message: Message) -> None:
            nonlocal is_plain
            if message["type"] == "http.response.start" and _is_plain_error(message):
                is_plain = True
                anew = answer(int(message["status"]))
                headers = MutableHeaders(scope=message)
                headers["content-type"] = MEDIA_TYPE
                headers["content-length"] = str(len(anew.body))
                await send(message)
                await send({"type": "http.response.body", "body": anew.body})
            elif not is_plain:
                await send(message)

        await self._app(scope, receive, told)


def _is_plain_error(message: Message) -> bool:
    kind = Headers(raw=message["headers"]).get("content-type", "")
    return int(message["status"]) >= 400 and kind.startswith("text/plain")  # noqa: PLR2004 - errors begin there
