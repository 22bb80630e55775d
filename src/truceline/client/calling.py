"""One call of the API: sent, tried again (a post with the same key), and read as a document."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar
from uuid import uuid4

import httpx
from pydantic import BaseModel

from truceline.client.documents import Page
from truceline.client.errors import error_of

Document = TypeVar("Document", bound=BaseModel)
Query = Mapping[str, str | int | list[str] | None]
_TRIES = 4
_WAIT_S = 0.5
_LONGEST_WAIT_S = 30.0
_JSON, _BYTES = "application/json", "application/octet-stream"
_CONFLICT = 409
_AGAIN = frozenset({429, 502, 503, 504})
TIMEOUT_S = 60.0


class Calling:
    """Sends calls with a token; they are tried again with growing waits, or as the server asks."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        transport: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        base = url.rstrip("/") + "/api/v1"
        self._http = httpx.Client(
            base_url=base, headers=headers, transport=transport, timeout=TIMEOUT_S, follow_redirects=False
        )
        self._sleep = sleep

    def close(self) -> None:
        """Give up the connections."""
        self._http.close()

    def content(self, path: str, query: Query | None = None) -> bytes:
        """The body of what is at a path; ApiError for a refusal, TransportError where nobody answers."""
        return self._asked(lambda: self._http.get(path, params=_told(query)))

    def sent(
        self,
        path: str,
        model: type[Document],
        body: BaseModel | bytes | None = None,
        *,
        query: Query | None = None,
        seen: int | None = None,
        key: str | None = None,
    ) -> Document:
        """The document that a post is answered with; otherwise as `posted`."""
        return model.model_validate_json(self.posted(path, body, query=query, seen=seen, key=key))

    def posted(
        self,
        path: str,
        body: BaseModel | bytes | None = None,
        *,
        query: Query | None = None,
        seen: int | None = None,
        key: str | None = None,
    ) -> bytes:
        """The answer to a post; `seen` is the position of what was looked at, `key` names the request.

        Without a key it gets one of its own, so that trying it again changes nothing twice. Errors as in
        `content`.
        """
        headers = {"Idempotency-Key": key or uuid4().hex}
        if seen is not None:
            headers["If-Match"] = f'"{seen}"'
        if body is not None:
            headers["Content-Type"] = _BYTES if isinstance(body, bytes) else _JSON
        content = body.model_dump_json().encode() if isinstance(body, BaseModel) else body

        def post() -> httpx.Response:
            return self._http.post(path, params=_told(query), headers=headers, content=content)

        return self._asked(post)

    def _asked(self, ask: Callable[[], httpx.Response]) -> bytes:
        """The body of an answer, asked for again where that is safe."""
        for left in reversed(range(_TRIES)):
            try:
                answer = ask()
            except httpx.TransportError:
                if not left:
                    raise
                self._sleep(self._wait_s(None, left))
                continue
            if answer.is_success:
                return answer.content
            if not left or not _is_worth_another_try(answer):
                raise error_of(answer)
            self._sleep(self._wait_s(answer, left))
        raise AssertionError("the last try returns or raises")

    def read(self, path: str, model: type[Document], query: Query | None = None) -> Document:
        """A document of the API; errors as in `content`."""
        return model.model_validate_json(self.content(path, query))

    def pages(self, path: str, item: type[Document], query: Query | None = None) -> Iterator[Document]:
        """Every item of a list, page by page as they are asked for; errors as in `content`."""
        cursor: str | None = None
        while True:
            page = self.read(path, Page[item], {**(query or {}), "cursor": cursor})  # type: ignore[valid-type]
            yield from page.items
            cursor = page.next
            if cursor is None:
                return

    @staticmethod
    def _wait_s(answer: httpx.Response | None, left: int) -> float:
        told = answer.headers.get("retry-after", "") if answer is not None else ""
        if told.isascii() and told.isdigit():
            return min(float(told), _LONGEST_WAIT_S)
        return _WAIT_S * float(1 << (_TRIES - 1 - left))


def _told(query: Query | None) -> dict[str, str | int | list[str]]:
    return {name: value for name, value in (query or {}).items() if value is not None}


def _is_worth_another_try(answer: httpx.Response) -> bool:
    """Whether the server says so: it is busy, or answers the same request already."""
    is_under_way = answer.status_code == _CONFLICT and "retry-after" in answer.headers
    return is_under_way or answer.status_code in _AGAIN
