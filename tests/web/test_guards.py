from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from truceline.web.guards import Bounded, Guarded, TooMuch, too_much


async def _length(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


async def _refused(_request, error):
    return too_much(error)


APP = Starlette(routes=[Route("/", _length, methods=["POST"])], exception_handlers={TooMuch: _refused})


def answered(app, parts, headers=(), pause_s=0.0):
    """The status and body that an app gives to a body in parts, and how many parts it took."""
    sent, waiting = [], list(parts)

    async def receive():
        await asyncio.sleep(pause_s)
        body = waiting.pop(0) if waiting else b""
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": list(headers), "query_string": b""}
    asyncio.run(app({**scope, "http_version": "1.1", "scheme": "http", "server": ("a", 1)}, receive, send))
    status = next(message["status"] for message in sent if message["type"] == "http.response.start")
    return status, b"".join(message.get("body", b"") for message in sent), len(parts) - len(waiting)


def test_a_body_within_bounds_passes_whole():
    assert answered(Bounded(APP, 10), [b"12345", b"67890"]) == (200, b"10", 2)


def test_a_body_that_says_it_is_too_long_is_not_even_begun():
    told = [(b"content-length", b"10485760")]
    assert answered(Bounded(APP, 1000), [b"x"] * 10, told) == (413, b"too long", 0)


def test_a_body_that_says_nothing_is_cut_off_while_it_streams():
    status, body, taken = answered(Bounded(APP, 1000), [b"x" * 400] * 1000)
    assert (status, body, taken) == (413, b"too long", 3)


@pytest.mark.parametrize("length", [b"-1", b"abc", "\u0661".encode(), b"1e3", b"9" * 5000])
def test_a_length_that_is_a_lie_helps_nobody(length):
    assert answered(Bounded(APP, 10), [b"x" * 11], [(b"content-length", length)])[0] == 413


def test_a_body_that_drips_is_given_up():
    assert answered(Bounded(APP, 1000, 0.05), [b"x"] * 100, pause_s=0.02)[:2] == (408, b"too slow")


def test_what_is_not_http_passes_untouched():
    seen = []

    async def app(scope, _receive, _send):
        seen.append(scope["type"])

    for guard in (Bounded(app), Guarded(app)):
        asyncio.run(guard({"type": "lifespan"}, None, None))
    assert seen == ["lifespan", "lifespan"]


def test_a_bug_after_the_answer_began_ends_quietly(caplog):
    async def app(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("CANARY")

    with caplog.at_level(0):
        status, _, _ = answered(Guarded(app), [b""])
    assert (status, "CANARY" in caplog.text, "ValueError" in caplog.text) == (200, False, True)
