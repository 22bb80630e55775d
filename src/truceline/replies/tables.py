"""The tables of replies as this version of truceline reads and writes them; `migrations/` creates them.

They are no part of the ledger: strangers write into them, and what they wrote can be taken out.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

from truceline.ledger.tables import Instant

metadata = MetaData()

replies = Table(
    "replies",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("page", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("via", Text, nullable=False),
    Column("source", Text),
    Column("received_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("party", Text),
    Column("basis", Text),
)
"""One row for each reply; `state`, `party` and `basis` are those of its last step that set them."""

steps = Table(
    "reply_steps",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("reply", Text, ForeignKey("replies.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("handled", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("words", Text, nullable=False),
)
"""The history of every reply; append-only."""

mailboxes = Table(
    "reply_mailboxes",
    metadata,
    Column("reply", Text, ForeignKey("replies.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)
"""E-mail addresses, sealed; no query of anything public joins this table."""

mentions = Table(
    "mentions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("via", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("tried", Integer, nullable=False),
    Column("told", Text, nullable=False),
    Column("reply", Text, ForeignKey("replies.id")),
)
"""Pages that say they link to ours, to be looked at when somebody asks for it."""

announcements = Table(
    "announcements",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("page", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("via", Text),
    Column("at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("told", Text, nullable=False),
)
"""Pages that ours link to, and whether they were told."""
