"""The server as a process: it stops gently, and nobody who is slow, silent or greedy brings it down."""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest
from tests.web.served import Served, served, token_for

from truceline.cli.doctor_machine import port
from truceline.ledger.signers import Role
from truceline.web.live import OPEN_OF_ONE

MB = 1024 * 1024


@pytest.fixture(scope="module")
def place(idlib_made: Path, tmp_path_factory) -> tuple[Path, Path, str]:
    folder = tmp_path_factory.mktemp("served")
    case = Path(shutil.copytree(idlib_made, folder / "idlib"))
    return case, folder / "home", token_for(folder / "home", "idlib", Role.ANALYST)


@pytest.fixture
def server(place, tmp_path) -> Served:
    """A server of the test's own, in a home of its own."""
    case, home, token = place
    with served(case, Path(shutil.copytree(home, tmp_path / "home")), token) as running:
        yield running


@pytest.fixture(scope="module")
def steady(place) -> Served:
    """One server for all who do it no harm."""
    with served(*place) as running:
        yield running


@contextlib.contextmanager
def streaming(server: Served):
    """An open page's stream, begun."""
    headers = {"Authorization": f"Bearer {server.token}"}
    address = f"{server.address}/cases/idlib/changes"
    with (
        httpx.Client(trust_env=False, timeout=30) as browser,
        browser.stream("GET", address, headers=headers) as told,
    ):
        lines = told.iter_lines()
        assert next(lines) == "event: position"
        yield lines


def test_told_to_stop_it_ends_streams_at_once_and_finishes_what_runs(server: Served):
    found = {}

    def ask():
        found["answer"] = server.get("/cases/idlib/")

    with streaming(server) as lines:
        slow = threading.Thread(target=ask)
        slow.start()
        time.sleep(1)
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert {line for line in lines if line.startswith("event")} <= {"event: position"}
        slow.join(20)
        server.process.wait(20)
    assert time.monotonic() - began < 12
    assert server.process.returncode == 0
    assert found["answer"].status_code == 200
    assert "</html>" in found["answer"].text
    with pytest.raises(httpx.TransportError):
        server.get("/health")


def test_a_stream_alone_keeps_it_no_second(server: Served):
    with streaming(server) as lines:
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        assert list(lines)[-1:] in ([], [""])
        server.process.wait(20)
    assert time.monotonic() - began < 4


def test_told_twice_it_stops_at_once(server: Served):
    """Whatever is under way: half a body, which it would else wait for."""
    with raw(server) as slow:
        slow.sendall(head(server, "POST", "/login", "Content-Length: 1000") + b"name=")
        server.wait_for("/health", 200)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        assert server.process.poll() is None
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(20)
    assert time.monotonic() - began < 5
    # Where it had all but ended by itself the signal ends it: to systemd as good as 0.
    assert server.process.returncode in {0, -signal.SIGTERM}


def raw(server: Served) -> socket.socket:
    host, port = server.address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=20)


def head(server: Served, method: str, path: str, *more: str) -> bytes:
    lines = (f"{method} {path} HTTP/1.1", "Host: localhost", f"Authorization: Bearer {server.token}", *more)
    return "\r\n".join((*lines, "", "")).encode()


def test_pages_that_never_read_their_news_hold_neither_memory_nor_others(steady: Served):
    steady.get("/cases/idlib/")
    before = steady.rss()
    with contextlib.ExitStack() as open_:
        for _ in range(30):  # an address holds 32 connections
            one = open_.enter_context(raw(steady))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            one.sendall(head(steady, "GET", "/cases/idlib/changes"))
        steady.wait_for("/ready", 200)
        told = steady.get("/metrics").text
        assert f'truceline_streams{{case="idlib"}} {OPEN_OF_ONE}.0' in told
        assert steady.get("/cases/idlib/register").status_code == 200
        assert steady.rss() - before < 60 * MB
    deadline = time.monotonic() + 30
    while 'truceline_streams{case="idlib"} 0.0' not in steady.get("/metrics").text:
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_bodies_without_end_are_cut_off_and_held_nowhere(steady: Served):
    steady.get("/cases/idlib/")
    before = steady.rss()
    for path in ("/login", "/cases/idlib/desk/documents", "/nowhere"):
        with raw(steady) as one, contextlib.suppress(BrokenPipeError, ConnectionResetError):
            one.sendall(head(steady, "POST", path, "Transfer-Encoding: chunked"))
            part = b"%x\r\n%s\r\n" % (MB, b"x" * MB)
            for _ in range(100):
                one.sendall(part)
    assert steady.get("/health").status_code == 200
    assert steady.rss() - before < 120 * MB


def test_readers_in_no_hurry_keep_nobody_waiting(steady: Served):
    """Half a head, half a body and a page that is not read: others are answered all the while."""
    with contextlib.ExitStack() as open_:
        for number in range(30):
            one = open_.enter_context(raw(steady))
            if number % 3 == 0:
                one.sendall(b"GET /cases/idl")
            elif number % 3 == 1:
                one.sendall(head(steady, "POST", "/login", "Content-Length: 1000") + b"name=")
            else:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
                one.sendall(head(steady, "GET", "/cases/idlib/"))
        began = time.monotonic()
        assert steady.get("/health").status_code == 200
        assert steady.get("/cases/idlib/register").status_code == 200
        assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../../etc/passwd",
        "/static/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/..%5capp.py",
        "/static/app.py%00.css",
        "/cases/..%2f..%2fhome/register",
        "/cases/idlib/documents/..%2f..%2fcase.json",
        "/cases/idlib/documents/%2e%2e%2fledger.sqlite",
    ],
)
def test_no_path_leads_out_of_what_is_served(steady: Served, path):
    with raw(steady) as one:
        one.sendall(head(steady, "GET", path, "Connection: close"))
        told = b"".join(iter(lambda: one.recv(65536), b""))
    assert told.split()[1] in (b"404", b"400", b"422", b"303"), told[:200]
    assert b"root:" not in told
    assert b"SQLite format" not in told


def test_its_log_is_lines_of_json_and_names_nobody(server: Served):
    server.get("/cases/idlib/register?norm=CANARY")
    number = int(server.address.rpartition(":")[2])
    assert port("127.0.0.1", number).told == "a truceline server answers there"
    server.process.send_signal(signal.SIGTERM)
    server.process.wait(20)
    routes = {line["route"] for line in server.answers()}
    assert {"/health", "/cases/{case}/register"} <= routes
    told = "".join(server.lines)
    assert "CANARY" not in told
    assert server.token not in told
