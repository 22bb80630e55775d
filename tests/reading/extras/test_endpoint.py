"""The endpoint: text goes where the user said and nowhere else, and no answer is trusted."""

from __future__ import annotations

import json
import socket
import time

import pytest
from tests.reading.extras.serving import MODEL, Raw, completion, serving

from truceline.errors import InputError
from truceline.reading.extras import endpoint as module
from truceline.reading.extras.endpoint import Endpoint, Trouble

MESSAGES = [{"role": "user", "content": "words"}]
KEY = "sk-very-secret"


def ask(answer, **more):
    with serving(answer) as stub:
        return stub.endpoint(**more).ask(MESSAGES, {"type": "object"}), stub


def test_a_question_is_asked_the_same_way_each_time():
    answer, stub = ask(lambda _: "fine")
    assert answer == "fine"
    (asked,) = stub.asked
    assert (asked["temperature"], asked["seed"], asked["stream"]) == (0, 0, False)
    assert (asked["model"], asked["messages"]) == (MODEL, MESSAGES)
    assert asked["response_format"]["json_schema"]["schema"] == {"type": "object"}
    assert stub.paths == ["/v1/chat/completions"]


def test_a_server_that_knows_no_schemas_is_asked_without():
    answer, stub = ask(lambda asked: Raw(400) if "response_format" in asked else "fine")
    assert answer == "fine"
    assert len(stub.asked) == 2


def test_the_key_goes_into_its_header_and_into_no_message():
    answer, stub = ask(lambda _: Raw(401, f"no such key {KEY}".encode()), key=KEY)
    assert stub.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert answer == Trouble("model-http-error", "HTTP 401 from the model's endpoint")
    assert KEY not in repr(stub.endpoint(key=KEY))
    assert KEY not in json.dumps(stub.asked)


def test_without_a_key_no_header_is_sent():
    _, stub = ask(lambda _: "fine")
    assert "Authorization" not in stub.headers[0]


def test_a_redirect_is_not_followed():
    with serving(lambda _: "elsewhere") as other:
        answer, _ = ask(lambda _: Raw(307, headers={"Location": f"{other.url}/chat/completions"}))
    assert answer == Trouble("model-http-error", "HTTP 307 from the model's endpoint")
    assert other.asked == []


def test_a_local_address_is_reached_past_any_proxy(monkeypatch):
    with serving(lambda _: "proxy") as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.setenv("no_proxy", "")
        answer, _ = ask(lambda _: "direct")
    assert answer == "direct"
    assert proxy.asked == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b'{"choices": "x"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_chat_completion_is_told(body):
    answer, _ = ask(lambda _: Raw(body=body))
    assert answer == Trouble("bad-answer", "the answer is no chat completion")


def test_a_flood_is_cut_off(monkeypatch):
    monkeypatch.setattr(module, "_MOST", 1000)
    answer, _ = ask(lambda _: "x" * 5000)
    assert isinstance(answer, Trouble)
    assert answer.kind == "bad-answer"


def test_silence_is_a_timeout():
    answer, _ = ask(lambda _: time.sleep(0.4) or "late", timeout_s=0.1)
    assert answer == Trouble("model-timeout", "no answer within 0.1 seconds")


def test_an_answer_that_drips_is_a_timeout_too(monkeypatch):
    ticks = iter(range(0, 10_000, 1000))
    monkeypatch.setattr(module, "monotonic", lambda: next(ticks))
    answer, _ = ask(lambda _: "slow")
    assert isinstance(answer, Trouble)
    assert answer.kind == "model-timeout"


def test_a_closed_port_is_told():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = Endpoint.of(f"http://127.0.0.1:{port}/v1", MODEL).ask(MESSAGES, {})
    assert answer == Trouble(
        "model-unreachable", "the model's endpoint cannot be reached (ConnectionRefusedError)"
    )


def test_a_connection_that_breaks_off_is_told():
    broken = {"Transfer-Encoding": "chunked"}
    answer, _ = ask(lambda _: Raw(body=b"zz\r\n", headers=broken))
    assert isinstance(answer, Trouble)
    assert answer.kind in {"model-unreachable", "bad-answer"}


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:11434/v1",
        "http://LOCALHOST/v1/",
        "http://127.0.0.1:8080/v1",
        "http://127.8.9.1/v1",
        "http://[::1]:11434/v1",
        "https://localhost/v1",
    ],
)
def test_this_machine_needs_no_leave(url):
    found = Endpoint.of(url, MODEL, key=KEY)
    assert found.is_local
    assert found.url.endswith("/v1/chat/completions")


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.org/v1",
        "http://192.168.1.5:11434/v1",
        "http://127.0.0.1.example.org/v1",
        "http://localhost.example.org/v1",
        "http://0.0.0.0:11434/v1",
        "http://2130706433/v1",
        "http://[::ffff:8.8.8.8]/v1",
    ],
)
def test_another_machine_is_refused_until_the_user_says_so(url):
    with pytest.raises(InputError, match="text would leave this one"):
        Endpoint.of(url, MODEL)
    assert not Endpoint.of(url, MODEL, remote=True).is_local


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:11434",
        "ftp://localhost/v1",
        "file:///etc/passwd",
        "http://",
        "http://localhost:port/v1",
        "http://local host/v1",
        "http://localhost/v1\r\nX: y",
        "http://l\u00f6calhost/v1",
    ],
)
def test_what_is_no_http_address_is_refused(url):
    with pytest.raises(InputError, match="is no http address"):
        Endpoint.of(url, MODEL, remote=True)


@pytest.mark.parametrize(
    "url", ["http://me:pw@localhost/v1", "http://localhost/v1?key=x", "http://localhost/#x"]
)
def test_an_address_holds_no_secrets(url):
    with pytest.raises(InputError, match="TRUCELINE_LLM_KEY"):
        Endpoint.of(url, MODEL)


def test_a_key_never_travels_unencrypted_to_another_machine():
    with pytest.raises(InputError, match="unencrypted"):
        Endpoint.of("http://models.example.org/v1", MODEL, remote=True, key=KEY)
    assert Endpoint.of("https://models.example.org/v1", MODEL, remote=True, key=KEY).key == KEY


@pytest.mark.parametrize("key", ["a\r\nX-Other: b", "k\u00e9y"])
def test_a_key_that_would_break_the_header_is_refused_and_not_shown(key):
    with pytest.raises(InputError) as refused:
        Endpoint.of("http://localhost/v1", MODEL, key=key)
    assert key not in str(refused.value)


def test_every_fault_is_told_at_once():
    with pytest.raises(InputError) as refused:
        Endpoint.of("nowhere", " ")
    assert len(refused.value.problems) == 2


def test_the_stub_speaks_as_servers_do():
    assert json.loads(completion("x"))["choices"][0]["message"]["content"] == "x"
