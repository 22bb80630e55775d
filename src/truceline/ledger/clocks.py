"""The ledger's own time: it never runs backwards, whatever the clocks of those who write say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, func, select

from truceline.ledger.address import Address, Server
from truceline.ledger.lines import instant, raw
from truceline.ledger.tables import entries

Now = Callable[[], datetime]

_DIFFER = timedelta(minutes=1)
"""Less is not worth a word: no two clocks agree, and the ledger's order does not hang on them."""


def now() -> datetime:
    """The time of day, aware."""
    return datetime.now(UTC)


def entering_at(connection: Connection, address: Address, clock: Now) -> datetime:
    """The time of an entry that is being made; a clock set back stands still instead of running backwards.

    On a server it is the server's own, the same for all who write, unless a test or a back-test sets a
    clock of its own.
    """
    # The last entry is the latest: the clock never ran backwards. Its key is an index, its time is none.
    last = connection.execute(
        select(entries.c.entered_at).order_by(entries.c.position.desc()).limit(1)
    ).scalar()
    shared = isinstance(address, Server) and clock is now
    told = connection.execute(select(func.clock_timestamp())).scalar_one() if shared else clock()
    moment: datetime = told.astimezone(UTC)
    return moment if last is None else max(moment, last)


def ahead_s(connection: Connection, clock: Now) -> int:
    """By how many seconds the last entry is ahead of a clock; 0 where it is not, or not worth a word."""
    query = select(raw(entries.c.entered_at)).order_by(entries.c.position.desc()).limit(1)
    try:
        last = datetime.fromisoformat(instant(connection.execute(query).scalar()))
    except (TypeError, ValueError):
        return 0  # no entry yet; or tampered with, which verification tells
    ahead = last - clock()
    return round(ahead.total_seconds()) if ahead > _DIFFER else 0
