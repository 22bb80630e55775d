"""Whatever is done to a row, a link or a block is found, in either database.

It is done in a transaction, past all triggers and foreign keys, looked at from inside of it and undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, Integer, Table, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from tests.ledger.conftest import START, SetClock
from tests.ledger.hostile import TABLES, fill, forget, trust

from truceline.ledger import chain
from truceline.ledger.connection import connect
from truceline.ledger.disclosures import Disclosing, Outlet, Reserved
from truceline.ledger.entry import Register
from truceline.ledger.faults import FaultKind
from truceline.ledger.lines import LINED
from truceline.ledger.signers import write_trust
from truceline.ledger.store import Ledger
from truceline.ledger.tables import (
    Instant,
    blocks,
    claim_norms,
    claim_parties,
    claims,
    entries,
    links,
    metadata,
)
from truceline.ledger.verification import Mark, Verification, verified

SLOW = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
COLUMNS = [(table, column.name) for table in TABLES for column in metadata.tables[table].columns]


def filled(ledger: Ledger) -> Ledger:
    clock = ledger._clock = SetClock()
    fill(ledger, clock)
    return ledger


@pytest.fixture(scope="session")
def full(fresh) -> Ledger:
    """A ledger with rows in every table."""
    ledger = filled(fresh())
    forget(ledger, ledger._clock)
    return ledger


@pytest.fixture(scope="session")
def whole(fresh) -> Ledger:
    """A ledger from which nothing was ever withdrawn."""
    return filled(fresh())


@contextmanager
def tampering(ledger: Ledger) -> Iterator[Connection]:
    """A transaction of somebody who owns the database, in which nothing is refused; undone at the end."""
    engine = connect(ledger.address)
    try:
        with engine.execution_options(truceline_writes=True).connect() as connection:
            _without_guards(connection)
            yield connection
            connection.rollback()
    finally:
        engine.dispose()


def _without_guards(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    found = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for name in connection.execute(found).scalars().all():
        connection.execute(text(f"DROP TRIGGER {name}"))
    connection.execute(text("PRAGMA defer_foreign_keys = ON"))


def looked_at(connection: Connection, *marks: Mark) -> Verification:
    return verified(connection, marks)


def rows_of(connection: Connection, table: Table) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]


def at(table: Table, row: tuple[Any, ...]):
    """The condition that is true for one row alone."""
    keys = {column.name: value for column, value in zip(table.columns, row, strict=True)}
    return [column == keys[column.name] for column in table.primary_key.columns]


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
INSTANTS = st.datetimes(datetime(2018, 1, 1), datetime(2019, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=START.tzinfo)
)


def another(column: Column[Any]) -> st.SearchStrategy[Any]:
    """A value that the column takes."""
    if isinstance(column.type, Instant):
        return INSTANTS
    kinds = {
        int: st.integers(-3, 99),
        float: st.floats(-9, 9),
        date: st.dates(date(2018, 9, 1), date(2018, 12, 1)),
        str: WORDS | st.just("claims"),
    }
    value = kinds[column.type.python_type]
    return value | st.none() if column.nullable else value


def test_a_ledger_that_nobody_touched_holds(full):
    with tampering(full) as connection:
        assert looked_at(connection).faults == ()


@pytest.mark.parametrize(
    "otherwise",
    [{"name": '{"restricted":0,"secret":0}'}, {"by": "ben"}, {"kind": "screen"}, {"sha256": "b" * 64}],
    ids=str,
)
def test_a_disclosure_told_otherwise_is_found(ledger, otherwise):
    position = ledger.disclose(Disclosing(Outlet.CLAIMS, Reserved(2, 1), "a" * 64, "ana"))
    with tampering(ledger) as connection:
        connection.execute(update(entries).where(entries.c.position == position).values(otherwise))
        (fault,) = looked_at(connection).faults
    assert (fault.kind, fault.entry, fault.table) == (FaultKind.EDITED, position, "entries")


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda name: name)
@SLOW
@given(data=st.data())
def test_an_edited_value_is_found(full, table, column, data):
    made = metadata.tables[table]
    with tampering(full) as connection:
        rows = rows_of(connection, made)
        row = data.draw(st.sampled_from(rows))
        where = made.columns.keys().index(column)
        value = data.draw(another(made.c[column]) | st.sampled_from(rows).map(lambda other: other[where]))
        assume(value != row[where])
        try:
            connection.execute(update(made).where(*at(made, row)).values({column: value}))
        except DBAPIError:  # a key that another row has
            connection.rollback()
            assume(False)
        assert looked_at(connection).faults


@pytest.mark.parametrize("table", TABLES)
@SLOW
@given(data=st.data())
def test_a_removed_row_is_found(full, table, data):
    made = metadata.tables[table]
    with tampering(full) as connection:
        row = data.draw(st.sampled_from(rows_of(connection, made)))
        connection.execute(delete(made).where(*at(made, row)))
        assert looked_at(connection).faults


@pytest.mark.parametrize("table", TABLES)
@SLOW
@given(data=st.data())
def test_an_inserted_row_is_found(full, table, data):
    made = metadata.tables[table]
    with tampering(full) as connection:
        row = dict(
            zip(made.columns.keys(), data.draw(st.sampled_from(rows_of(connection, made))), strict=True)
        )
        for column in made.columns:
            if column.primary_key or column.name in ("claim_id", "issue_id", "of_row"):
                is_number = isinstance(column.type, Integer)
                row[column.name] = data.draw(st.integers(90, 99) if is_number else WORDS.filter(len))
        connection.execute(insert(made), row)
        assert looked_at(connection).faults


@pytest.mark.parametrize("table", ["entries", "claims", "decisions", "issues", "signers", "links"])
def test_two_rows_that_changed_places_are_found(full, table):
    made = metadata.tables[table]
    (key,) = made.primary_key.columns
    with tampering(full) as connection:
        for was, becomes in ((1, -1), (2, 1), (-1, 2)):
            connection.execute(update(made).where(key == was).values({key.name: becomes}))
        assert looked_at(connection).faults


# Against a mark kept elsewhere --------------------------------------------------------------------


def cut_off(connection: Connection, entry: int) -> None:
    """Take out the end of a record, so that nothing of it is left."""
    later = select(claims.c.seq).where(claims.c.entry >= entry)
    for table in (claim_parties, claim_norms):
        connection.execute(delete(table).where(table.c.claim.in_(later)))
    for table in (*(lined.table for lined in reversed(LINED)), blocks):
        connection.execute(delete(table).where(table.c.entry >= entry))
    for table in (links, entries):
        connection.execute(delete(table).where(table.c.position >= entry))


def written_anew(connection: Connection) -> None:
    """Make the chain again from its first link, as whoever holds the database can."""
    connection.execute(delete(blocks))
    connection.execute(delete(links).where(links.c.position > 0))
    for position in connection.execute(select(entries.c.position).order_by("position")).scalars().all():
        chain.link(connection, position)


def test_a_cut_off_end_shows_only_against_a_mark(full):
    mark = full.mark()
    with tampering(full) as connection:
        cut_off(connection, 6)
        assert looked_at(connection).faults == ()
        (fault,) = looked_at(connection, mark).faults
    assert (fault.kind, fault.entry) == (FaultKind.TRUNCATED, 6)


def test_an_end_written_anew_shows_only_against_a_mark(whole):
    mark = whole.mark()
    with tampering(whole) as connection:
        cut_off(connection, 7)
        position = write_trust(connection, [trust("eve", "tk1e")], Register(whole.now))
        chain.link(connection, position)
        assert looked_at(connection).faults == ()
        (fault,) = looked_at(connection, mark).faults
    assert (fault.kind, fault.entry) == (FaultKind.REWRITTEN, 7)


def test_an_edit_under_a_chain_written_anew_shows_only_against_a_mark(whole):
    mark = whole.mark()
    with tampering(whole) as connection:
        connection.execute(update(claims).where(claims.c.seq == 1).values(status="rejected"))
        assert looked_at(connection).faults
        written_anew(connection)
        assert looked_at(connection).faults == ()
        (fault,) = looked_at(connection, mark).faults
    assert (fault.kind, fault.entry) == (FaultKind.REWRITTEN, 7)


def test_a_chain_written_anew_over_withdrawn_words_shows_by_itself(full):
    with tampering(full) as connection:
        written_anew(connection)
        assert looked_at(connection).faults


def test_another_ledger_shows_against_a_mark(full):
    with tampering(full) as connection:
        (fault,) = looked_at(connection, full.mark()._replace(ledger="0" * 32)).faults
    assert "the checkpoint is of ledger" in fault.told


def test_an_earlier_mark_still_holds(full):
    with tampering(full) as connection:
        assert looked_at(connection, full.mark(3), full.mark()).holds
        assert not looked_at(connection, full.mark(3)._replace(digest="0" * 64)).holds
