"""The index of kinds holds whatever is no event: of a million events it told nothing but where all are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_OTHERS = sa.text("kind <> 'event'")


def upgrade() -> None:
    """Make it anew."""
    op.drop_index("claims_by_kind", "claims")
    op.create_index("claims_by_kind", "claims", ["kind"], sqlite_where=_OTHERS, postgresql_where=_OTHERS)
