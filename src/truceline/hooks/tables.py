"""The tables of hooks; `migrations/` creates them. They lie beside the accounts that the hooks belong to."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

from truceline.ledger.tables import Instant

metadata = MetaData()

hooks = Table(
    "hooks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("case", Text, nullable=False),
    Column("token", Text),
    Column("url", LargeBinary, nullable=False),
    Column("host", Text, nullable=False),
    Column("secret", LargeBinary, nullable=False),
    Column("events", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("day", Text, nullable=False),
    Column("feeds", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Text),
)
"""`url` and `secret` are sealed with the server's key. `position`, `day` and `feeds` say up to where what
happened is among the deliveries."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("hook", Text, ForeignKey("hooks.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("event", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_at", Instant),
    Column("tried_at", Instant),
    Column("delivered_at", Instant),
    Column("fault", Text, nullable=False),
)
"""One thing that happened, for one hook. Without `next_at` it is tried no more."""
