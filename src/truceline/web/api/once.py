"""One request, one effect: who sends a request again with its key gets the first answer, byte for byte."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, cast

from starlette.requests import Request
from starlette.responses import Response

from truceline.accounts.answers import KEPT, MOST, Begun, Met
from truceline.errors import InputError, Problem, TrucelineError
from truceline.web.refusals import TooOften, UnderWay

REPLAYED = "Idempotency-Replayed"
WAIT_S = 5.0
"""So long a request waits for the same one that is being answered."""
_LOOK_EVERY_S = 0.05
_HOUR_S = 3600
_KEPT = frozenset({"content-type", "location", "etag", "truceline-position", "cache-control", "vary"})
"""Headers that are part of an answer."""


class Answers(Protocol):
    """Whoever keeps answers (`truceline.accounts.answers`)."""

    def begin(self, account: str, key: str, request: str) -> Begun:
        """Hold a key for a request, or learn what it meets."""
        ...

    def keep(self, account: str, key: str, holder: str, answer: bytes) -> None:
        """Keep the answer of a request whose key is held."""
        ...

    def drop(self, account: str, key: str, holder: str) -> None:
        """Let a key go."""
        ...


class _Kept(NamedTuple):
    """What is known of a key."""

    request: str
    holder: str
    begun: float
    answer: bytes | None


@dataclass
class AnswersHere:
    """Answers kept in memory: for a server without accounts."""

    clock: Callable[[], float] = time.monotonic
    """In seconds."""
    _known: dict[tuple[str, str], _Kept] = field(default_factory=dict)
    """In the order in which they were begun."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, account: str, key: str, request: str) -> Begun:
        """Hold a key for a request, or learn what it meets."""
        with self._lock:
            self._forget()
            found = self._known.get((account, key))
            if found is not None:
                if found.request != request:
                    return Begun(Met.OTHER)
                answer = found.answer
                return Begun(Met.UNDER_WAY) if answer is None else Begun(Met.ANSWERED, answer)
            if len(self._known) >= MOST:
                return Begun(Met.FULL)
            holder = secrets.token_hex(8)
            self._known[account, key] = _Kept(request, holder, self.clock(), None)
            return Begun(Met.FRESH, holder=holder)

    def _forget(self) -> None:
        """Let keys go that were begun long ago."""
        before = self.clock() - KEPT.total_seconds()
        while self._known and next(iter(self._known.values())).begun <= before:
            self._known.pop(next(iter(self._known)))

    def keep(self, account: str, key: str, holder: str, answer: bytes) -> None:
        """Keep the answer of a request whose key is held."""
        with self._lock:
            known = self._known.get((account, key))
            if known is not None and known.holder == holder:
                self._known[account, key] = known._replace(answer=answer)

    def drop(self, account: str, key: str, holder: str) -> None:
        """Let a key go."""
        del holder
        with self._lock:
            self._known.pop((account, key), None)


@dataclass
class Once:
    """Does what a request asks for once for each key."""

    answers: Answers
    wait_s: float = WAIT_S
    _mine: dict[tuple[str, str], str] = field(default_factory=dict)
    """What this process is answering: it may take longer than until a key counts as left behind."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answered(self, account: str, key: str, request: str, work: Callable[[], Response]) -> Response:
        """The answer of `work`, or the one that it gave before.

        InputError for a key of another request; UnderWay where the same one takes too long to wait for. What
        `work` raises passes through, and the key is free again: nothing was changed.
        """
        begun = self._begun(account, key, request)
        if begun.met is Met.ANSWERED:
            return _again(begun.answer)
        try:
            return self._done(account, key, begun.holder, work)
        finally:
            with self._lock:
                self._mine.pop((account, key), None)

    def _done(self, account: str, key: str, holder: str, work: Callable[[], Response]) -> Response:
        try:
            answer = work()
        except BaseException:
            with suppress(TrucelineError):
                self.answers.drop(account, key, holder)
            raise
        # It is done, whether or not that can be written down: who asks must not be told otherwise.
        with suppress(TrucelineError):
            self.answers.keep(account, key, holder, _written(answer))
        return answer

    def _begun(self, account: str, key: str, request: str) -> Begun:
        until = time.monotonic() + self.wait_s
        while True:
            begun = self._met(account, key, request)
            match begun.met:
                case Met.FRESH | Met.ANSWERED:
                    return begun
                case Met.OTHER:
                    told = "was used for another request; give each request a key of its own"
                    raise InputError(Problem("header", 0, "Idempotency-Key", told))
                case Met.FULL:
                    raise TooOften(_HOUR_S)
            if time.monotonic() >= until:
                raise UnderWay
            time.sleep(_LOOK_EVERY_S)

    def _met(self, account: str, key: str, request: str) -> Begun:
        with self._lock:
            if (account, key) in self._mine:
                return Begun(Met.UNDER_WAY if self._mine[account, key] == request else Met.OTHER)
            # Under the lock: else the same request could begin between the question and the answer.
            begun = self.answers.begin(account, key, request)
            if begun.met is Met.FRESH:
                self._mine[account, key] = request
            return begun


def once_of(request: Request) -> Once:
    """What keeps the answers of the app that answers."""
    return cast("Once", request.app.state.once)


def _written(answer: Response) -> bytes:
    headers = {name: value for name, value in answer.headers.items() if name in _KEPT}
    head = json.dumps([answer.status_code, headers]).encode()
    return head + b"\n" + bytes(answer.body)


def _again(kept: bytes) -> Response:
    head, _, body = kept.partition(b"\n")
    status, told = json.loads(head)
    headers = cast("Mapping[str, str]", told)
    return Response(body, int(status), {**headers, REPLAYED: "true"})
