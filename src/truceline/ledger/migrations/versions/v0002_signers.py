"""Whose signatures count: the register of public keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from truceline.ledger.append_only import keep_whole

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of signers."""
    op.create_table(
        "signers",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.position"), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("signer", sa.Text, nullable=False),
        sa.Column("party", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_index("signers_by_entry", "signers", ["entry"])
    keep_whole("signers", ("seq",))
