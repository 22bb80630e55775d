"""Whether a database is whole, and still has what keeps its rows from being changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, create_engine, text

from truceline.ledger import schema, sqlite
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.tables import metadata, on_server

_MOST = 10
WITH_DOOR = ("claims", "decisions", "documents", "entries", "issues", "papers")
"""Tables on a server whose words may be withdrawn: one trigger more looks at each of their rows."""
_TRIGGERS = text(
    "SELECT relname, tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
    "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
)
# As PostgreSQL writes that a trigger fires: in ordinary sessions, or always.
_ON = frozenset({"O", "A"})
_PARTS = text(
    "SELECT type, name, CASE type WHEN 'trigger' THEN sql END FROM sqlite_master ORDER BY type, name"
)


def unsound(connection: Connection) -> Iterator[Fault]:
    """Pages and indexes that disagree with their tables, and parts of the schema that are not ours.

    An index that was bent finds other rows than its table holds. A server looks after its own pages; of
    one it is told which triggers are gone, switched off or not ours.
    """
    if connection.dialect.name != "sqlite":
        yield from _unguarded(connection)
        return
    for told in sqlite.looked_through(connection, _MOST):
        yield Fault(FaultKind.DAMAGED, None, "file", None, " ".join(told.split()))
    found, due = _parts(connection), _due()
    for kind, name in sorted(due.keys() - found.keys()):
        yield Fault(
            FaultKind.DAMAGED, None, "schema", name, f"the {kind} is gone: rows could be changed or not found"
        )
    for kind, name in sorted(found.keys() - due.keys()):
        yield Fault(FaultKind.DAMAGED, None, "schema", name, f"a {kind} that truceline did not make")
    for part in sorted(due.keys() & found.keys()):
        if due[part] != found[part]:
            yield Fault(FaultKind.DAMAGED, None, "schema", part[1], f"the {part[0]} was changed")


def _unguarded(connection: Connection) -> Iterator[Fault]:
    found = {(str(table), str(name)): str(state) for table, name, state in connection.execute(_TRIGGERS)}
    tables = sorted({*metadata.tables, *on_server.tables})
    due = {(table, f"{table}_append_only") for table in tables} | {
        (name, f"{name}_keep") for name in WITH_DOOR
    }
    for table, name in sorted(due | found.keys()):
        if (table, name) not in found:
            told = f"the trigger of {table} is gone: rows could be changed"
        elif (table, name) not in due:
            told = f"a trigger of {table} that truceline did not make"
        elif found[table, name] not in _ON:
            told = f"the trigger of {table} is switched off: rows could be changed"
        else:
            continue
        yield Fault(FaultKind.DAMAGED, None, "schema", name, told)


def _parts(connection: Connection) -> dict[tuple[str, str], str]:
    """Kind and name of everything in the schema, and the words of the triggers."""
    return {
        (str(kind), str(name)): " ".join(str(sql).split()) for kind, name, sql in connection.execute(_PARTS)
    }


@cache
def _due() -> dict[tuple[str, str], str]:
    """What a ledger of this version is made of."""
    with create_engine("sqlite://").begin() as connection:
        schema.upgrade(connection)
        return _parts(connection)
