from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from truceline.client.calling import Calling
from truceline.client.documents import Cases
from truceline.client.errors import ApiError, NotNow, Stale

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


def test_a_post_is_tried_again_with_the_same_key_and_each_has_its_own():
    keys: list[str] = []
    answers = [httpx.ReadTimeout("lost"), httpx.Response(503), EMPTY, EMPTY]

    def answer(request: httpx.Request) -> httpx.Response:
        keys.append(request.headers["idempotency-key"])
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    transport = httpx.MockTransport(answer)
    asking = Calling("http://here", "tlc_x", transport=transport, sleep=lambda _s: None)
    for _ in range(2):
        asking.sent("/cases", Cases, b"x", seen=7)
    assert keys[0] == keys[1] == keys[2] != keys[3]


def test_the_same_request_that_is_under_way_is_waited_for_and_a_conflict_is_not():
    under_way = httpx.Response(409, headers={"retry-after": "1"})
    asking, waited = calling([under_way, EMPTY])
    asking.sent("/cases", Cases)
    assert waited == [1.0]
    asking, waited = calling([httpx.Response(409)])
    with pytest.raises(Stale):
        asking.sent("/cases", Cases)
    assert waited == []
