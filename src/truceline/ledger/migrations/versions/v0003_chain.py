"""The hash chain: a link for each entry, and the blocks of lines that it covers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from truceline.ledger.append_only import keep_whole

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables of the chain, which links the entries that are there once the schema is whole."""
    op.create_table(
        "links",
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )
    op.create_table(
        "blocks",
        sa.Column(
            "entry", sa.Integer, sa.ForeignKey("entries.position"), primary_key=True, autoincrement=False
        ),
        sa.Column("of_table", sa.Text, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    # The rows of an entry are read back when it is linked.
    op.create_index("decisions_by_entry", "decisions", ["entry"])
    op.create_index("documents_by_entry", "documents", ["entry"])
    keep_whole("links", ("position",))
    keep_whole("blocks", (("entry", "of_table", "part"),))
