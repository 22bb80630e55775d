"""Tombstones in the place of words that were withdrawn; claims found by source and by document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from truceline.ledger.append_only import (
    Wordy,
    keep_whole,
    on_server,
    open_for_withdrawal,
    open_papers,
)

revision = "0005"
down_revision = "0004"

_CLAIM = (
    "seq, entry, claim_id, kind, act, event, state_of, first_day, last_day, west, south, east, north, "
    "recorded_at, status, decided_by, decided_at, supersedes, source, document"
)
WORDY = (
    Wordy("claims", "claim_id", ("content", "label"), tuple(_CLAIM.split(", "))),
    Wordy("issues", "issue_id", ("content",), ("seq", "entry", "issue_id", "kind", "effect")),
    Wordy("decisions", "seq", ("why",), ("seq", "entry", "claim", "status", "at", "by")),
    Wordy("documents", "sha256", ("name",), ("sha256", "entry", "media_type", "size")),
    Wordy(
        "entries",
        "position",
        ("name",),
        ("position", "entered_at", "what", "truceline", "kind", "sha256", "by", "recorded"),
    ),
)
_AT_ONCE = 1000


def upgrade() -> None:
    """Create the table, fill the two columns of claims that are there, and open the one door."""
    _tombstones()
    for column in ("source", "document"):
        op.add_column("claims", sa.Column(column, sa.Text))
    _fill()
    for column in ("source", "document"):
        op.create_index(f"claims_by_{column}", "claims", [column])
    for wordy in WORDY:
        open_for_withdrawal(wordy)
    if on_server():
        open_papers()
        _keep_words_out_of_statistics()


def _tombstones() -> None:
    op.create_table(
        "tombstones",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.position"), nullable=False),
        sa.Column("of_table", sa.Text, nullable=False),
        sa.Column("of_row", sa.Text, nullable=False),
        sa.Column("was", sa.Text, nullable=False),
        sa.Column("remains", sa.Text),
        sa.Column("consent", sa.Text, nullable=False),
    )
    op.create_index("tombstones_by_row", "tombstones", ["of_table", "of_row"], unique=True)
    op.create_index("tombstones_by_entry", "tombstones", ["entry"])
    keep_whole("tombstones", ("seq", ("of_table", "of_row")))


def _fill() -> None:
    """Both columns follow from the content; the triggers stand aside while they are filled."""
    bind = op.get_bind()
    if not bind.execute(sa.text("SELECT 1 FROM claims LIMIT 1")).scalar():
        return
    kept = _triggers_aside(bind)
    claims = sa.table("claims", *map(sa.column, ("seq", "content", "source", "document")))
    last = 0
    while rows := bind.execute(
        sa.select(claims.c.seq, claims.c.content).where(claims.c.seq > last).order_by("seq").limit(_AT_ONCE)
    ).all():
        last = rows[-1][0]
        of_row = claims.c.seq == sa.bindparam("of_seq")
        bind.execute(sa.update(claims).where(of_row), list(_values(rows)))
    for statement in kept:
        op.execute(statement)


def _triggers_aside(bind: sa.Connection) -> list[str]:
    """Put the trigger against updates out of the way; what brings it back."""
    if on_server():
        op.execute("ALTER TABLE claims DISABLE TRIGGER claims_append_only")
        return ["ALTER TABLE claims ENABLE TRIGGER claims_append_only"]
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'claims_no_update'"
    made = str(bind.execute(sa.text(query)).scalar())
    op.execute("DROP TRIGGER claims_no_update")
    return [made]


def _values(rows: Iterable[Sequence[Any]]) -> Iterator[dict[str, object]]:
    for seq, content in rows:
        try:
            said = json.loads(content)
            found = {"source": said["source"]["id"], "document": said["evidence"].get("document")}
        except (ValueError, KeyError, TypeError, AttributeError):
            found = {"source": None, "document": None}  # tampered with: verification tells
        yield {"of_seq": seq, **found}


def _keep_words_out_of_statistics() -> None:
    """A server's statistics hold samples of what the columns say, and would keep them.

    A column that is given a type, though its own, loses those that it has.
    """
    for wordy in WORDY:
        for column in wordy.words:
            change = f"ALTER TABLE {wordy.table} ALTER COLUMN {column}"
            op.execute(f"{change} SET STATISTICS 0")
            op.execute(f"{change} TYPE text")
