"""Who took in which document or file, when, and what came of it."""

from __future__ import annotations

from datetime import timedelta

from tests.ledger.conftest import START, said

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Status
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin

TABLE = Origin("table", "events.csv", "a" * 64, "ana")
REPORT = b"Nine posts."


def test_files_and_documents_are_listed_with_who_and_when(ledger, clock):
    ledger.append(TABLE, [said(1), said(2)])
    later = clock.turn(hours=1)
    ledger.append(
        Origin("reading", "report.txt", digest_bytes(REPORT), "bo"),
        [said(3)],
        paper=Paper(REPORT, "report.txt", "text/plain"),
    )
    ledger.decide(said(1).content_digest, Status.REJECTED, "cy", "a rumour")
    ledger.add_document(b"Ten posts.", "more.txt", "text/plain")
    table, report, more = ledger.custody()
    assert (table.position, table.entered_at, table.sha256, table.by) == (1, START, "a" * 64, "ana")
    assert (table.kept, table.size, table.claims) == (False, None, 2)
    assert (report.entered_at, report.by, report.kept, report.size, report.claims) == (
        later,
        "bo",
        True,
        11,
        1,
    )
    assert (more.position, more.name, more.by, more.claims) == (4, "more.txt", None, 0)


def test_one_file_is_followed_by_the_beginning_of_its_digest(ledger, clock):
    ledger.append(TABLE, [said(1)])
    clock.turn(days=1)
    ledger.append(TABLE, [said(2)])
    ledger.append(Origin("table", "other.csv", "b" * 64), [said(3)])
    assert [one.entered_at - START for one in ledger.custody("aaaa")] == [timedelta(0), timedelta(days=1)]
    assert ledger.custody("%") == []
