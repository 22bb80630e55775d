from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import threading
import time
from urllib.parse import urlencode

import httpx
import pytest
import uvicorn
from tests.replies.conftest import desk, folder, key, made
from tests.replies.making import CANARY

from truceline.errors import InputError
from truceline.web import serving
from truceline.web.replies import form
from truceline.web.replies.app import replies_app

__all__ = ["desk", "folder", "key", "made"]


@contextlib.contextmanager
def running(app, of_one: int = 0):
    """A real server on this machine; gives its address."""
    config = serving.configured(app, of_one=of_one)
    server = uvicorn.Server(config)
    with contextlib.closing(serving.listening("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


@pytest.fixture
def served(desk, monkeypatch):
    """The reply pages, served over a socket, to readers in no hurry."""
    monkeypatch.setattr(form, "LEAST_S", 0.0)
    with running(replies_app(desk)) as address:
        yield address


def test_a_reply_travels_over_a_real_socket(served, desk, capfd):
    with httpx.Client(base_url=served, trust_env=False) as client:
        page = client.get("/form?page=week-2.html&lang=ar")
        stamp = re.search(r'name="stamp" value="([^"]+)"', page.text)[1]
        fields = {
            "page": "week-2.html",
            "lang": "ar",
            "stamp": stamp,
            "name": "قارئ",
            "email": CANARY,
            "text": "نص",
        }
        sent = client.post("/form", data=fields, headers={"Origin": served})
        assert sent.status_code == 303
        thanks = client.get(f"/{sent.headers['location']}")
        assert "وصل ردك" in thanks.text
        assert client.get("/health").json() == {"status": "ok"}
        assert "server" not in page.headers
    assert [reply.name for reply in desk.store.listed()] == ["قارئ"]
    told = capfd.readouterr()
    assert CANARY not in told.out + told.err
    assert "127.0.0.1" not in told.out + told.err


def taken_of(connection, content):
    """How many bytes went out before the other end hung up."""
    for start in range(0, len(content), 65536):
        try:
            connection.sendall(content[start : start + 65536])
        except (BrokenPipeError, ConnectionResetError):
            return start
    return len(content)


def test_ten_megabytes_are_refused_before_they_have_come(served, desk):
    """Whether its length is told or not; the server goes on as if nothing had been."""
    host, port = served.removeprefix("http://").split(":")
    body = urlencode({"text": "x" * 10_000_000}).encode()
    head = "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    told, untold = f"Content-Length: {len(body)}", "Transfer-Encoding: chunked"
    for more, content in ((told, body), (untold, chunked)):
        with socket.create_connection((host, int(port)), timeout=20) as connection:
            connection.sendall(f"{head}{more}\r\n\r\n".encode())
            assert taken_of(connection, content) < 9_000_000
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(f"{head}Content-Length: 10485760\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")
    assert httpx.get(f"{served}/health", trust_env=False).status_code == 200
    assert desk.store.listed() == ()


def test_who_sends_half_a_head_is_hung_up_on(desk, monkeypatch):
    monkeypatch.setattr(serving, "HEAD_S", 0.2)
    monkeypatch.setattr(serving, "_IDLE_S", 1)
    with running(replies_app(desk)) as address:
        host, port = address.removeprefix("http://").split(":")
        whole = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for sent in (b"", b"GET /form", whole + b"GET /fo"):
            with socket.create_connection((host, int(port)), timeout=5) as connection:
                connection.sendall(sent)
                with contextlib.suppress(ConnectionResetError):
                    while connection.recv(4096):
                        pass
        assert httpx.get(f"{address}/health", trust_env=False).status_code == 200


def test_what_is_no_http_is_dropped(served):
    host, port = served.removeprefix("http://").split(":")
    for junk in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"GET /" + b"a" * 70_000):
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(junk)
            connection.shutdown(socket.SHUT_WR)
            try:
                told = connection.recv(4096)
            except ConnectionResetError:
                told = b""
            assert b" 200 " not in told
    assert httpx.get(f"{served}/health", trust_env=False).status_code == 200


def test_serving_answers_until_it_is_told_to_stop_and_logs_routes_alone(desk, monkeypatch, capsys):
    place = serving.listening("127.0.0.1", 0)

    def runs(self, sockets):
        from truceline.web.guards import LOG

        LOG.info("GET /form 200 1 ms")
        assert (sockets, self.config.access_log) == ([place], False)

    monkeypatch.setattr(uvicorn.Server, "run", runs)
    serving.serve(replies_app(desk), place)
    assert "INFO GET /form 200 1 ms" in capsys.readouterr().err
    assert place.fileno() == -1


def test_a_place_that_cannot_be_had_is_told():
    with contextlib.closing(serving.listening("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=f"--host 127.0.0.1 --port {port}: address already in use"):
            serving.listening("127.0.0.1", port)
    with pytest.raises(InputError, match=r"--host 198\.51\.100\.1"):
        serving.listening("198.51.100.1", 8080)
    with pytest.raises(InputError, match=r"--host no-such\.invalid"):
        serving.listening("no-such.invalid", 8080)


def test_no_answer_waits_for_the_word_that_its_head_arrived():
    with serving.listening("127.0.0.1", 0) as place, socket.create_connection(place.getsockname()[:2]):
        taken, _ = place.accept()
        with taken:
            assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def connected(
    address: str, many: int, origin: str = "127.0.0.1", sent: bytes = b"GET /form"
) -> list[socket.socket]:
    """So many connections from one address of this machine, each with half a head."""
    host, port = address.removeprefix("http://").split(":")
    made = [
        socket.create_connection((host, int(port)), timeout=20, source_address=(origin, 0))
        for _ in range(many)
    ]
    for one in made:
        one.sendall(sent)
    return made


def answer_to(one: socket.socket) -> bytes:
    """All that a connection is told until it ends."""
    told = b""
    with contextlib.suppress(ConnectionResetError):
        while part := one.recv(4096):
            told += part
    return told


WHOLE = b"GET /form?page=week-2.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def test_one_address_holds_a_bounded_number_of_connections_and_others_are_answered(desk):
    with running(replies_app(desk), of_one=5) as address, contextlib.ExitStack() as stack:
        slow = [stack.enter_context(one) for one in connected(address, 5)]
        (over,) = connected(address, 1, sent=b"")
        told = answer_to(stack.enter_context(over))
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: 5" in told
        assert told.endswith(b"too many connections from this address; close some, then try again\n")
        (other,) = connected(address, 1, origin="127.0.0.2", sent=WHOLE)
        assert answer_to(stack.enter_context(other)).startswith(b"HTTP/1.1 200 ")
        slow.pop().close()
        assert answered_soon(address)


def answered_soon(address: str) -> bool:
    """Whether the same address is answered once the server has seen that a connection ended."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        (one,) = connected(address, 1, sent=WHOLE)
        with one:
            if answer_to(one).startswith(b"HTTP/1.1 200 "):
                return True
        time.sleep(0.02)
    return False


def test_a_hundred_slow_connections_from_one_address_fill_no_server(desk):
    with running(replies_app(desk), of_one=serving.OF_ONE) as address, contextlib.ExitStack() as stack:
        for one in connected(address, 100, origin="127.0.0.3", sent=b""):
            stack.enter_context(one)
        assert httpx.get(f"{address}/form?page=week-2.html", trust_env=False).status_code == 200


def test_health_is_answered_where_every_place_is_taken(desk):
    with running(replies_app(desk)) as address, contextlib.ExitStack() as stack:
        for one in connected(address, 100):
            stack.enter_context(one)
        full = httpx.get(f"{address}/form?page=week-2.html", trust_env=False)
        assert full.status_code == 503
        assert httpx.get(f"{address}/health", trust_env=False).json() == {"status": "ok"}


def test_more_connections_than_are_held_at_all_are_hung_up_on(desk, monkeypatch):
    monkeypatch.setattr(serving, "MOST_OPEN", 20)
    with running(replies_app(desk)) as address, contextlib.ExitStack() as stack:
        held = [stack.enter_context(one) for one in connected(address, 20, sent=b"")]
        (over,) = connected(address, 1, sent=b"")
        assert answer_to(stack.enter_context(over)) == b""
        held[0].sendall(WHOLE)
        assert answer_to(held[0]).startswith(b"HTTP/1.1 200 ")


def test_who_reads_no_answer_is_hung_up_on(monkeypatch):
    monkeypatch.setattr(serving, "READ_S", 0.2)
    gone = threading.Event()

    async def endless(_scope, receive, send):
        async def sent() -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            while True:
                await send({"type": "http.response.body", "body": b"x" * 65_536, "more_body": True})

        sending = asyncio.ensure_future(sent())
        while (await receive())["type"] != "http.disconnect":
            pass
        sending.cancel()
        gone.set()

    with running(endless) as address, contextlib.closing(connected(address, 1, sent=WHOLE)[0]):
        assert gone.wait(20)


def test_a_household_is_one_origin():
    assert serving.origin_of("192.0.2.7") == serving.origin_of("::ffff:192.0.2.7") == "192.0.2.7"
    assert serving.origin_of("2001:db8:1:2::5") == serving.origin_of("2001:db8:1:2:ffff::1%eth0")
    assert serving.origin_of("2001:db8:1:2::5") != serving.origin_of("2001:db8:1:3::5")
    assert serving.origin_of("") == ""
    assert serving.origin_of("a socket of this machine") == "a socket of this machine"
