"""Hooks, and what is delivered to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "hooks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("account", sa.Text, nullable=False),
        sa.Column("case", sa.Text, nullable=False),
        sa.Column("token", sa.Text),
        sa.Column("url", sa.LargeBinary, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("feeds", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("ended_by", sa.Text),
    )
    op.create_index("hooks_by_case", "hooks", ["case"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("hook", sa.Text, sa.ForeignKey("hooks.id"), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime),
        sa.Column("tried_at", sa.DateTime),
        sa.Column("delivered_at", sa.DateTime),
        sa.Column("fault", sa.Text, nullable=False),
    )
    op.create_index("deliveries_by_hook", "deliveries", ["hook", "seq"])
    op.create_index("deliveries_by_time", "deliveries", ["next_at"])
