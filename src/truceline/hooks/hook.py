"""A hook: whose it is, of what it is told, and what came of each delivery."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from truceline.errors import InputError, Problem

FORMAT = "truceline/hook/1"
MOST_OF_ONE = 5
"""Hooks of one account in a case."""
MOST_TRIES = 8
WAITS = tuple(timedelta(seconds=one) for one in (10, 30, 120, 600, 1800, 7200, 21_600))
"""How long after each failure it is tried again; after the last one it is given up: nine hours in all."""
assert len(WAITS) == MOST_TRIES - 1
_LONGEST = 1000
_ID_LETTERS = 32


class Event(StrEnum):
    """What a hook can be told of."""

    STATUS_CHANGED = "status_changed"
    """A promise stands elsewhere than before: by what the ledger was told, or because a day passed."""
    CLAIM_DECIDED = "claim_decided"
    ACT_MADE = "act_made"
    """An act of the mechanism."""
    REPORT_PUBLISHED = "report_published"
    BULLETIN_BUILT = "bulletin_built"
    FEED_FAULT = "feed_fault"
    """A feed fails, fell silent or is made in another way; or is well again."""
    TRIAL = "trial"
    """Somebody tries the hook out."""


CHOICES = tuple(one for one in Event if one is not Event.TRIAL)
"""What can be asked for; a trial comes to every hook."""


class Ending(StrEnum):
    """Why a hook is told of nothing any more."""

    OWNER = "owner"
    """Whoever it belongs to ended it."""
    ROLE = "role"
    """The role, the token or the account that it belonged to ended."""
    FULL = "full"
    """So many deliveries waited that no more were kept."""


@dataclass(frozen=True)
class Mark:
    """Up to where what happened in a case is among the deliveries of a hook."""

    position: int
    day: str
    """The day that was judged, as the agreement's clock has it."""
    feeds: Mapping[str, str] = field(default_factory=dict)
    """How each feed stood."""


@dataclass(frozen=True)
class Hook:
    """A hook, without its address and secret."""

    id: str
    account: str
    case: str
    token: str | None
    """The token it was made with, and ends with; null: made in the console."""
    host: str
    """The machine of its address; the rest may be a secret."""
    events: frozenset[Event]
    mark: Mark
    made_at: datetime
    ended_at: datetime | None
    ended_by: Ending | None


@dataclass(frozen=True)
class Happened:
    """One thing that happened in a case: its kind, ids, and where it is read. No word of anybody."""

    event: Event
    key: str
    """What tells it from any other in the case."""
    at: datetime
    position: int
    subject: Mapping[str, str | int | bool | None]
    page: str
    """Within the case, in the console."""
    call: str
    """Within the case, in the API."""


class Fate(StrEnum):
    """How a delivery stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


@dataclass(frozen=True)
class Delivery:
    """One thing that happened, for one hook."""

    id: str
    hook: str
    event: Event
    body: str
    made_at: datetime
    tries: int
    next_at: datetime | None
    tried_at: datetime | None
    delivered_at: datetime | None
    fault: str

    @property
    def fate(self) -> Fate:
        """How it stands."""
        if self.delivered_at is not None:
            return Fate.DELIVERED
        return Fate.GIVEN_UP if self.next_at is None else Fate.WAITING


def delivery_id(hook: str, happened: Happened) -> str:
    """The id of a delivery: the same thing for the same hook has the same one, however often it is found."""
    content = f"{hook} {happened.event.value} {happened.key}"
    return hashlib.sha256(content.encode()).hexdigest()[:_ID_LETTERS]


def host_of(url: str, allowed: frozenset[str]) -> str:
    """The machine of an address; InputError for one that is never told anything, without repeating it.

    `allowed` are hosts of one's own network, each as HOST or HOST:PORT: they may speak without TLS.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _wrong(NO_ADDRESS) from None
    host = (parts.hostname or "").lower()
    if len(url) > _LONGEST or parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise _wrong(NO_ADDRESS)
    bare = f"[{host}]" if ":" in host else host
    named = f"{bare}:{port}" if port else bare
    if parts.scheme == "http" and named not in allowed and f"{named}:80" not in allowed:
        raise _wrong(NO_TLS)
    if not url.isascii() or not url.isprintable() or " " in url:
        raise _wrong(NO_ADDRESS)
    return host


NO_ADDRESS = "must be an address like https://programs.example/told, without a name or password"
NO_TLS = "must begin with https://: nothing leaves without TLS"
NO_EVENT = "choose what it is told of"
TOO_MANY = "an account has five hooks in a case at most; end another one first"


def _wrong(message: str) -> InputError:
    return InputError(Problem("url", 0, "", message))
