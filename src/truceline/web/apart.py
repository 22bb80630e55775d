"""What takes long, worked out in a process apart: pages are answered meanwhile, its memory is given back."""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
_IDLE_S = 60.0
"""The process ends when it had nothing to do for so long."""
_HUMBLE = 5
_ARENA_MAX = -8
"""What glibc calls the most pools there may be."""
_POOLS = 2


def give_back() -> None:
    """Give freed memory back to the machine, where the C library can: its pools keep what threads freed."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def few_pools() -> None:
    """Let all threads share few pools of memory, where the C library can: each keeps what was freed in it.

    To be asked before there are threads. A server of a million claims is a twentieth smaller by that.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, _POOLS)


class NotYet(Exception):  # noqa: N818 - no error: the answer is being worked out
    """What was asked for is being worked out: whoever asks again gets it. `what` it is, if that helps."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what


class Apart:
    """One process at a low priority, started when there is work for it. Several threads may ask it."""

    def __init__(self, idle_s: float = _IDLE_S) -> None:
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None
        self._open = 0
        self._clock: threading.Timer | None = None
        self._is_closed = False

    def submit(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> Future[T]:
        """Have a function of a module called there, one after another; RuntimeError once it is closed.

        The future fails with BrokenProcessPool where the process is killed: the next work gets another.
        """
        with self._lock:
            if self._is_closed:
                raise RuntimeError("the server is stopping")
            if self._clock is not None:
                self._clock.cancel()
            self._open += 1
            try:
                asked = self._started().submit(work, *given, **named)
            except BrokenProcessPool:
                self._end()
                asked = self._started().submit(work, *given, **named)
        asked.add_done_callback(self._done)
        return asked

    def run(self, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """The same, waited for; where the process is killed twice, it is done here. NotYet once closed."""
        for _ in range(2):
            try:
                return self.submit(work, *given, **named).result()
            except (BrokenProcessPool, CancelledError, RuntimeError):
                if self._is_closed:
                    raise NotYet from None
        return work(*given, **named)

    def close(self) -> None:
        """End it, whatever it does."""
        with self._lock:
            self._is_closed = True
            if self._clock is not None:
                self._clock.cancel()
            running = list(self._pool._processes.values()) if self._pool is not None else []  # noqa: SLF001 - no other way to its process
            self._end()
        for process in running:
            process.terminate()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned: a copy of a server with threads may hold a lock that nobody there would open.
            spawned = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawned, initializer=_begin)
        return self._pool

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None

    def _done(self, _asked: Future[T]) -> None:
        with self._lock:
            self._open -= 1
            if self._open == 0 and not self._is_closed:
                self._clock = threading.Timer(self._idle_s, self._rest)
                self._clock.daemon = True
                self._clock.start()

    def _rest(self) -> None:
        with self._lock:
            if self._open == 0:
                self._end()


def _begin() -> None:
    """Give way to whoever answers pages, and end with them, however they end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_HUMBLE)
    server = multiprocessing.parent_process()
    if server is not None:
        threading.Thread(target=_end_with, args=(server.join,), daemon=True).start()


def _end_with(wait: Callable[[], object]) -> None:
    wait()
    os._exit(1)
