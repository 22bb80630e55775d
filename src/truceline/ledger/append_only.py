"""Triggers that refuse to change, replace or delete a row, whichever program asks."""

from __future__ import annotations

from alembic import op

# Each schema has its own, so that a case is whole by itself; it names nothing outside itself.
_REFUSAL = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: rows of % are never changed', TG_TABLE_NAME;
END
$$
"""


Keys = tuple[str | tuple[str, ...], ...]
"""Columns, or several columns together."""


def keep_whole(table: str, keys: Keys) -> None:
    """Make a table append-only; `keys` are those by which a row could be replaced."""
    if on_server():
        _in_postgresql(table)
    else:
        _in_sqlite(table, keys)


def on_server() -> bool:
    """Whether the ledger that is being migrated is on a server."""
    return op.get_context().dialect.name == "postgresql"


def _in_sqlite(table: str, keys: Keys) -> None:
    """`INSERT OR REPLACE` does not fire a delete trigger, so a second row under a key is refused first."""
    refuse = f"SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed')"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN {refuse}; END")
    for columns in keys:
        key = (columns,) if isinstance(columns, str) else columns
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        taken = f"SELECT 1 FROM {table} WHERE {same}"  # noqa: S608 - names that a migration gives
        op.execute(
            f"CREATE TRIGGER {table}_no_replace_{'_'.join(key)} BEFORE INSERT ON {table} "
            f"WHEN EXISTS ({taken}) BEGIN {refuse}; END"
        )


def _in_postgresql(table: str) -> None:
    """One trigger is enough: `ON CONFLICT` can only update, and nothing replaces by deleting."""
    op.execute(_REFUSAL)
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
