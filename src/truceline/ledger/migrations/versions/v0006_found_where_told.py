"""Indexes of what few claims say hold those claims alone: a million others need not be in them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

SELDOM = {
    "claims_by_label": "label",
    "claims_by_superseded": "supersedes",
    "claims_by_event": "event",
    "claims_by_state": "state_of",
    "claims_by_document": "document",
}
"""Index -> its column, null in most claims."""


def upgrade() -> None:
    """Make them anew."""
    for name, column in SELDOM.items():
        told = sa.column(column).is_not(None)
        op.drop_index(name, "claims")
        op.create_index(name, "claims", [column], sqlite_where=told, postgresql_where=told)
