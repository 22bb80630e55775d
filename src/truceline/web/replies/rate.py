"""How often one machine may ask: counted under a keyed digest of its address, never under the address.

The key is drawn anew each day and lies in memory only, so nobody can look back who asked.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

_DAY_S = 86_400
_MOST_KEPT = 50_000
"""Machines remembered at once; the one not seen for longest is forgotten first."""


class Rate:
    """At most so many times in so many seconds from one machine."""

    def __init__(self, times: int, seconds: float, clock: Callable[[], float]) -> None:
        self._times = times
        self._seconds = seconds
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._drawn = clock()
        self._seen: OrderedDict[bytes, deque[float]] = OrderedDict()
        self._lock = Lock()

    def passes(self, address: str) -> bool:
        """Count one more from an address; whether it is within bounds."""
        with self._lock:
            now = self._clock()
            if now - self._drawn > _DAY_S:
                self._key, self._drawn = secrets.token_bytes(32), now
                self._seen.clear()
            times = self._times_of(self._digest(address))
            while times and now - times[0] >= self._seconds:
                times.popleft()
            if len(times) >= self._times:
                return False
            times.append(now)
            return True

    def _times_of(self, digest: bytes) -> deque[float]:
        times = self._seen.setdefault(digest, deque())
        self._seen.move_to_end(digest)
        if len(self._seen) > _MOST_KEPT:
            self._seen.popitem(last=False)
        return times

    def _digest(self, address: str) -> bytes:
        return bytes(blake2b(_household(address).encode(), digest_size=16, key=self._key, encoder=RawEncoder))


def _household(address: str) -> str:
    """The address, of IPv6 the network of 64 bits: one household has as many addresses as it likes."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(ip_network((int(found) >> 64 << 64, 64)))
    return str(getattr(found, "ipv4_mapped", None) or found)
