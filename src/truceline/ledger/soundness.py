"""Whether a database is whole, and still has what keeps its rows from being changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from truceline.core.canonical import digest
from truceline.ledger import schema, sqlite
from truceline.ledger.address import Address
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.tables import metadata, on_server

_MOST = 10
_DIGITS = 16
_REFUSES = "b62d9220cfb82f63"
_REFUSES_THE_REST = "a839618446de8660"
_DOES = {
    **dict.fromkeys(
        (f"{table}_append_only" for table in ("claims", "decisions", "documents", "entries", "issues")),
        _REFUSES_THE_REST,
    ),
    "claims_keep": "4520ff855e25c2d1",
    "decisions_keep": "d9e745d4e5cf20d5",
    "documents_keep": "02250c11f4bd7378",
    "entries_keep": "2ad1c8ea618d5aa4",
    "issues_keep": "89456996992ec14c",
    "papers_append_only": "c666e7f97d7660d9",
    "papers_keep": "883b904464760d1d",
}
"""What triggers on a server do, by the digest of when they fire and of their words but for white space.

All others refuse whatever changes a row. A migration that makes a trigger anew has its digest here."""
WITH_DOOR = ("claims", "decisions", "documents", "entries", "issues", "papers")
"""Tables on a server whose words may be withdrawn: one trigger more looks at each of their rows."""
_TRIGGERS = text(
    "SELECT relname, tgname, tgenabled, tgtype, tgqual IS NULL AND tgattr = '' AND lanname = 'plpgsql' "
    "AND pronamespace = relnamespace, proname, prosrc "
    "FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
    "JOIN pg_language ON pg_language.oid = prolang "
    "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
)
# As PostgreSQL writes that a trigger fires: in ordinary sessions, or always.
_ON = frozenset({"O", "A"})
_PARTS = text(
    "SELECT type, name, CASE WHEN type IN ('trigger', 'index') THEN sql END FROM sqlite_master "
    "ORDER BY type, name"
)


@contextmanager
def looking_through(address: Address) -> Iterator[Callable[[Connection], tuple[Fault, ...]]]:
    """Pages and indexes that disagree with their tables, and parts of the schema that are not ours.

    An index that was bent finds other rows than its table holds. What is given is asked at the end: a large
    file is looked through meanwhile. A server looks after its own pages.
    """
    if not isinstance(address, Path):
        yield lambda connection: tuple(unsound(connection))
        return
    with sqlite.looking_through(address, _MOST) as found:
        yield lambda connection: tuple(unsound(connection, found()))


def unsound(connection: Connection, damages: Iterable[str] = ()) -> Iterator[Fault]:
    """Damages of a file that were found, and parts of the schema that are not ours.

    Of a server it is told which triggers are gone, switched off or not ours.
    """
    if connection.dialect.name != "sqlite":
        yield from _unguarded(connection)
        return
    for told in damages:
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
    found, does = {}, {}
    for table, name, state, *how in connection.execute(_TRIGGERS):
        found[str(table), str(name)] = str(state)
        does[str(name)] = digest(["".join(one.split()) if isinstance(one, str) else one for one in how])[
            :_DIGITS
        ]
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
        elif does[name] != _DOES.get(name, _REFUSES):
            told = f"the trigger of {table} does another thing than truceline made it for"
        else:
            continue
        yield Fault(FaultKind.DAMAGED, None, "schema", name, told)


def _parts(connection: Connection) -> dict[tuple[str, str], str]:
    """Kind and name of everything in the schema, and the words of triggers and indexes."""
    return {
        (str(kind), str(name)): " ".join(str(sql).split()) for kind, name, sql in connection.execute(_PARTS)
    }


@cache
def _due() -> dict[tuple[str, str], str]:
    """What a ledger of this version is made of."""
    with create_engine("sqlite://").begin() as connection:
        schema.upgrade(connection)
        return _parts(connection)
