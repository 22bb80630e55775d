"""Indexes by which a few claims are found among a million: days with places, kinds, acts, events, states."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the indexes."""
    op.create_index(
        "claims_by_days",
        "claims",
        ["last_day", "first_day", "west", "east", "south", "north"],
        if_not_exists=True,
    )
    op.create_index("claims_by_kind", "claims", ["kind"], if_not_exists=True)
    op.create_index("claims_by_act", "claims", ["act", "last_day", "first_day"], if_not_exists=True)
    op.create_index("claims_by_event", "claims", ["event"], if_not_exists=True)
    op.create_index("claims_by_state", "claims", ["state_of"], if_not_exists=True)
