"""What a server of PostgreSQL can refuse, told so that a person can mend it; and what it never allows."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import IntegrityError
from tests import throwaway
from tests.ledger.conftest import FILE, START, SetClock, said
from tests.ledger.hostile import forget

from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, InputError
from truceline.evidence.claim import Actor, Status
from truceline.evidence.issue import Issue
from truceline.ledger import postgres
from truceline.ledger.address import server
from truceline.ledger.connection import connect, reading, writing
from truceline.ledger.faults import FaultKind
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.soundness import WITH_DOOR
from truceline.ledger.store import Ledger
from truceline.ledger.tables import Instant, decisions, metadata, on_server

ISSUE = Issue(file="october.jsonl", row=3, kind="bad-date", message="no such day", effect="skipped")
TABLES = sorted({*metadata.tables, *on_server.tables})


@pytest.fixture
def address(new_case):
    """A case on a server: this is about PostgreSQL."""
    return new_case()


def _same_type(context, inspected, column, inspected_type, column_type):
    """`Instant` is a plain TIMESTAMP to the database."""
    return False if isinstance(column_type, Instant) else None


# Making and finding ---------------------------------------------------------------------------


def test_the_migrations_make_the_tables_that_the_code_expects(address):
    engine = connect(address)
    with reading(engine, address) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _same_type})
        assert compare_metadata(context, [metadata, on_server]) == []
    engine.dispose()


def test_cases_of_one_database_are_apart(new_case):
    one, other = Ledger.open(new_case()), Ledger.open(new_case())
    one.append(FILE, [said(1)])
    assert (one.position, other.position) == (1, 0)
    assert other.append(FILE, [said(1)]).added == 1


def test_a_case_is_not_made_twice(address):
    with pytest.raises(CaseError, match="there is such a case in this database already"):
        Ledger.create(address)
    assert Ledger.open(address).position == 0


def test_a_case_that_cannot_be_made_whole_is_not_made(postgresql, monkeypatch):
    place = server(postgresql.url("half_made"))
    monkeypatch.setattr("truceline.ledger.schema.HEAD", "no-such-version")
    with pytest.raises(Exception, match="no-such-version"):
        Ledger.create(place)
    with pytest.raises(CaseError, match="there is no such case"):
        Ledger.open(place)


def test_a_schema_of_something_else_is_no_ledger(postgresql):
    postgresql.sql("CREATE SCHEMA IF NOT EXISTS of_another_program")
    with pytest.raises(CaseError, match="no truceline ledger"):
        Ledger.open(server(postgresql.url("of_another_program")))


def test_a_newer_ledger_is_refused(address, postgresql):
    postgresql.sql(f"UPDATE {address.case}.alembic_version SET version_num = '0042'")  # noqa: S608
    with pytest.raises(CaseError, match="schema 0042, made by a newer truceline"):
        Ledger.open(address)


def test_a_case_from_before_tombstones_is_migrated(ledger, address, postgresql):
    ledger.append(FILE, [said(n) for n in range(1200)])
    mark = ledger.mark()
    older = [f"SET search_path TO {address.case}", "DROP TABLE tombstones CASCADE"]
    for table in WITH_DOOR:
        older.append(f"DROP FUNCTION {table}_keep CASCADE")
        older.append(f"DROP TRIGGER {table}_append_only ON {table}")
        older.append(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    older.append("ALTER TABLE claims DROP COLUMN source, DROP COLUMN document")
    older.append("UPDATE alembic_version SET version_num = '0004'")
    postgresql.sql("; ".join(older))
    migrated = Ledger.open(address)
    assert migrated.verify([mark]).faults == ()
    assert len(migrated.of_source("post")) == 1200
    with pytest.raises(subprocess.CalledProcessError, match="psql"):
        postgresql.sql(f"UPDATE {address.case}.claims SET content = 'x'")  # noqa: S608


# Refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://nobody@/postgres?host={folder}&case=a", "refused the user or the password"),
        ("postgresql://truceline@/nothing?host={folder}&case=a", "no such database"),
        ("postgresql://truceline@/postgres?host={folder}/elsewhere&case=a", "cannot be reached"),
        ("postgresql://truceline@/postgres?host={folder}&case=nothing", "no such case"),
    ],
)
def test_a_server_that_cannot_be_used_is_told(postgresql, url, told):
    with pytest.raises(CaseError, match=told) as refusal:
        Ledger.open(server(url.format(folder=postgresql.folder)))
    assert refusal.value.exit_code == 2


def test_a_wrong_password_is_told_and_not_repeated(monkeypatch):
    guarded = throwaway.started(throwaway.QUICK)
    guarded.sql("CREATE USER ana PASSWORD 'right'")
    (guarded.folder / "data" / "pg_hba.conf").write_text("local all ana scram-sha-256\nlocal all all trust\n")
    guarded.sql("SELECT pg_reload_conf()")
    place = server(guarded.url("a", user="ana"))
    monkeypatch.setenv("PGPASSWORD", "hunter2")
    with pytest.raises(CaseError, match="refused the user or the password") as refusal:
        Ledger.open(place)
    assert "hunter2" not in str(refusal.value)
    monkeypatch.setenv("PGPASSWORD", "right")
    with pytest.raises(CaseError, match="no such case"):
        Ledger.open(place)


def test_who_may_only_read_reads_and_is_told_so(ledger, address, postgresql):
    postgresql.sql("CREATE USER reader")
    postgresql.sql(f"GRANT USAGE ON SCHEMA {address.case} TO reader")
    postgresql.sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {address.case} TO reader")
    looking = Ledger.open(server(postgresql.url(address.case, user="reader")))
    assert list(looking.claims()) == []
    with pytest.raises(CaseError, match="no right to do that"):
        looking.append(FILE, [said(1)])
    assert ledger.append(FILE, [said(1)]).added == 1
    assert [claim.says for claim in looking.claims()] == ["shelling number 1"]


def test_a_database_that_stands_still_is_told(ledger, address):
    engine = connect(address)
    with pytest.raises(CaseError, match="the database is read-only"), reading(engine, address) as connection:
        connection.exec_driver_sql("DELETE FROM entries")
    engine.dispose()


def test_a_ledger_that_another_process_holds_is_told_after_some_patience(ledger, address):
    engine, waited = connect(address), Ledger.open(address, patience_s=0.05)
    with writing(engine, address):
        with pytest.raises(CaseError, match="another process is writing"):
            waited.append(FILE, [said(1)])
        assert list(waited.claims()) == []
    engine.dispose()
    assert waited.append(FILE, [said(1)]).added == 1


@pytest.fixture
def own(postgresql, address):
    """A ledger whose connections can be told from everybody's, and what cuts them."""
    named = f"cut_{address.case}"
    pids = f"SELECT pid FROM pg_stat_activity WHERE application_name = '{named}'"  # noqa: S608
    ledger = Ledger.open(server(f"{postgresql.url(address.case)}&application_name={named}"))
    return ledger, lambda: postgresql.sql(f"SELECT pg_terminate_backend(pid) FROM ({pids}) AS ours")  # noqa: S608


