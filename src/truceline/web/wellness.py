"""Whether the server is alive, and whether what it needs answers. Says which, and no name of anything."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse

from truceline.web.guards import LOG, told_of
from truceline.web.house import Held, House

Check = Callable[[], object]
"""Asks something; raises where it does not answer."""
_PATIENCE_S = 3.0
_FRESH_S = 1.0
"""So long an answer is told again: whoever asks often asks the databases no oftener than this."""
_AT_ONCE = 4


def checks_of(house: House, door: object) -> dict[str, Check]:
    """What is asked: the accounts, and each ledger by its number (names are for those who have a role)."""
    made: dict[str, Check] = {}
    accounts = getattr(door, "accounts", None)
    if accounts is not None:
        made["accounts"] = accounts.home.is_there
    for number, held in enumerate(house.cases.values(), 1):
        made[f"ledger {number}"] = partial(_position, held)
    return made


def _position(held: Held) -> int:
    return held.position


class Wellness:
    """Answers `/health` and `/ready`."""

    def __init__(self, checks: Mapping[str, Check], clock: Callable[[], float] = time.monotonic) -> None:
        self._checks = dict(checks)
        self._clock = clock
        self._lock = threading.Lock()
        self._asked_at: float | None = None
        self._failing: tuple[str, ...] = ()
        self._pending: dict[str, Future[object]] = {}
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="wellness")

    @staticmethod
    async def health(_request: Request) -> JSONResponse:
        """The process answers."""
        return JSONResponse({"status": "ok"})

    def ready(self, _request: Request) -> JSONResponse:
        """Whether ledgers and accounts answer; 503 with those that do not."""
        failing = self.failing()
        if failing:
            told = {"status": "unavailable", "failing": list(failing)}
            return JSONResponse(told, 503, {"Retry-After": "5"})
        return JSONResponse({"status": "ready"})

    def failing(self) -> tuple[str, ...]:
        """What does not answer now, within three seconds."""
        with self._lock:
            now = self._clock()
            if self._asked_at is None or now - self._asked_at >= _FRESH_S:
                self._failing = self._asked()
                self._asked_at = self._clock()
            return self._failing

    def close(self) -> None:
        """Ask nothing more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _asked(self) -> tuple[str, ...]:
        """Ask all at once; what still hangs from the time before is not asked a second time."""
        for name, check in self._checks.items():
            if name not in self._pending:
                self._pending[name] = self._pool.submit(check)
        wait(self._pending.values(), _PATIENCE_S)
        return tuple(name for name in self._checks if not self._answered(name))

    def _answered(self, name: str) -> bool:
        asked = self._pending[name]
        if not asked.done():
            return False
        del self._pending[name]
        error = asked.exception()
        if isinstance(error, Exception):
            LOG.warning("%s does not answer: %s", name, told_of(error))
        return error is None
