"""Only the entry that set it makes a tombstone good: forged, moved, emptied and lifted ones are found."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from tests.ledger.conftest import said
from tests.ledger.hostile import REFERENCE, fill, forget, prompt

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Actor
from truceline.evidence.wordless import WITHDRAWN, wordless
from truceline.ledger.faults import FaultKind
from truceline.ledger.store import Ledger


@pytest.fixture
def address(path):
    """A file: what a person with an SQL prompt can do to it."""
    Ledger.create(path)
    return path


@pytest.fixture
def told(ledger, path, clock):
    """A function that runs statements at an SQL prompt, and gives the faults found afterwards."""
    fill(ledger, clock)
    forget(ledger, clock)

    def run(*statements):
        with prompt(path) as connection:
            for statement, *values in statements:
                connection.execute(statement, values)
        return Ledger.open(path).verify().faults

    assert run() == ()
    return run


CLAIM = said(6, target=(Actor(party="south"),))
SAYS = CLAIM.content().decode()
LEFT = wordless(CLAIM).content().decode()
FORGED = (
    "INSERT INTO tombstones VALUES (7, 9, 'claims', ?, ?, ?, ?)",
    CLAIM.content_digest,
    CLAIM.content_digest,
    digest_bytes(LEFT.encode()),
    REFERENCE,
)


def test_words_that_went_without_an_entry_are_told(told):
    (fault,) = told(("UPDATE claims SET content = ? WHERE content = ?", LEFT, SAYS))
    assert (fault.kind, fault.table, fault.row) == (FaultKind.EDITED, "claims", CLAIM.content_digest)


def test_a_forged_tombstone_is_told(told):
    (fault,) = told(("UPDATE claims SET content = ? WHERE content = ?", LEFT, SAYS), FORGED)
    assert (fault.kind, fault.entry, fault.table) == (FaultKind.INSERTED, 9, "tombstones")


def test_a_tombstone_moved_to_another_claim_is_told(told):
    found = told(
        ("UPDATE claims SET content = ? WHERE content = ?", LEFT, SAYS),
        ("UPDATE tombstones SET of_row = ?, was = ? WHERE seq = 1", *FORGED[1:3]),
    )
    assert {"tombstones", "claims"} <= {fault.table for fault in found}


def test_other_facts_under_a_tombstone_are_told(told):
    (fault,) = told(
        ("UPDATE claims SET content = replace(content, '\"positive\"', '\"negative\"') WHERE seq = 9",)
    )
    assert "another thing than what entry 9 left of it" in fault.told


def test_facts_and_tombstone_changed_alike_are_told(told, path):
    left = wordless(CLAIM.model_copy(update={"polarity": "negative"})).content().decode()
    found = told(
        ("UPDATE claims SET content = ? WHERE seq = 9", left),
        ("UPDATE tombstones SET remains = ? WHERE seq = 1", digest_bytes(left.encode())),
    )
    assert "tombstones" in {fault.table for fault in found}


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("documents", "name", "entry = 8"),
        ("entries", "name", "position = 8"),
        ("decisions", "why", "seq = 3"),
    ],
)
def test_other_words_in_the_place_of_a_tombstone_are_told(told, table, column, row):
    found = told((f"UPDATE {table} SET {column} = 'the well' WHERE {row}",))  # noqa: S608
    assert "others stand there" in " ".join(fault.told for fault in found)


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("documents", "name", "entry = 5"),
        ("entries", "name", "position = 1"),
        ("decisions", "why", "seq = 1"),
    ],
)
def test_words_made_to_look_withdrawn_are_told(told, table, column, row):
    (fault,) = told((f"UPDATE {table} SET {column} = ? WHERE {row}", WITHDRAWN))  # noqa: S608
    assert (fault.kind, fault.told) == (FaultKind.EDITED, f"{column} is not what was entered")


def test_words_that_came_back_are_told(told):
    (fault,) = told(("UPDATE documents SET name = 'mill.txt' WHERE entry = 8",))
    assert "they stand there" in fault.told


def test_a_removed_tombstone_is_told(told):
    found = told(("DELETE FROM tombstones WHERE seq = 1",))
    assert {"tombstones", "claims"} <= {fault.table for fault in found}


def test_a_removed_row_is_told_by_its_tombstone(told):
    found = told(("DELETE FROM claims WHERE seq = 9",))
    assert "the row is not there" in " ".join(fault.told for fault in found)


def test_a_tombstone_for_a_table_that_bears_none_is_told(told):
    found = told(("INSERT INTO tombstones VALUES (7, 9, 'links', '1', 'x', NULL, 's')",))
    assert "a table that bears none" in " ".join(fault.told for fault in found)


def test_a_document_that_was_put_back_is_told(told, path):
    content = b"At the mill."
    (path.parent / "documents" / digest_bytes(content)).write_bytes(content)
    (fault,) = told()
    assert (fault.table, fault.entry) == ("files", 9)
    Ledger.open(path).purge()
    assert told() == ()


# The door ------------------------------------------------------------------------------------------


def refused(path, statement, *values):
    refusal = pytest.raises(sqlite3.IntegrityError, match="append-only")
    with closing(sqlite3.connect(path)) as connection, refusal:
        connection.execute(statement, values)


def test_the_door_is_shut_once_the_entry_is_linked(told, path):
    refused(path, "UPDATE claims SET content = 'x' WHERE seq = 9")
    refused(path, "UPDATE entries SET name = 'x' WHERE position = 8")


def test_the_door_lets_words_go_and_nothing_else(told, path):
    with closing(sqlite3.connect(path)) as connection:
        entry = "INSERT INTO entries SELECT 10, entered_at, what, truceline, kind, name, sha256, by, recorded"
        connection.execute(f"{entry} FROM entries WHERE position = 9")
        connection.execute("INSERT INTO tombstones VALUES (7, 10, 'claims', ?, '', '', '')", FORGED[1:2])
        for column in ("status", "kind", "seq", "source", "recorded_at", "supersedes"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(f"UPDATE claims SET content = 'x', {column} = '99' WHERE seq = 6")  # noqa: S608
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("UPDATE claims SET content = 'x' WHERE seq = 5")
        assert connection.execute("UPDATE claims SET content = 'x' WHERE seq = 6").rowcount == 1
