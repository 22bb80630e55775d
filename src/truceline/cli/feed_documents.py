"""The JSON document of `truceline feeds`; its schema is published too."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from truceline.evidence.strict import Strict
from truceline.feeds.standing import FeedStanding


class FeedShown(Strict):
    """One feed, and how it stands."""

    id: str
    kind: str
    source: str
    standing: FeedStanding
    told: str
    """Why; empty for one that is alive."""
    last_word: datetime | None
    """When it last said something: as it dates it, else when that was seen."""
    last_read: datetime | None
    """When it last answered."""
    texts: int


class FeedsListed(Strict):
    """The feeds of a case."""

    format: Literal["truceline/feeds-listed/1"] = "truceline/feeds-listed/1"
    feeds: tuple[FeedShown, ...]
