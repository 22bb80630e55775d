"""One call of the API: sent, tried again where that is safe, and read as a document."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

import httpx
from pydantic import BaseModel

from truceline.client.documents import Page
from truceline.client.errors import error_of

Document = TypeVar("Document", bound=BaseModel)
Query = Mapping[str, str | int | list[str] | None]
_TRIES = 4
_WAIT_S = 0.5
_LONGEST_WAIT_S = 30.0
_AGAIN = frozenset({429, 502, 503, 504})
TIMEOUT_S = 60.0


class Calling:
    """Sends calls with a token; reading calls are tried again with growing waits, or as the server asks."""

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
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        for left in reversed(range(_TRIES)):
            try:
                answer = self._http.get(path, params=asked)
            except httpx.TransportError:
                if not left:
                    raise
                self._sleep(self._wait_s(None, left))
                continue
            if answer.is_success:
                return answer.content
            if answer.status_code not in _AGAIN or not left:
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
