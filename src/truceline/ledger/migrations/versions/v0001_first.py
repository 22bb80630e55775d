"""The first schema: entries, claims with their parties and norms, decisions, issues, documents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from truceline.ledger.append_only import keep_whole, on_server

revision = "0001"
down_revision = None

# Table -> the keys by which a row could be replaced.
APPEND_ONLY: dict[str, tuple[str, ...]] = {
    "entries": ("position",),
    "claims": ("seq", "claim_id"),
    "claim_parties": (),
    "claim_norms": (),
    "decisions": ("seq",),
    "issues": ("seq", "issue_id"),
    "documents": ("sha256",),
}


def upgrade() -> None:
    """Create the tables and the triggers that keep them append-only."""
    _entries()
    _claims()
    _named_in_claims()
    _decisions()
    _issues()
    _documents()
    for table, keys in APPEND_ONLY.items():
        keep_whole(table, keys)
    if on_server():
        _papers()


def _entries() -> None:
    op.create_table(
        "entries",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entered_at", sa.DateTime, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("truceline", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text),
        sa.Column("by", sa.Text),
        sa.Column("recorded", sa.Text),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.position"), nullable=False),
        sa.Column("claim_id", sa.Text, nullable=False),
        sa.Column("label", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("event", sa.Text),
        sa.Column("state_of", sa.Text),
        sa.Column("first_day", sa.Date),
        sa.Column("last_day", sa.Date),
        sa.Column("west", sa.Float),
        sa.Column("south", sa.Float),
        sa.Column("east", sa.Float),
        sa.Column("north", sa.Float),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("decided_by", sa.Text),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("supersedes", sa.Text),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("claims_by_id", "claims", ["claim_id"], unique=True)
    op.create_index("claims_by_label", "claims", ["label"])
    op.create_index("claims_by_entry", "claims", ["entry"])
    op.create_index("claims_by_superseded", "claims", ["supersedes"])


def _named_in_claims() -> None:
    for table, column in (("claim_parties", "party"), ("claim_norms", "norm")):
        op.create_table(
            table,
            sa.Column("claim", sa.Integer, sa.ForeignKey("claims.seq"), primary_key=True),
            sa.Column(column, sa.Text, primary_key=True),
            sqlite_with_rowid=False,
        )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.position"), nullable=False),
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.seq"), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("decisions_by_claim", "decisions", ["claim"])


def _issues() -> None:
    op.create_table(
        "issues",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.position"), nullable=False),
        sa.Column("issue_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("effect", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("issues_by_id", "issues", ["issue_id"], unique=True)
    op.create_index("issues_by_entry", "issues", ["entry"])


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.position"), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
    )


def _papers() -> None:
    """The bytes of documents: a file has a folder beside it for them, a database has not."""
    op.create_table(
        "papers",
        sa.Column("sha256", sa.Text, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    keep_whole("papers", ("sha256",))
