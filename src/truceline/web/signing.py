"""Keys that people sign with: closed in the keyring, open for a while in memory, one for each session.

An opened key is never written down nor logged. It is gone with its session, after half an hour, with the
process, or when its holder locks it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple, Protocol

from truceline.ledger.signing import PublicKey, Signer

HELD = timedelta(minutes=30)
"""So long at most a key stays open."""


class KeptKey(Protocol):
    """A key file that is kept for an account in a case; nothing of its secret."""

    @property
    def account(self) -> str:
        """The account's id."""
        ...

    @property
    def case(self) -> str:
        """The case's name in addresses."""
        ...

    @property
    def signer(self) -> str:
        """The name in the key file."""
        ...

    @property
    def public(self) -> PublicKey:
        """The half that may be handed out."""
        ...


class Keyring(Protocol):
    """Whoever keeps closed key files (`truceline.accounts.keyring`)."""

    def keep(self, account: str, case: str, content: str) -> KeptKey:
        """Keep a key file, in place of one kept before; InputError for one that lies open."""
        ...

    def keys_of(self, account: str) -> Sequence[KeptKey]:
        """The keys of an account."""
        ...

    def open(self, account: str, case: str, passphrase: str, address: str) -> Signer:
        """The signer of a key; InputError where the passphrase does not open it."""
        ...

    def forget(self, account: str, case: str) -> None:
        """Keep the key no more."""
        ...


class _Held(NamedTuple):
    signer: Signer
    account: str
    until: float


@dataclass(repr=False)
class OpenKeys:
    """The keys that are open now, by session and case."""

    seconds: Callable[[], float] = time.monotonic
    _held: dict[tuple[str, str], _Held] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def hold(self, session: str, account: str, case: str, signer: Signer) -> None:
        """Hold an opened key for a session; without a session there is nothing to hold it by."""
        assert session, "a key is held for a session"
        until = self.seconds() + HELD.total_seconds()
        with self._lock:
            self._sweep()
            self._held[session, case] = _Held(signer, account, until)

    def of(self, session: str, account: str, case: str) -> Signer | None:
        """The key that a session has open in a case; null where none is, or its time is over."""
        with self._lock:
            self._sweep()
            held = self._held.get((session, case))
        return held.signer if held is not None and session and held.account == account else None

    def left_s(self, session: str, case: str) -> float:
        """Seconds for which it stays open; nought where none is."""
        with self._lock:
            held = self._held.get((session, case))
        return max(0.0, held.until - self.seconds()) if held else 0.0

    def lock(self, session: str, case: str | None = None) -> None:
        """Let go of a session's key in a case; without a case of all that it has: at log-out."""
        with self._lock:
            for key in [one for one in self._held if one[0] == session and case in (None, one[1])]:
                del self._held[key]

    def lock_all_of(self, account: str) -> None:
        """Let go of every key of an account: where it is shut, or its keys changed."""
        with self._lock:
            for key in [one for one, held in self._held.items() if held.account == account]:
                del self._held[key]

    def _sweep(self) -> None:
        now = self.seconds()
        for key in [one for one, held in self._held.items() if held.until <= now]:
            del self._held[key]
