"""Triggers that refuse to change, replace or delete a row, whichever program asks.

One door is left: the words of a row may go that a tombstone names, in the transaction that sets the
tombstone. Once its entry is linked into the chain the door is shut again. See ADR 0019.
"""

from __future__ import annotations

from typing import NamedTuple

from alembic import op

# Each schema has its own, so that a case is whole by itself; it names nothing outside itself.
_REFUSAL = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: rows of % are never changed', TG_TABLE_NAME;
END
$$
"""


# The row may lose its words now: a tombstone names it, and no link covers the tombstone's entry yet.
_DOOR = (
    "EXISTS (SELECT 1 FROM {place}tombstones WHERE of_table = '{table}' "
    "AND of_row = CAST(OLD.{key} AS TEXT) AND entry > (SELECT max(position) FROM {place}links))"
)


class Wordy(NamedTuple):
    """A table with words that may have to go, and all that an update may then change."""

    table: str
    key: str
    """What tombstones name a row of it by."""
    words: tuple[str, ...]
    kept: tuple[str, ...]
    """All other columns."""


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


def open_for_withdrawal(wordy: Wordy) -> None:
    """Let the words of a table's rows go, and nothing else of them, under a new tombstone."""
    if on_server():
        _door_in_postgresql(wordy)
    else:
        _door_in_sqlite(wordy)


def _door_in_sqlite(wordy: Wordy) -> None:
    table = wordy.table
    same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in wordy.kept)
    door = _DOOR.format(table=table, key=wordy.key, place="")
    op.execute(f"DROP TRIGGER {table}_no_update")
    op.execute(
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({same} AND {door}) "
        f"BEGIN SELECT RAISE(ABORT, 'append-only: rows of {table} are never changed'); END"
    )


def _door_in_postgresql(wordy: Wordy) -> None:
    table = wordy.table
    same = " AND ".join(f'NEW."{column}" IS NOT DISTINCT FROM OLD."{column}"' for column in wordy.kept)
    _guard(table, "UPDATE", f"{same} AND {_DOOR}".format(table=table, key=wordy.key, place="%1$I."), "NEW")


def open_papers() -> None:
    """Let the bytes of a document go from a server under a new tombstone of the document."""
    _guard("papers", "DELETE", _DOOR.format(table="documents", key="sha256", place="%1$I."), "OLD")


def _guard(table: str, event: str, door: str, given: str) -> None:
    """Replace the trigger of a table by one that looks at each row, for one sort of statement.

    The tables that the door asks are named with their schema: whoever sets another search path must
    not be able to bring tombstones of his own.
    """
    others = " OR ".join(sorted({"UPDATE", "DELETE", "TRUNCATE"} - {event}))
    asked = door.replace("'", "''").replace("OLD.", "($1).").replace("NEW.", "($2).")
    second = "NEW" if event == "UPDATE" else "OLD"
    op.execute(
        f"""
        CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE passes boolean;
        BEGIN
            EXECUTE format('SELECT {asked}', TG_TABLE_SCHEMA) INTO passes USING OLD, {second};
            IF passes IS NOT TRUE THEN
                RAISE EXCEPTION 'append-only: rows of % are never changed', TG_TABLE_NAME;
            END IF;
            RETURN {given};
        END
        $$
        """
    )
    op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE {others} ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER {table}_keep BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_keep()"
    )
