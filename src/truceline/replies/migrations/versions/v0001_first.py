"""Replies, their history, sealed addresses, and mentions in both directions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from truceline.ledger.append_only import keep_whole

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    _replies()
    _mentions()
    op.create_index("replies_by_page", "replies", ["page", "state"])
    op.create_index("replies_by_state", "replies", ["state"])
    op.create_index("reply_steps_by_reply", "reply_steps", ["reply"])
    op.create_index("mentions_once", "mentions", ["via", "source", "page"], unique=True)
    op.create_index("announcements_by_page", "announcements", ["page"])
    keep_whole("reply_steps", ("seq",))


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("party", sa.Text),
        sa.Column("basis", sa.Text),
    )
    op.create_table(
        "reply_steps",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reply", sa.Text, sa.ForeignKey("replies.id"), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("handled", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_table(
        "reply_mailboxes",
        sa.Column("reply", sa.Text, sa.ForeignKey("replies.id"), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("tried", sa.Integer, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("reply", sa.Text, sa.ForeignKey("replies.id")),
    )
    op.create_table(
        "announcements",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("via", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
    )
