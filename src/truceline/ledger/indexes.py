"""Indexes of claims that a large import puts off: made anew at its end, each in one go.

Rows come in the order of a file, and each index has an order of its own. Kept row by row, an index larger
than the cache has its pages read and written over and over; sorted once, it takes a tenth of the time.
"""

from __future__ import annotations

from sqlalchemy import Connection, Index, func, select

from truceline.ledger.tables import claims

_LARGE = 50_000
"""Claims from which on an import may be worth it."""
_PUT_OFF = ("claims_by_act", "claims_by_days", "claims_by_source")
"""By which nothing is looked up while claims are entered. The rest are few, or grow at their end."""


class Indexes:
    """The indexes of claims during one append; all within its transaction, so nobody else misses one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._before: int | None = None
        self._gone = False

    def grown_by(self, added: int) -> None:
        """Put indexes off once an append has added many claims, and no fewer than there were before.

        Of a server it is not asked: there a missing index makes everybody wait.
        """
        if self._gone or added < _LARGE or self._connection.dialect.name != "sqlite":
            return
        if self._before is None:
            self._before = self._count() - added
        if added >= self._before:
            self._gone = True
            for index in self._put_off():
                index.drop(self._connection)

    def complete(self) -> None:
        """Make what was put off."""
        if self._gone:
            self._gone = False
            for index in self._put_off():
                index.create(self._connection)

    def _count(self) -> int:
        return int(self._connection.execute(select(func.max(claims.c.seq))).scalar() or 0)

    @staticmethod
    def _put_off() -> list[Index]:
        return [index for index in claims.indexes if index.name in _PUT_OFF]
