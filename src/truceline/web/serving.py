"""Serving an app on this machine: one process, bounded, silent about who asks."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import socket
from collections.abc import Callable
from types import FrameType

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from truceline.errors import InputError, Problem
from truceline.web.journalling import Style, journalling

_AT_ONCE = 100
"""So many connections are answered at a time, and as many requests."""
MOST_OPEN = 300
"""So many connections are held at all; what comes on top is hung up on."""
OF_ONE = 32
"""So many of them may come from one address, where no proxy stands between."""
_ALWAYS = frozenset({"/health", "/ready"})
"""Answered however much is under way."""
READ_S = 120.0
"""So long may whoever asked leave an answer unread, seconds."""
_IDLE_S = 5
_LAST_WORDS_S = 10
_HEAD_BYTES = 16_384
_WORDS = b"too many connections from this address; close some, then try again\n"
_TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nRetry-After: 5\r\n"
    b"Connection: close\r\nContent-Length: %d\r\n\r\n%s" % (len(_WORDS), _WORDS)
)
HEAD_S = 10.0
"""So long may the head of a request take, seconds."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that waits for browsers; InputError where the place is taken or is none of this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        made = socket.create_server((host, port), family=family)
    except OSError as error:
        told = (error.strerror or str(error)).partition(" (while")[0].lower()
        raise InputError(Problem(f"--host {host} --port {port}", 0, "", told)) from None
    # Connections have it from here. asyncio would not set it for a socket that we made, and the body of an
    # answer would wait 40 ms for the word that its head arrived.
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


def serve(
    app: ASGIApp,
    place: socket.socket,
    *,
    lifespan: bool = False,
    log: Style = "plain",
    of_one: int = 0,
    ending: Callable[[], None] = lambda: None,
    lingering: Callable[[], bool] = lambda: False,
) -> None:
    """Answer until interrupted; `lifespan`: the app has work of its own to begin and to end.

    `of_one`: so many connections one address may hold; 0: as many as there are.

    `ending` is called in the server's loop when it is told to stop, before open answers are waited for:
    streams would else keep it for the whole ten seconds. `lingering` says whether work is under way when all
    else has ended: then the process ends without it, as by a kill, which leaves nothing by halves. uvicorn's
    own log of requests stays off: it names addresses and queries.
    """
    with journalling(log):
        try:
            Gentle(configured(app, lifespan=lifespan, of_one=of_one), ending).run(sockets=[place])
        finally:
            place.close()
    if lingering():
        os._exit(0)


class Gentle(uvicorn.Server):
    """Ends what would never end by itself, then waits for the answers that are under way."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to stop: gently; told a second time: at once."""
        if self.should_exit:
            self.force_exit = True
        super().handle_exit(sig, frame)
        # uvicorn would raise the signal again when it has ended, and end the process by it.
        self._captured_signals.clear()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop within ten seconds: nothing new is taken, what runs is finished or cut off."""
        self._ending()
        await super().shutdown(sockets)


def configured(app: ASGIApp, *, lifespan: bool = False, of_one: int = 0) -> uvicorn.Config:
    """How uvicorn is run; only a proxy on this machine is believed about whose request it passes on."""
    return uvicorn.Config(
        app,
        http=type("Bounded", (Patient,), {"of_one": of_one}),
        ws="none",
        lifespan="on" if lifespan else "off",
        access_log=False,
        log_config=None,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1",
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=_IDLE_S,
        timeout_graceful_shutdown=_LAST_WORDS_S,
        h11_max_incomplete_event_size=_HEAD_BYTES,
    )


class Patient(H11Protocol):
    """Hangs up on who sends no whole head, or reads no answer, in time; uvicorn alone would wait for ever.

    Whoever holds too many connections already is told so, and gets no further one.
    """

    of_one: int = 0
    """So many connections one address may hold; 0: as many as there are."""
    origin: str = ""
    _waiting: asyncio.TimerHandle | None = None
    _unread: asyncio.TimerHandle | None = None

    @property
    def limit_concurrency(self) -> int | None:
        """From how many connections on a request is refused; uvicorn looks at each request's head."""
        asked = getattr(self, "scope", None)  # there is none until a head is there
        return None if asked and asked["path"] in _ALWAYS else _AT_ONCE

    @limit_concurrency.setter
    def limit_concurrency(self, _told: int | None) -> None:
        """Passed over: uvicorn sets it for all requests alike."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head; hang up where too many are open."""
        super().connection_made(transport)
        self.origin = origin_of(self.client[0] if self.client else "")
        if len(self.connections) > MOST_OPEN:
            transport.abort()
        elif self.of_one and self._held() > self.of_one:
            transport.write(_TOO_MANY)
            transport.close()
        else:
            self._watch()

    def data_received(self, data: bytes) -> None:
        """Stop waiting where the head is whole; begin anew where another has begun."""
        if self.transport.is_closing():
            return
        super().data_received(data)
        self._watch()

    def pause_writing(self) -> None:
        """An answer is not read: wait for that no longer than for a head."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(READ_S, self.transport.abort)

    def resume_writing(self) -> None:
        """It is read again."""
        self._unread = self._ended(self._unread)
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._waiting, self._unread = self._ended(self._waiting), self._ended(self._unread)
        super().connection_lost(exc)

    def _held(self) -> int:
        return sum(getattr(one, "origin", "") == self.origin for one in self.connections)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._waiting = self._ended(self._waiting)
        elif self._waiting is None:
            self._waiting = self.loop.call_later(HEAD_S, self.transport.abort)

    @staticmethod
    def _ended(waiting: asyncio.TimerHandle | None) -> None:
        if waiting is not None:
            waiting.cancel()


def origin_of(address: str) -> str:
    """Whose connection it is: the address, of IPv6 the network of 64 bits that one household has."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((int(found), 64), strict=False))
