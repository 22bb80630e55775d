"""How often one account may ask: a bucket that fills by the second, in this process alone."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from truceline.web.refusals import TooOften

A_SECOND = 25.0
AT_ONCE = 250.0
_KEPT = 10_000


class Allowance:
    """Lets each account ask so many times at once, and so many times a second after that."""

    def __init__(
        self,
        at_once: float = AT_ONCE,
        a_second: float = A_SECOND,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._at_once = at_once
        self._a_second = a_second
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str) -> None:
        """Count one more request; TooOften where none is left, with the seconds until there is one."""
        with self._lock:
            now = self._clock()
            left, at = self._left.get(who, (self._at_once, now))
            left = min(self._at_once, left + (now - at) * self._a_second)
            if left < 1:
                raise TooOften(max(1, math.ceil((1 - left) / self._a_second)))
            self._left[who] = (left - 1, now)
            self._left.move_to_end(who)
            while len(self._left) > _KEPT:
                self._left.popitem(last=False)