def test_a_connection_that_was_cut_between_two_transactions_goes_unnoticed(own):
    ledger, cut = own
    ledger.append(FILE, [said(1)])
    cut()
    assert ledger.append(FILE, [said(2)]).added == 1


def test_a_connection_that_is_cut_in_the_middle_is_told_and_leaves_nothing(own):
    ledger, cut = own

    def broken():
        yield from (said(n) for n in range(600))
        cut()
        yield from (said(n) for n in range(600, 1200))

    with pytest.raises(CaseError, match="the server went away"):
        ledger.append(FILE, broken())
    assert ledger.position == 0
    assert ledger.append(FILE, [said(1)]).position == 1


def test_a_text_with_a_nul_is_told(ledger):
    with pytest.raises(InputError, match="a NUL"):
        ledger.append(FILE, [said(1, label="a\0b")])
    assert ledger.position == 0


def test_a_broken_invariant_stays_a_bug(ledger, address):
    engine = connect(address)
    row = {"seq": 1, "entry": 7, "claim": 7, "status": "x", "at": ledger._clock(), "by": "", "why": ""}
    with pytest.raises(IntegrityError, match="foreign key"), writing(engine, address) as connection:
        connection.execute(decisions.insert(), row)
    engine.dispose()


def test_an_older_server_is_refused(address, monkeypatch):
    monkeypatch.setattr(postgres, "OLDEST", 990_000)
    with pytest.raises(CaseError, match="older than PostgreSQL 99"):
        Ledger.open(address)


