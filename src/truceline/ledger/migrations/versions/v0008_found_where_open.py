"""An index of claims that entered as proposed: the pile is found without reading the rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_OPEN = sa.text("status = 'proposed'")


def upgrade() -> None:
    """Make it."""
    op.create_index("claims_by_opening", "claims", ["document"], sqlite_where=_OPEN, postgresql_where=_OPEN)
