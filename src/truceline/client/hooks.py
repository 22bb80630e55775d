"""Hooks from afar: addresses of one's own that are told what happens in a case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from truceline.client.calling import Calling
from truceline.client.documents import (
    DeliveriesTold,
    DeliveryTold,
    HookAsked,
    HookMade,
    HooksTold,
    HookTold,
)


@dataclass(frozen=True)
class Hooks:
    """One's own hooks in a case. Every method asks the server; ApiError where it refuses."""

    calling: Calling = field(repr=False)
    path: str

    def listed(self) -> tuple[HookTold, ...]:
        """One's own, for auditors everybody's; ended ones for a month."""
        return self.calling.read(self.path, HooksTold).hooks

    def make(self, url: str, events: Iterable[str], *, key: str | None = None) -> HookMade:
        """A new hook and its secret, which is told this once; it ends with the token that made it."""
        return self.calling.sent(self.path, HookMade, HookAsked(url=url, events=tuple(events)), key=key)

    def end(self, hook: str, *, key: str | None = None) -> HookTold:
        """Tell it of nothing any more."""
        return self.calling.sent(f"{self._of(hook)}/end", HookTold, key=key)

    def trial(self, hook: str, *, key: str | None = None) -> HookTold:
        """Send it a trial."""
        return self.calling.sent(f"{self._of(hook)}/trial", HookTold, key=key)

    def again(self, hook: str, *, key: str | None = None) -> HookTold:
        """Try what was given up anew, under the same ids."""
        return self.calling.sent(f"{self._of(hook)}/again", HookTold, key=key)

    def deliveries(self, hook: str, limit: int = 100) -> tuple[DeliveryTold, ...]:
        """What became of its deliveries, the latest first; 500 at most."""
        path = f"{self._of(hook)}/deliveries"
        return self.calling.read(path, DeliveriesTold, {"limit": limit}).deliveries

    def _of(self, hook: str) -> str:
        return f"{self.path}/{quote(hook, safe='')}"
