"""What requests with a key were answered: one that is sent again gets the same answer and changes nothing.

Whoever begins a request holds its key until it is answered. A home has one server at a time: a key that
another one left behind is free again. Answers are sealed: they may hold what is shown once.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update

from truceline.accounts.home import Home
from truceline.accounts.tables import answers

KEPT = timedelta(hours=24)
"""So long a key gives the same answer."""
LEFT = timedelta(minutes=1)
"""So long after it was begun a request without an answer counts as left behind by this very server."""
MOST = 20_000
"""Keys of one account that are kept at a time."""
_SEALED_FOR = "answer"


class Met(StrEnum):
    """What a key meets."""

    FRESH = "fresh"
    """Nobody used it: whoever asked holds it."""
    ANSWERED = "answered"
    UNDER_WAY = "under_way"
    """The same request is being answered."""
    OTHER = "other"
    """It was used for another request."""
    FULL = "full"
    """The account has used too many."""


class Begun(NamedTuple):
    """What came of asking for a key."""

    met: Met
    answer: bytes = b""
    """What was answered, where it was."""
    holder: str = ""
    """By what a fresh key is held."""


class Answers:
    """Keeps answers by account and key."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._server = secrets.token_hex(4)

    def begin(self, account: str, key: str, request: str) -> Begun:
        """Hold a key for a request (a digest of it), or learn what it was answered."""
        now, name = self._home.now, self._name(account, key)
        with self._home.writing() as connection:
            connection.execute(delete(answers).where(answers.c.at <= now - KEPT))
            found = connection.execute(select(answers).where(_of(account, name))).first()
            if found is not None and (met := self._met(found, request, now)) is not None:
                return met
            holder = self._server + secrets.token_hex(8)
            row = {"request": request, "holder": holder, "at": now}
            if found is not None:
                connection.execute(update(answers).where(_of(account, name)).values(row))
            elif _held(connection, account) >= MOST:
                return Begun(Met.FULL)
            else:
                connection.execute(insert(answers), {"account": account, "key": name, **row})
        return Begun(Met.FRESH, holder=holder)

    def _met(self, found: Row[Any], request: str, now: datetime) -> Begun | None:
        """What a key that is known meets; null where it was left behind, and may be held anew."""
        if found.request != request:
            return Begun(Met.OTHER)
        if found.answer is not None:
            return Begun(Met.ANSWERED, self._home.key.open(found.answer, _SEALED_FOR + found.key))
        is_held = found.holder.startswith(self._server) and now - found.at < LEFT
        return Begun(Met.UNDER_WAY) if is_held else None

    def keep(self, account: str, key: str, holder: str, answer: bytes) -> None:
        """Keep the answer of a request, where its key is still held by whoever began it."""
        name = self._name(account, key)
        sealed = self._home.key.seal(answer, _SEALED_FOR + name)
        with self._home.writing() as connection:
            mine = and_(_of(account, name), answers.c.holder == holder)
            connection.execute(update(answers).where(mine).values(answer=sealed))

    def drop(self, account: str, key: str, holder: str) -> None:
        """Let a key go: its request was refused and changed nothing."""
        mine = and_(_of(account, self._name(account, key)), answers.c.holder == holder)
        with self._home.writing() as connection:
            connection.execute(delete(answers).where(mine, answers.c.answer.is_(None)))

    def _name(self, account: str, key: str) -> str:
        """A key as it is kept: whoever reads the table learns nothing of what programs call their work."""
        return self._home.key.digest("request", account, key)


def _of(account: str, name: str) -> ColumnElement[bool]:
    return and_(answers.c.account == account, answers.c.key == name)


def _held(connection: Connection, account: str) -> int:
    return connection.execute(select(func.count()).where(answers.c.account == account)).scalar_one()
