"""Feeds, texts and where they were seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    op.create_table(
        "feeds",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("tried_at", sa.DateTime),
        sa.Column("read_at", sa.DateTime),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("changed_at", sa.DateTime),
        sa.Column("changed", sa.Text, nullable=False),
    )
    op.create_table(
        "texts",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("document", sa.Text),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "sightings",
        sa.Column("feed", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, sa.ForeignKey("texts.digest"), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("dated", sa.DateTime),
    )
    op.create_index("sightings_by_text", "sightings", ["digest"])
