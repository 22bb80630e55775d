"""Nothing that was entered is ever changed or taken out, even by somebody with an SQL prompt."""

from __future__ import annotations

import sqlite3

import pytest
from tests.ledger.conftest import FILE, START, SetClock, said
from tests.ledger.hostile import forget

from truceline.evidence.claim import Actor, Status
from truceline.evidence.issue import Issue
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.store import Ledger
from truceline.ledger.tables import metadata


@pytest.fixture
def address(path):
    """A file: this is about SQLite."""
    Ledger.create(path)
    return path


ISSUE = Issue(file="october.jsonl", row=3, kind="bad-date", message="no such day", effect="skipped")
TABLES = sorted(metadata.tables)


@pytest.fixture
def prompt(ledger, path):
    """A plain SQLite connection to a ledger with a row in every table."""
    full = said(1, actor=(Actor(party="north"),), bears_on=("no-fire",))
    ledger.append(FILE, [full], [ISSUE])
    ledger.decide(full.content_digest, Status.REJECTED, "ana", "a rumour")
    ledger.add_document(b"text", "report.txt", "text/plain")
    ledger.trust([Trust("tk1", "ana", None, Role.AUDITOR, KeyStanding.TRUSTED, START, "bo", "")])
    forget(ledger, SetClock())
    connection = sqlite3.connect(path)
    yield connection
    connection.close()


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_be_deleted(prompt, table):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        prompt.execute(f"DELETE FROM {table}")  # noqa: S608


@pytest.mark.parametrize("table", TABLES)
def test_rows_cannot_be_updated(prompt, table):
    column = metadata.tables[table].columns.keys()[-1]
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        prompt.execute(f"UPDATE {table} SET {column} = {column}")  # noqa: S608


# A row of the other two is nothing but its key: put in its own place it changes nothing.
WITH_CONTENT = [table for table in TABLES if table not in ("claim_norms", "claim_parties")]


@pytest.mark.parametrize("table", WITH_CONTENT)
def test_rows_cannot_be_replaced_under_the_same_key(prompt, table):
    row = prompt.execute(f"SELECT * FROM {table}").fetchone()  # noqa: S608
    marks = ", ".join("?" * len(row))
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        prompt.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)  # noqa: S608


def test_a_claim_cannot_be_replaced_under_another_row_number(prompt):
    row = list(prompt.execute("SELECT * FROM claims").fetchone())
    row[0] = 99
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        prompt.execute(f"INSERT OR REPLACE INTO claims VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
