"""Tries that failed, and how long the next one has to wait.

A try is counted as failed before it is looked at, and taken back when it was right: a hundred guesses at
once are a hundred failures, of which only the first few were looked at. Names are counted whether or not
there is such an account, so that waiting tells nobody which names exist.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from truceline.accounts.tables import tries

FIRST_WAIT = 5
"""From this failure in a row on, the next try has to wait."""
SHORTEST_S = 30
LONGEST_S = 3600
_FORGOTTEN = timedelta(days=1)
"""After so long without a failure a count begins anew."""


@dataclass(frozen=True, slots=True)
class Count:
    """Failures in a row, and when the last was."""

    failures: int
    at: datetime

    def wait_s(self, at: datetime) -> int:
        """For how many seconds no try is looked at; 0: the next one is."""
        return max(0, math.ceil(wait_after(self.failures) - (at - self.at).total_seconds()))


@dataclass(frozen=True, slots=True)
class Try:
    """A try that is under way, counted as failed: what it counts for, and how that stood before."""

    what: str
    at: datetime
    before: Count | None


def wait_after(failures: int) -> int:
    """Seconds to wait after so many failures in a row: 30, doubling up to an hour."""
    if failures < FIRST_WAIT:
        return 0
    return min(LONGEST_S, SHORTEST_S << min(failures - FIRST_WAIT, 10))


def waiting_s(connection: Connection, what: str, at: datetime) -> int:
    """For how many seconds tries at this are not looked at."""
    count = _count(connection, what, at)
    return count.wait_s(at) if count else 0


def begun(connection: Connection, what: str, at: datetime) -> Try:
    """Count a try as failed for now; nobody may be waiting."""
    before = _count(connection, what, at)
    _put(connection, what, Count((before.failures if before else 0) + 1, at))
    connection.execute(delete(tries).where(tries.c.at < at - _FORGOTTEN))
    return Try(what, at, before)


def taken_back(connection: Connection, made: Try, forgiven: int = 0) -> None:
    """The try was no failure; `forgiven` more are taken off, where they were somebody's own slips."""
    count = _count(connection, made.what, made.at)
    if count is None:
        return
    if made.before and count == Count(made.before.failures + 1, made.at):
        count = Count(made.before.failures - forgiven, made.before.at)
    else:
        count = Count(count.failures - 1 - forgiven, count.at)
    _put(connection, made.what, count)


def cleared(connection: Connection, what: str) -> None:
    """All is forgiven."""
    connection.execute(delete(tries).where(tries.c.what == what))


def failures_of(made: Try) -> int:
    """How many failures in a row there had been before."""
    return made.before.failures if made.before else 0


def _count(connection: Connection, what: str, at: datetime) -> Count | None:
    row = connection.execute(select(tries.c.failures, tries.c.at).where(tries.c.what == what)).first()
    return Count(row.failures, row.at) if row and row.at > at - _FORGOTTEN else None


def _put(connection: Connection, what: str, count: Count) -> None:
    cleared(connection, what) if count.failures <= 0 else _upsert(connection, what, count)


def _upsert(connection: Connection, what: str, count: Count) -> None:
    values = {"failures": count.failures, "at": count.at}
    if not connection.execute(update(tries).where(tries.c.what == what).values(values)).rowcount:
        connection.execute(insert(tries), {"what": what, **values})
