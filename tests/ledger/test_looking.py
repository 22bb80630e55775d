"""A large file is looked through by a process of its own, whose end never ends ours."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from tests.ledger.conftest import FILE, said

from truceline.errors import CaseError
from truceline.ledger import looking, sqlite
from truceline.ledger.faults import FaultKind
from truceline.ledger.store import Ledger


@pytest.fixture
def address(path):
    """A file: this is about SQLite."""
    Ledger.create(path).append(FILE, [said(n) for n in range(200)])
    return path


@pytest.fixture
def large(address, monkeypatch):
    """A ledger whose file counts as a large one."""
    monkeypatch.setattr(sqlite, "_LARGE", 0)
    return Ledger.open(address)


@pytest.fixture
def ending(tmp_path, monkeypatch):
    """A function that puts another program in the place of ours."""

    def ends(program: str) -> None:
        file = tmp_path / "program.py"
        file.write_text(textwrap.dedent(program))
        monkeypatch.setattr(looking, "__file__", str(file))

    return ends


def bent(path: Path) -> None:
    """An index that finds every row by another column than it says."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        changed = "replace(sql, '(source)', '(act)')"
        connection.execute(f"UPDATE sqlite_master SET sql = {changed} WHERE name = 'claims_by_source'")  # noqa: S608
        connection.commit()


def damages(ledger: Ledger) -> list[str]:
    found = ledger.verify().faults
    return [fault.told for fault in found if (fault.kind, fault.table) == (FaultKind.DAMAGED, "file")]


def test_a_large_ledger_that_nobody_touched_holds(large):
    found = large.verify()
    assert found.holds
    assert found.rows["claims"] == 200


def test_the_program_finds_what_we_find(large, address, monkeypatch):
    bent(address)
    told = damages(large)
    assert len(told) == 10
    assert "claims_by_source" in told[0]
    monkeypatch.setattr(sqlite, "_LARGE", 1 << 40)
    assert damages(large) == told


def test_the_program_looks_as_a_program_without_any_of_our_modules(address):
    command = [sys.executable, "-IS", looking.__file__, f"file:{address}?mode=rw", "5"]
    assert json.loads(subprocess.run(command, capture_output=True, check=True).stdout) == []
    bent(address)
    assert len(json.loads(subprocess.run(command, capture_output=True, check=True).stdout)) == 5


def test_a_bus_error_ends_the_program_and_we_look_ourselves(large, address, ending):
    ending("import os, signal; os.kill(os.getpid(), signal.SIGBUS)")
    assert large.verify().holds
    bent(address)
    assert len(damages(large)) == 10


def test_a_program_that_could_not_read_is_not_believed(large, address, ending):
    ending("import sys; print('[]'); sys.exit(1)")
    bent(address)
    assert len(damages(large)) == 10


def test_where_no_program_can_be_started_we_look_ourselves(large, address, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/python")
    bent(address)
    assert len(damages(large)) == 10


def test_a_file_that_was_cut_off_is_told_in_a_sentence(large, address, ending):
    cut = f"os.truncate({str(address)!r}, {address.stat().st_size // 2})"
    ending(f"import os, signal; {cut}; os.kill(os.getpid(), signal.SIGBUS)")
    with closing(sqlite3.connect(address)) as prompt:
        prompt.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        told = damages(large)
    except CaseError as refusal:
        told = [str(refusal)]
    assert told


def test_the_program_does_not_outlive_who_asks(large, ending, tmp_path):
    ending("import time; time.sleep(600)")

    def enough(*_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        large.verify(step=enough)


def test_a_path_with_signs_of_its_own_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "_LARGE", 0)
    folder = tmp_path / "what? 50% #1 & more"
    folder.mkdir()
    ledger = Ledger.create(folder / "ledger.sqlite")
    ledger.append(FILE, [said(1)])
    assert ledger.verify().holds
    bent(folder / "ledger.sqlite")
    assert damages(ledger)
