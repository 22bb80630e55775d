"""The store of hooks: what each is told of, up to where it was, and what became of each delivery."""

from __future__ import annotations

import json
import secrets
import weakref
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.errors import InputError, Problem
from truceline.hooks.hook import (
    MOST_OF_ONE,
    MOST_TRIES,
    NO_EVENT,
    TOO_MANY,
    WAITS,
    Delivery,
    Ending,
    Event,
    Happened,
    Hook,
    Mark,
    delivery_id,
    host_of,
)
from truceline.hooks.schema import HOOKS
from truceline.hooks.tables import deliveries, hooks
from truceline.ledger.connection import connect, reading, writing

PREFIX = "tlh_"
"""What every secret of a hook begins with: programs that look for leaked secrets know it by that."""
MOST_WAITING = 1000
"""Deliveries of one hook that may wait; a receiver that takes none for so long is told nothing more."""
KEPT = timedelta(days=30)
"""So long is told what became of a delivery."""
_PATIENCE_S = 10.0
_LEASE = timedelta(seconds=60)
"""A try that nobody told the end of is over by then: its process died."""
Written = Callable[[Happened, str], str]
"""What happened, and the id of its delivery -> the body that is sent."""


class Wanted(NamedTuple):
    """A hook that somebody asks for."""

    account: str
    case: str
    url: str
    events: Iterable[Event]
    token: str | None = None
    """The token by which they ask; null: in the console."""


class Made(NamedTuple):
    """A new hook, and the secret that is shown this once."""

    hook: Hook
    secret: str


