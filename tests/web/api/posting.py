"""Programs that write through the API: each post with a key of its own, unless a test names one."""

from __future__ import annotations

import json
import time
import uuid
from typing import Any

import httpx
from tests.web.api.calling import ROOT
from tests.web.console.visiting import Visitor

BY_HAND = {
    "act": "shell",
    "source": "post-7",
    "words": "Two shells fell near the mill.",
    "published": "2018-10-19",
    "fields": {"who": "Syria", "when": "2018-10-19", "norms": "heavy-weapons-out"},
}


def post(
    visitor: Visitor, path: str, body: Any = None, *, key: str = "", name: str = "analyst", **more: Any
) -> httpx.Response:
    """Send something to the case; a path that begins with `/` is the API's."""
    headers = {"idempotency-key": key or uuid.uuid4().hex, **more.pop("headers", {})}
    content = more.pop("content", None)
    if body is not None:
        headers.setdefault("content-type", "application/json")
        content = json.dumps(body)
    whole = path if path.startswith("/") else f"/cases/{visitor.slug}/{path}"
    return visitor.post(ROOT + whole, name=name, headers=headers, content=content, **more)


def upload(visitor: Visitor, content: bytes, called: str = "report.txt", **more: Any) -> httpx.Response:
    """Send a file."""
    query = {"name": called, **more.pop("query", {})}
    headers = {"content-type": "application/octet-stream"}
    return post(visitor, "documents", content=content, params=query, headers=headers, **more)


def seen(visitor: Visitor, path: str, name: str = "analyst") -> dict[str, str]:
    """The header that says that something was looked at as it stands."""
    answer = visitor.get(f"{ROOT}/cases/{visitor.slug}/{path}", name=name)
    assert answer.status_code == 200, answer.text
    return {"if-match": answer.headers["etag"]}


def ended(visitor: Visitor, job: str, name: str = "analyst") -> dict[str, Any]:
    """A job, once it has ended."""
    until = time.monotonic() + 60
    while True:
        told: dict[str, Any] = visitor.get(f"{ROOT}/cases/{visitor.slug}/jobs/{job}", name=name).json()
        if told["state"] not in ("waiting", "running"):
            return told
        assert time.monotonic() < until
        time.sleep(0.02)
