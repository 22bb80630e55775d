"""The tables of accounts as this version of truceline reads and writes them; `migrations/` creates them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

from truceline.ledger.tables import Instant

metadata = MetaData()


def _account(*, key: bool = False) -> Column[str]:
    return Column("account", Text, ForeignKey("accounts.id"), nullable=False, primary_key=key)


homes = Table(
    "homes",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("mark", Text, nullable=False),
)
"""One row: a digest that only this server's key makes."""

accounts = Table(
    "accounts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, unique=True),
    Column("language", Text, nullable=False),
    Column("owner", Boolean, nullable=False),
    Column("password", Text),
    Column("factor", LargeBinary),
    Column("factor_since", Instant),
    Column("factor_step", Integer),
    Column("issuer", Text),
    Column("subject", Text),
    Column("made_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)
"""`factor` is the sealed secret of the second factor; it counts from `factor_since` on."""

recovery_codes = Table(
    "recovery_codes",
    metadata,
    _account(key=True),
    Column("digest", Text, primary_key=True),
    Column("used_at", Instant),
)

memberships = Table(
    "memberships",
    metadata,
    _account(key=True),
    Column("case", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("party", Text),
    Column("since", Instant, nullable=False),
    Column("by", Text),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    _account(),
    Column("digest", Text, nullable=False),
    Column("factor", Text, nullable=False),
    Column("agent", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant, nullable=False),
    Column("failed_before", Integer, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    _account(),
    Column("digest", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("case", Text),
    Column("scopes", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("used_at", Instant),
)

links = Table(
    "links",
    metadata,
    Column("id", Text, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("account", Text, ForeignKey("accounts.id")),
    Column("owner", Boolean, nullable=False),
    Column("grants", Text, nullable=False),
    Column("by", Text),
    Column("made_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("used_at", Instant),
)
"""One-time links. With an account: to set its password anew; without: to make one."""

tries = Table(
    "tries",
    metadata,
    Column("what", Text, primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("at", Instant, nullable=False),
)
"""Failures in a row, by keyed digests of names and addresses."""

signing_keys = Table(
    "signing_keys",
    metadata,
    _account(key=True),
    Column("case", Text, primary_key=True),
    Column("signer", Text, nullable=False),
    Column("public", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("kept_at", Instant, nullable=False),
)
"""Key files, closed with passphrases that we do not know."""

journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("what", Text, nullable=False),
    Column("by", Text),
    Column("about", Text),
    Column("case", Text),
    Column("detail", Text, nullable=False),
    Column("place", Text),
)
"""What happened to accounts; append-only. `place` is a keyed digest of an address."""

answers = Table(
    "answers",
    metadata,
    _account(key=True),
    Column("key", Text, primary_key=True),
    Column("request", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("answer", LargeBinary),
)
"""What requests with a key were answered, sealed; null while somebody (`holder`) works it out."""
