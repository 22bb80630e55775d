"""The tables of feeds; `migrations/` creates them. They are no part of the ledger."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text

from truceline.ledger.tables import Instant

metadata = MetaData()

feeds = Table(
    "feeds",
    metadata,
    Column("id", Text, primary_key=True),
    Column("tried_at", Instant),
    Column("read_at", Instant),
    Column("mark", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("changed_at", Instant),
    Column("changed", Text, nullable=False),
)
"""How each feed stands: when it was asked last, when it answered, where to go on, how it is made."""

texts = Table(
    "texts",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("document", Text),
    Column("name", Text, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
"""Every text once, by the digest of its letters: the document it became, or why it is none."""

sightings = Table(
    "sightings",
    metadata,
    Column("feed", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("digest", Text, ForeignKey("texts.digest"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("dated", Instant),
)
"""Where each text was seen."""

takings = Table(
    "takings",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("feed", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("dated", Instant),
)
"""Texts that are being taken into the ledger, with the SHA-256 of what is kept there: written before, gone
after. One that is left tells of a process that died in between."""

changes = Table(
    "changes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("feed", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Text, nullable=False),
)
"""Who added, changed or removed which feed in the console."""
