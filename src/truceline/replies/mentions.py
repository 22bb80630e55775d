"""The queue of mentions: pages that say they link to ours, kept until somebody has them looked at."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from truceline.evidence.strict import Strict
from truceline.ledger.connection import reading, writing
from truceline.replies.reply import MACHINE, Arrival, Handled, ReplyState, Step, Via
from truceline.replies.store import QueueFull, Replies, following, received, require_room, settled, step
from truceline.replies.tables import announcements, mentions, replies

MOST_WAITING = 500
MOST_TRIES = 3
_GONE = "the page no longer links to it"


class MentionState(StrEnum):
    """Where a mention stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    """Its page links to ours; it is a reply now, held like any other."""
    FAILED = "failed"
    GONE = "gone"


class Mention(Strict):
    """A page of somebody's that says it links to one of ours."""

    seq: int
    via: Via
    source: str
    page: str
    tried: int
    reply: str | None


class Announcement(Strict):
    """A page that ours links to, and what became of telling it."""

    target: str
    via: Via | None
    """Null: it takes no notices."""
    state: str
    told: str


class Mentions:
    """Mentions of one case, beside its replies."""

    def __init__(self, store: Replies) -> None:
        self._store = store

    def queue(self, via: Via, source: str, page: str) -> None:
        """Keep a mention to be looked at, once however often it is told. Raises QueueFull."""
        with self._writing() as connection:
            same = (mentions.c.via == via.value, mentions.c.source == source, mentions.c.page == page)
            again = update(mentions).where(*same).values(state=MentionState.WAITING.value, tried=0)
            if connection.execute(again).rowcount:
                return
            waiting = select(func.count()).where(mentions.c.state == MentionState.WAITING.value)
            if connection.execute(waiting).scalar_one() >= MOST_WAITING:
                raise QueueFull
            row = {"via": via.value, "source": source, "page": page, "received_at": self._store.now}
            state = {"state": MentionState.WAITING.value, "tried": 0, "told": ""}
            connection.execute(insert(mentions), {"seq": following(connection, mentions), **row, **state})

    def waiting(self, most: int) -> tuple[Mention, ...]:
        """Those to look at, the oldest first."""
        query = select(mentions).where(mentions.c.state == MentionState.WAITING.value)
        with reading(self._store.engine, self._store.address) as connection:
            found = connection.execute(query.order_by(mentions.c.seq).limit(most)).all()
        return tuple(_mention(row) for row in found)

    def take(self, mention: Mention, arrival: Arrival) -> str:
        """Make a reply of a mention that holds, or find the one it was before; returns its id."""
        with self._writing() as connection:
            if mention.reply is None:
                require_room(connection, self._store.now)
            name = mention.reply or received(connection, arrival, None, self._store.now)
            _set(connection, mention, MentionState.TAKEN, "", name)
            return name

    def fail(self, mention: Mention, told: str) -> MentionState:
        """Note that a page could not be had; it is tried again a few times."""
        is_last = mention.tried + 1 >= MOST_TRIES
        state = MentionState.FAILED if is_last else MentionState.WAITING
        with self._writing() as connection:
            _set(connection, mention, state, told, mention.reply)
        return state

    def gone(self, mention: Mention, told: str) -> None:
        """Note that a page does not link to ours; a reply that came of it is taken back."""
        with self._writing() as connection:
            _set(connection, mention, MentionState.GONE, told, mention.reply)
            if mention.reply is not None:
                _withdraw(connection, mention.reply, self._store.now)

    def announced(self, page: str) -> frozenset[str]:
        """Addresses that were told of a page, and took it."""
        query = select(announcements.c.target).where(
            announcements.c.page == page, announcements.c.state == "told"
        )
        with reading(self._store.engine, self._store.address) as connection:
            return frozenset(str(target) for target in connection.execute(query).scalars())

    def note(self, page: str, done: Announcement) -> None:
        """Keep what became of telling a page."""
        with self._writing() as connection:
            row = {"seq": following(connection, announcements), "page": page, "at": self._store.now}
            connection.execute(insert(announcements), {**row, **done.model_dump(mode="json")})

    def _writing(self) -> AbstractContextManager[Connection]:
        return writing(self._store.engine, self._store.address)


def _set(connection: Connection, mention: Mention, state: MentionState, told: str, reply: str | None) -> None:
    values = {"state": state.value, "told": told, "reply": reply, "tried": mention.tried + 1}
    connection.execute(update(mentions).where(mentions.c.seq == mention.seq).values(values))


def _withdraw(connection: Connection, name: str, at: datetime) -> None:
    """Take back what only a mention said; what a person refused or took for spam stays as it is."""
    state = connection.execute(select(replies.c.state).where(replies.c.id == name)).scalar()
    if state in (ReplyState.HELD.value, ReplyState.SHOWN.value):
        settled(connection, name, ReplyState.REFUSED)
        step(connection, name, Step(at=at, handled=Handled.REFUSED, by=MACHINE, why=_GONE))


def _mention(row: Row[Any]) -> Mention:
    return Mention(
        seq=row.seq, via=row.via, source=row.source, page=row.page, tried=row.tried, reply=row.reply
    )
