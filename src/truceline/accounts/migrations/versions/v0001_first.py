"""Accounts, roles, sessions, tokens, links, keys and the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from truceline.ledger.append_only import keep_whole

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create all tables."""
    _people()
    _credentials()
    _journal()
    op.create_index("accounts_by_identity", "accounts", ["issuer", "subject"], unique=True)
    op.create_index("memberships_by_case", "memberships", ["case"])
    for table in ("sessions", "tokens", "links"):
        op.create_index(f"{table}_by_account", table, ["account"])
    op.create_index("tries_by_time", "tries", ["at"])
    op.create_index("journal_by_account", "journal", ["about", "seq"])
    op.create_index("journal_by_case", "journal", ["case", "seq"])
    keep_whole("journal", ("seq",))


def _account(*, key: bool = False) -> sa.Column[str]:
    return sa.Column("account", sa.Text, sa.ForeignKey("accounts.id"), nullable=False, primary_key=key)


def _people() -> None:
    op.create_table(
        "homes",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("mark", sa.Text, nullable=False),
    )
    op.create_table(
        "accounts",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False, unique=True),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("owner", sa.Boolean, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("factor", sa.LargeBinary),
        sa.Column("factor_since", sa.DateTime),
        sa.Column("factor_step", sa.Integer),
        sa.Column("issuer", sa.Text),
        sa.Column("subject", sa.Text),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("disabled_at", sa.DateTime),
    )
    op.create_table(
        "recovery_codes",
        _account(key=True),
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("used_at", sa.DateTime),
    )
    op.create_table(
        "memberships",
        _account(key=True),
        sa.Column("case", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, primary_key=True),
        sa.Column("party", sa.Text),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("by", sa.Text),
    )


def _credentials() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, primary_key=True),
        _account(),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("factor", sa.Text, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
        sa.Column("failed_before", sa.Integer, nullable=False),
    )
    op.create_table(
        "tokens",
        sa.Column("id", sa.Text, primary_key=True),
        _account(),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("case", sa.Text),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("used_at", sa.DateTime),
    )
    op.create_table(
        "links",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("account", sa.Text, sa.ForeignKey("accounts.id")),
        sa.Column("owner", sa.Boolean, nullable=False),
        sa.Column("grants", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
        sa.Column("used_at", sa.DateTime),
    )


def _journal() -> None:
    op.create_table(
        "signing_keys",
        _account(key=True),
        sa.Column("case", sa.Text, primary_key=True),
        sa.Column("signer", sa.Text, nullable=False),
        sa.Column("public", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("kept_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("about", sa.Text),
        sa.Column("case", sa.Text),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
    )
    op.create_table(
        "tries",
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