def test_a_ledger_in_a_file_needs_no_psycopg_and_a_server_says_so(path):
    script = f"""
import sys
sys.modules["psycopg"] = None
from pathlib import Path
from truceline.errors import InputError
from truceline.ledger.address import server
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.soundness import WITH_DOOR
from truceline.ledger.store import Ledger
Ledger.create(Path({str(path)!r}))
try:
    Ledger.open(server("postgresql:///a?case=b"))
except InputError as told:
    print(told)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "pip install 'truceline[server]'" in done.stdout


# Never changed, by whoever asks ---------------------------------------------------------------


@pytest.fixture
def full(ledger, address, postgresql):
    """A prompt at a ledger with a row in every table."""
    claim = said(1, actor=(Actor(party="north"),), bears_on=("no-fire",))
    ledger.append(FILE, [claim], [ISSUE])
    ledger.decide(claim.content_digest, Status.REJECTED, "ana", "a rumour")
    ledger.add_document(b"text", "report.txt", "text/plain")
    ledger.trust([Trust("tk1", "ana", None, Role.AUDITOR, KeyStanding.TRUSTED, START, "bo", "")])
    forget(ledger, SetClock())
    return lambda statement: postgresql.sql(f"SET search_path TO {address.case}; {statement}")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement", ["DELETE FROM {table}", "TRUNCATE {table} CASCADE", "UPDATE {table} SET {column} = {column}"]
)
def test_rows_are_never_changed(full, table, statement):
    column = {**metadata.tables, **on_server.tables}[table].columns.keys()[-1]
    with pytest.raises(subprocess.CalledProcessError) as refusal:
        full(statement.format(table=table, column=column))
    assert "append-only" in refusal.value.stderr


def test_triggers_that_are_gone_switched_off_or_strange_are_told(full, ledger):
    assert ledger.verify().faults == ()
    full("ALTER TABLE claims DISABLE TRIGGER claims_keep")
    full("ALTER TABLE links ENABLE REPLICA TRIGGER links_append_only")
    full("DROP TRIGGER papers_keep ON papers")
    full("CREATE TRIGGER mine BEFORE INSERT ON issues FOR EACH ROW EXECUTE FUNCTION refuse_change()")
    found = {
        (fault.row, fault.told.partition(" is ")[2].partition(":")[0]) for fault in ledger.verify().faults
    }
    assert found == {
        ("claims_keep", "switched off"),
        ("links_append_only", "switched off"),
        ("papers_keep", "gone"),
        ("mine", ""),
    }


ANEW = "CREATE OR REPLACE TRIGGER claims_keep BEFORE {when} ON claims FOR EACH ROW {how}"
EMPTIED = "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"
KEEPS = "EXECUTE FUNCTION claims_keep()"


@pytest.mark.parametrize(
    "statement",
    [
        EMPTIED.format(name="claims_keep"),
        ANEW.format(when="UPDATE", how=f"WHEN (false) {KEEPS}"),
        ANEW.format(when="UPDATE OF label", how=KEEPS),
        ANEW.format(when="INSERT", how=KEEPS),
        ANEW.format(when="UPDATE", how="EXECUTE FUNCTION suppress_redundant_updates_trigger()"),
    ],
)
def test_a_trigger_that_does_another_thing_is_told(full, ledger, statement):
    full(statement)
    (fault,) = ledger.verify().faults
    assert (fault.kind, fault.row) == (FaultKind.DAMAGED, "claims_keep")
    assert "does another thing" in fault.told


def test_one_refusal_made_empty_is_told_of_every_table(full, ledger):
    full(EMPTIED.format(name="refuse_change"))
    told = {fault.row for fault in ledger.verify().faults if "does another thing" in fault.told}
    assert told == {f"{table}_append_only" for table in {*metadata.tables, *on_server.tables}}


def test_documents_that_were_changed_taken_or_put_back_are_told(full, ledger):
    """Past the triggers, as whoever owns the server can."""
    past = "SET session_replication_role = replica; "
    entry = ledger.position
    full(past + "UPDATE papers SET content = 'other'")  # noqa: S608
    (fault,) = ledger.verify().faults
    assert (fault.kind, fault.table) == (FaultKind.EDITED, "files")
    full(past + "DELETE FROM papers")  # noqa: S608
    (fault,) = ledger.verify().faults
    assert (fault.kind, fault.table) == (FaultKind.REMOVED, "files")
    gone = digest_bytes(b"At the mill.")
    full(f"{past}INSERT INTO papers VALUES ('{gone}', 'At the mill.')")  # noqa: S608
    assert {fault.entry for fault in ledger.verify().faults if fault.row == gone} == {entry}


# Many at once ---------------------------------------------------------------------------------


def test_sixteen_writers_at_once_lose_and_double_nothing(ledger, address):
    """Each writes eight claims, one by one; half of them are its neighbour's too."""
    failed = []

    def write(first: int) -> None:
        own = Ledger.open(address)
        try:
            for n in range(first, first + 8):
                own.append(FILE, [said(n)])
        except Exception as error:  # noqa: BLE001 - told to the test
            failed.append(error)

    writers = [threading.Thread(target=write, args=(4 * number,)) for number in range(16)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    assert sorted(int(claim.says.split()[-1]) for claim in ledger.claims()) == list(range(68))
    assert ledger.position == 68
    assert [batch.position for batch in ledger.batches()] == list(range(1, 69))


def test_a_reader_keeps_its_view_while_others_write(ledger, address):
    ledger.append(FILE, [said(n) for n in range(3000)])
    looking = Ledger.open(address).claims()
    first = next(looking)
    ledger.append(FILE, [said(n) for n in range(3000, 4000)])
    assert first.says == "shelling number 0"
    assert sum(1 for _ in looking) == 2999


def test_nothing_is_wrong_with_an_option_that_libpq_knows(postgresql, address):
    place = server(f"{postgresql.url()}&application_name=desk&case={address.case}")
    assert Ledger.open(place).position == 0


def test_an_option_that_libpq_does_not_know_is_refused(postgresql):
    with pytest.raises(InputError, match="unknown option"):
        server(f"{postgresql.url()}&colour=blue&case=a")


# Stopped and started ---------------------------------------------------------------------------


def test_a_server_that_is_stopped_in_the_middle_keeps_what_was_acknowledged_and_nothing_else():
    """Stopped as by a failing machine, without a last checkpoint; it recovers when it starts again."""
    own = throwaway.started(throwaway.CAREFUL)
    ledger = Ledger.create(server(own.url("stopped")))
    ledger.append(FILE, [said(1)])

    def stopped():
        yield from (said(n) for n in range(100, 1300))
        own.control("stop", "-m", "immediate")
        yield from (said(n) for n in range(1300, 2600))

    with pytest.raises(CaseError, match="the server went away"):
        ledger.append(FILE, stopped())
    with pytest.raises(CaseError, match=r"cannot be reached|went away"):
        ledger.append(FILE, [said(2)])
    own.control("start")
    assert [claim.says for claim in ledger.claims()] == ["shelling number 1"]
    assert ledger.append(FILE, [said(2)]).position == 2
    assert ledger.verify().holds


def test_a_disk_that_fills_up_keeps_what_was_acknowledged():
    """No file of the server may grow further, which it is told in the middle of a write, as by a full disk.

    A limit on a process needs no rights and no disk of one's own; PostgreSQL says ENOSPC of both.
    """
    no_limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, no_limit[1]))
    try:
        own = throwaway.started(throwaway.QUICK)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, no_limit)
    ledger = Ledger.create(server(own.url("filled")))
    filling, kept = Ledger.open(ledger.address), []

    def fill() -> None:
        while len(kept) < 100:
            kept.append(filling.add_document(os.urandom(1_000_000), "noise.bin", "application/octet-stream"))

    with pytest.raises(CaseError, match="the server's disk is full; nothing was written"):
        fill()
    assert [document.sha256 for document in ledger.documents()] == kept != []
    assert ledger.verify().holds
    own.control("stop", "-m", "fast")
    own.control("start")
    assert Ledger.open(ledger.address).append(FILE, [said(1)]).position == len(kept) + 1
    assert ledger.verify().holds


LARGEST = 17_000_000
"""Bytes: more than a segment of the server's log, which is not what is to run full, and not whole pages."""


def test_a_ledger_comes_back_from_a_dump(ledger, address, postgresql):
    ledger.append(FILE, [said(n) for n in range(600)])
    mark = ledger.mark()
    dump = postgresql.schema(address.case)
    postgresql.sql(f"DROP SCHEMA {address.case} CASCADE")
    with psycopg.connect(postgresql.url(), autocommit=True) as prompt:
        prompt.execute(dump)
    restored = Ledger.open(address)
    assert restored.verify([mark]).holds
    assert restored.append(FILE, [said(601)]).added == 1
    with pytest.raises(subprocess.CalledProcessError, match="psql"):
        postgresql.sql(f"DELETE FROM {address.case}.claims")  # noqa: S608
