"""How a feed stands: alive, silent for longer than its habit, failing, or made in another way than before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

from truceline.core.counted import counted
from truceline.feeds.settings import AnyFeed, Settings
from truceline.feeds.store import FeedStore, Sighting, State

_LEAST = timedelta(days=2)
_UNTIL_KNOWN = timedelta(days=14)
_HABIT = 20
_GAPS = 3
_SHOWN = timedelta(days=14)


class FeedStanding(StrEnum):
    """How a feed stands."""

    NEW = "new"
    """Never asked yet."""
    ALIVE = "alive"
    SILENT = "silent"
    """It answers, and has said nothing for longer than its habit."""
    CHANGED = "changed"
    """It is made in another way than before: what it says may be read wrongly."""
    FAILING = "failing"
    """It could not be read the last time."""


@dataclass(frozen=True)
class Standing:
    """How a feed stands, with the date of its last word."""

    feed: AnyFeed
    standing: FeedStanding
    told: str
    """Why, in a sentence; empty for one that is alive."""
    last_word: datetime | None
    last_read: datetime | None
    texts: int


def standings(settings: Settings, store: FeedStore, now: datetime) -> tuple[Standing, ...]:
    """How each feed of a case stands now."""
    seen: dict[str, list[Sighting]] = {}
    for sighting, _ in store.sightings():
        seen.setdefault(sighting.feed, []).append(sighting)
    return tuple(standing_of(one, store.state(one.id), seen.get(one.id, ()), now) for one in settings.feeds)


def standing_of(feed: AnyFeed, state: State, seen: Sequence[Sighting], now: datetime) -> Standing:
    """How a feed stands now."""
    days = sorted(one.day for one in seen)
    last = days[-1] if days else None
    standing, told = _judged(feed, state, days, now)
    return Standing(feed, standing, told, last, state.read_at, len(seen))


def _judged(feed: AnyFeed, state: State, days: list[datetime], now: datetime) -> tuple[FeedStanding, str]:
    if state.tried_at is None:
        return FeedStanding.NEW, ""
    if state.trouble:
        return FeedStanding.FAILING, state.trouble
    if state.changed_at is not None and now - state.changed_at < _SHOWN:
        return FeedStanding.CHANGED, state.changed
    due = patience(feed, days)
    if days and now - days[-1] > due:
        quiet, longest = (counted(span.days, "day") for span in (now - days[-1], due))
        return FeedStanding.SILENT, f"nothing for {quiet}; the longest to be expected is {longest}"
    return FeedStanding.ALIVE, ""


def patience(feed: AnyFeed, days: Sequence[datetime]) -> timedelta:
    """How long a feed may say nothing: as it is set, else three times its habit."""
    if feed.silent_after_days is not None:
        return timedelta(days=feed.silent_after_days)
    apart = sorted({one.replace(second=0, microsecond=0) for one in days})[-_HABIT:]
    gaps = [(after - before).total_seconds() for before, after in pairwise(apart)]
    if len(gaps) < _GAPS:
        return _UNTIL_KNOWN
    return max(_LEAST, timedelta(seconds=3 * median(gaps)))
