"""A large import puts indexes off and makes them at its end; the ledger is the same as without."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from tests.ledger.conftest import said
from tests.ledger.hostile import dump

from truceline.ledger import indexes
from truceline.ledger.entry import Origin
from truceline.ledger.store import Ledger

ORIGIN = Origin("table", "a.csv")
PUT_OFF = set(indexes._PUT_OFF)


@pytest.fixture
def seen(monkeypatch):
    """Indexes as they were dropped and created; twenty claims are many."""
    monkeypatch.setattr(indexes, "_LARGE", 20)
    monkeypatch.setattr("truceline.ledger.appending.CHUNK", 10)
    done = []
    for what in ("drop", "create"):
        plain = getattr(indexes.Index, what)

        def noted(index, connection, what=what, plain=plain):
            done.append((what, index.name))
            plain(index, connection)

        monkeypatch.setattr(indexes.Index, what, noted)
    return done


def names(path) -> set[str]:
    with closing(sqlite3.connect(path)) as prompt:
        found = prompt.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        return {name for (name,) in found}


def test_a_large_import_makes_its_indexes_at_the_end(path, seen):
    ledger = Ledger.create(path)
    before = names(path)
    ledger.append(ORIGIN, (said(n) for n in range(60)))
    assert {name for what, name in seen if what == "drop"} == PUT_OFF
    assert {name for what, name in seen if what == "create"} == PUT_OFF
    assert len(seen) == 2 * len(PUT_OFF)
    assert names(path) == before
    assert ledger.verify().holds


def test_the_record_is_the_same(path, tmp_path, seen):
    now = Ledger.create(path).now
    other = tmp_path / "other.sqlite"
    for each, most in ((path, 60), (other, 10)):
        ledger = Ledger.open(each) if each.exists() else Ledger.create(each)
        ledger._clock = lambda: now
        for first in range(0, 60, most):
            ledger.append(ORIGIN, (said(n) for n in range(first, first + most)))
    with closing(sqlite3.connect(path)) as one, closing(sqlite3.connect(other)) as two:
        columns = "seq, claim_id, label, kind, act, first_day, content FROM claims ORDER BY seq"
        assert one.execute(f"SELECT {columns}").fetchall() == two.execute(f"SELECT {columns}").fetchall()


def test_a_small_addition_to_a_large_ledger_puts_nothing_off(path, seen):
    ledger = Ledger.create(path)
    ledger.append(ORIGIN, (said(n) for n in range(60)))
    seen.clear()
    ledger.append(ORIGIN, (said(n) for n in range(60, 100)))
    assert seen == []


def test_an_import_that_fails_leaves_the_ledger_as_it_was(path, seen):
    ledger = Ledger.create(path)

    def breaking_off():
        yield from (said(n) for n in range(40))
        raise RuntimeError("the file ended in the middle")

    before = names(path)
    with pytest.raises(RuntimeError):
        ledger.append(ORIGIN, breaking_off())
    assert [what for what, _ in seen] == ["drop"] * len(PUT_OFF)
    assert names(path) == before
    with closing(sqlite3.connect(path)) as prompt:
        assert not [row for row in dump(prompt) if row[0] == "claims"]
    assert ledger.verify().holds
