from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from truceline.client.calling import Calling
from truceline.client.documents import Cases
from truceline.client.errors import ApiError, NotNow

EMPTY = httpx.Response(200, json={"cases": []})


def calling(answers: list[httpx.Response | Exception]) -> tuple[Calling, list[float]]:
    waited: list[float] = []

    def answer(_request: httpx.Request) -> httpx.Response:
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    handler: Callable[[httpx.Request], httpx.Response] = answer
    return Calling(
        "http://here", "tlc_x", transport=httpx.MockTransport(handler), sleep=waited.append
    ), waited


def test_what_fails_on_the_way_is_tried_again_with_growing_waits():
    asking, waited = calling([httpx.ConnectError("no"), httpx.Response(503), EMPTY])
    assert asking.read("/cases", Cases).cases == ()
    assert waited == [0.5, 1.0]


def test_the_server_s_own_wait_is_kept_within_reason():
    busy = httpx.Response(429, headers={"retry-after": "3"})
    long = httpx.Response(429, headers={"retry-after": "86400"})
    asking, waited = calling([busy, long, EMPTY])
    asking.read("/cases", Cases)
    assert waited == [3.0, 30.0]


def test_it_gives_up_in_the_end():
    asking, waited = calling([httpx.Response(503)] * 4)
    with pytest.raises(NotNow):
        asking.read("/cases", Cases)
    assert len(waited) == 3
    asking, _ = calling([httpx.ConnectError("no")] * 4)
    with pytest.raises(httpx.ConnectError):
        asking.read("/cases", Cases)


def test_what_is_refused_is_not_tried_again():
    asking, waited = calling([httpx.Response(404)])
    with pytest.raises(ApiError):
        asking.read("/cases", Cases)
    assert waited == []


def test_a_proxy_s_page_is_an_error_too():
    asking, _ = calling([httpx.Response(418, text="<h1>tea</h1>")])
    with pytest.raises(ApiError, match="418"):
        asking.read("/cases", Cases)


def test_a_token_goes_to_the_server_that_was_named_and_no_other():
    asking, _ = calling([httpx.Response(302, headers={"location": "http://elsewhere/"})])
    with pytest.raises(ApiError):
        asking.read("/cases", Cases)