class HookStore:
    """The hooks of a server, in a file or a database beside its accounts."""

    def __init__(self, home: Home, allowed: frozenset[str] = frozenset()) -> None:
        """`allowed` are hosts of one's own network that may be told, each as HOST or HOST:PORT."""
        self._home = home
        self._allowed = allowed
        self.address = HOOKS.place(home.address)
        create = isinstance(self.address, Path)
        self._engine = connect(self.address, create=create, patience_s=_PATIENCE_S)
        weakref.finalize(self, self._engine.dispose)
        HOOKS.settle(self._engine, self.address)
        self._reading = partial(reading, self._engine, self.address)
        self._writing = partial(writing, self._engine, self.address)

    @property
    def now(self) -> datetime:
        """The time of day by the home's clock."""
        return self._home.now

    def make(self, wanted: Wanted, mark: Mark) -> Made:
        """A new hook, told of what comes after a mark; InputError for what cannot be told."""
        host, chosen = host_of(wanted.url, self._allowed), frozenset(wanted.events) - {Event.TRIAL}
        if not chosen:
            raise InputError(Problem("events", 0, "", NO_EVENT))
        h, name, secret = hooks.c, secrets.token_hex(8), PREFIX + secrets.token_urlsafe(32)
        row: dict[str, object] = {"id": name, "account": wanted.account, "case": wanted.case, "host": host}
        row |= {"token": wanted.token, "events": " ".join(sorted(chosen)), "made_at": self.now}
        row |= {"url": self._seal(name, "url", wanted.url), "secret": self._seal(name, "secret", secret)}
        with self._writing() as connection:
            mine = (h.account == wanted.account) & (h.case == wanted.case) & h.ended_at.is_(None)
            held = connection.execute(select(func.count()).where(mine)).scalar_one()
            if held >= MOST_OF_ONE:
                raise InputError(Problem("url", 0, "", TOO_MANY))
            connection.execute(insert(hooks), {**row, **_of_mark(mark)})
        self._told(Happening.HOOK_MADE, wanted.account, wanted.account, wanted.case, name)
        return Made(self.hook(name), secret)

    def hook(self, name: str) -> Hook:
        """The hook of this id; InputError where there is none."""
        with self._reading() as connection:
            row = connection.execute(select(hooks).where(hooks.c.id == name)).first()
        if row is None:
            raise InputError(Problem("hook", 0, "", "there is no such hook"))
        return _hook(row)

    def listed(self, case: str | None = None, *, account: str | None = None) -> tuple[Hook, ...]:
        """Hooks of a case or an account, the newest first; ended ones for a month."""
        h = hooks.c
        query = select(hooks).order_by(h.made_at.desc(), h.id)
        if case is not None:
            query = query.where(h.case == case)
        if account is not None:
            query = query.where(h.account == account)
        with self._reading() as connection:
            rows = connection.execute(query.where(h.ended_at.is_(None) | (h.ended_at > self.now - KEPT)))
            return tuple(map(_hook, rows))

    def alive(self) -> tuple[Hook, ...]:
        """Every hook that is told of anything."""
        with self._reading() as connection:
            rows = connection.execute(select(hooks).where(hooks.c.ended_at.is_(None)).order_by(hooks.c.id))
            return tuple(map(_hook, rows))

    def end(self, hook: Hook, why: Ending, by: str | None = None) -> bool:
        """Tell a hook of nothing any more; its address and secret are gone. Whether it was told until now."""
        empty = {"url": b"", "secret": b"", "ended_at": self.now, "ended_by": why.value}
        with self._writing() as connection:
            alive = (hooks.c.id == hook.id) & hooks.c.ended_at.is_(None)
            if not connection.execute(update(hooks).where(alive).values(empty)).rowcount:
                return False
            waiting = (deliveries.c.hook == hook.id) & deliveries.c.next_at.is_not(None)
            connection.execute(update(deliveries).where(waiting).values(next_at=None, fault=f"ended: {why}"))
        self._told(Happening.HOOK_ENDED, by, hook.account, hook.case, hook.id)
        return True

    def tell(self, hook: Hook, happened: Sequence[Happened], mark: Mark, written: Written) -> bool:
        """Keep what happened for a hook, and up to where: both or neither.

        False where somebody else did so since the hook was read.
        """
        with self._writing() as connection:
            row = connection.execute(select(hooks).where(hooks.c.id == hook.id)).one()
            if row.ended_at is not None or _hook(row).mark != hook.mark:
                return False
            self._keep(connection, hook, happened, written)
            connection.execute(update(hooks).where(hooks.c.id == hook.id).values(_of_mark(mark)))
        return True

    def note(self, hook: Hook, happened: Happened, written: Written) -> None:
        """Keep one thing for a hook that follows from no position of the ledger."""
        with self._writing() as connection:
            self._keep(connection, hook, (happened,), written)

    def _keep(
        self, connection: Connection, hook: Hook, happened: Sequence[Happened], written: Written
    ) -> None:
        d = deliveries.c
        seq = connection.execute(select(func.coalesce(func.max(d.seq), 0))).scalar_one()
        for number, one in enumerate(happened, seq + 1):
            name = delivery_id(hook.id, one)
            if connection.execute(select(d.id).where(d.id == name)).first() is None:
                row = {"id": name, "hook": hook.id, "seq": number, "event": one.event.value, "tries": 0}
                row |= {"body": written(one, name), "made_at": self.now, "next_at": self.now, "fault": ""}
                connection.execute(insert(deliveries), row)

    def waiting(self, hook: str) -> int:
        """How many deliveries of a hook wait."""
        d = deliveries.c
        with self._reading() as connection:
            query = select(func.count()).where(d.hook == hook, d.next_at.is_not(None))
            return int(connection.execute(query).scalar_one())

    def due(self) -> tuple[Delivery, ...]:
        """The first delivery of each hook that is due: one at a time, in their order."""
        d = deliveries.c
        alive = select(hooks.c.id).where(hooks.c.ended_at.is_(None))
        first = (
            select(d.hook, func.min(d.seq).label("seq"))
            .where(d.next_at <= self.now, d.hook.in_(alive))
            .group_by(d.hook)
            .subquery()
        )
        query = select(deliveries).join(first, (d.hook == first.c.hook) & (d.seq == first.c.seq))
        with self._reading() as connection:
            return tuple(map(_delivery, connection.execute(query)))

    def take(self, one: Delivery) -> bool:
        """Write down that a delivery is tried; false where somebody else tries it."""
        d = deliveries.c
        seen = (d.id == one.id) & (d.tries == one.tries) & (d.next_at <= self.now)
        tried = {"tries": one.tries + 1, "tried_at": self.now, "next_at": self.now + _LEASE}
        with self._writing() as connection:
            return bool(connection.execute(update(deliveries).where(seen).values(tried)).rowcount)

    def ended(self, one: Delivery, fault: str) -> None:
        """Write down what came of a try that `take` began; without a fault it was delivered."""
        tries = one.tries + 1
        told: dict[str, Any] = {"fault": fault, "delivered_at": None, "next_at": None}
        if not fault:
            told["delivered_at"] = self.now
        elif tries < MOST_TRIES:
            told["next_at"] = self.now + WAITS[tries - 1]
        with self._writing() as connection:
            connection.execute(update(deliveries).where(deliveries.c.id == one.id).values(told))

    def again(self, hook: str) -> int:
        """Try what was given up anew, with the same ids; how many there are."""
        d = deliveries.c
        given_up = (d.hook == hook) & d.next_at.is_(None) & d.delivered_at.is_(None)
        with self._writing() as connection:
            anew = update(deliveries).where(given_up).values(tries=0, next_at=self.now)
            return int(connection.execute(anew).rowcount)

    def deliveries(self, hook: str, most: int = 50) -> tuple[Delivery, ...]:
        """What became of a hook's deliveries, the latest first."""
        d = deliveries.c
        query = select(deliveries).where(d.hook == hook).order_by(d.seq.desc()).limit(most)
        with self._reading() as connection:
            return tuple(map(_delivery, connection.execute(query)))

    def forget(self) -> None:
        """Let go of what was done with a month ago."""
        d, before = deliveries.c, self.now - KEPT
        with self._writing() as connection:
            old = d.next_at.is_(None) & (func.coalesce(d.delivered_at, d.tried_at, d.made_at) < before)
            connection.execute(delete(deliveries).where(old))

    def address_of(self, hook: Hook) -> tuple[str, str]:
        """Where a hook is told, and the secret it is signed with; InputError where it has ended."""
        with self._reading() as connection:
            row = connection.execute(select(hooks).where(hooks.c.id == hook.id)).one()
        if row.ended_at is not None:
            raise InputError(Problem("hook", 0, "", "the hook has ended"))
        key = self._home.key
        url, secret = key.open(row.url, f"hook url {hook.id}"), key.open(row.secret, f"hook secret {hook.id}")
        return url.decode(), secret.decode()

    def _seal(self, hook: str, what: str, content: str) -> bytes:
        return self._home.key.seal(content.encode(), f"hook {what} {hook}")

    def _told(self, what: Happening, by: str | None, about: str, case: str, hook: str) -> None:
        with self._home.writing() as connection:
            write(connection, self.now, what, by=by, about=about, case=case, detail=hook)


def _of_mark(mark: Mark) -> dict[str, object]:
    return {"position": mark.position, "day": mark.day, "feeds": json.dumps(dict(mark.feeds), sort_keys=True)}


def _hook(row: Row[Any]) -> Hook:
    return Hook(
        id=row.id,
        account=row.account,
        case=row.case,
        token=row.token,
        host=row.host,
        events=frozenset(Event(one) for one in row.events.split()),
        mark=Mark(row.position, row.day, json.loads(row.feeds)),
        made_at=row.made_at,
        ended_at=row.ended_at,
        ended_by=Ending(row.ended_by) if row.ended_by else None,
    )


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        row.id, row.hook, Event(row.event), row.body, row.made_at, row.tries, row.next_at, row.tried_at,
        row.delivered_at, row.fault,
    )  # fmt: skip
