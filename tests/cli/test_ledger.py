from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing

import pytest

from truceline.ledger.store import Ledger


def tampered(folder, *statements):
    with closing(sqlite3.connect(folder / "ledger.sqlite")) as prompt:
        for statement in statements:
            prompt.execute(statement)
        prompt.commit()


@pytest.fixture
def bent(own_river):
    """A case in which somebody let a claim be accepted, and left everything else as it was."""
    triggers = "SELECT sql FROM sqlite_master WHERE name = 'claims_no_update'"
    with closing(sqlite3.connect(own_river / "ledger.sqlite")) as prompt:
        (sql,) = prompt.execute(triggers).fetchone()
    change = "UPDATE claims SET status = 'rejected' WHERE seq = 2"
    tampered(own_river, "DROP TRIGGER claims_no_update", change, sql)
    return own_river


def without_digests(text):
    return re.sub(r"(Ledger|digest) [0-9a-f]{12}", r"\1 ...", text)


def test_a_record_that_holds_is_told_with_its_digest(run, river, golden):
    done = run("ledger", "verify", river)
    assert done.exit_code == 0
    assert Ledger.open(river / "ledger.sqlite").verify().mark.digest[:12] in done.stdout
    golden("verify.txt", without_digests(done.stdout))


def test_a_bent_record_is_told_and_fails_the_check(run, bent, golden):
    done = run("ledger", "verify", bent)
    assert (done.exit_code, done.stderr) == (1, "error: the record does not hold: 1 fault\n")
    golden("verify-bent.txt", without_digests(done.stdout))


def test_programs_get_every_fault(run, bent):
    done = run("ledger", "verify", bent, "--format", "json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert (found["holds"], found["position"]) == (False, 1)
    (fault,) = found["faults"]
    assert (fault["kind"], fault["entry"], fault["table"]) == ("edited", 1, "claims")


def test_many_faults_are_cut_short_on_a_page_alone(run, own_river):
    (own_river / "documents").mkdir(exist_ok=True)
    for number in range(60):
        (own_river / "documents" / f"{number}.txt").write_text("mine")
    assert "and 10 more" in run("ledger", "verify", own_river).stdout
    found = json.loads(run("ledger", "verify", own_river, "--format", "json").stdout)
    assert len(found["faults"]) == 60


def test_what_a_crash_leaves_and_what_is_older_than_the_chain_is_remarked(run, own_river):
    (own_river / "documents").mkdir(exist_ok=True)
    (own_river / "documents" / ".incoming-1").write_text("half")
    tampered(
        own_river,
        "DROP TABLE links",
        "DROP TABLE blocks",
        "DROP INDEX decisions_by_entry",
        "DROP INDEX documents_by_entry",
        "UPDATE alembic_version SET version_num = '0002'",
    )
    done = run("ledger", "verify", own_river)
    assert done.exit_code == 0
    assert "1 files in documents/" in done.stdout
    assert "Entries 1 to 1 are older than the chain" in done.stdout
