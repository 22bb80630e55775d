"""The store of replies: what came in, where each reply stands, and its history.

Addresses go in sealed and come out sealed; nothing here can open one.
"""

from __future__ import annotations

import secrets
import weakref
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, Select, Table, delete, func, insert, select, update

from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.address import Address
from truceline.ledger.clocks import Now, now
from truceline.ledger.connection import connect, reading, told, writing
from truceline.replies import schema
from truceline.replies.reply import (
    MACHINE,
    WITHDRAWN,
    Arrival,
    Handled,
    Mandate,
    Reply,
    ReplyState,
    Step,
)
from truceline.replies.tables import mailboxes, mentions, replies, steps

MOST_HELD = 2000
"""So many replies may wait for a person; then no more are taken in."""
MOST_AN_HOUR = 600
"""So many replies are taken in within an hour: a disk is not filled overnight."""
MOST_SPAM = 5000
"""So much spam is kept for a person to look at; what comes after it is dropped."""
_PATIENCE_S = 10.0
_DIGITS = 5
_MOVED = "if the ledger moved here, `truceline replies CASE bring PLACE`"
_HOUR = timedelta(hours=1)


class QueueFull(Exception):  # noqa: N818 - it says what is so, and nobody erred
    """No more replies are taken in until somebody has looked at those that wait."""


class Replies:
    """The replies of one case, in a file or a database."""

    def __init__(self, engine: Engine, address: Address, clock: Now) -> None:
        self._engine = engine
        self.address = address
        self._clock = clock
        # Who drops a store without closing it leaves no connection behind.
        weakref.finalize(self, engine.dispose)

    @classmethod
    def made(cls, address: Address, *, clock: Now = now) -> Self:
        """Make a store, or open the one that is there."""
        made = cls(connect(address, create=True, patience_s=_PATIENCE_S), address, clock)
        if schema.exists(made.engine, address):
            schema.bring_up_to_date(made.engine, address)
        else:
            schema.create(made.engine, address)
        return made

    @classmethod
    def open(cls, address: Address, *, clock: Now = now) -> Self:
        """Open a store; CaseError where there is none, or one of a newer truceline."""
        if isinstance(address, Path) and not address.is_file():
            message = f"it belongs to the case's replies and is missing; restore it from a copy, or {_MOVED}"
            raise CaseError(Problem(str(address), 0, "replies", message))
        opened = cls(connect(address, patience_s=_PATIENCE_S), address, clock)
        schema.bring_up_to_date(opened.engine, address)
        return opened

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def is_there(self) -> bool:
        """Whether the store can be read; CaseError says why not."""
        with reading(self._engine, self.address) as connection:
            return connection.execute(select(func.count()).select_from(replies)).scalar() is not None

    def receive(self, arrival: Arrival, sealed: bytes | None = None) -> str:
        """Keep a reply, held; returns its id. The same words to the same page are kept once.

        Raises QueueFull.
        """
        with writing(self._engine, self.address) as connection:
            require_room(connection, self._clock())
            return received(connection, arrival, sealed, self._clock())

    def receive_spam(self, arrival: Arrival, sealed: bytes | None, why: str) -> str | None:
        """Keep what a program takes for spam, for a person to look at; None where there is too much of it.

        It takes no room from what people send.
        """
        with writing(self._engine, self.address) as connection:
            kept = select(func.count()).where(replies.c.state == ReplyState.SPAM.value)
            if connection.execute(kept).scalar_one() >= MOST_SPAM:
                return None
            return received(connection, arrival, sealed, self._clock(), spam=why)

    def get(self, name: str) -> Reply:
        """The reply of this id; InputError for one that is not there."""
        with reading(self._engine, self.address) as connection:
            return _one(connection, name)

    def listed(self, state: ReplyState | None = None, page: str | None = None) -> tuple[Reply, ...]:
        """Replies in the order they came, of a state and to a page where these are given."""
        query = select(replies).order_by(replies.c.seq)
        if state is not None:
            query = query.where(replies.c.state == state)
        if page is not None:
            query = query.where(replies.c.page == page)
        with reading(self._engine, self.address) as connection:
            return _with_steps(connection, query)

    def decide(
        self, name: str, state: ReplyState, by: str, why: str, mandate: Mandate | None = None
    ) -> Reply:
        """Put a reply into a state, with who and why; `mandate` only for one that is shown."""
        assert mandate is None or state is ReplyState.SHOWN
        with writing(self._engine, self.address) as connection:
            _one(connection, name)
            settled(connection, name, state, mandate)
            step(connection, name, Step(at=self._clock(), handled=Handled(state.value), by=by, why=why))
            return _one(connection, name)

    def note(self, name: str, handled: Handled, by: str, why: str, words: str = "") -> Reply:
        """Write down what was done with a reply, which stands as it stood."""
        with writing(self._engine, self.address) as connection:
            _one(connection, name)
            step(connection, name, Step(at=self._clock(), handled=handled, by=by, why=why, words=words))
            return _one(connection, name)

    def forget(self, name: str, by: str, why: str) -> Reply:
        """Take out what a reply says, whose it is and the sealed address; its history stays. See `purge`."""
        with writing(self._engine, self.address) as connection:
            _one(connection, name)
            for table in (mailboxes, mentions):
                connection.execute(delete(table).where(table.c.reply == name))
            gone = {"name": "-", "text": WITHDRAWN, "source": None}
            connection.execute(update(replies).where(replies.c.id == name).values(gone))
            settled(connection, name, ReplyState.REFUSED)
            step(connection, name, Step(at=self._clock(), handled=Handled.FORGOTTEN, by=by, why=why))
            return _one(connection, name)

    def purge(self) -> str | None:
        """Write the files anew without what was taken out; what is in the way, or None: all is gone."""
        with told(self.address):
            return schema.purge(self._engine, self.address)

    def sealed_mailbox(self, name: str) -> bytes:
        """The sealed address of whoever sent a reply; InputError for a mention, which has none."""
        query = select(mailboxes.c.sealed).where(mailboxes.c.reply == name)
        with reading(self._engine, self.address) as connection:
            _one(connection, name)
            found = connection.execute(query).scalar()
        if found is None:
            raise InputError(Problem("REPLY", 0, "", f"{name} came without an address: it is a mention"))
        return bytes(found)

    @property
    def engine(self) -> Engine:
        """For the queue of mentions, which lies beside the replies."""
        return self._engine

    @property
    def now(self) -> datetime:
        return self._clock()


