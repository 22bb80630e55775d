"""A stand-in for a model's server on this machine: it answers what a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from truceline.reading.extras.endpoint import Endpoint

MODEL = "stub-7b"
Answer = Callable[[dict[str, Any]], Any]


@dataclass
class Stub:
    """What was asked, with its headers; `url` is the base address."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def endpoint(self, **more: Any) -> Endpoint:
        return Endpoint.of(self.url, MODEL, **more)

    @property
    def sentences(self) -> list[list[str]]:
        """The texts sent, question by question."""
        return [
            [one["text"] for one in json.loads(asked["messages"][1]["content"])["sentences"]]
            for asked in self.asked
        ]


@dataclass(frozen=True)
class Raw:
    """An answer that is no chat completion: status, body, further headers."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def completion(content: object) -> bytes:
    text = content if isinstance(content, str) else json.dumps(content)
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@contextmanager
def serving(answer: Answer) -> Iterator[Stub]:
    """A server for as long as the block runs; `answer` gets the question and gives content or `Raw`."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            stub.asked.append(question)
            stub.headers.append(dict(self.headers))
            stub.paths.append(self.path)
            found = answer(question)
            raw = found if isinstance(found, Raw) else Raw(body=completion(found))
            self.send_response(raw.status)
            for name, value in raw.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(raw.body)))
            self.end_headers()
            try:
                self.wfile.write(raw.body)
            except OSError:
                self.close_connection = True  # whoever asked has left

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    stub.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield stub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def proposal(**slots: Any) -> dict[str, Any]:
    """A whole proposal about the first sentence, with these slots."""
    plain: dict[str, Any] = {
        "sentence": 1,
        "act": "shell",
        "trigger": "glorped",
        "actor": [],
        "target": [],
        "object": None,
        "place": [],
        "time": None,
        "quantity": [],
        "modality": "asserted",
        "polarity": "positive",
        "aspect": "completed",
        "speaker": None,
    }
    return plain | slots


def answering(*proposals: dict[str, Any]) -> Answer:
    """A model that gives these proposals to its first question and none after."""
    waiting = [{"proposals": list(proposals)}]
    return lambda _: waiting.pop() if waiting else {"proposals": []}
