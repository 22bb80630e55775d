"""Whole ledgers from one database into the other and back: the same rows, chain and documents."""

from __future__ import annotations

import pytest
from tests.ledger.conftest import FILE, START, STORES, SetClock, said
from tests.ledger.hostile import forget

from truceline.errors import CaseError
from truceline.evidence.claim import Actor, Status
from truceline.evidence.issue import Issue
from truceline.ledger import copying
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.store import Ledger

ISSUE = Issue(file="october.jsonl", row=3, kind="bad-date", message="no such day", effect="skipped")


@pytest.fixture
def full(ledger) -> Ledger:
    """A ledger with a row in every table."""
    rows = [said(n, label=f"n{n}", actor=(Actor(party="north"),), bears_on=("no-fire",)) for n in range(1200)]
    placed = said(2000, place=[{"lat": 35.123456, "lon": 36.1, "precision": 1}], time={"start": "2018-10-01"})
    ledger.append(FILE, [*rows, placed], [ISSUE])
    ledger.decide(rows[0].content_digest, Status.REJECTED, "ana", "a rumour")
    ledger.append(
        Origin("reading", "r.txt"), [said(3000)], paper=Paper(b"Nine posts.", "r.txt", "text/plain")
    )
    ledger.trust([Trust("tk1", "ana", None, Role.AUDITOR, KeyStanding.TRUSTED, START, "bo", "")])
    forget(ledger, SetClock())
    return ledger


@pytest.fixture(params=STORES)
def target(request, tmp_path, postgresql, worker_id):
    """A place where no ledger is yet."""
    if request.param == "sqlite":
        return tmp_path / "copy" / "ledger.sqlite"
    made = request.getfixturevalue("new_case")()
    postgresql.sql(f"DROP SCHEMA {made.case} CASCADE")
    return made


def test_a_copy_is_the_same_in_everything(full, target):
    done = full.copy(target)
    copy = Ledger.open(target)
    assert (done.position, done.documents) == (full.position, 1)
    assert list(copy.claims()) == list(full.claims())
    assert copy.batches() == full.batches()
    assert copy.issues() == full.issues()
    assert copy.documents() == full.documents()
    assert copy.tombstones() == full.tombstones()
    assert copy.signers() == full.signers()
    assert copy.document(copy.documents()[0].sha256) == b"Nine posts."


def test_a_copy_has_the_chain_of_the_first_and_verifies_against_its_marks(full, target):
    mark = full.mark()
    full.copy(target)
    assert Ledger.open(target).mark() == mark
    assert Ledger.open(target).verify([mark]).holds


def test_a_copy_can_be_gone_on_with(full, target):
    full.copy(target)
    copy = Ledger.open(target)
    receipt = copy.append(FILE, [said(3000), said(5000)])
    assert (receipt.added, receipt.position) == (1, full.position + 1)
    assert copy.verify().holds


def test_a_copy_never_goes_over_something(full, target):
    full.copy(target)
    with pytest.raises(CaseError, match="already"):
        full.copy(target)
    assert Ledger.open(target).position == full.position


def test_what_others_enter_meanwhile_is_not_half_in_the_copy(full, target, monkeypatch):
    before, read = full.position, copying._table

    def interrupted(source, made, table):
        if table.name == "claims":
            Ledger.open(full.address).append(FILE, [said(7000)])
        return read(source, made, table)

    monkeypatch.setattr(copying, "_table", interrupted)
    assert full.copy(target).position == before
    assert Ledger.open(target).verify().holds
    assert full.position == before + 1


@pytest.mark.parametrize("broken", ["_table", "_sum_of"])
def test_a_copy_that_breaks_off_leaves_nothing(full, target, monkeypatch, broken):
    def breaks(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(copying, broken, breaks)
    with pytest.raises((CaseError, OSError), match="No space left"):
        full.copy(target)
    monkeypatch.undo()
    assert full.copy(target).position == full.position


def test_a_copy_that_is_not_the_same_is_not_kept(full, target, monkeypatch):
    monkeypatch.setattr(copying, "_sum_of", lambda *_: copying._Sum(0, 0))
    with pytest.raises(CaseError, match="is not what was copied"):
        full.copy(target)
    monkeypatch.undo()
    assert full.copy(target).position == full.position


def test_a_copy_beside_a_file_leaves_no_half_file(full, tmp_path):
    (tmp_path / "here").write_text("no folder")
    with pytest.raises(CaseError, match="the copy cannot be made there"):
        full.copy(tmp_path / "here" / "ledger.sqlite")
    full.copy(tmp_path / "new" / "ledger.sqlite")
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["documents", "ledger.sqlite"]
