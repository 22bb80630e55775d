"""Nobody bends the record unnoticed: whatever is done to a row, a link or a block is found and named."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.ledger.conftest import FILE, START, SetClock, said
from tests.ledger.hostile import TABLES, dump, fill, forget, made_older, prompt

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Actor
from truceline.evidence.columns import Columns
from truceline.ledger.faults import FaultKind
from truceline.ledger.lines import LINED
from truceline.ledger.store import Ledger
from truceline.ledger.tables import metadata

SLOW = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
COLUMNS = [(table, column.name) for table in TABLES for column in metadata.tables[table].columns]


@pytest.fixture(scope="session")
def full(tmp_path_factory) -> Path:
    """A folder with a full ledger that nobody has touched, in one file."""
    folder = tmp_path_factory.mktemp("full")
    clock = SetClock()
    ledger = Ledger.create(folder / "ledger.sqlite", clock=clock)
    fill(ledger, clock)
    forget(ledger, clock)
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as prompt:
        prompt.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture(scope="session")
def copied(full, tmp_path_factory) -> Callable[[], Path]:
    """A function that gives a copy of the full ledger (its path) each time it is called."""
    folder = tmp_path_factory.mktemp("copies") / "case"

    def copy() -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(full, folder)) / "ledger.sqlite"

    return copy


def faults(path):
    return Ledger.open(path).verify().faults


def rows_of(connection, table):
    key = "rowid, *" if table not in ("claim_parties", "claim_norms") else "*"
    return connection.execute(f"SELECT {key} FROM {table}").fetchall()  # noqa: S608


def at(table, row):
    """A condition that is true for one row alone, and its values."""
    names = metadata.tables[table].columns.keys()
    values = row[-len(names) :]
    return " AND ".join(f'"{name}" IS ?' for name in names), values


def test_a_ledger_that_nobody_touched_holds(copied):
    found = Ledger.open(copied()).verify()
    assert found.holds
    assert found.rows["claims"] == 10
    assert found.tombstones == 6
    assert found.mark.position == 9


def test_every_table_has_rows_to_be_tampered_with(copied):
    with prompt(copied()) as connection:
        assert [table for table in TABLES if not rows_of(connection, table)] == []


any_value = st.one_of(
    st.text(max_size=8),
    st.integers(-3, 99),
    st.none(),
    st.binary(max_size=4),
    st.floats(-9, 9),
    st.just("claims"),
)


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda name: name)
@SLOW
@given(data=st.data())
def test_an_edited_value_is_found(copied, table, column, data):
    path = copied()
    with prompt(path) as connection:
        before = dump(connection)
        rows = rows_of(connection, table)
        condition, values = at(table, data.draw(st.sampled_from(rows)))
        others = st.sampled_from([row[-len(metadata.tables[table].columns) :] for row in rows])
        where = metadata.tables[table].columns.keys().index(column)
        value = data.draw(any_value | others.map(lambda row: row[where]))
        try:
            connection.execute(f'UPDATE {table} SET "{column}" = ? WHERE {condition}', (value, *values))  # noqa: S608
        except sqlite3.IntegrityError:
            assume(False)
        assume(dump(connection) != before)
    found = faults(path)
    assert found


# What is wrong is named ---------------------------------------------------------------------------


def told(path, *statements):
    with prompt(path) as connection:
        for statement in statements:
            connection.execute(statement)
    return faults(path)


def test_a_changed_status_is_told_with_what_it_was(copied):
    (fault,) = told(copied(), "UPDATE claims SET status = 'accepted' WHERE seq = 5")
    assert (fault.kind, fault.entry, fault.table) == (FaultKind.EDITED, 2, "claims")
    assert fault.row == said(5, target=(Actor(party="south"),), status="proposed").content_digest
    assert fault.told == "status is 'accepted', and was entered as 'proposed'"


def test_a_claim_that_was_made_known_earlier_is_told(copied):
    (fault,) = told(copied(), "UPDATE claims SET recorded_at = '2018-09-01 00:00:00.000000' WHERE seq = 1")
    assert "recorded_at is '2018-09-01T00:00:00.000000Z', and was entered as '2018-10-01T12:" in fault.told


def test_a_claim_hidden_from_a_check_is_told(copied):
    (fault,) = told(copied(), "UPDATE claims SET first_day = '2019-01-01' WHERE seq = 1")
    assert (fault.kind, fault.told[:26]) == (FaultKind.UNFOUNDED, "first_day is '2019-01-01',")
    (fault,) = told(copied(), "UPDATE claims SET west = 10.5 WHERE seq = 1")
    assert "west is 10.5" in fault.told
    (fault,) = told(copied(), "DELETE FROM claim_parties WHERE claim = 1 AND party = 'south'")
    assert fault.told == "party 'south' is missing, by which the claim is found"
    (fault,) = told(copied(), "INSERT INTO claim_norms VALUES (5, 'no-fire')")
    assert "does not follow" in fault.told


def test_other_words_of_a_claim_are_told(copied):
    (fault,) = told(
        copied(), "UPDATE claims SET content = replace(content, 'number 6', 'number 7') WHERE seq = 6"
    )
    assert "SHA-256" in fault.told


def test_a_claim_of_another_content_and_its_own_new_id_is_told(copied):
    path = copied()
    content = said(77).content().decode()
    with prompt(path) as connection:
        values = (content, said(77).content_digest)
        connection.execute("UPDATE claims SET content = ?, claim_id = ?, label = NULL WHERE seq = 6", values)
        connection.execute("DELETE FROM claim_parties WHERE claim = 6")
    kinds = {fault.kind: fault.row for fault in faults(path) if fault.table == "claims"}
    assert kinds[FaultKind.INSERTED] == said(77).content_digest
    assert FaultKind.REMOVED in kinds


def test_a_removed_claim_is_told_with_what_it_was(copied):
    found = told(copied(), "DELETE FROM claims WHERE seq = 7", "DELETE FROM claim_parties WHERE claim = 7")
    assert [(fault.kind, fault.entry) for fault in found] == [(FaultKind.REMOVED, 2)]
    assert "status 'proposed'" in found[0].told


def test_a_removed_entry_is_told(copied):
    found = told(copied(), "DELETE FROM entries WHERE position = 4", "DELETE FROM links WHERE position = 4")
    assert (4, "entry 4: gone without a trace") in {(fault.entry, fault.told) for fault in found}
    assert FaultKind.REWRITTEN in {fault.kind for fault in found}


def test_an_edited_head_is_told(copied):
    (fault,) = told(copied(), "UPDATE entries SET by = 'eve' WHERE position = 1")
    assert (fault.table, fault.told) == ("entries", "by is 'eve', and was entered as 'ana'")


def test_an_edited_block_is_told_from_an_edited_row(copied):
    (fault,) = told(
        copied(), "UPDATE blocks SET content = replace(content, 'accepted', 'rejected') WHERE entry = 2"
    )
    assert "the rows are as they were entered" in fault.told


def test_an_edited_row_whose_block_was_edited_alike_is_found_by_the_link(copied):
    (fault,) = told(
        copied(),
        "UPDATE claims SET status = 'accepted' WHERE seq = 5",
        "UPDATE blocks SET content = replace(content, 'proposed', 'accepted') WHERE entry = 2 AND part = 0",
        "UPDATE claims SET status = 'accepted' WHERE entry = 2",
    )
    assert (fault.table, fault.row, fault.entry) == ("links", "claims", 2)


def test_a_row_with_text_that_is_no_text_is_named(copied):
    found = told(copied(), "UPDATE claims SET status = CAST(x'c3' AS TEXT) WHERE seq = 5")
    assert found[0].kind is FaultKind.EDITED
    assert "status" in found[0].told


def test_bytes_in_the_place_of_the_text_that_they_spell_are_told(copied):
    """An encoder that knows bytes writes them in base64, in which `accepted` is six bytes."""
    found = told(copied(), "UPDATE claims SET status = x'69c71ea6d79d' WHERE seq = 3")
    assert found[0].kind is FaultKind.EDITED
    assert "status" in found[0].told


def test_missing_triggers_are_told(copied):
    path = copied()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER claims_no_update")
        connection.execute("DROP TRIGGER claims_no_delete")
        connection.execute("CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims BEGIN SELECT 1; END")
        connection.execute("CREATE TRIGGER mine AFTER INSERT ON claims BEGIN SELECT 1; END")
    found = {(fault.kind, fault.row) for fault in faults(path)}
    assert found == {(FaultKind.DAMAGED, name) for name in ("claims_no_update", "claims_no_delete", "mine")}


def test_an_index_that_does_not_hold_its_table_is_told(copied):
    path = copied()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        sql = "SELECT sql FROM sqlite_master WHERE name = 'decisions_by_claim'"
        (made,) = connection.execute(sql).fetchone()
        changed = (made.replace("(claim)", "(claim) WHERE claim > 99"),)
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'decisions_by_claim'", changed)
        connection.commit()
    assert "file" in {fault.table for fault in faults(path)}


def test_an_index_made_otherwise_is_told(copied):
    path = copied()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP INDEX claims_by_id")
        connection.execute("CREATE INDEX claims_by_id ON claims (claim_id)")
        connection.execute("DROP INDEX claims_by_entry")
        connection.execute("CREATE INDEX claims_by_entry ON claims (entry) WHERE entry < 3")
    found = {(fault.kind, fault.row, fault.told) for fault in faults(path)}
    changed = "the index was changed"
    assert found == {(FaultKind.DAMAGED, name, changed) for name in ("claims_by_id", "claims_by_entry")}


def test_a_view_in_the_place_of_a_table_is_told(copied):
    path = copied()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ALTER TABLE issues RENAME TO hidden")
        connection.execute("CREATE VIEW issues AS SELECT * FROM hidden LIMIT 1")
    assert {"schema", "issues"} <= {fault.table for fault in faults(path)}


# Documents ----------------------------------------------------------------------------------------


def test_a_changed_a_missing_and_a_strange_file_are_told(copied):
    folder = copied().parent / "documents"
    one, two = sorted(folder.iterdir())
    one.write_bytes(b"Nine posts!")
    two.unlink()
    (folder / "notes.txt").write_text("mine")
    found = {fault.row: (fault.kind, fault.entry) for fault in faults(folder.parent / "ledger.sqlite")}
    assert found[one.name][0] is FaultKind.EDITED
    assert found[two.name][0] is FaultKind.REMOVED
    assert found["notes.txt"] == (FaultKind.INSERTED, None)
    assert {entry for _, entry in found.values()} == {5, 6, None}


def test_what_a_crash_leaves_is_no_fault(copied):
    folder = copied().parent / "documents"
    content = b"kept, and never named"
    (folder / digest_bytes(content)).write_bytes(content)
    (folder / ".incoming-x1").write_bytes(content[:4])
    found = Ledger.open(folder.parent / "ledger.sqlite").verify()
    assert found.holds
    assert len(found.left_over) == 2


# Old ledgers --------------------------------------------------------------------------------------


def test_claims_of_an_older_ledger_are_found_by_source_and_document(path, clock):
    fill(Ledger.create(path, clock=clock), clock)
    claim = said(11, evidence={"document": "d" * 64})
    Ledger.open(path).append(FILE, [claim])
    made_older(path)
    with closing(sqlite3.connect(path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(claims)")]
        others = ", ".join(columns).replace("seq", "90").replace("claim_id", "'x'").replace("content", "'?'")
        connection.execute(f"INSERT INTO claims SELECT {others} FROM claims WHERE seq = 1")  # noqa: S608
        connection.commit()
    ledger = Ledger.open(path)
    assert [one.claim_id for one in ledger.of_document("d" * 64)] == [claim.content_digest]
    assert len(ledger.of_source("post")) == 9


def test_a_ledger_from_before_the_chain_is_linked_and_says_so(path, clock):
    fill(Ledger.create(path, clock=clock), clock)
    made_older(path)
    found = Ledger.open(path).verify()
    assert found.holds
    assert (found.linked_afterwards, found.mark.position) == (7, 7)


def test_a_chain_that_was_taken_out_is_told(copied):
    found = told(copied(), "DELETE FROM links", "DELETE FROM blocks")
    assert "no first link" in found[0].told


def test_the_same_entries_give_the_same_chain(fresh, clock):
    marks = set()
    for _ in range(2):
        ledger = fresh()
        ledger._clock = clock
        clock.moment = START
        fill(ledger, clock)
        marks.add(ledger.verify().mark)
    assert len(marks) == 1


def test_every_table_is_in_the_chain_or_follows_from_what_is():
    lined = {one.name: {*one.columns, one.number or "", "entry"} for one in LINED}
    checked = {"entries", "links", "blocks", "claim_parties", "claim_norms"}
    assert lined.keys() | checked == metadata.tables.keys()
    derived = {"claims": {"content", *Columns._fields}, "issues": {"content"}}
    for name, columns in lined.items():
        assert columns - {""} | derived.get(name, set()) == set(metadata.tables[name].columns.keys())
