"""Which hooks cannot be told, and since when; read without opening their addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from truceline.hooks.tables import deliveries, hooks
from truceline.ledger.address import Address
from truceline.ledger.checkup import PATIENCE_S
from truceline.ledger.connection import connect, reading

LONG = timedelta(days=1)
"""So long a delivery may wait before the hook counts as one that cannot be told."""


@dataclass(frozen=True)
class Untold:
    """A hook that was not told of something for long, or at all."""

    id: str
    host: str
    waiting: int
    given_up: int
    since: datetime
    """When the first of them happened."""
    fault: str
    """Why the last try failed; empty: nobody tried."""


def untold(address: Address, now: datetime) -> tuple[int, tuple[Untold, ...]]:
    """How many hooks there are, and those that cannot be told. Nothing is made, migrated or sent."""
    engine = connect(address, patience_s=PATIENCE_S)
    try:
        with reading(engine, address) as connection:
            alive = connection.execute(
                select(hooks.c.id, hooks.c.host).where(hooks.c.ended_at.is_(None))
            ).all()
            found = [_one(connection, str(row.id), str(row.host), now) for row in alive]
    finally:
        engine.dispose()
    return len(alive), tuple(one for one in found if one is not None)


def _one(connection: Connection, hook: str, host: str, now: datetime) -> Untold | None:
    d = deliveries.c
    mine = d.hook == hook
    last = connection.execute(select(func.max(d.seq)).where(mine, d.delivered_at.is_not(None))).scalar() or 0
    open_ = select(d.made_at, d.next_at, d.fault).where(mine, d.delivered_at.is_(None), d.seq > last)
    rows = connection.execute(open_.order_by(d.seq)).all()
    given_up = sum(row.next_at is None for row in rows)
    if not rows or (not given_up and now - rows[0].made_at < LONG):
        return None
    fault = next((str(row.fault) for row in reversed(rows) if row.fault), "")
    return Untold(hook, host, len(rows) - given_up, given_up, rows[0].made_at, fault)
