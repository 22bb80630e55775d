"""Documents beside a ledger's file, and in the database of a server."""

from __future__ import annotations

import pytest

from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.ledger.store import Ledger


@pytest.fixture
def address(path):
    """A file: the shelf of a server is the last test's."""
    Ledger.create(path)
    return path


def test_a_document_is_a_file_named_by_the_digest_of_its_bytes(ledger, path):
    sha256 = ledger.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    assert [file.name for file in (path.parent / "documents").iterdir()] == [sha256]


def test_a_document_that_was_changed_on_disk_is_not_handed_out(ledger, path):
    sha256 = ledger.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    (path.parent / "documents" / sha256).write_bytes(b"Ten posts.")
    with pytest.raises(CaseError, match="changed after it was kept"):
        ledger.document(sha256)


def test_a_document_that_breaks_off_leaves_no_file(ledger, path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CaseError, match="No space left"):
        ledger.add_document(b"text", "a.txt", "text/plain")
    assert list((path.parent / "documents").iterdir()) == []


def test_a_document_that_cannot_be_written_leaves_no_row(ledger, path):
    (path.parent / "documents").write_text("in the way")
    with pytest.raises(CaseError, match="cannot be kept"):
        ledger.add_document(b"text", "a.txt", "text/plain")
    assert ledger.documents() == ()


def test_a_document_that_was_changed_in_the_database_is_not_handed_out(new_case, postgresql):
    place = new_case()
    ledger = Ledger.open(place)
    sha256 = ledger.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    postgresql.sql(f"ALTER TABLE {place.case}.papers DISABLE TRIGGER USER")
    postgresql.sql(f"UPDATE {place.case}.papers SET content = 'Ten posts.'")  # noqa: S608
    with pytest.raises(CaseError, match="changed after it was kept"):
        ledger.document(sha256)


def test_what_is_refused_leaves_no_words_on_the_disk(ledger, path):
    def refused():
        yield from ()
        raise InputError(Problem("acts.jsonl", 1, "kind", "cannot be made"))

    paper = Paper(b"A patrol goes along the river on Monday.", "acts.jsonl", "text/plain")
    with pytest.raises(InputError, match="cannot be made"):
        ledger.append(Origin("act", "acts.jsonl"), refused(), paper=paper)
    assert not list(path.parent.glob("documents/*"))


def test_what_is_kept_after_a_refusal_has_its_document(ledger):
    paper = Paper(b"Nine posts.", "bulletin.txt", "text/plain")
    position = ledger.append(Origin("text", "bulletin.txt"), (), paper=paper).position
    assert position
    assert [ledger.document(one.sha256) for one in ledger.documents()] == [b"Nine posts."]
