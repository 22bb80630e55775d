"""The ledger's tables as this version of truceline reads and writes them.

`migrations/` creates them; a test holds the two against each other.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    column,
    literal_column,
)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC to the microsecond; its text sorts as its time does."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC, without the offset that SQLite has no column type for."""
        if value is None:
            return None
        assert value.tzinfo is not None, "only aware instants enter the ledger"
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Back to an aware instant."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData()


def _where_told(name: str, of: str) -> Index:
    """An index of the rows alone in which the column is not null.

    A server has it so too, by its migration: to say it here would load that database's dialect at each start.
    """
    told = column(of).is_not(None)
    return Index(name, of, sqlite_where=told)


NO_EVENT = column("kind") != literal_column("'event'")
"""Of a million events an index of kinds would tell nothing; a selection without them names this condition."""


OPENED = column("status") == literal_column("'proposed'")
"""Claims that entered as proposed; written out, for an index serves what names its own condition."""
NO_DOCUMENT = column("document").is_(None)


def _entry() -> Column[int]:
    return Column("entry", Integer, ForeignKey("entries.position"), nullable=False)


entries = Table(
    "entries",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("entered_at", Instant, nullable=False),
    Column("what", Text, nullable=False),
    Column("truceline", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", Text),
    Column("by", Text),
    Column("recorded", Text),
)
"""One row for each transaction that added anything; its key is the ledger's position.

`recorded` is the policy by which an append dated its claims.
"""

claims = Table(
    "claims",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _entry(),
    Column("claim_id", Text, nullable=False),
    Column("label", Text),
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("event", Text),
    Column("state_of", Text),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("west", Float),
    Column("south", Float),
    Column("east", Float),
    Column("north", Float),
    Column("recorded_at", Instant, nullable=False),
    Column("status", Text, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("supersedes", Text),
    Column("content", Text, nullable=False),
    Column("source", Text),
    Column("document", Text),
    Index("claims_by_id", "claim_id", unique=True),
    _where_told("claims_by_label", "label"),
    Index("claims_by_entry", "entry"),
    _where_told("claims_by_superseded", "supersedes"),
    Index("claims_by_days", "last_day", "first_day", "west", "east", "south", "north"),
    Index("claims_by_kind", "kind", sqlite_where=NO_EVENT),
    Index("claims_by_act", "act", "last_day", "first_day"),
    _where_told("claims_by_event", "event"),
    _where_told("claims_by_state", "state_of"),
    Index("claims_by_source", "source"),
    _where_told("claims_by_document", "document"),
    Index("claims_by_opening", "document", sqlite_where=OPENED),
)
"""`content` is the canonical JSON whose SHA-256 is `claim_id`; the rest is for selection.

Its words may be withdrawn: then a tombstone says what is left of it.
"""

claim_parties = Table(
    "claim_parties",
    metadata,
    Column("claim", Integer, ForeignKey("claims.seq"), primary_key=True),
    Column("party", Text, primary_key=True),
    sqlite_with_rowid=False,
)

claim_norms = Table(
    "claim_norms",
    metadata,
    Column("claim", Integer, ForeignKey("claims.seq"), primary_key=True),
    Column("norm", Text, primary_key=True),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _entry(),
    Column("claim", Integer, ForeignKey("claims.seq"), nullable=False),
    Column("status", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("decisions_by_claim", "claim"),
    Index("decisions_by_entry", "entry"),
)

issues = Table(
    "issues",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _entry(),
    Column("issue_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("content", Text, nullable=False),
    Index("issues_by_id", "issue_id", unique=True),
    Index("issues_by_entry", "entry"),
)

documents = Table(
    "documents",
    metadata,
    Column("sha256", Text, primary_key=True),
    _entry(),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Index("documents_by_entry", "entry"),
)

signers = Table(
    "signers",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _entry(),
    Column("key", Text, nullable=False),
    Column("signer", Text, nullable=False),
    Column("party", Text),
    Column("role", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("signers_by_entry", "entry"),
)
"""What was said of each public key, from `at` on: trusted for a party and role, or revoked."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _entry(),
    Column("of_table", Text, nullable=False),
    Column("of_row", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("remains", Text),
    Column("consent", Text, nullable=False),
    Index("tombstones_by_row", "of_table", "of_row", unique=True),
    Index("tombstones_by_entry", "entry"),
)
"""Where words were withdrawn, by the entry that withdrew them. See `ledger.tombstones`."""

links = Table(
    "links",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
    Column("digest", Text, nullable=False),
)
"""The hash chain: `digest` is the SHA-256 of `content`, which names the digest before. See `ledger.chain`."""

blocks = Table(
    "blocks",
    metadata,
    Column("entry", Integer, ForeignKey("entries.position"), primary_key=True, autoincrement=False),
    Column("of_table", Text, primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("content", Text, nullable=False),
)
"""The rows of an entry as they were entered, as canonical JSON; what its link covers. See `ledger.lines`."""

on_server = MetaData()
"""What only a ledger on a server has; beside a file there is a folder for it."""

papers = Table(
    "papers",
    on_server,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""The bytes of documents, each under its SHA-256."""