def received(
    connection: Connection, arrival: Arrival, sealed: bytes | None, at: datetime, *, spam: str = ""
) -> str:
    """Keep a reply in a transaction that is under way; returns its id, or that of the same one before."""
    same = connection.execute(
        select(replies.c.id).where(
            replies.c.page == arrival.page,
            replies.c.name == arrival.name,
            replies.c.text == arrival.text,
            replies.c.via == arrival.via,
        )
    ).scalar()
    if same is not None:
        return str(same)
    name = f"r-{secrets.token_hex(_DIGITS)}"
    state = ReplyState.SPAM if spam else ReplyState.HELD
    row = {**arrival.model_dump(mode="json"), "seq": following(connection, replies), "id": name}
    connection.execute(insert(replies), {**row, "received_at": at, "state": state.value})
    step(connection, name, Step(at=at, handled=Handled(state.value), by=MACHINE, why=spam))
    if sealed is not None:
        connection.execute(insert(mailboxes), {"reply": name, "sealed": sealed})
    return name


def step(connection: Connection, name: str, done: Step) -> None:
    """Add a step to the history of a reply."""
    row = {"seq": following(connection, steps), "reply": name, **done.model_dump()}
    connection.execute(insert(steps), {**row, "handled": done.handled.value})


def settled(connection: Connection, name: str, state: ReplyState, mandate: Mandate | None = None) -> None:
    """Set the state of a reply, and for whom it speaks."""
    party, basis = (mandate.party, mandate.basis) if mandate else (None, None)
    values = {"state": state.value, "party": party, "basis": basis}
    connection.execute(update(replies).where(replies.c.id == name).values(values))


def following(connection: Connection, table: Table) -> int:
    """The number of the next row; row numbers are given by us, so that both databases give the same."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.seq), 0) + 1)).scalar_one())


def require_room(connection: Connection, at: datetime) -> None:
    """QueueFull where too many replies wait, or came within the hour."""
    held = select(func.count()).where(replies.c.state == ReplyState.HELD.value)
    lately = select(func.count()).where(
        replies.c.received_at > at - _HOUR, replies.c.state != ReplyState.SPAM.value
    )
    if connection.execute(held).scalar_one() >= MOST_HELD:
        raise QueueFull
    if connection.execute(lately).scalar_one() >= MOST_AN_HOUR:
        raise QueueFull


def _one(connection: Connection, name: str) -> Reply:
    found = _with_steps(connection, select(replies).where(replies.c.id == name))
    if not found:
        raise InputError(Problem("REPLY", 0, "", f"there is no reply {name!r}; `replies list` has their ids"))
    return found[0]


def _with_steps(connection: Connection, query: Select[Any]) -> tuple[Reply, ...]:
    rows: Sequence[Row[Any]] = connection.execute(query).all()
    history: dict[str, list[Step]] = {str(row.id): [] for row in rows}
    ids = query.with_only_columns(replies.c.id).order_by(None)
    wanted = select(steps).where(steps.c.reply.in_(ids)).order_by(steps.c.seq)
    for row in connection.execute(wanted) if rows else ():
        history[row.reply].append(_step(row))
    return tuple(_reply(row, history[row.id]) for row in rows)


def _step(row: Row[Any]) -> Step:
    return Step(at=row.at, handled=Handled(row.handled), by=row.by, why=row.why, words=row.words)


def _reply(row: Row[Any], history: Iterable[Step]) -> Reply:
    mandate = Mandate(party=row.party, basis=row.basis) if row.party else None
    return Reply(
        id=row.id,
        page=row.page,
        name=row.name,
        text=row.text,
        language=row.language,
        via=row.via,
        source=row.source,
        received_at=row.received_at,
        state=row.state,
        mandate=mandate,
        steps=tuple(history),
    )
