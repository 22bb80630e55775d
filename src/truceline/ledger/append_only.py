"""Triggers that refuse to change, replace or delete a row, whichever program asks."""

from __future__ import annotations

from alembic import op


def keep_whole(table: str, keys: tuple[str, ...]) -> None:
    """Make a table append-only; `keys` are those by which a row could be replaced.

    `INSERT OR REPLACE` does not fire a delete trigger, so a second row under a key that is taken is
    refused before it is written.
    """
    refuse = f"SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed')"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN {refuse}; END")
    for key in keys:
        taken = f"SELECT 1 FROM {table} WHERE {key} = NEW.{key}"  # noqa: S608 - names that a migration gives
        op.execute(
            f"CREATE TRIGGER {table}_no_replace_{key} BEFORE INSERT ON {table} "
            f"WHEN EXISTS ({taken}) BEGIN {refuse}; END"
        )
