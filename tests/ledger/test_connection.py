"""What a disk, a folder or another process can refuse, told so that a person can mend it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from tests.ledger.conftest import FILE, said

from truceline.errors import CaseError
from truceline.ledger.connection import connect, told, writing
from truceline.ledger.store import Ledger
from truceline.ledger.tables import decisions


@pytest.fixture
def address(path):
    """A file: this is about SQLite."""
    Ledger.create(path)
    return path


def test_a_ledger_is_not_made_over_a_file(path):
    path.write_text("mine")
    with pytest.raises(CaseError, match="exists already"):
        Ledger.create(path)
    assert path.read_text() == "mine"


def test_a_missing_ledger_is_not_made_by_opening_it(path):
    with pytest.raises(CaseError, match="no such file"):
        Ledger.open(path)
    assert not path.exists()


# Root may write anywhere, so the unwritable places are ones where nobody can.
@pytest.mark.parametrize("folder", ["file-in-the-way", "no/such/folder"])
def test_a_ledger_that_cannot_be_made_is_told(tmp_path, folder):
    (tmp_path / "file-in-the-way").write_text("")
    with pytest.raises(CaseError, match="cannot be opened or made") as refusal:
        Ledger.create(tmp_path / folder / "ledger.sqlite")
    assert refusal.value.exit_code == 2


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a kernel that serves /proc")
def test_a_folder_that_the_kernel_keeps_for_itself_is_told():
    with pytest.raises(CaseError, match="cannot be opened or made"):
        Ledger.create(Path("/proc/self/ledger.sqlite"))


def test_a_file_that_is_no_database_is_told(path):
    path.write_bytes(b"once upon a time " * 100)
    with pytest.raises(CaseError, match="not an SQLite file"):
        Ledger.open(path)


def test_a_damaged_ledger_is_told(ledger, path):
    ledger.append(FILE, [said(n) for n in range(200)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 8 * 4] + b"\x00" * (len(whole) // 2))
    with pytest.raises(CaseError, match="damaged"):
        list(Ledger.open(path).claims())


def test_a_full_disk_is_told_and_nothing_is_half_written(ledger, path):
    ledger.append(FILE, [said(1)])
    filling = textwrap.dedent("""
        import resource, signal, sys
        from pathlib import Path
        from tests.ledger.conftest import FILE, said
        from truceline.errors import CaseError
        from truceline.ledger.store import Ledger
        ledger = Ledger.open(Path(sys.argv[1]))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
        try:
            ledger.append(FILE, (said(n) for n in range(20_000)))
        except CaseError as refusal:
            print(refusal)
    """)
    run = [sys.executable, "-c", filling, str(path)]
    done = subprocess.run(run, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    assert "nothing was written" in done.stdout
    assert [claim.says for claim in Ledger.open(path).claims()] == ["shelling number 1"]


def test_a_ledger_that_another_process_holds_is_told_after_some_patience(ledger, path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseError, match="another process is writing"):
            Ledger.open(path, patience_s=0.05).append(FILE, [said(1)])
        assert list(Ledger.open(path, patience_s=0.05).claims()) == []
    assert ledger.append(FILE, [said(1)]).added == 1


def test_a_broken_invariant_stays_a_bug(ledger, path):
    engine = connect(path)
    row = {"seq": 1, "entry": 7, "claim": 7, "status": "x", "at": ledger._clock(), "by": "", "why": ""}
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(engine, path) as connection:
        connection.execute(decisions.insert(), row)


def test_an_error_that_is_not_the_databases_passes_through(path):
    with pytest.raises(KeyError), told(path):
        raise KeyError("mine")


def test_a_path_with_marks_that_mean_something_in_a_uri_is_taken_as_it_is(tmp_path):
    folder = tmp_path / "50% off? #1"
    folder.mkdir()
    ledger = Ledger.create(folder / "ledger.sqlite")
    ledger.append(FILE, [said(1)])
    assert sum(1 for _ in Ledger.open(folder / "ledger.sqlite").claims()) == 1
    del ledger  # an open ledger has a log beside its file
    assert [file.name for file in folder.iterdir()] == ["ledger.sqlite"]
