"""A disk that is full or may not be written: told, nothing there by halves, and well again afterwards."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event
from tests.web.console.one_table import Table
from tests.web.crashing import CLAIM

from truceline.web.refusals import AGAIN_S

SENT = {"message": "tr-9", "to": "russia", "subject": "Who flew?", "text": "Last night,\nat two."}
FULL = ("max_page_count=1", "the disk is full; nothing was written")
READ_ONLY = ("query_only=ON", "cannot be written to")
Act = Callable[[Table], "object"]


def enter(table: Table):
    return table.post("desk/new", name="analyst", data={**CLAIM, "words": "Six rounds, I counted."})


def sign(table: Table):
    page = table.fill("turkey-liaison", "send", **SENT).text
    return table.sign("turkey-liaison", page)


def bring(table: Table):
    told = b"Report of 11 October 2018.\n\nTurkish forces shelled Saraqib on 10 October 2018."
    return table.post("desk/documents", name="analyst", files={"file": ("a.txt", told)})


def worked(table: Table, answer) -> str:
    """What the page of work says when it has ended."""
    until = time.monotonic() + 60
    while True:
        page = table.get(answer.headers["location"], name="analyst").text
        if "Under way" not in page and "Waiting for its turn" not in page:
            return page
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture(params=[FULL, READ_ONLY], ids=["full", "read-only"])
def unwritable(table: Table, request):
    """A table whose ledger takes nothing in, until `well` is called."""
    setting, told = request.param
    engine = table.held.case.ledger._engine

    def limit(connection, _record):
        connection.execute(f"PRAGMA {setting}")

    engine.dispose()
    event.listen(engine, "connect", limit)

    def well():
        event.remove(engine, "connect", limit)
        engine.dispose()

    return table, well, told


@pytest.mark.parametrize("act", [enter, sign])
def test_what_cannot_be_written_is_told_and_can_be_sent_again(unwritable, act: Act):
    table, well, _ = unwritable
    before = table.held.position
    answer = act(table)
    assert answer.status_code == 503, answer.text
    assert answer.headers["retry-after"] == str(AGAIN_S)
    assert "What you sent was kept whole or not at all" in answer.text
    assert str(table.held.case.folder) not in answer.text
    assert (table.held.position, table.held.case.ledger.verify().faults) == (before, ())
    well()
    assert act(table).status_code == 303
    assert table.held.position > before


def test_work_that_cannot_write_says_so_and_leaves_no_document(unwritable):
    table, well, told = unwritable
    before = (table.held.position, len(table.held.case.ledger.documents()))
    page = worked(table, bring(table))
    assert told in page
    assert str(table.held.case.folder) not in page
    assert (table.held.position, len(table.held.case.ledger.documents())) == before
    well()
    assert "Done" in worked(table, bring(table))


def test_a_draft_that_cannot_be_kept_is_told(table: Table, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        answer = table.post("mechanism/new/send", name="turkey-liaison", data={"do": "draft", **SENT})
    assert answer.status_code == 503
    assert str(Path(table.drafts.folder)) not in answer.text
    kept = table.post("mechanism/new/send", name="turkey-liaison", data={"do": "draft", **SENT})
    assert kept.status_code == 303
