"""Feeds from afar: asked at once, added, changed, read no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

from truceline.client.calling import Calling
from truceline.client.documents import FeedsTold, FeedTold
from truceline.client.orders import AddFeed, SetFeed
from truceline.client.receipts import FeedChanged, JobTold


@dataclass(frozen=True)
class Feeds:
    """The feeds of one case. Every method asks the server; ApiError where it refuses."""

    calling: Calling = field(repr=False)
    path: str

    def standing(self) -> tuple[FeedTold, ...]:
        """How each stands now."""
        return self.calling.read(self.path, FeedsTold).feeds

    def read(self, feed: str, *, key: str | None = None) -> JobTold:
        """Ask a feed at once; Stale where that was done a moment ago."""
        return self.calling.sent(f"{self._of(feed)}/read", JobTold, key=key)

    def add(self, feed: AddFeed, *, key: str | None = None) -> FeedChanged:
        """Add a web feed."""
        return self.calling.sent(self.path, FeedChanged, feed, key=key)

    def change(self, feed: str, to: SetFeed, *, key: str | None = None) -> FeedChanged:
        """Change how a feed is read; an address that is left out stays, anything else is as by default."""
        return self.calling.sent(self._of(feed), FeedChanged, to, key=key)

    def remove(self, feed: str, *, key: str | None = None) -> FeedChanged:
        """Read a web feed no more; what it brought stays."""
        return self.calling.sent(f"{self._of(feed)}/remove", FeedChanged, key=key)

    def _of(self, feed: str) -> str:
        return f"{self.path}/{quote(feed, safe='')}"
