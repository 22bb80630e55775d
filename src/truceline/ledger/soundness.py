"""Whether an SQLite file is whole, and still has what keeps its rows from being changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, create_engine, text

from truceline.ledger import schema
from truceline.ledger.faults import Fault, FaultKind

_MOST = 10
_PARTS = text(
    "SELECT type, name, CASE type WHEN 'trigger' THEN sql END FROM sqlite_master ORDER BY type, name"
)


def unsound(connection: Connection) -> Iterator[Fault]:
    """Pages and indexes that disagree with their tables, and parts of the schema that are not ours.

    An index that was bent finds other rows than its table holds. Nothing to say of other databases.
    """
    if connection.dialect.name != "sqlite":
        return
    for (told,) in connection.execute(text(f"PRAGMA integrity_check({_MOST})")):
        if told != "ok":
            yield Fault(FaultKind.DAMAGED, None, "file", None, " ".join(str(told).split()))
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
