from __future__ import annotations

import asyncio

import httpx
import pytest
from tests.web.console.visiting import OpenDoor, Visitor, everybody

from truceline.errors import CaseError, InputError, Problem
from truceline.web.app import Serving, console_app
from truceline.web.guards import Seen
from truceline.web.metrics import Gauge, Metrics, tallied, token_in

TOKEN = "a-token-of-twenty-letters"  # noqa: S105 - a test's


def asked(app, headers=None, client=("127.0.0.1", 5000), base="http://localhost"):
    async def ask():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=client)
        async with httpx.AsyncClient(transport=transport, base_url=base) as browser:
            return await browser.get("/metrics", headers=headers or {})

    return asyncio.run(ask())


def of(visitor, **serving):
    return console_app(visitor.house, OpenDoor(everybody()), Serving(**serving))


def test_answers_are_counted_by_route_and_status_and_name_nobody(reading: Visitor):
    reading.get("register?norm=CANARY-in-a-query")
    reading.get("/cases/CANARY-in-a-path/register")
    reading.get("/CANARY-nowhere")
    reading.get("register", name="nobody")
    told = asked(reading.app)
    assert told.status_code == 200
    assert 'truceline_requests_total{method="GET",route="/cases/{case}/register",status="200"}' in told.text
    assert 'route="/cases/{case}/register",status="404"' in told.text
    assert 'truceline_ledger_position{case="idlib"}' in told.text
    assert 'truceline_request_seconds_bucket{le="0.005",route="/cases/{case}/register"}' in told.text
    assert "CANARY" not in told.text
    assert "analyst" not in told.text


@pytest.mark.parametrize(
    "more",
    [
        {"client": ("203.0.113.9", 1)},
        {"client": ("not-an-address", 1)},
        {"client": None},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Forwarded": "for=127.0.0.1"}},
    ],
)
def test_without_a_token_only_this_machine_looks(reading: Visitor, more):
    assert asked(of(reading), **more).status_code == 404
    assert asked(of(reading)).status_code == 200


def test_another_name_that_leads_here_is_not_this_machine(reading: Visitor):
    app = of(reading, hosts=("monitor.example",))
    assert asked(app, base="http://monitor.example").status_code == 404


def test_behind_a_proxy_everybody_seems_to_be_this_machine_so_a_token_is_asked_for(reading: Visitor):
    assert asked(of(reading, is_behind_proxy=True)).status_code == 404
    app = of(reading, metrics=TOKEN, is_behind_proxy=True)
    assert asked(app).status_code == 404
    assert asked(app, {"Authorization": "Bearer another-token-of-some-letters"}).status_code == 404
    assert asked(app, {"Authorization": b"Bearer \xff"}).status_code == 404
    assert asked(app, {"Authorization": f"Bearer {TOKEN}"}, client=("203.0.113.9", 1)).status_code == 200


def test_what_cannot_be_had_is_left_out_and_the_rest_is_told():
    def gone():
        raise CaseError(Problem("ledger", 0, "", "the server is away"))

    metrics = Metrics(
        [Gauge("gone", "Gone.", "case", gone), Gauge("here", "Here.", "case", lambda: {"a": 2})]
    )
    told = metrics.told().decode()
    assert 'here{case="a"} 2.0' in told
    assert "gone{" not in told


def test_a_stream_is_counted_and_not_timed():
    metrics = Metrics()
    metrics.see(Seen("1", "GET", "/changes", 200, 3_600_000, is_stream=True))
    told = metrics.told().decode()
    assert 'truceline_requests_total{method="GET",route="/changes",status="200"} 1.0' in told
    assert "truceline_request_seconds_sum" not in told


def test_values_are_tallied():
    assert tallied(["done", "running", "done"]) == {"done": 2.0, "running": 1.0}


def test_a_token_is_read_from_a_file_of_ones_own(tmp_path):
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    path.chmod(0o600)
    assert token_in(path) == TOKEN


@pytest.mark.parametrize(
    ("content", "mode", "told"),
    [
        (TOKEN.encode(), 0o644, "others can read it"),
        (b"short", 0o600, "at least 16 characters"),
        ("ثمانية عشر حرفا هنا".encode(), 0o600, "ASCII"),
        (b"\xff" * 20, 0o600, "cannot be read"),
        (None, 0o600, "cannot be read"),
    ],
)
def test_a_token_of_no_use_is_refused_and_not_repeated(tmp_path, content, mode, told):
    path = tmp_path / "token"
    if content is not None:
        path.write_bytes(content)
        path.chmod(mode)
    with pytest.raises(InputError, match=told) as refused:
        token_in(path)
    assert TOKEN not in str(refused.value)
