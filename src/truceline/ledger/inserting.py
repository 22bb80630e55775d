"""Many rows at once, by the quickest way that each database has."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ARRAY,
    Connection,
    Date,
    Dialect,
    Integer,
    Select,
    Table,
    Text,
    cast,
    column,
    func,
    select,
)

from truceline.ledger.tables import Instant

Row = dict[str, Any]
Keeper = Callable[[Any], Any]
_ROWS_AT_ONCE = 250


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, each with a value for every column.

    Past SQLAlchemy, which takes as long over a row's parameters as SQLite over the row; its types still
    say how a value is kept.
    """
    if not rows:
        return
    dialect = connection.dialect
    spoken: Callable[[], Dialect] = type(dialect)
    keepers = _keepers(table, spoken)
    # By columns: few have to be turned, and the rest is passed on whole.
    columns = list[Iterable[Any]](zip(*map(itemgetter(*table.columns.keys()), rows), strict=True))
    for at, keep in keepers:
        columns[at] = map(keep, columns[at])
    values = list(zip(*columns, strict=True))
    names = ", ".join(f'"{each.name}"' for each in table.columns)
    if dialect.name == "postgresql":
        _copy(connection, f'COPY "{table.name}" ({names}) FROM STDIN', values)
    else:
        _insert(connection, f'INSERT INTO "{table.name}" ({names}) VALUES', values)


def listed(connection: Connection, values: Iterable[str]) -> Select[Any]:
    """A list of texts as a subquery with one bound value, however long the list is."""
    given = list(values)
    if connection.dialect.name == "postgresql":
        return select(func.unnest(cast(given, ARRAY(Text))))
    each = func.json_each(json.dumps(given)).table_valued(column("value", Text))
    return select(each.c.value)


def numbered(connection: Connection, values: Iterable[int]) -> Select[Any]:
    """A list of whole numbers as such a subquery."""
    given = list(values)
    if connection.dialect.name == "postgresql":
        return select(func.unnest(cast(given, ARRAY(Integer))))
    each = func.json_each(json.dumps(given)).table_valued(column("value", Integer))
    return select(each.c.value)


@cache
def _keepers(table: Table, spoken: Callable[[], Dialect]) -> list[tuple[int, Keeper]]:
    """The columns of a table whose values a dialect of SQL keeps otherwise than they are, and how.

    Days and instants recur from row to row, and are spelled once.
    """
    dialect = spoken()
    found: list[tuple[int, Keeper]] = []
    for at, each in enumerate(table.columns):
        keep = each.type.dialect_impl(dialect).bind_processor(dialect)
        if keep is not None:
            found.append((at, lru_cache(4096)(keep) if isinstance(each.type, Date | Instant) else keep))
    return found


def _insert(connection: Connection, statement: str, values: list[tuple[Any, ...]]) -> None:
    """Many rows by each statement: SQLite begins and ends one for its triggers as often as it is run."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    marks = f"({', '.join('?' * len(values[0]))})"
    most = driver.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // len(values[0])
    at_once = min(_ROWS_AT_ONCE, most)
    whole = len(values) - len(values) % at_once
    for first in range(0, whole, at_once):
        several = tuple(chain.from_iterable(values[first : first + at_once]))
        connection.exec_driver_sql(f"{statement} {', '.join([marks] * at_once)}", several)
    if values[whole:]:
        connection.exec_driver_sql(f"{statement} {marks}", values[whole:])


def _copy(connection: Connection, statement: str, values: list[tuple[Any, ...]]) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None, "a transaction has a connection"
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)
